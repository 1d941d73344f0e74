// How people, channels and times are called on the screen.

import { store } from "./store.js";

/** `#general`, the name of a private channel, or the names of who else is in a direct message. */
export function channelName(channel) {
  if (!channel) return "";
  if (channel.kind === "public_channel") return `#${channel.name}`;
  if (channel.kind === "private_channel") return channel.name;
  const others = channel.members.filter((member) => member !== store.me?.id);
  return others.map((member) => store.person(member).real_name).join(", ");
}

/** Whether this is the conversation of one person with the app. */
export const isWithApp = (channel) => channel?.kind === "im" && channel.has_bot;

const dateOf = (ts) => new Date(Number(ts) * 1000);
const clock = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat([], { weekday: "long", month: "long", day: "numeric" });
const moment = new Intl.DateTimeFormat([], { dateStyle: "full", timeStyle: "medium" });

/** A ts as the reader's clock shows it. */
export const timeOf = (ts) => clock.format(dateOf(ts));

/** The same in the least room: without AM or PM. */
export const shortTimeOf = (ts) =>
  clock.formatToParts(dateOf(ts)).filter(({ type }) => type !== "dayPeriod").map(({ value }) => value).join("").trim();

/** Day and time in full, for a tooltip. */
export const momentOf = (ts) => moment.format(dateOf(ts));

/** Tells one of the reader's days from another. */
export const dayKey = (ts) => dateOf(ts).toDateString();

/** The reader's day of a ts: Today, Yesterday, or the date. */
export function dayOf(ts) {
  const day = dayKey(ts);
  const now = new Date();
  if (day === now.toDateString()) return "Today";
  now.setDate(now.getDate() - 1);
  return day === now.toDateString() ? "Yesterday" : calendar.format(dateOf(ts));
}

/** `3 replies`, `1 reply`. */
export const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

const SIGNS = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** A message's text as one would read it aloud: names for ids, labels for links, no marks. */
export function spoken(text) {
  const named = text.replace(/<([@#!]?)([^>|]*)\|?([^>]*)>/g, (_, sign, target, label) => reference(sign, target, label));
  const plain = named.replace(/(^|\s)([*_~`]+)(\S.*?)\2(?=\s|[.,:;!?]|$)/g, "$1$3");
  return plain.replace(/&(lt|gt|amp);/g, (found) => SIGNS[found]);
}

function reference(sign, target, label) {
  if (sign === "@") return `@${label || store.person(target).real_name}`;
  if (sign === "#") return `#${label || (store.channel(target)?.name ?? target)}`;
  return label || (sign ? `@${target.split("^")[0]}` : target);
}
