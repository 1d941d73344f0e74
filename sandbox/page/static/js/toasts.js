// Words that pass by at the edge: what couldn't be done, and why.

import { h } from "./dom.js";

const SECONDS = 8;

/** Show a line for a while; `kind` is "note" or "fault". Screen readers hear it. */
export function toast(text, kind = "fault") {
  const line = h("p", { class: `toast ${kind}` }, text);
  const toasts = document.getElementById("toasts");
  toasts.append(line);
  raise(toasts);
  setTimeout(() => line.remove(), SECONDS * 1000);
}

/** Above the forms that lie on the page. */
function raise(toasts) {
  if (toasts.matches(":popover-open")) toasts.hidePopover();
  toasts.showPopover();
}

/** Run something a person asked for; what goes wrong becomes a toast. Returns undefined then. */
export async function attempt(work) {
  try {
    return await work();
  } catch (wrong) {
    toast(wrong.message);
    return undefined;
  }
}
