// What one may do with a message, at the message under the pointer or in focus.

import { ask } from "../blocks/confirm.js";
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
  log.addEventListener("pointermove", move, { passive: true });
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
  const item = (text, work, kind) => ({ text, kind, run: () => attempt(work) });
  const offered = (store.app.shortcuts ?? []).filter(({ type }) => type === "message");
  const shortcuts = offered.map(({ name, callback_id }) => item(name, () => use(callback_id, message)));
  const own = [item("Copy link", () => copyLink(message))];
  const isDeletable = [store.me?.id, store.team.bot].includes(message.user);
  if (isDeletable) own.push(item("Delete message", () => remove(message), "danger"));
  return shortcuts.length ? [...shortcuts, "-", ...own] : own;
}

const plain = (text) => ({ type: "plain_text", text });
const DELETION = {
  title: plain("Delete message"), text: plain("Are you sure you want to delete this message? This cannot be undone."),
  confirm: plain("Delete"), deny: plain("Cancel"), style: "danger",
};

async function remove(message) {
  if (await ask(DELETION)) await doing("delete_message", { message });
}

async function use(callback_id, message) {
  const delivery = await doing("shortcut", { callback_id, message });
  if (delivery?.error) toast(`${store.bot.real_name} did not answer (${delivery.error}).`);
}

/** To the message with what was replied to it. */
async function copyLink({ channel, thread_ts, ts }) {
  await navigator.clipboard.writeText(`${location.origin}/#${channel}/${thread_ts || ts}`);
  toast("Link copied.", "note");
}
