// A list of messages that stays in step with the workspace: a channel's, or a thread's.

import { h, keep } from "../dom.js";
import { counted, dayKey, dayOf } from "../names.js";
import { store } from "../store.js";
import { icon } from "./icons.js";
import { introRow } from "./intro.js";
import { messageArticle, renewArticle } from "./message.js";
import { messageToolbar } from "./toolbar.js";

const TOGETHER_SECONDS = 300;
const NEAR_PIXELS = 60;

/** `{ node, end }`: the list with its "Jump to newest", and what to call when it is no longer shown. */
export function conversation({ channel, thread_ts = "", name }) {
  const list = h("div", { class: "list" });
  const log = h("div", { class: "log", role: "log", "aria-label": name, "aria-live": "off", tabindex: 0 }, list);
  const jump = h("button", { type: "button", class: "jump primary", hidden: true }, icon("down"), "Jump to newest");
  jump.addEventListener("click", () => {
    toNewest(log);
    log.focus({ preventScroll: true });
  });
  log.addEventListener("scroll", () => { if (isAtEnd(log)) jump.hidden = true; }, { passive: true });
  messageToolbar(log, thread_ts);
  walkable(list);
  leaping(log);
  const draw = () => {
    const wasAtEnd = isAtEnd(log);
    keep(list, rows(channel, thread_ts), (row) => row.key, (row) => row.stamp, make, renew);
    const isMine = store.arrived.some((message) => message.user === store.me?.id && message.channel === channel);
    const isAnyNew = store.arrived.some((message) => list.querySelector(`[data-key="${message.ts}"]`));
    if (isMine) toNewest(log);
    else if (isAnyNew && !wasAtEnd) jump.hidden = false;
  };
  const end = store.watch(["messages", "people"], draw);
  draw();
  return { node: h("div", { class: "scroll" }, log, jump), end };
}

/** The list is laid out from its end, so that the end is at 0 and stays there while pictures load. */
const isAtEnd = (log) => log.scrollTop > -NEAR_PIXELS;

function toNewest(log) {
  log.scrollTop = 0;
}

function make(row) {
  if (row.message) return messageArticle(row);
  return row.make?.() ?? h("div", { class: "divider" }, h("span", {}, row.words));
}

function renew(element, row) {
  if (row.message) renewArticle(element, row);
  else element.replaceChildren(...make(row).childNodes);
}

/** Messages with what depends on their neighbours, and the lines between days. */
function rows(channel, thread_ts) {
  const threads = thread_ts ? new Map() : repliesOf(channel);
  const found = thread_ts ? [] : [introRow(channel)];
  let before = null;
  for (const message of store.conversation(channel, thread_ts)) {
    const day = dayKey(message.ts);
    const isNewDay = !before || dayKey(before.ts) !== day;
    if (isNewDay && !thread_ts) found.push({ key: day, stamp: "", words: dayOf(message.ts) });
    const isTogether = !isNewDay && belongTogether(before, message);
    const replies = threads.get(message.ts);
    const stamp = [store.versionOf(message), isTogether, replies?.stamp].join(" ");
    found.push({ key: message.ts, stamp, message, isTogether, replies, isInThread: Boolean(thread_ts) });
    const isParent = message.ts === thread_ts;
    if (isParent) found.push(...countLine(channel, thread_ts));
    before = isParent ? null : message;
  }
  return found;
}

function countLine(channel, thread_ts) {
  const count = repliesOf(channel).get(thread_ts)?.count;
  return count ? [{ key: "count", stamp: count, words: counted(count, "reply", "replies") }] : [];
}

function belongTogether(before, message) {
  const isAlike = before.user === message.user && before.visible_to === message.visible_to;
  return isAlike && !before.subtype && !message.subtype && message.ts - before.ts < TOGETHER_SECONDS;
}

/** thread_ts -> `{ count, users, last, stamp }`: what stands below a parent. */
function repliesOf(channel) {
  const threads = new Map();
  for (const message of store.messages.values()) {
    const { thread_ts, ts } = message;
    if (message.channel !== channel || !thread_ts || thread_ts === ts || message.visible_to) continue;
    const found = threads.get(thread_ts) ?? { count: 0, users: new Set(), last: "" };
    found.count += 1;
    found.users.add(message.user);
    found.last = ts > found.last ? ts : found.last;
    found.stamp = `${found.count} ${found.last}`;
    threads.set(thread_ts, found);
  }
  return threads;
}

/** The browser's own glide to an end stops half-way, where heights come to be known. */
function leaping(log) {
  log.addEventListener("keydown", (event) => {
    const to = { Home: -log.scrollHeight, End: 0 }[event.key];
    if (event.target !== log || to === undefined) return;
    event.preventDefault();
    log.scrollTop = to;
  });
}

/** One message at a time can be reached by Tab; arrows go from one to the next. */
function walkable(list) {
  list.addEventListener("focusin", (event) => {
    const article = event.target.closest("article");
    list.querySelector('article[tabindex="0"]')?.setAttribute("tabindex", "-1");
    article?.setAttribute("tabindex", "0");
  });
  list.addEventListener("keydown", (event) => {
    if (!event.target.matches("article")) return;
    const articles = [...list.querySelectorAll("article")];
    const at = articles.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: articles.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    articles[to]?.focus();
  });
}
