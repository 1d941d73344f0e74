// The interactive elements, by their type.

import { h } from "../dom.js";
import { store } from "../store.js";
import { buttonElement, overflowElement, workflowButton } from "./button.js";
import { fieldName } from "./fields.js";
import { menuElement } from "./menus.js";
import { imageElement } from "./picture.js";
import { datePicker } from "./pickers.js";
import { textInput } from "./text_inputs.js";
import { checkboxes, radioButtons } from "./ticks.js";

const MAKERS = {
  button: buttonElement,
  workflow_button: workflowButton,
  overflow: overflowElement,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: datePicker,
  datetimepicker: datePicker,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
};

/**
 * An element in its block; `naming` are the attributes that name and describe a field. Nothing for a button that
 * this person isn't to see.
 */
export function renderElement(element, block, context, naming = {}) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(store.me?.id)) return [];
  if (element.type === "image") return imageElement(element, "accessory");
  const make = MAKERS[element.type] ?? (element.type.endsWith("_select") ? menuElement : uncovered);
  const node = make({ element, block, context, naming });
  node.dataset.field = fieldName({ block, element });
  if (element.focus_on_load) node.dataset.focusOnLoad = "";
  return node;
}

const uncovered = ({ element }) => h("p", { class: "uncovered" }, `The sandbox shows no ${element.type}: it isn't covered.`);
