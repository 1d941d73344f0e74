// Where people type.

import { h } from "../dom.js";
import { doing } from "../link.js";
import { attempt } from "../toasts.js";

/** A composer for a channel, or for one of its threads. */
export function composer({ channel, thread_ts = "" }) {
  const text = h("textarea", { "aria-label": "Message" });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    const said = text.value;
    text.value = "";
    attempt(() => doing(said.startsWith("/") ? "command" : "write", { channel, text: said, thread_ts }));
  });
  return h("form", { class: "composer" }, text);
}
