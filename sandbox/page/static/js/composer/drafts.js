// What was begun in each place and not sent, and what was sent before.

import { store } from "../store.js";

const MOST_LINES = 50;
const drafts = new Map();
const lines = new Map(); // user -> what they sent, oldest first

const key = ({ channel, thread_ts }) => `${store.user} ${channel} ${thread_ts}`;

/** `{ text, files }` of a place. */
export const draftOf = (place) => drafts.get(key(place)) ?? { text: "", files: [] };

export function keepDraft(place, draft) {
  if (draft.text || draft.files.length) drafts.set(key(place), draft);
  else drafts.delete(key(place));
}

export function remember(line) {
  const said = lines.get(store.user) ?? [];
  if (line && said.at(-1) !== line) lines.set(store.user, [...said, line].slice(-MOST_LINES));
}

/** The line sent `back` lines ago, 1 is the last; undefined before the first. */
export const remembered = (back) => (lines.get(store.user) ?? []).at(-back);
