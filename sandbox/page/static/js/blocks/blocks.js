// Block Kit as Slack shows it.

import { h } from "../dom.js";
import { pictureUrl } from "../link.js";

/**
 * Blocks as elements. `context.shown` is the message or view they stand in, as the stream brought it; `context.fields`
 * are the values that a form holds while it is edited.
 */
export function renderBlocks(blocks, context) {
  return blocks.map((block) => {
    if (block.type === "image") return h("img", { src: pictureUrl(block.slack_file?.id), alt: block.alt_text, width: 300 });
    return h("p", {}, block.text?.text ?? block.type);
  });
}
