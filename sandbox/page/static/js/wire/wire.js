// The panel at the side: what went over the wire, and the levers around the app.

import { h } from "../dom.js";
import { icon } from "../shell/icons.js";
import { store } from "../store.js";
import { leversGroup } from "./levers.js";
import { record } from "./record.js";

let drawn = null;

export function beginWire() {
  store.watch(["calls", "deliveries", "models", "people", "channels"], () => drawn?.record.draw());
  store.watch(["levers"], () => drawn?.levers.draw());
}

/** Show or hide the panel; returns whether it is shown now. */
export function toggleWire() {
  const panel = document.getElementById("wire");
  panel.hidden = !panel.hidden;
  if (panel.hidden) leave(panel);
  else enter(panel);
  return !panel.hidden;
}

function enter(panel) {
  drawn = { levers: leversGroup(), record: record() };
  const close = h("button", { type: "button", class: "icon", "aria-label": "Close the wire panel", onclick: shut }, icon("close"));
  const head = h("header", { class: "head" }, h("h2", {}, "Over the wire"), close);
  panel.replaceChildren(head, drawn.levers.node, drawn.record.node);
}

function leave(panel) {
  drawn = null;
  panel.replaceChildren();
}

/** The focus goes back to the button that opens it. */
function shut() {
  toggleWire();
  document.querySelector("#sidebar [aria-pressed]")?.focus();
}
