// A line and its files on their way to the sandbox.

import { doing } from "../link.js";
import { channelName } from "../names.js";
import { store } from "../store.js";
import { toast } from "../toasts.js";
import { meaning } from "./suggestions.js";
import { base64 } from "./tray.js";

/** Why this can't be sent, in words for the person; empty if it can. */
export function refusal(text, files) {
  const found = files.length ? {} : meaning(text, { commands: store.app.commands ?? [], bot: store.bot });
  return found.kind === "refused" ? found.why : "";
}

/** Send it; rejects with an Error for people. A message with files is never a command. */
export async function send({ channel, thread_ts }, text, files) {
  const place = { channel, ...(thread_ts && { thread_ts }) };
  if (files.length) {
    const data = await Promise.all(files.map(base64));
    return doing("upload", { ...place, text: text.trim(), data, name: files.map((file) => file.name || "pasted.png") });
  }
  const { kind } = meaning(text, { commands: store.app.commands ?? [], bot: store.bot });
  if (kind === "invite") return invite(channel);
  return doing(kind, { ...place, text: text.trim() });
}

async function invite(channel) {
  await doing("invite", { channel });
  toast(`${store.bot.real_name} was added to ${channelName(store.channel(channel))}.`, "note");
}
