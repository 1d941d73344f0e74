// The way to the sandbox: what a person does, and the stream of what comes of it.

import { store } from "./store.js";

async function post(path, body) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(body) });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error ?? `HTTP ${answer.status}`);
  return found.result;
}

/**
 * Do something in the workspace as the person this page belongs to: `doing("command", { channel, text })`. The names
 * and fields are those of `/_sandbox/…`; returns the delivery. Rejects with an Error whose message is for people.
 */
export const doing = (name, body = {}) => post(`/_sandbox/${name}`, { user: store.user, ...body });

/** Move a lever around the app: `pull("latency", { seconds: 2 })`. */
export const pull = (name, body = {}) => post(`/levers/${name}`, body);

/** One entry of the record in full: kind is calls, deliveries or models. */
export async function entry(kind, number) {
  const answer = await fetch(`/wire/${kind}/${number}`);
  return answer.json();
}

export const pictureUrl = (fileId) => `/_sandbox/files/${fileId}`;

let source = null;

/** Be this person: the stream begins anew with what they see. */
export function follow(user) {
  source?.close();
  store.user = user;
  localStorage.setItem("user", user);
  source = new EventSource(`/stream?user=${encodeURIComponent(user)}`);
  source.onmessage = (event) => store.apply(JSON.parse(event.data));
  source.onerror = () => store.tell(new Set(["connection"]));
}
