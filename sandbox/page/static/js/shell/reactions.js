// Reactions below a message, and the choice of one.

import { emoji } from "../blocks/emoji.js";
import { h } from "../dom.js";
import { doing } from "../link.js";
import { store } from "../store.js";
import { attempt } from "../toasts.js";
import { icon } from "./icons.js";
import { openPopover } from "./menu.js";

const OFFERED = [
  "+1", "heart", "joy", "tada", "eyes", "white_check_mark", "raised_hands", "fire", "art", "sparkles",
  "heart_eyes", "thinking_face", "rocket", "clap", "pray", "-1", "sob", "star", "cat", "x",
];
const sign = (name) => emoji(name) ?? `:${name}:`;

/** Chips with counts; a press adds one's own or takes it back. */
export function reactionRow(message) {
  const properties = { type: "button", class: "chip", "aria-label": "Add a reaction", "aria-haspopup": "dialog" };
  const add = h("button", properties, icon("react"));
  add.addEventListener("click", () => openPicker(add, message));
  return h("div", { class: "reactions" }, message.reactions.map((given) => chip(message, given)), add);
}

function chip(message, { name, users }) {
  const isMine = users.includes(store.me?.id);
  const who = users.map((user) => store.person(user).real_name).join(", ");
  const properties = {
    type: "button", class: "chip", "aria-pressed": String(isMine), title: `${who} reacted with :${name}:`,
    "aria-label": `${name}, ${users.length}`, data: { name: `reaction ${name}` },
    onclick: () => react(message, name),
  };
  return h("button", properties, h("span", { "aria-hidden": "true" }, sign(name)), h("span", {}, users.length));
}

/** A small grid of what is common. */
export function openPicker(anchor, message) {
  const buttons = OFFERED.map((name) =>
    h("button", { type: "button", class: "bare", "aria-label": name, title: `:${name}:`, data: { name } }, sign(name)));
  const grid = h("div", { class: "menu picker", role: "dialog", "aria-label": "Choose a reaction" }, buttons);
  const close = openPopover(anchor, grid);
  grid.addEventListener("click", (event) => {
    const { name } = event.target.closest("button")?.dataset ?? {};
    if (!name) return;
    close(true);
    react(message, name);
  });
}

/** Give it, or take one's own back. */
const react = (message, name) =>
  attempt(() => doing("react", { message: { channel: message.channel, ts: message.ts }, name }));
