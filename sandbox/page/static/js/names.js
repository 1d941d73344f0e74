// How people, channels and times are called on the screen.

import { store } from "./store.js";

/** `#general`, a lock and the name of a private one, or the names of who else is in a direct message. */
export function channelName(channel) {
  if (!channel) return "";
  if (channel.kind === "public_channel") return `#${channel.name}`;
  if (channel.kind === "private_channel") return channel.name;
  const others = channel.members.filter((member) => member !== store.me?.id);
  return others.map((member) => store.person(member).real_name).join(", ");
}

/** A ts as the reader's clock shows it. */
export const timeOf = (ts) => new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export const dayOf = (ts) =>
  new Date(Number(ts) * 1000).toLocaleDateString([], { weekday: "long", month: "long", day: "numeric" });
