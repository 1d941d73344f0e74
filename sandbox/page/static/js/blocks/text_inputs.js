// Fields that one types into: lines, long texts, numbers, addresses.

import { h } from "../dom.js";
import { doing } from "../link.js";
import { act, placeOf, resting, tells } from "./acting.js";
import { left } from "./checks.js";
import { words } from "./text.js";

const PAUSE_MS = 500; // Slack's client waits for one before it tells what is typed
const NEAR = 100; // characters left that are worth counting
const KINDS = { number_input: { inputmode: "decimal" }, email_text_input: { inputmode: "email" }, url_text_input: { inputmode: "url" } };

export function textInput(slot) {
  const { element, context } = slot;
  const value = context.fields.get(slot) ?? "";
  const properties = { class: "field", placeholder: element.placeholder && words(element.placeholder), dir: "auto", autocomplete: "off", ...KINDS[element.type], ...slot.naming };
  const input = element.multiline ? h("textarea", { rows: 3, ...properties }) : h("input", { type: "text", ...properties });
  input.value = value;
  const counter = h("span", { class: "counter", "aria-live": "polite" });
  const told = causes(slot).has("on_character_entered") ? paused(() => typeIn(slot, input)) : () => {};
  input.addEventListener("input", () => {
    context.fields.set(slot, input.value || null);
    count(counter, left(element, input.value));
    told();
  });
  input.addEventListener("keydown", (event) => enter(event, slot, input));
  count(counter, left(element, value));
  return h("div", { class: "typed" }, input, counter);
}

function count(counter, rest) {
  counter.textContent = rest === undefined || rest > NEAR ? "" : String(rest);
  counter.classList.toggle("over", rest < 0);
  counter.title = "Characters left";
}

/** When the app hears of this field: at Enter unless the field says otherwise. */
function causes(slot) {
  if (!tells(slot)) return new Set();
  return new Set(slot.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]);
}

function enter(event, slot, input) {
  if (event.key !== "Enter" || event.isComposing || !causes(slot).has("on_enter_pressed")) return;
  if (slot.element.multiline && event.shiftKey) return;
  event.preventDefault();
  act(slot, input.value, input);
}

const typeIn = (slot, input) => {
  const { context, element } = slot;
  return resting(input, () =>
    doing("type_in", { message: placeOf(context.shown), action_id: element.action_id, text: input.value, values: context.fields.send() }),
  );
};

function paused(work) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(work, PAUSE_MS);
  };
}
