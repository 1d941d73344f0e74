// Where this page is: a channel and perhaps a thread, or the app's Home. Kept in the address, so that Back works.

import { store } from "./store.js";

/** `{ channel, thread_ts, tab }`: tab is "messages", or "home" in the app's own conversation. */
export function here() {
  const [channel = "", thread_ts = "", tab = "messages"] = location.hash.slice(1).split("/");
  const known = store.channel(channel);
  if (known) return { channel, thread_ts, tab };
  return { channel: (ownWithApp(channel) ?? named("general") ?? store.channels[0])?.id ?? "", thread_ts: "", tab };
}

const named = (name) => store.channels.find((channel) => channel.name === name);

/** Whoever becomes somebody else at the app's conversation is at their own with it. */
const ownWithApp = (channel) =>
  channel.startsWith("D") ? store.channels.find((one) => one.kind === "im" && one.has_bot) : undefined;

/** Go there; what isn't named is left behind. */
export function go({ channel = here().channel, thread_ts = "", tab = "messages" } = {}) {
  location.hash = tab === "messages" ? `${channel}/${thread_ts}` : `${channel}/${thread_ts}/${tab}`;
}

addEventListener("hashchange", () => store.tell(new Set(["place"])));
