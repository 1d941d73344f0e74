// Lines of the record as people read them: what, whose, how long, and what became of it. Pure.

import { channelName } from "../names.js";
import { store } from "../store.js";

const LATE_MS = 3000;
const TROUBLES = new Set(["operation_timeout", "dispatch_failed"]);

/** `{ kind, number, title, notes, time, outcome, isRefused, stamp }` of one line of the store. */
export function lineOf(kind, line) {
  const told = { deliveries: request, calls: call, models: model }[kind](line);
  const words = [told.title, ...told.notes, told.outcome, told.time];
  return { kind, number: line.number, ...told, stamp: words.join(" ") };
}

function request(line) {
  const where = channelName(store.channel(line.channel));
  const who = line.user ? store.person(line.user).real_name : "";
  const wasSent = line.transport !== "none";
  const isLate = line.ack_ms > LATE_MS;
  return {
    title: line.name || line.kind,
    notes: [line.kind, who, where, line.retry_num && `retry ${line.retry_num}`].filter(Boolean),
    time: wasSent ? milliseconds(line.ack_ms) : "",
    outcome: [wasSent ? line.error || (line.status && String(line.status)) : `not sent: ${line.error}`, isLate && "late"].filter(Boolean).join(", "),
    isRefused: isLate || TROUBLES.has(line.error),
  };
}

function call(line) {
  return {
    title: line.method,
    notes: [],
    time: milliseconds(line.duration_ms),
    outcome: line.error || "ok",
    isRefused: Boolean(line.error),
  };
}

function model(line) {
  const isOver = line.ended_at !== null;
  const seconds = isOver ? `${(line.ended_at - line.started_at).toFixed(1)} s` : "";
  const pictures = line.pictures === 1 ? "1 picture" : `${line.pictures} pictures`;
  return {
    title: line.model_id,
    notes: line.pictures ? [pictures, `$${line.charged_usd.toFixed(2)}`] : [],
    time: seconds,
    outcome: isOver ? line.outcome : "under way",
    isRefused: isOver && !["ok", "withheld"].includes(line.outcome),
  };
}

const milliseconds = (count) => `${count < 10 ? count.toFixed(1) : Math.round(count)} ms`;
