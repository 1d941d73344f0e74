// The thread beside the conversation.

import { composer } from "../composer/composer.js";
import { h } from "../dom.js";
import { channelName } from "../names.js";
import { go, here } from "../place.js";
import { store } from "../store.js";
import { conversation } from "./conversation.js";
import { icon } from "./icons.js";

let drawn = "";
let leave = () => {};

export function beginThread() {
  store.watch(["me", "place", "channels"], draw);
}

function draw() {
  const { channel, thread_ts } = here();
  const wanted = thread_ts && store.me ? [store.me.id, channel, thread_ts].join(" ") : "";
  if (wanted === drawn) return;
  drawn = wanted;
  leave();
  const panel = document.getElementById("thread");
  panel.hidden = !wanted;
  document.body.classList.toggle("with-thread", Boolean(wanted));
  const { nodes, end } = wanted ? opened(channel, thread_ts) : { nodes: [], end: () => {} };
  leave = end;
  panel.replaceChildren(...nodes);
}

function opened(channel, thread_ts) {
  const properties = { type: "button", class: "icon", "aria-label": "Close thread" };
  const close = h("button", { ...properties, onclick: () => shut(channel, thread_ts) }, icon("close"));
  const where = h("span", { class: "muted" }, channelName(store.channel(channel)));
  const said = conversation({ channel, thread_ts, name: "Thread messages" });
  const head = h("header", { class: "head" }, h("h2", {}, "Thread"), where, close);
  const writing = composer({ channel, thread_ts });
  const end = () => [said, writing].forEach((part) => part.end());
  return { nodes: [head, said.node, writing.node], end };
}

/** The focus goes back to the message whose thread it was. */
function shut(channel, thread_ts) {
  go({ channel });
  document.querySelector(`#main article[data-ts="${thread_ts}"]`)?.focus();
}
