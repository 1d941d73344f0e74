// What went over the wire, and the levers around the app.

import { store } from "../store.js";

export function beginWire() {
  store.watch(["calls", "deliveries", "models", "levers"], () => {});
}

/** Show or hide the panel; returns whether it is shown now. */
export function toggleWire() {
  const panel = document.getElementById("wire");
  panel.hidden = !panel.hidden;
  return !panel.hidden;
}
