// The middle of the page: a channel, or the app's own conversation with its tabs.

import { composer } from "../composer/composer.js";
import { h } from "../dom.js";
import { doing } from "../link.js";
import { channelName, isWithApp } from "../names.js";
import { go, here } from "../place.js";
import { store } from "../store.js";
import { attempt } from "../toasts.js";
import { homeView } from "../views/views.js";
import { conversation } from "./conversation.js";
import { focusComposer } from "./focus.js";
import { channelHead, inviteBar } from "./head.js";

let drawn = "";
let leave = () => {};

export function beginMain() {
  const main = document.getElementById("main");
  const head = h("header", { class: "head" });
  const invite = h("div", {});
  const body = h("div", { class: "body" });
  main.append(head, invite, body);
  store.watch(["me", "place", "channels", "people"], () => draw({ head, invite, body }));
  // What stands there is another's until the news of this person comes: nobody types into it.
  store.watch(["user"], () => { body.inert = store.me?.name !== store.user; });
  store.watch(["me"], () => { body.inert = false; });
}

function draw({ head, invite, body }) {
  const { channel: id, tab } = here();
  const channel = store.channel(id);
  if (!channel) return;
  refresh(head, channel, () => channelHead(channel));
  refresh(invite, channel, () => [inviteBar(channel)].filter(Boolean));
  const wanted = [store.me?.id, id, isWithApp(channel) && tab].join(" ");
  if (wanted === drawn) return;
  if (!drawn && document.activeElement === document.body) focusComposer();
  drawn = wanted;
  leave();
  const { node, end } = isWithApp(channel) ? appBody(id, tab) : talk(channel);
  leave = end;
  body.replaceChildren(node);
  if (isWithApp(channel)) attempt(() => doing("open_home", { tab }));
}

/** Draw again only what reads otherwise now. */
function refresh(region, channel, make) {
  const stamp = JSON.stringify([channel, store.me?.id]);
  if (region.dataset.stamp === stamp) return;
  region.dataset.stamp = stamp;
  region.replaceChildren(...make());
}

function talk(channel) {
  const said = conversation({ channel: channel.id, name: `Messages in ${channelName(channel)}` });
  const writing = composer({ channel: channel.id });
  const end = () => [said, writing].forEach((part) => part.end());
  return { node: h("div", { class: "talk" }, said.node, writing.node), end };
}

function appBody(channel, tab) {
  const hasHome = store.app.has_home !== false;
  const shown = hasHome ? tab : "messages";
  const names = hasHome ? ["home", "messages"] : ["messages"];
  const { node, end } = shown === "home" ? homeView() : talk(store.channel(channel));
  const properties = { class: `tabpanel ${shown}`, role: "tabpanel", id: "app-panel", "aria-label": label(shown) };
  const panel = h("div", { ...properties, tabindex: shown === "home" ? 0 : null }, node);
  return { node: h("div", { class: "talk" }, tabList(channel, names, shown), panel), end };
}

function tabList(channel, names, shown) {
  const tabs = names.map((name) => tabButton(channel, name, name === shown));
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Parts of the app" }, tabs);
  list.addEventListener("keydown", (event) => moveTab(event, list));
  return list;
}

const label = (name) => ({ home: "Home", messages: "Messages" })[name];

function tabButton(channel, name, isChosen) {
  const properties = {
    type: "button", role: "tab", class: "tab", "aria-selected": String(isChosen), "aria-controls": "app-panel",
    tabindex: isChosen ? 0 : -1, data: { tab: name }, onclick: () => choose(channel, name),
  };
  return h("button", properties, label(name));
}

function choose(channel, tab) {
  if (here().tab === tab) return;
  go({ channel, tab });
  addEventListener("hashchange", () => document.querySelector(`#main .tab[data-tab="${tab}"]`)?.focus(), { once: true });
}

function moveTab(event, tabs) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  event.preventDefault();
  tabs.querySelector('[aria-selected="false"]')?.click();
}
