// Where this page is: a channel and perhaps a thread, or the app's Home. Kept in the address, so that Back works.

import { store } from "./store.js";

/** `{ channel, thread_ts, tab }`: tab is "messages", or "home" in the app's own conversation. */
export function here() {
  const [channel = "", thread_ts = "", tab = "messages"] = location.hash.slice(1).split("/");
  const known = store.channel(channel) ?? store.channels.find((one) => one.name === "general") ?? store.channels[0];
  return { channel: known?.id ?? "", thread_ts: known?.id === channel ? thread_ts : "", tab: known?.id === channel ? tab : "messages" };
}

/** Go there; what isn't named is left behind. */
export function go({ channel = here().channel, thread_ts = "", tab = "messages" } = {}) {
  location.hash = tab === "messages" ? `${channel}/${thread_ts}` : `${channel}/${thread_ts}/${tab}`;
}

addEventListener("hashchange", () => store.tell(new Set(["place"])));
