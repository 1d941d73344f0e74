// The list that a menu opens: type to search, arrows to move, Enter to choose, Escape to leave.

import { h } from "../dom.js";
import { openPopover } from "../shell/menu.js";

const PAUSE_MS = 150;
let count = 0;

/**
 * Open a list below `anchor`. `find(query)` brings what there is, `take(value)` is called with what is chosen,
 * `closed()` at the end. With `isSeveral` the list stays open.
 */
export function openPicker(anchor, asked) {
  new Picker(anchor, asked).open();
}

class Picker {
  constructor(anchor, asked) {
    Object.assign(this, asked, { anchor, rows: [], at: 0, turn: 0 });
    this.id = `picker-${(count += 1)}`;
    this.list = h("div", { id: this.id, role: "listbox", "aria-label": this.label, "aria-multiselectable": this.isSeveral ? "true" : null });
    this.search = h("input", {
      type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": this.id, "aria-autocomplete": "list",
      "aria-label": `Search: ${this.label}`, placeholder: "Search", autocomplete: "off",
    });
    this.note = h("p", { class: "note muted", role: "status" });
    this.panel = h("div", { class: "menu picker-panel" }, this.search, this.note, this.list);
    this.search.addEventListener("keydown", (event) => this.key(event));
    this.search.addEventListener("input", () => this.later());
  }

  async open() {
    this.panel.style.minWidth = `${this.anchor.offsetWidth}px`;
    await this.load();
    this.close = openPopover(this.anchor, this.panel);
    const { forget } = this.panel;
    this.panel.forget = () => {
      forget();
      this.closed();
    };
    this.reveal(Math.max(0, this.rows.findIndex(({ row }) => row.getAttribute("aria-selected") === "true")));
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.load(), PAUSE_MS);
  }

  /** Only the answer to what was typed last is shown. */
  async load() {
    const turn = (this.turn += 1);
    const { groups, note = "" } = await this.find(this.search.value).catch((wrong) => ({ groups: [], note: wrong.message }));
    if (turn !== this.turn) return;
    this.note.textContent = note;
    this.note.hidden = !note;
    this.rows = [];
    this.list.replaceChildren(...groups.map((group) => this.group(group)));
    this.reveal(0);
  }

  group({ label, options }) {
    const rows = options.map((option) => this.row(option));
    return label ? h("div", { role: "group", "aria-label": label }, h("div", { class: "group-label", "aria-hidden": "true" }, label), rows) : h("div", { role: "presentation" }, rows);
  }

  row({ value, text, about }) {
    const properties = {
      id: `${this.id}-${this.rows.length}`, role: "option", class: "choice", "aria-selected": String(this.isChosen(value)),
      onmousedown: (event) => event.preventDefault(), // the search keeps the focus
      onclick: () => this.choose(value),
    };
    const row = h("div", properties, h("span", { dir: "auto" }, text), about && h("span", { class: "about", dir: "auto" }, about));
    this.rows.push({ row, value });
    return row;
  }

  choose(value) {
    if (!this.isSeveral) this.close(true);
    this.take(value);
    for (const one of this.rows) one.row.setAttribute("aria-selected", String(this.isChosen(one.value)));
  }

  key(event) {
    if (event.key === "Escape" || event.key === "Tab" || event.isComposing) return; // the menu's own
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.reveal((this.at + step + this.rows.length) % this.rows.length);
    else if (event.key === "Enter") this.rows[this.at] && this.choose(this.rows[this.at].value);
    else return;
    event.preventDefault();
  }

  /** Make a row the current one. */
  reveal(at) {
    this.at = at || 0;
    this.rows.forEach(({ row }, index) => row.classList.toggle("active", index === this.at));
    const current = this.rows[this.at]?.row;
    current?.scrollIntoView({ block: "nearest" });
    if (current) this.search.setAttribute("aria-activedescendant", current.id);
    else this.search.removeAttribute("aria-activedescendant");
  }
}
