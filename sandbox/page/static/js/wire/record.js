// The record: requests to the app, its Web API calls, its models' calls; the newest on top.

import { h, keep } from "../dom.js";
import { store } from "../store.js";
import { entryRow } from "./entry_row.js";
import { lineOf } from "./lines.js";

const TABS = [
  { kind: "deliveries", title: "Requests", empty: "Nothing was sent to the app yet." },
  { kind: "calls", title: "Web API", empty: "The app hasn't called Slack yet." },
  { kind: "models", title: "Bedrock", empty: "No model was asked yet." },
];
const MOST_ROWS = 200;

let chosen = TABS[0];
const cleared = new WeakSet(); // lines, of which others begin when the workspace starts over

/** `{ node, draw }` of the record. */
export function record() {
  const list = h("ol", { class: "entries" });
  const note = h("p", { class: "muted wire-empty" });
  const filter = h("input", { type: "search", class: "wire-filter", "aria-label": "Filter the record", placeholder: "Filter" });
  const clear = h("button", { type: "button", class: "bare" }, "Clear");
  const panel = h("div", { class: "wire-list", role: "tabpanel", id: "wire-list", tabindex: 0 }, note, list);
  const draw = () => {
    const lines = linesOf(chosen.kind, filter.value);
    panel.setAttribute("aria-label", chosen.title);
    note.hidden = lines.length > 0;
    note.textContent = filter.value ? "Nothing here has these words." : chosen.empty;
    keep(list, lines, (line) => `${line.kind} ${line.number}`, (line) => line.stamp, entryRow, renew);
  };
  const tabs = tabList(() => {
    list.replaceChildren();
    draw();
  });
  filter.addEventListener("input", draw);
  clear.addEventListener("click", () => {
    store[chosen.kind].forEach((line) => cleared.add(line));
    draw();
  });
  draw();
  return { node: h("div", { class: "record" }, tabs, h("div", { class: "wire-tools" }, filter, clear), panel), draw };
}

function linesOf(kind, wanted) {
  const words = wanted.trim().toLowerCase();
  const lines = [...store[kind].values()].filter((line) => !cleared.has(line));
  const told = lines.reverse().map((line) => lineOf(kind, line));
  return told.filter((line) => line.stamp.toLowerCase().includes(words)).slice(0, MOST_ROWS);
}

/** A row that somebody has opened stays open when it is told anew. */
function renew(row, line) {
  const isOpen = row.querySelector("details").open;
  const made = entryRow(line);
  row.className = made.className;
  row.querySelector("summary").replaceChildren(...made.querySelector("summary").childNodes);
  if (isOpen) row.querySelector("details").dispatchEvent(new Event("toggle"));
}

function tabList(redraw) {
  const tabs = TABS.map((tab) => h("button", { type: "button", class: "tab", role: "tab", "aria-controls": "wire-list" }, tab.title));
  const choose = (at) => {
    chosen = TABS[at];
    tabs.forEach((tab, other) => {
      tab.setAttribute("aria-selected", String(other === at));
      tab.tabIndex = other === at ? 0 : -1;
    });
  };
  tabs.forEach((tab, at) => {
    tab.addEventListener("click", () => {
      choose(at);
      redraw();
    });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) tabs[(at + step + tabs.length) % tabs.length].focus();
      if (step) document.activeElement.click();
    });
  });
  choose(TABS.indexOf(chosen));
  return h("div", { class: "tabs", role: "tablist", "aria-label": "The record" }, tabs);
}
