// The levers: models, network and process around the app.

import { h } from "../dom.js";
import { pull } from "../link.js";
import { store } from "../store.js";
import { attempt, toast } from "../toasts.js";

const FAILURES = ["429", "500", "drop", "internal_error", "not_in_channel", "invalid_blocks"];

/** `{ node, draw }` of the group; levers that this sandbox doesn't have aren't shown. */
export function leversGroup() {
  const parts = [titan(), latency(), throttle(), outage(), failing(), process(), startOver()];
  const draw = () => parts.forEach((part) => part.draw(store.levers));
  const node = h("details", { class: "levers", open: true },
    h("summary", {}, "Levers"),
    h("div", { role: "group", "aria-label": "Levers" }, parts.map((part) => part.node)));
  draw();
  return { node, draw };
}

const move = (name, body) => attempt(() => pull(name, body));

function titan() {
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", async () => {
    const wanted = box.checked;
    const isMoved = await attempt(async () => {
      await pull("titan", { alive: wanted });
      return true;
    });
    if (!isMoved) box.checked = !wanted;
  });
  const node = h("label", { class: "lever" }, box, h("span", {}, "Titan draws"));
  return { node, draw: (levers) => shown(node, levers.titan, ({ alive }) => { box.checked = alive; }) };
}

/** A number that is told when it is settled: by Enter, or by leaving the field. */
function numberLever(words, name, limits, told, read) {
  const field = h("input", { type: "number", ...limits });
  field.addEventListener("change", () => field.reportValidity() && field.value !== "" && move(name, told(Number(field.value))));
  const node = h("label", { class: "lever" }, h("span", {}, words), field);
  const take = (state) => {
    if (document.activeElement !== field) field.value = read(state);
  };
  return { node, draw: (levers) => shown(node, levers[name], take) };
}

const latency = () =>
  numberLever("Seconds a picture takes", "latency", { min: 0, max: 600, step: "any" },
    (seconds) => ({ seconds }), ({ seconds }) => (seconds === "model" ? "" : seconds));

const throttle = () =>
  numberLever("Throttled share, %", "throttle", { min: 0, max: 100, step: "any" },
    (percent) => ({ share: percent / 100 }), ({ share }) => Math.round(share * 1000) / 10);

function outage() {
  const seconds = h("input", { type: "number", min: 1, max: 600, value: 10, "aria-label": "Seconds of the outage" });
  const button = h("button", { type: "button" }, "Slack outage");
  const state = h("span", { class: "muted", role: "status" });
  let timer = 0;
  let until = 0;
  const tell = () => {
    clearTimeout(timer);
    const left = Math.ceil(until - Date.now() / 1000);
    button.textContent = left > 0 ? "End the outage" : "Slack outage";
    state.textContent = left > 0 ? `Slack can't be reached until ${new Date(until * 1000).toLocaleTimeString()}` : "";
    if (left > 0) timer = setTimeout(tell, left * 1000);
  };
  button.addEventListener("click", () => {
    const isOn = until > Date.now() / 1000;
    if (isOn || seconds.reportValidity()) move("outage", { seconds: isOn ? 0 : Number(seconds.value) });
  });
  const node = h("div", { class: "lever" }, button, seconds, h("span", { "aria-hidden": "true" }, "seconds"), state);
  const take = (found) => {
    ({ until } = found);
    tell();
  };
  return { node, draw: (levers) => shown(node, levers.outage, take) };
}

/** What the app calls most stands in the list; any other method can be typed. */
function failing() {
  const methods = h("datalist", { id: "wire-methods" },
    ["chat.postMessage", "chat.update", "views.open", "upload", "response_url"].map((value) => h("option", { value })));
  const method = h("input", { type: "text", list: "wire-methods", "aria-label": "Method that fails", value: "chat.update" });
  const how = h("select", { "aria-label": "How it fails" }, FAILURES.map((value) => h("option", { value }, value)));
  const button = h("button", { type: "button" }, "Fail the next call");
  button.addEventListener("click", async () => {
    const body = { method: method.value.trim(), how: how.value };
    await attempt(async () => {
      await pull("fail", body);
      toast(`The next ${body.method} fails: ${body.how}.`, "note");
    });
  });
  const node = h("div", { class: "lever" }, button, method, how, methods);
  return { node, draw: (levers) => shown(node, levers.outage, () => {}) };
}

function process() {
  const state = h("span", { role: "status" });
  const log = h("pre", { class: "lever-log", tabindex: 0, "aria-label": "The end of the app's log", hidden: true });
  const kill = h("button", { type: "button", onclick: () => move("kill") }, "Kill the bot");
  const restart = h("button", { type: "button", onclick: () => move("restart") }, "Restart the bot");
  const node = h("div", { class: "lever" }, h("span", {}, "The bot is ", state), kill, restart, log);
  const take = (app) => {
    state.textContent = { running: "running", starting: "starting", killed: "killed", ended: "gone: it ended by itself" }[app.state];
    state.className = app.state === "running" ? "state good" : "state bad";
    kill.disabled = app.state !== "running";
    restart.disabled = app.state === "starting";
    log.hidden = !app.log;
    log.textContent = app.log;
  };
  return { node, draw: (levers) => shown(node, levers.app, take) };
}

function startOver() {
  const button = h("button", { type: "button", title: "Forget all that was said; what the bot keeps stays" }, "Start over");
  button.addEventListener("click", () => move("reset"));
  const node = h("div", { class: "lever" }, button);
  return { node, draw: (levers) => shown(node, levers.titan, () => {}) };
}

function shown(node, state, take) {
  node.hidden = state === undefined;
  if (state !== undefined) take(state);
}
