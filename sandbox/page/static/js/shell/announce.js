// New words of the open conversation for screen readers: the last of them, once, and never the reader's own.

import { here } from "../place.js";
import { store } from "../store.js";

const PAUSE_MS = 700; // pictures and edits come in bursts
let waiting = 0;

export function beginAnnouncing() {
  store.watch(["messages"], () => {
    const heard = store.fresh.filter((message) => message.channel === here().channel && message.user !== store.me?.id);
    if (!heard.length) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => say(heard.at(-1)), PAUSE_MS);
  });
}

function say(message) {
  const words = (message.text ?? "").replace(/<[@#!]?[^>|]*\|?([^>]*)>/g, "$1").replace(/[*_~`]/g, "");
  document.getElementById("news").textContent = `${store.person(message.user).real_name}: ${words.slice(0, 300)}`;
}
