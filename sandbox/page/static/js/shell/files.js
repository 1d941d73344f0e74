// Files that were shared in a message: pictures as pictures, others by their name.

import { h } from "../dom.js";
import { pictureUrl } from "../link.js";
import { icon } from "./icons.js";

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const MOST_PIXELS = 360; // a thumbnail's longer side, as in Slack's client
const WORDS = {
  tombstone: "This file was deleted.",
  file_access: "This file comes from another workspace: apps have to ask Slack for it.",
};

/** A file as a message tells it. */
export function fileNode(file) {
  if (SHOWN.has(file.mimetype)) return picture(file);
  const note = WORDS[file.mode] ?? (file.mimetype ? "" : "Slack is still processing this file.");
  return note ? h("p", { class: "file-card muted" }, icon("file"), [file.name, note].filter(Boolean).join(" – ")) : card(file);
}

function picture(file) {
  const words = { alt: file.alt_txt || file.title || file.name };
  const image = h("img", { src: pictureUrl(file.id), loading: "lazy", decoding: "async", ...words, ...sizeOf(file) });
  const open = { href: pictureUrl(file.id), target: "_blank", rel: "noopener", title: "Open in full size" };
  return h("figure", { class: "picture" }, h("figcaption", {}, file.title || file.name), h("a", open, image));
}

/** Known before it is loaded, so that nothing moves when it is. */
function sizeOf({ original_w, original_h }) {
  if (!original_w) return {};
  const scale = Math.min(1, MOST_PIXELS / Math.max(original_w, original_h));
  return { width: Math.round(original_w * scale), height: Math.round(original_h * scale) };
}

function card(file) {
  const size = file.size < 1024 ? `${file.size} bytes` : `${Math.round(file.size / 1024)} kB`;
  const facts = [file.pretty_type, size].filter(Boolean).join(" · ");
  const link = h("a", { href: pictureUrl(file.id), download: file.name }, file.title || file.name);
  return h("p", { class: "file-card" }, icon("file"), link, h("span", { class: "muted" }, facts));
}
