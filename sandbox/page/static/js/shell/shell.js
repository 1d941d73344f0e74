// The sidebar, the conversation, the thread.

import { renderBlocks } from "../blocks/blocks.js";
import { composer } from "../composer/composer.js";
import { h, keep } from "../dom.js";
import { channelName, timeOf } from "../names.js";
import { here } from "../place.js";
import { store } from "../store.js";

export function beginShell() {
  store.watch(["me", "place", "channels"], drawPlace);
  store.watch(["messages"], drawMessages);
}

let drawn = "";

function drawPlace() {
  const { channel } = here();
  if (channel === drawn) return;
  drawn = channel;
  const main = document.getElementById("main");
  main.replaceChildren(h("h1", {}, channelName(store.channel(channel))), h("div", { id: "messages" }), composer({ channel }));
  drawMessages();
}

function drawMessages() {
  const list = document.getElementById("messages");
  if (list) keep(list, store.conversation(here().channel), (m) => m.ts, (m) => JSON.stringify(m), message);
}

function message(found) {
  const author = store.person(found.user).real_name;
  const said = found.blocks ? renderBlocks(found.blocks, { shown: found }) : found.text;
  return h("article", { "aria-label": `${author} at ${timeOf(found.ts)}`, data: { ts: found.ts } }, h("strong", {}, author), said);
}
