// "Are you sure?": the dialog that an element asks for before it acts.

import { h } from "../dom.js";
import { textNodes, words } from "./text.js";

let count = 0;

/** Ask; resolves to whether the answer was yes. The focus goes back to where it was. */
export function ask({ title, text, confirm, deny, style }) {
  const id = `question-${(count += 1)}`;
  const properties = { class: "question", role: "alertdialog", "aria-labelledby": id, "aria-describedby": `${id}-text` };
  const no = h("button", { type: "button", onclick: () => dialog.close("") }, words(deny));
  const yes = h("button", { type: "button", class: style === "danger" ? "danger" : "primary", onclick: () => dialog.close("yes") }, words(confirm));
  const body = h("div", { id: `${id}-text`, class: "question-text", dir: "auto" }, textNodes(text));
  const dialog = h("dialog", properties, h("h2", { id, dir: "auto" }, words(title)), body, h("footer", {}, no, yes));
  document.body.append(dialog);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.showModal();
  yes.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
