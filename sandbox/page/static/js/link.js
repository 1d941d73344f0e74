// The way to the sandbox: what a person does, and the stream of what comes of it.

import { store } from "./store.js";

const AGAIN_MS = 1500;

async function post(path, body) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(body) }).catch(() => {
    throw new Error("The sandbox doesn't answer. Is `python -m sandbox` still running?");
  });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error ?? `The sandbox answered with HTTP ${answer.status}.`);
  return found.result;
}

/**
 * Do something in the workspace as the person this page belongs to: `doing("command", { channel, text })`. The names
 * and fields are those of `/_sandbox/…`; returns the delivery. Rejects with an Error whose message is for people.
 */
export const doing = (name, body = {}) =>
  post(`/_sandbox/${name}`, { user: store.user, ...body });

/** Move a lever around the app: `pull("latency", { seconds: 2 })`. */
export const pull = (name, body = {}) => post(`/levers/${name}`, body);

/** One entry of the record in full: kind is calls, deliveries or models. */
export async function entry(kind, number) {
  const answer = await fetch(`/wire/${kind}/${number}`);
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error);
  return found;
}

export const pictureUrl = (fileId) => `/_sandbox/files/${fileId}`;

/** Whether the stream stands, or waits for other tabs; `store.watch(["connection"], …)` tells when that changes. */
export const connection = { isLost: false, isCrowded: false };

let source = null;

/** Be this person: the stream begins anew with what they see. */
export function follow(user) {
  source?.close();
  store.user = user;
  sessionStorage.setItem("user", user);
  localStorage.setItem("user", user); // of the next tab
  store.tell(new Set(["user"]));
  const stream = new EventSource(`/stream?user=${encodeURIComponent(user)}`);
  source = stream;
  stream.onopen = () => connect(true);
  stream.onmessage = (event) => store.apply(JSON.parse(event.data));
  stream.onerror = () => {
    connect(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => stream === source && follow(known(user)), AGAIN_MS);
  };
}

/** Somebody of an earlier workspace may be unknown in this one. */
const known = (user) => (store.people.some((person) => person.name === user) ? user : "ada");

function connect(isUp) {
  if (connection.isLost === !isUp) return;
  connection.isLost = !isUp;
  store.tell(new Set(["connection"]));
}
