// Suggestions above a textbox, which keeps the focus: the arrows move through them, a click takes one.

import { h } from "../dom.js";

let count = 0;

export class Listbox {
  /** `take(option)` is called with the option that was chosen. */
  constructor(textbox, take) {
    this.textbox = textbox;
    this.take = take;
    this.options = [];
    this.element = h("ul", { class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.element.id = `suggestions-${(count += 1)}`;
    this.told = h("p", { class: "sr", role: "status" });
    textbox.setAttribute("aria-autocomplete", "list");
  }

  get isOpen() {
    return this.options.length > 0;
  }

  get current() {
    return this.options[this.at];
  }

  show(options) {
    const words = options.map((option) => option.text).join("");
    if (words === this.words) return;
    this.words = words;
    this.options = options;
    this.element.hidden = !options.length;
    this.element.replaceChildren(...options.map((option, index) => this.row(option, index)));
    this.told.textContent = options.length ? `${options.length} ${options.length === 1 ? "suggestion" : "suggestions"}` : "";
    if (options.length) this.textbox.setAttribute("aria-controls", this.element.id);
    else this.textbox.removeAttribute("aria-controls");
    this.move(0, 0);
  }

  hide() {
    this.show([]);
  }

  /** Make another option the current one: `by` steps from `from`. */
  move(by, from = this.at) {
    this.at = this.isOpen ? (from + by + this.options.length) % this.options.length : 0;
    [...this.element.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.at)));
    const current = this.element.children[this.at];
    current?.scrollIntoView({ block: "nearest" });
    if (current) this.textbox.setAttribute("aria-activedescendant", current.id);
    else this.textbox.removeAttribute("aria-activedescendant");
  }

  row(option, index) {
    return h(
      "li",
      {
        id: `${this.element.id}-${index}`,
        role: "option",
        onmousedown: (event) => event.preventDefault(), // the textbox keeps the focus
        onclick: () => this.take(option),
      },
      h("strong", {}, option.label),
      option.detail && h("span", { class: "detail" }, " ", option.detail),
      option.note && h("span", { class: "note" }, " ", option.note),
    );
  }
}
