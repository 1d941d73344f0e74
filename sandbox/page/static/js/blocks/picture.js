// Pictures in blocks: by file, or by an address elsewhere.

import { h } from "../dom.js";
import { pictureUrl } from "../link.js";
import { opened } from "./references.js";
import { words } from "./text.js";

/** Where the browser finds the pixels of an image block or element. */
export function sourceOf({ image_url: url, slack_file: file }) {
  if (!file) return opened(url);
  return pictureUrl(file.id ?? (file.url ?? "").match(/\bF[A-Z0-9]{6,}\b/)?.[0]);
}

/** A small picture beside a text. */
export const imageElement = (element, kind) =>
  h("img", { class: kind, src: sourceOf(element), alt: element.alt_text, loading: "lazy", decoding: "async" });

/** An image block: its title folds it away. */
export function imageBlock(block) {
  const image = h("img", { src: sourceOf(block), alt: block.alt_text, loading: "lazy", decoding: "async" });
  image.addEventListener("error", () => link.classList.add("broken"));
  const link = h("a", { class: "image", href: sourceOf(block), target: "_blank", rel: "noopener", title: "Open in full size" }, image);
  if (!block.title) return h("div", { class: "block image-block" }, link);
  const title = h("span", { dir: "auto" }, words(block.title));
  return h("details", { class: "block image-block", open: true }, h("summary", {}, title), link);
}
