// The workspace: who one is, channels, people, the app.

import { h, keep } from "../dom.js";
import { follow } from "../link.js";
import { channelName, isWithApp } from "../names.js";
import { go, here } from "../place.js";
import { store } from "../store.js";
import { toggleWire } from "../wire/wire.js";
import { avatar } from "./avatar.js";
import { closeDrawer } from "./drawer.js";
import { focusComposer } from "./focus.js";
import { icon } from "./icons.js";
import { themeSelect } from "./theme.js";
import { unreadIn } from "./unread.js";

const SECTIONS = [
  ["Channels", (channel) => ["public_channel", "private_channel"].includes(channel.kind) && !channel.is_archived],
  ["Direct messages", (channel) => ["im", "mpim"].includes(channel.kind) && !isWithApp(channel)],
  ["Apps", isWithApp],
  ["Archived", (channel) => channel.is_archived],
];

export function beginSidebar() {
  const nav = document.getElementById("sidebar");
  const lists = SECTIONS.map(([name, belongs]) => ({ name, belongs, list: h("ul", { "aria-label": name }) }));
  const team = h("strong", { class: "team" });
  const you = h("select", { onchange: () => follow(you.value) });
  nav.append(
    h("div", { class: "side-head" }, team, h("span", { class: "badge" }, "Not the real Slack"), closeButton()),
    h("label", { class: "side-field" }, h("span", {}, "You are"), you),
    h("div", { class: "side-lists" }, lists.map(section)),
    h("div", { class: "side-foot" }, wireButton(), themeSelect()),
  );
  store.watch(["team"], () => { team.textContent = store.team.name ?? ""; });
  store.watch(["people", "me"], () => drawPeople(you));
  store.watch(["channels", "people", "me", "place", "messages"], () => lists.forEach(drawSection));
}

const section = ({ name, list }) => h("section", {}, h("h2", {}, name), list);

function drawPeople(you) {
  const people = store.people.filter((person) => !person.is_bot);
  const option = ({ name, real_name }) => h("option", { value: name, selected: name === store.user }, real_name);
  you.replaceChildren(...people.map(option));
}

function drawSection({ belongs, list }) {
  const chosen = here().channel;
  const shown = store.channels.filter(belongs).map((channel) => ({ ...channel, title: channelName(channel) }));
  shown.sort((one, other) => one.title.replace("#", "").localeCompare(other.title.replace("#", "")));
  list.parentElement.hidden = !shown.length;
  const stamp = (channel) => stampOf(channel, chosen);
  keep(list, shown, ({ id }) => id, stamp, (channel) => row(channel, channel.id === chosen));
}

const stampOf = ({ id, title, kind, is_archived }, chosen) => [title, kind, is_archived, id === chosen, unreadIn(id)].join();

function row(channel, isChosen) {
  const count = unreadIn(channel.id);
  const properties = {
    href: `#${channel.id}/`, class: count ? "unread" : null, title: describe(channel, count),
    "aria-current": isChosen ? "page" : null, onclick: (event) => open(event, channel),
  };
  const badge = count > 0 && h("span", { class: "count", "aria-hidden": "true" }, count);
  return h("li", {}, h("a", properties, mark(channel), h("span", { class: "name" }, channel.title)), badge);
}

/** Beside the name, which stays as it is: lock, unread, archived, in words. */
function describe(channel, count) {
  const facts = [
    channel.kind === "private_channel" && "private",
    channel.is_archived && "archived",
    count > 0 && `${count} unread`,
  ];
  return facts.filter(Boolean).join(", ") || null;
}

function mark(channel) {
  if (channel.kind === "private_channel") return icon("lock");
  if (channel.kind === "mpim") return icon("people");
  if (channel.kind !== "im") return null;
  return avatar(store.person(channel.members.find((member) => member !== store.me?.id)), 20);
}

function open(event, channel) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new window, as links do
  event.preventDefault();
  closeDrawer();
  go({ channel: channel.id, tab: isWithApp(channel) && here().channel === channel.id ? here().tab : "messages" });
  focusComposer();
}

function wireButton() {
  const properties = { type: "button", class: "side-button", "aria-pressed": "false" };
  const button = h("button", properties, icon("wire"), "Over the wire");
  const tell = () => button.setAttribute("aria-pressed", String(!document.getElementById("wire").hidden));
  new MutationObserver(tell).observe(document.getElementById("wire"), { attributeFilter: ["hidden"] });
  button.addEventListener("click", () => {
    closeDrawer();
    toggleWire();
  });
  return button;
}

function closeButton() {
  const label = { "aria-label": "Close the workspace menu" };
  return h("button", { type: "button", class: "icon drawer-close", ...label, onclick: () => closeDrawer(true) }, icon("close"));
}
