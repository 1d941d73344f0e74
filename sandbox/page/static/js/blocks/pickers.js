// Dates and times, by the browser's own pickers.

import { h } from "../dom.js";
import { act, tells } from "./acting.js";
import { words } from "./text.js";

const TYPES = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };
const MINUTE_MS = 60_000;

export function datePicker(slot) {
  const { element, context } = slot;
  const isMoment = element.type === "datetimepicker";
  const input = h("input", { type: TYPES[element.type], class: "field date", ...naming(slot) });
  const value = context.fields.get(slot);
  input.value = isMoment && value ? localOf(value) : (value ?? "");
  input.addEventListener("change", async () => {
    const before = context.fields.get(slot);
    const chosen = (isMoment ? secondsOf(input.value) : input.value) || null;
    context.fields.set(slot, chosen);
    if (!tells(slot) || (await act(slot, chosen, input))) return;
    context.fields.set(slot, before);
    input.value = isMoment && before ? localOf(before) : (before ?? "");
  });
  return input;
}

function naming({ element, naming: given }) {
  return given["aria-labelledby"] ? given : { ...given, "aria-label": element.placeholder ? words(element.placeholder) : "Choose a time" };
}

const secondsOf = (local) => local && Math.floor(new Date(local).getTime() / 1000);

function localOf(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date - date.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}
