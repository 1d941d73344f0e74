// Block Kit as Slack shows it.

import { h } from "../dom.js";
import { renderElement } from "./elements.js";
import { fieldsOf } from "./fields.js";
import { inputBlock } from "./input_block.js";
import { markdownBlock } from "./markdown.js";
import { imageBlock, imageElement } from "./picture.js";
import { opened } from "./references.js";
import { richText } from "./rich_text.js";
import { textNodes, words } from "./text.js";

const MAKERS = {
  section,
  actions,
  context: contextBlock,
  header: (block) => h("h3", { class: "block header-block", dir: "auto" }, words(block.text)),
  divider: () => h("hr", { class: "block" }),
  image: imageBlock,
  input: inputBlock,
  rich_text: richText,
  markdown: markdownBlock,
  video: (block) => card(words(block.title ?? block.alt_text), block.title_url ?? block.video_url, block.description && words(block.description)),
  file: (block) => card(`File ${block.external_id ?? ""}`),
};

/**
 * Blocks as elements. `context.shown` is the message or view they stand in, as the stream brought it; `context.fields`
 * are the values that its form holds, `context.errors` words beside its fields by block_id.
 */
export const renderBlocks = (blocks, context) => blocks.map((block) => renderBlock(block, context));

/** One block. */
export function renderBlock(block, context) {
  const make = MAKERS[block.type] ?? unknown;
  return make(block, { fields: fieldsOf(context.shown), ...context });
}

function section(block, context) {
  const text = block.text && h("div", { class: "section-text", dir: "auto" }, textNodes(block.text));
  const fields = block.fields && h("div", { class: "section-fields" }, block.fields.map((field) => h("div", { dir: "auto" }, textNodes(field))));
  const accessory = block.accessory && renderElement(block.accessory, block, context);
  return h("div", { class: "block section" }, h("div", { class: "section-body" }, text, fields), accessory && h("div", { class: "section-side" }, accessory));
}

function actions(block, context) {
  return h("div", { class: "block actions" }, block.elements.map((element) => renderElement(element, block, context)));
}

function contextBlock(block) {
  return h("div", { class: "block context" }, block.elements.map(contextPiece));
}

const contextPiece = (element) =>
  element.type === "image" ? imageElement(element, "context-image") : h("span", { dir: "auto" }, textNodes(element));

const card = (title, url, about) =>
  h("div", { class: "block card" }, h("b", {}, url ? h("a", { href: opened(url), target: "_blank", rel: "noopener" }, title) : title), about && h("p", { class: "muted" }, about));

const unknown = (block) => h("p", { class: "block uncovered" }, `The sandbox shows no block of the type ${block.type}: it isn't covered.`);
