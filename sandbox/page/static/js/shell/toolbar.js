// What one may do with a message, at the message under the pointer or in focus.

import { h } from "../dom.js";
import { doing } from "../link.js";
import { go } from "../place.js";
import { store } from "../store.js";
import { attempt, toast } from "../toasts.js";
import { focusComposer } from "./focus.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { openPicker } from "./reactions.js";

/** One toolbar for all messages of a list: it goes where the pointer or the focus is. */
export function messageToolbar(log, thread_ts) {
  const bar = h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" });
  const move = (event) => {
    const article = event.target.closest("article");
    if (!article || bar.parentElement === article || bar.querySelector('[aria-expanded="true"]')) return;
    if (bar.contains(document.activeElement)) bar.parentElement.focus({ preventScroll: true });
    const message = store.messages.get(`${article.dataset.channel} ${article.dataset.ts}`);
    bar.replaceChildren(...(message ? buttons(message, thread_ts) : []));
    article.append(bar);
  };
  log.addEventListener("focusin", move);
  let at = "";
  log.addEventListener("pointermove", (event) => {
    const before = at;
    at = `${event.clientX} ${event.clientY}`;
    if (at !== before) move(event); // not where the list moved below a pointer at rest
  }, { passive: true });
}

function buttons(message, thread_ts) {
  if (message.visible_to) return [];
  if (message.subtype === "tombstone") return thread_ts ? [] : [replyButton(message)];
  return [reactButton(message), thread_ts ? null : replyButton(message), moreButton(message)].filter(Boolean);
}

const tool = (label, name, properties = {}) =>
  h("button", { type: "button", class: "icon", "aria-label": label, title: label, ...properties }, icon(name));

function replyButton(message) {
  const open = () => {
    go({ channel: message.channel, thread_ts: message.thread_ts || message.ts });
    focusComposer("thread");
  };
  return tool("Reply in thread", "reply", { onclick: open });
}

function reactButton(message) {
  const button = tool("Add reaction", "react", { "aria-haspopup": "dialog", "aria-expanded": "false" });
  button.addEventListener("click", () => openPicker(button, message));
  return button;
}

function moreButton(message) {
  const button = tool("More actions", "more", { "aria-haspopup": "menu", "aria-expanded": "false" });
  button.addEventListener("click", () => openMenu(button, choices(current(message))));
  return button;
}

/** As it is by now: the toolbar may have stood there while it was edited. */
const current = (message) => store.messages.get(`${message.channel} ${message.ts}`) ?? message;

function choices(message) {
  const offered = (store.app.shortcuts ?? []).filter((shortcut) => shortcut.type === "message");
  const shortcuts = offered.map(({ name, callback_id }) => ({ text: name, run: () => attempt(() => use(callback_id, message)) }));
  const isDeletable = [store.me?.id, store.team.bot].includes(message.user);
  const last = [{ text: "Copy link", run: () => copyLink(message) }];
  if (isDeletable) last.push({ text: "Delete message", kind: "danger", run: () => attempt(() => doing("delete_message", { message })) });
  return shortcuts.length ? [...shortcuts, "-", ...last] : last;
}

async function use(callback_id, message) {
  const delivery = await doing("shortcut", { callback_id, message });
  if (delivery?.error) toast(`${store.bot.real_name} did not answer (${delivery.error}).`);
}

async function copyLink(message) {
  const link = `${location.origin}/#${message.channel}/${message.thread_ts ?? ""}`;
  await navigator.clipboard.writeText(link);
  toast("Link copied.", "note");
}
