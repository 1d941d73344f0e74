// What came in other conversations while this person looked elsewhere.

import { here } from "../place.js";
import { store } from "../store.js";

const unread = new Map(); // channel -> how many messages

export function beginUnread() {
  store.watch(["me"], () => unread.clear());
  store.watch(["messages"], () => store.arrived.forEach(note));
  store.watch(["place", "messages"], () => unread.delete(here().channel));
}

export const unreadIn = (channel) => unread.get(channel) ?? 0;

export const unreadTotal = () => [...unread.values()].reduce((sum, count) => sum + count, 0);

/** One's own words and replies in threads leave no mark. */
function note(message) {
  const isReply = message.thread_ts && message.thread_ts !== message.ts;
  if (!isReply && message.user !== store.me?.id) unread.set(message.channel, unreadIn(message.channel) + 1);
}
