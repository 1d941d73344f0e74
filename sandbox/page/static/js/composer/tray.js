// Files that wait to be sent with a message.

import { h } from "../dom.js";
import { toast } from "../toasts.js";

const MOST_BYTES = 50_000_000;

export class Tray {
  /** `changed()` is called when files come or go. */
  constructor(files, changed) {
    this.files = [...files];
    this.changed = changed;
    const entries = this.files.map((file) => this.entry(file));
    this.element = h("ul", { class: "tray", "aria-label": "Files to send", hidden: !entries.length }, entries);
  }

  add(files) {
    const fitting = [...files].filter((file) => file.size <= MOST_BYTES);
    if (fitting.length < files.length) toast(`A file may have ${MOST_BYTES / 1e6} MB at most in this sandbox.`);
    this.files.push(...fitting);
    this.element.append(...fitting.map((file) => this.entry(file)));
    this.tell();
  }

  clear() {
    this.files = [];
    this.element.replaceChildren();
    this.tell();
  }

  tell() {
    this.element.hidden = !this.files.length;
    this.changed();
  }

  entry(file) {
    const remove = () => {
      this.files = this.files.filter((other) => other !== file);
      entry.remove();
      this.tell();
    };
    const name = `Remove ${file.name}`;
    const entry = h("li", {}, preview(file), h("span", { class: "name" }, file.name), h("button", { type: "button", "aria-label": name, title: name, onclick: remove }, "×"));
    return entry;
  }
}

function preview(file) {
  if (!file.type.startsWith("image/")) return h("span", { class: "kind", "aria-hidden": "true" }, file.name.split(".").pop().slice(0, 4));
  const url = URL.createObjectURL(file);
  const forget = () => URL.revokeObjectURL(url);
  return h("img", { src: url, alt: "", onload: forget, onerror: forget });
}

/** A file's bytes in base64. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error(`${file.name} can't be read: ${reader.error?.message ?? "unknown reason"}`));
    reader.readAsDataURL(file);
  });
}
