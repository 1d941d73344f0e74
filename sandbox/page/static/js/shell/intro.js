// The beginning of a conversation: where one is, and what to type first.

import { h } from "../dom.js";
import { channelName, isWithApp } from "../names.js";
import { store } from "../store.js";

/** The first row of a conversation. */
export function introRow(id) {
  const channel = store.channel(id);
  if (!channel) return { key: "intro", stamp: "", make: () => h("div", {}) };
  const where = `This is the very beginning of ${placeName(channel)}.`;
  const command = hint(channel);
  const what = () => (command ? h("p", {}, "Type ", h("code", {}, command), " and press Enter.") : []);
  return { key: "intro", stamp: where + command, make: () => h("div", { class: "intro" }, h("p", {}, where), what()) };
}

function placeName(channel) {
  if (["public_channel", "private_channel"].includes(channel.kind)) return `the ${channelName(channel)} channel`;
  return `your conversation with ${channelName(channel)}`;
}

/** The app's first command, where it would work. */
function hint(channel) {
  const [first] = store.app.commands ?? [];
  if (!first || channel.is_archived || !(channel.has_bot || isWithApp(channel))) return "";
  return [first.command, first.usage_hint].filter(Boolean).join(" ");
}
