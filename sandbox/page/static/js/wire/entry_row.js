// One line of the record; opened, it shows all that was sent and answered.

import { h } from "../dom.js";
import { entry } from "../link.js";
import { attempt, toast } from "../toasts.js";

/** A row that fetches its whole entry when it is opened. */
export function entryRow(line) {
  const outcome = line.isRefused ? `refused: ${line.outcome}` : line.outcome;
  const summary = h("summary", {},
    h("span", { class: "entry-title" }, line.title),
    h("span", { class: "entry-outcome" }, outcome),
    h("span", { class: "entry-notes" }, line.notes.join(" · ")),
    h("span", { class: "entry-time" }, line.time));
  const details = h("details", {}, summary);
  details.addEventListener("toggle", () => show(details, line));
  return h("li", { class: line.isRefused ? "entry refused" : "entry" }, details);
}

async function show(details, line) {
  if (!details.open) {
    details.querySelector(".entry-whole")?.remove();
    return;
  }
  const found = await attempt(() => entry(line.kind, line.number));
  if (!found || !details.open) return;
  details.querySelector(".entry-whole")?.remove();
  details.append(whole(found));
}

function whole(found) {
  const text = JSON.stringify(unpacked(found), null, 2);
  const copy = h("button", { type: "button", class: "entry-copy" }, "Copy JSON");
  copy.addEventListener("click", async () => {
    await attempt(() => navigator.clipboard.writeText(text));
    toast("Copied.", "note");
  });
  return h("div", { class: "entry-whole" }, copy, h("pre", { tabindex: 0, "aria-label": "The whole entry" }, text));
}

/** An ack is JSON in a text: read, so that it can be read. */
function unpacked(found) {
  if (typeof found.ack !== "string" || !found.ack.startsWith("{")) return found;
  try {
    return { ...found, ack: JSON.parse(found.ack) };
  } catch {
    return found;
  }
}
