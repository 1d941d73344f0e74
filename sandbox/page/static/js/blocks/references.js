// People, channels, groups, links and dates inside a text.

import { h } from "../dom.js";
import { channelName } from "../names.js";
import { store } from "../store.js";
import { dated } from "./dates.js";

const OPENED = /^(https?|mailto|tel):/i; // other schemes stay text: nothing of the wire runs here
const PERMALINK = /\.slack\.com\/archives\/(\w+)\/p(\d+)(?:\?.*?thread_ts=([\d.]+))?/;

/** The address if a browser may go there, else null. */
export const opened = (url = "") => (OPENED.test(url) ? url : null);

/** `@Ada`. */
export function userMention(id, label = "") {
  const isMine = id === store.me?.id;
  return h("span", { class: isMine ? "mention mine" : "mention" }, `@${store.people.some((one) => one.id === id) ? store.person(id).real_name : label || id}`);
}

/** `#general`, which leads there; a private one that the reader isn't in has no name. */
export function channelMention(id, label = "") {
  const channel = store.channel(id);
  if (!channel) return h("span", { class: "mention" }, label ? `#${label}` : "#private-channel");
  const name = channel.kind === "private_channel" ? `#${channel.name}` : channelName(channel);
  return h("a", { class: "mention", href: `#${id}/` }, name);
}

/** `@here`, `@channel`, `@everyone`, or a group. */
export const groupMention = (name) => h("span", { class: "mention mine" }, `@${name.replace(/^@/, "")}`);

/** A link; one to a message of this workspace leads to its conversation on this page. */
export function link(url, label = "") {
  const shown = label || url.replace(/^(mailto|tel):/, "");
  if (!opened(url)) return document.createTextNode(shown);
  const [, channel, , thread = ""] = PERMALINK.exec(url) ?? [];
  if (channel && store.channel(channel)) return h("a", { href: `#${channel}/${thread}` }, shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, shown);
}

/** A moment in the reader's own time. */
export function moment(seconds, format, url = "", fallback = "") {
  const shown = Number.isFinite(Number(seconds)) ? dated(seconds, format) : fallback;
  return url ? link(url, shown) : h("time", { title: dated(seconds, "{date_long}, {time}") }, shown);
}
