// Whether the page types as a phone does; remembered.

import { h } from "../dom.js";

const KEY = "smart punctuation";

export const isSmart = () => localStorage.getItem(KEY) === "on";

export function smartSwitch() {
  const box = h("input", { type: "checkbox", checked: isSmart() });
  box.addEventListener("change", () => localStorage.setItem(KEY, box.checked ? "on" : "off"));
  const title = "Types dashes and curly quotes as a phone does: -- becomes —, \"x\" becomes “x”";
  return h("label", { class: "smart", title }, box, "Smart punctuation");
}
