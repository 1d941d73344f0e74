// Buttons and the overflow menu.

import { h } from "../dom.js";
import { openMenu } from "../shell/menu.js";
import { act } from "./acting.js";
import { opened } from "./references.js";
import { words } from "./text.js";

const open = (url) => opened(url) && window.open(url, "_blank", "noopener,noreferrer");

export function buttonElement(slot) {
  const { element } = slot;
  const properties = {
    type: "button", class: `block-button outlined ${element.style ?? ""}`, "aria-label": element.accessibility_label,
    title: element.url,
  };
  const button = h("button", properties, h("span", { dir: "auto" }, words(element.text)));
  button.addEventListener("click", () => {
    open(element.url);
    act(slot, element.value, button);
  });
  return button;
}

/** Starts a workflow in Slack, of which there are none here. */
export const workflowButton = ({ element }) =>
  h("button", { type: "button", class: "block-button", disabled: true, title: "Workflows aren't part of the sandbox" }, words(element.text));

export function overflowElement(slot) {
  const button = h("button", { type: "button", class: "block-button overflow", "aria-label": "More options", "aria-haspopup": "menu", "aria-expanded": "false" }, "⋯");
  button.addEventListener("click", () => openMenu(button, slot.element.options.map((option) => entry(slot, option, button))));
  return button;
}

function entry(slot, option, button) {
  const run = () => {
    open(option.url);
    act(slot, option.value, button);
  };
  return { text: option.description ? `${words(option.text)} – ${words(option.description)}` : words(option.text), run };
}
