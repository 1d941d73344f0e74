// What a message says: blocks, or its text, and attachments.

import { renderBlocks } from "../blocks/blocks.js";
import { renderMrkdwn } from "../blocks/mrkdwn.js";
import { h } from "../dom.js";
import { momentOf } from "../names.js";

/** Tells when `said` has to be drawn again. */
export const saidStamp = ({ text, blocks, attachments, edited, subtype }) =>
  JSON.stringify([text, blocks, attachments, edited, subtype]);

/** The words of a message as an element. Its text stands in for blocks only where there are none. */
export function said(message) {
  const { text, subtype, attachments = [] } = message;
  if (subtype === "tombstone") return h("div", { class: "said tombstone" }, text);
  const hasBlocks = Boolean(message.blocks?.length);
  const words = hasBlocks ? renderBlocks(message.blocks, { shown: message }) : text && renderMrkdwn(text);
  const lines = hasBlocks || !text ? [words, edited(message)] : h("div", { class: "text", dir: "auto" }, words, edited(message));
  return h("div", { class: subtype === "me_message" ? "said me" : "said" }, lines, attachments.map((one) => attachment(one, message)));
}

const edited = ({ edited: mark }) =>
  mark && h("span", { class: "edited", title: momentOf(mark.ts) }, " (edited)");

function attachment({ blocks, text, fallback, color = "" }, message) {
  const inside = blocks ? renderBlocks(blocks, { shown: message }) : renderMrkdwn(text ?? fallback ?? "");
  const style = /^#?[0-9a-f]{6}$/i.test(color) ? `border-color: #${color.replace("#", "")}` : null;
  return h("blockquote", { class: "attachment", style }, inside);
}
