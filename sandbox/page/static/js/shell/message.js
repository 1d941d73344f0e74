// One message: who, when, what, and what hangs below it. Only the parts that changed are drawn again.

import { renderBlocks } from "../blocks/blocks.js";
import { renderMrkdwn } from "../blocks/mrkdwn.js";
import { h, keep } from "../dom.js";
import { counted, momentOf, shortTimeOf, timeOf } from "../names.js";
import { go } from "../place.js";
import { store } from "../store.js";
import { avatar } from "./avatar.js";
import { fileNode } from "./files.js";
import { focusComposer } from "./focus.js";
import { icon } from "./icons.js";
import { reactionRow } from "./reactions.js";

/** An article for a row of a conversation. */
export function messageArticle(row) {
  const { message } = row;
  const author = store.person(message.user);
  const properties = {
    class: "message", "aria-label": `${author.real_name} at ${timeOf(message.ts)}`, tabindex: -1,
    data: { ts: message.ts, channel: message.channel },
  };
  const article = h("article", properties, h("div", { class: "gutter" }), h("div", { class: "content" }));
  article.querySelector(".gutter").append(avatar(author), h("time", { class: "when-short", title: momentOf(message.ts), "aria-hidden": "true" }, shortTimeOf(message.ts)));
  renewArticle(article, row);
  return article;
}

/** The same message, as it is now. */
export function renewArticle(article, row) {
  const { message } = row;
  article.classList.toggle("together", row.isTogether);
  article.classList.toggle("ephemeral", Boolean(message.visible_to));
  keep(article.querySelector(".content"), parts(row), ({ key }) => key, ({ stamp }) => stamp, ({ make }) => make());
}

function parts(row) {
  const { message, replies, thread_ts } = row;
  const found = [
    message.visible_to && part("whisper", "", () => whisper(message)),
    part("head", "", () => head(message)),
    part("said", JSON.stringify([message.blocks, message.text, message.attachments, message.edited, message.files?.length]), () => said(message)),
    message.files && part("files", JSON.stringify(message.files), () => h("div", { class: "files" }, message.files.map(fileNode))),
    message.reactions?.length && part("reactions", JSON.stringify(message.reactions), () => reactionRow(message)),
    message.visible_to && part("dismiss", "", () => dismissal(message)),
    replies && !thread_ts && part("thread", replies.stamp, () => summary(message, replies)),
  ];
  return found.filter(Boolean);
}

const part = (key, stamp, make) => ({ key, stamp, make });

function head(message) {
  const author = store.person(message.user);
  const tag = author.is_bot && h("span", { class: "tag" }, author.id === store.team.bot ? "APP" : "SLACK");
  return h("div", { class: "message-head" }, h("strong", {}, author.real_name), tag, h("time", { class: "when", title: momentOf(message.ts) }, timeOf(message.ts)));
}

function said(message) {
  if (message.subtype === "tombstone") return h("div", { class: "said tombstone" }, message.text);
  const text = () => h("div", { class: "text" }, message.text ? renderMrkdwn(message.text) : [], edited(message));
  if (!message.blocks?.length && !message.attachments?.length) return h("div", { class: "said" }, message.text || message.edited ? text() : []);
  const blocks = message.blocks?.length ? renderBlocks(message.blocks, { shown: message }) : message.text ? text() : [];
  return h("div", { class: "said" }, blocks, (message.attachments ?? []).map((one) => attachment(one, message)), message.blocks?.length ? edited(message) : []);
}

const edited = (message) =>
  message.edited ? h("span", { class: "edited", title: momentOf(message.edited.ts) }, " (edited)") : [];

function attachment(found, message) {
  const inside = found.blocks ? renderBlocks(found.blocks, { shown: message }) : renderMrkdwn(found.text ?? found.fallback ?? "");
  return h("blockquote", { class: "attachment", style: /^#?[0-9a-f]{6}$/i.test(found.color ?? "") ? `border-color: #${found.color.replace("#", "")}` : null }, inside);
}

const whisper = () => h("p", { class: "whisper" }, icon("eye"), "Only visible to you");

const dismissal = (message) =>
  h("button", { type: "button", class: "link dismiss", onclick: () => store.dismiss(message) }, "Dismiss message");

function summary(message, { count, users, last }) {
  const faces = [...users].slice(0, 4).map((user) => avatar(store.person(user), 22));
  const open = () => {
    go({ channel: message.channel, thread_ts: message.ts });
    focusComposer("thread");
  };
  const button = h("button", { type: "button", class: "link", onclick: open }, counted(count, "reply", "replies"));
  return h("div", { class: "thread-line" }, faces, button, h("span", { class: "muted" }, `Last at ${timeOf(last)}`));
}
