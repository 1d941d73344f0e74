// Rich text: sections, lists, quotes and code, with styled pieces inside.

import { h } from "../dom.js";
import { emoji } from "./emoji.js";
import { channelMention, groupMention, link, moment, userMention } from "./references.js";

const TAGS = { code: "code", strike: "s", italic: "i", bold: "b", underline: "u", highlight: "mark" };
const BULLETS = ["disc", "circle", "square"];
const NUMBERS = ["decimal", "lower-alpha", "lower-roman"];

const PIECES = {
  text: ({ text }) => text,
  link: ({ url, text }) => link(url, text),
  emoji: ({ name, unicode }) => (unicode ? signOf(unicode) : (emoji(name) ?? `:${name}:`)),
  user: ({ user_id: id }) => userMention(id),
  channel: ({ channel_id: id }) => channelMention(id),
  usergroup: ({ usergroup_id: id }) => groupMention(id),
  broadcast: ({ range }) => groupMention(range),
  date: ({ timestamp, format, url, fallback }) => moment(timestamp, format, url, fallback),
  color: ({ value }) => h("span", { class: "color-chip" }, h("span", { class: "swatch", style: /^#[0-9a-f]{3,8}$/i.test(value) ? `background: ${value}` : null }), value),
};

const PARTS = {
  rich_text_section: ({ elements }) => h("div", { class: "rich-section", dir: "auto" }, elements.map(piece)),
  rich_text_quote: ({ elements }) => h("blockquote", { dir: "auto" }, elements.map(piece)),
  rich_text_preformatted: ({ elements }) => h("pre", {}, elements.map(piece)),
  rich_text_list: list,
};

/** The elements of a rich_text block. */
export const richText = (block) => h("div", { class: "block rich-text" }, block.elements.map((part) => PARTS[part.type]?.(part)));

function piece(element) {
  const bare = PIECES[element.type]?.(element) ?? "";
  const styles = Object.keys(TAGS).filter((name) => element.style?.[name]);
  return styles.reduce((inside, name) => h(TAGS[name], {}, inside), bare);
}

function list({ style, elements, indent = 0, offset = 0 }) {
  const isOrdered = style === "ordered";
  const kinds = isOrdered ? NUMBERS : BULLETS;
  const properties = {
    style: `list-style-type: ${kinds[indent % kinds.length]}; margin-inline-start: ${indent * 28}px`,
    start: isOrdered && offset ? offset + 1 : null,
  };
  return h(isOrdered ? "ol" : "ul", properties, elements.map((item) => h("li", { dir: "auto" }, item.elements.map(piece))));
}

const signOf = (unicode) => String.fromCodePoint(...unicode.split("-").map((part) => parseInt(part, 16)));
