// Above a conversation: its name, who is in it, and whether the app is.

import { h } from "../dom.js";
import { doing } from "../link.js";
import { channelName, counted, isWithApp } from "../names.js";
import { store } from "../store.js";
import { attempt } from "../toasts.js";
import { avatar } from "./avatar.js";
import { openDrawer } from "./drawer.js";
import { icon } from "./icons.js";
import { openPopover } from "./menu.js";

const KINDS = { private_channel: "Private channel", im: "Direct message", mpim: "Group message" };

/** The head of a channel, as nodes. */
export function channelHead(channel) {
  const kind = isWithApp(channel) ? "App" : KINDS[channel.kind];
  const facts = [kind, channel.is_archived && "Archived", channel.topic].filter(Boolean);
  return [
    menuButton(),
    h("div", { class: "head-name" },
      channel.kind === "private_channel" && icon("lock"),
      h("h1", {}, channelName(channel)),
      facts.length > 0 && h("span", { class: "muted" }, facts.join(" · "))),
    h("div", { class: "head-side" }, !isWithApp(channel) && membersButton(channel)),
  ];
}

/** A line above the messages where the app can't draw: it isn't there yet. Null where it is. */
export function inviteBar(channel) {
  const isPlace = ["public_channel", "private_channel"].includes(channel.kind);
  if (!isPlace || channel.has_bot || channel.is_archived || !channel.is_member) return null;
  const bot = store.bot;
  const add = h("button", { type: "button", class: "primary" }, "Add the app");
  add.addEventListener("click", () => attempt(() => doing("invite", { channel: channel.id })));
  const words = `${bot.real_name} isn't in ${channelName(channel)}: add it here, or type /invite @${bot.name}.`;
  return h("div", { class: "invite", role: "note" }, h("p", {}, words), add);
}

function menuButton() {
  const label = { "aria-label": "Open the workspace menu" };
  return h("button", { type: "button", class: "icon drawer-open", ...label, onclick: openDrawer }, icon("menu"));
}

function membersButton(channel) {
  const words = counted(channel.members.length, "member", "members");
  const properties = { type: "button", class: "bare", "aria-haspopup": "dialog", "aria-expanded": "false" };
  const button = h("button", properties, icon("people"), words);
  button.addEventListener("click", () => openPopover(button, members(channel)));
  return button;
}

function members(channel) {
  const people = channel.members.map((id) => store.person(id));
  people.sort((one, other) => one.is_bot - other.is_bot || one.real_name.localeCompare(other.real_name));
  const name = `Members of ${channelName(channel)}`;
  return h("div", { class: "menu", role: "dialog", "aria-label": name, tabindex: -1 },
    h("ul", { class: "people" }, people.map(member)));
}

function member(person) {
  const isMe = person.id === store.me?.id;
  const marks = [person.is_bot && h("span", { class: "tag" }, "APP"), isMe && h("span", { class: "muted" }, "you")];
  return h("li", {}, avatar(person, 24), person.real_name, marks);
}
