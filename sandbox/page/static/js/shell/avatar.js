// A face for everybody: initials on a colour of their own.

import { h } from "../dom.js";
import { store } from "../store.js";

const HUES = [262, 200, 340, 150, 20, 230, 100, 300];

/** The square beside a person's words; decoration, as the name stands beside it. */
export function avatar(person, size = 36) {
  const at = Math.max(0, store.people.findIndex((one) => one.id === person.id));
  const letters = person.id === store.team.bot ? "✦" : [...person.real_name][0]?.toUpperCase();
  const style = `--hue: ${HUES[at % HUES.length]}; --size: ${size}px`;
  return h("span", { class: "avatar", "aria-hidden": "true", style }, letters);
}
