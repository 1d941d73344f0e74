// Where people type; or why they can't.

import { h } from "../dom.js";
import { doing } from "../link.js";
import { channelName } from "../names.js";
import { store } from "../store.js";
import { attempt } from "../toasts.js";
import { Writer } from "./writer.js";

/** `{ node, end }`: a composer for a channel, or for one of its threads, and what to call when it is no longer shown. */
export function composer({ channel, thread_ts = "" }) {
  const root = h("div", { class: "composer" });
  let shown = "";
  const draw = () => {
    const found = store.channel(channel);
    const standing = found?.is_archived ? "archived" : found?.is_member === false ? "outside" : "member";
    if (standing === shown) return;
    shown = standing;
    root.replaceChildren(parts[standing]({ channel, thread_ts }));
  };
  const end = store.watch(["channels"], draw);
  draw();
  return { node: root, end };
}

const parts = {
  member: (place) => new Writer(place).element,
  archived: ({ channel }) =>
    h("p", { class: "closed" }, `${channelName(store.channel(channel))} is archived: nobody can write here any more.`),
  outside: ({ channel }) =>
    h(
      "div",
      { class: "closed" },
      h("p", {}, `You are looking at ${channelName(store.channel(channel))} without being a member.`),
      h("button", { type: "button", class: "primary", onclick: () => attempt(() => doing("join", { channel })) }, "Join channel"),
    ),
};
