// A field of a form: its label, what one fills in, a hint, and what is wrong with it.

import { h } from "../dom.js";
import { renderElement } from "./elements.js";
import { words } from "./text.js";

let count = 0;

export function inputBlock(block, context) {
  const id = `field-${(count += 1)}`;
  const fault = context.errors?.[block.block_id];
  const about = [block.hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  const isTyped = block.element.type.endsWith("_input");
  const naming = {
    id: isTyped ? id : null, "aria-labelledby": `${id}-label`, "aria-describedby": about || null,
    "aria-invalid": fault ? "true" : null, "aria-required": needsMark(block) ? "true" : null,
  };
  const optional = block.optional && h("span", { class: "optional" }, " (optional)");
  const tag = isTyped ? "label" : "div"; // a group or a menu has no field that a label could be for
  const label = h(tag, { id: `${id}-label`, for: isTyped && id, class: "label", dir: "auto" }, words(block.label), optional);
  const element = renderElement(block.element, block, context, naming);
  label.addEventListener("click", () => element.closest(".input-block").querySelector("input, textarea, select, button")?.focus());
  return h(
    "div", { class: fault ? "block input-block invalid" : "block input-block" }, label, element,
    fault && h("p", { id: `${id}-fault`, class: "error" }, h("span", { "aria-hidden": "true" }, "⚠ "), fault),
    block.hint && h("p", { id: `${id}-hint`, class: "hint", dir: "auto" }, words(block.hint)),
  );
}

const NAMED_BY_ROLE = new Set(["checkboxes", "multi_static_select"]); // these roles know no aria-required
const needsMark = ({ optional, element }) => !optional && !NAMED_BY_ROLE.has(element.type) && !element.type.endsWith("_select");
