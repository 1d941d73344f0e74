// Checkboxes and radio buttons.

import { h } from "../dom.js";
import { act, tells } from "./acting.js";
import { textNodes } from "./text.js";

let count = 0;

export const checkboxes = (slot) => ticks(slot, "checkbox", (value) => slot.context.fields.get(slot).includes(value));

export const radioButtons = (slot) => ticks(slot, "radio", (value) => slot.context.fields.get(slot) === value);

function ticks(slot, type, isChosen) {
  const name = `ticks-${(count += 1)}`;
  const group = h("div", { class: "ticks", role: type === "radio" ? "radiogroup" : "group", ...slot.naming });
  group.append(...slot.element.options.map((option, at) => line(option, { type, name, id: `${name}-${at}`, isChosen })));
  if (!slot.naming["aria-labelledby"]) group.setAttribute("aria-label", "Choices");
  group.addEventListener("change", () => choose(slot, group));
  return group;
}

function line(option, { type, name, id, isChosen }) {
  const about = option.description && h("span", { id: `${id}-about`, class: "about", dir: "auto" }, textNodes(option.description));
  const input = h("input", {
    type, name, id, value: option.value, checked: isChosen(option.value), "aria-describedby": about ? `${id}-about` : null,
  });
  return h("div", { class: "tick" }, input, h("label", { for: id, dir: "auto" }, textNodes(option.text)), about);
}

async function choose(slot, group) {
  const { fields } = slot.context;
  const before = fields.get(slot);
  const ticked = [...group.querySelectorAll("input:checked")].map((input) => input.value);
  const value = Array.isArray(before) ? ticked : (ticked[0] ?? null);
  fields.set(slot, value);
  if (!tells(slot) || (await act(slot, value, group))) return;
  fields.set(slot, before);
  for (const input of group.querySelectorAll("input")) input.checked = [before].flat().includes(input.value);
}
