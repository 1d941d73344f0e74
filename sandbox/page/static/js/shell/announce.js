// New words of the open conversation for screen readers: the last of them, once, and never the reader's own.

import { spoken } from "../names.js";
import { here } from "../place.js";
import { store } from "../store.js";

const PAUSE_MS = 700; // pictures and edits come in bursts
const MOST_LETTERS = 300;
let waiting = 0;

export function beginAnnouncing() {
  store.watch(["messages"], () => {
    const heard = store.fresh.filter((message) => message.channel === here().channel && message.user !== store.me?.id);
    if (!heard.length) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => say(heard.at(-1)), PAUSE_MS);
  });
}

function say({ user, text = "" }) {
  const words = `${store.person(user).real_name}: ${spoken(text).slice(0, MOST_LETTERS)}`;
  document.getElementById("news").textContent = words;
}
