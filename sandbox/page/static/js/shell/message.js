// One message: who, when, what, and what hangs below it. Only the parts that changed are drawn again.

import { h, keep } from "../dom.js";
import { counted, momentOf, shortTimeOf, timeOf } from "../names.js";
import { go } from "../place.js";
import { store } from "../store.js";
import { avatar } from "./avatar.js";
import { fileNode } from "./files.js";
import { focusComposer } from "./focus.js";
import { icon } from "./icons.js";
import { reactionRow } from "./reactions.js";
import { said, saidStamp } from "./said.js";

/** An article for a row of a conversation. */
export function messageArticle(row) {
  const { user, ts, channel } = row.message;
  const author = store.person(user);
  const name = `${author.real_name} at ${timeOf(ts)}`;
  const when = h("time", { class: "when-short", title: momentOf(ts), "aria-hidden": "true" }, shortTimeOf(ts));
  const article = h("article", { class: "message", "aria-label": name, tabindex: -1, data: { ts, channel } },
    h("div", { class: "gutter" }, avatar(author), when),
    h("div", { class: "content" }));
  renewArticle(article, row);
  return article;
}

/** The same message, as it is now. */
export function renewArticle(article, row) {
  article.classList.toggle("together", row.isTogether);
  article.classList.toggle("ephemeral", Boolean(row.message.visible_to));
  keep(article.querySelector(".content"), parts(row), ({ key }) => key, ({ stamp }) => stamp, ({ make }) => make());
}

function parts(row) {
  const { message, replies } = row;
  const { visible_to, files, reactions } = message.subtype === "tombstone" ? {} : message;
  return [
    visible_to && part("whisper", "", whisper),
    part("head", "", () => head(message)),
    isBroadcast(row) && part("broadcast", "", () => origin(message)),
    part("said", saidStamp(message), () => said(message)),
    files && part("files", JSON.stringify(files), () => h("div", { class: "files" }, files.map(fileNode))),
    reactions?.length && part("reactions", JSON.stringify(reactions), () => reactionRow(message)),
    visible_to && part("dismiss", "", () => dismissal(message)),
    replies && part("thread", replies.stamp, () => summary(message, replies)),
  ].filter(Boolean);
}

const part = (key, stamp, make) => ({ key, stamp, make });

function head({ user, ts }) {
  const author = store.person(user);
  const tag = author.is_bot && h("span", { class: "tag" }, author.id === store.team.bot ? "APP" : "SLACK");
  const when = h("time", { class: "when", title: momentOf(ts) }, timeOf(ts));
  return h("div", { class: "message-head" }, h("strong", {}, author.real_name), tag, when);
}

const isBroadcast = ({ message, isInThread }) => message.subtype === "thread_broadcast" && !isInThread;

function origin({ channel, thread_ts }) {
  const open = () => go({ channel, thread_ts });
  return h("p", { class: "origin" }, h("button", { type: "button", class: "link", onclick: open }, "Replied to a thread"));
}

const whisper = () => h("p", { class: "whisper" }, icon("eye"), "Only visible to you");

const dismissal = (message) =>
  h("button", { type: "button", class: "link dismiss", onclick: () => store.dismiss(message) }, "Dismiss message");

function summary({ channel, ts }, { count, users, last }) {
  const faces = [...users].slice(0, 4).map((user) => avatar(store.person(user), 22));
  const open = () => {
    go({ channel, thread_ts: ts });
    focusComposer("thread");
  };
  const button = h("button", { type: "button", class: "link", onclick: open }, counted(count, "reply", "replies"));
  return h("div", { class: "thread-line" }, faces, button, h("span", { class: "muted" }, `Last at ${timeOf(last)}`));
}
