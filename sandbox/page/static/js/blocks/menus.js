// Menus to choose from: one or several of options, people or conversations.

import { h } from "../dom.js";
import { act, tells } from "./acting.js";
import { holdsSeveral } from "./fields.js";
import { optionsOf } from "./options.js";
import { openPicker } from "./picker.js";
import { words } from "./text.js";

let count = 0;

/** A select of any kind. One that tells nobody before the form is sent is the browser's own. */
export function menuElement(slot) {
  const { element, block } = slot;
  const isPlain = element.type === "static_select" && element.options && block.type === "input" && !tells(slot);
  if (isPlain && !element.options.some((option) => option.description)) return nativeMenu(slot);
  return new Menu(slot).node;
}

function nativeMenu({ element, block, context, naming, ...rest }) {
  const slot = { element, block, context, naming, ...rest };
  const value = context.fields.get(slot);
  const none = h("option", { value: "", disabled: !block.optional }, element.placeholder ? words(element.placeholder) : "Choose an option");
  const select = h("select", { class: "field", ...naming }, none, element.options.map((option) => h("option", { value: option.value }, words(option.text))));
  select.value = value ?? "";
  select.addEventListener("change", () => context.fields.set(slot, select.value || null));
  return select;
}

class Menu {
  constructor(slot) {
    this.slot = slot;
    this.isSeveral = holdsSeveral(slot.element);
    this.options = optionsOf(slot);
    this.shown = h("span", { id: `chosen-${(count += 1)}`, class: "chosen", dir: "auto" });
    this.tokens = h("span", { class: "tokens" });
    this.button = h("button", { type: "button", class: "select", "aria-haspopup": "listbox", "aria-expanded": "false", ...this.naming() }, this.shown);
    this.button.addEventListener("click", () => this.open());
    this.node = h("div", { class: this.isSeveral ? "menu-element several" : "menu-element" }, this.tokens, this.button);
    this.draw();
  }

  naming() {
    const { naming } = this.slot;
    return naming["aria-labelledby"] ? { ...naming, "aria-labelledby": `${naming["aria-labelledby"]} ${this.shown.id}` } : naming;
  }

  get value() {
    return this.slot.context.fields.get(this.slot);
  }

  get placeholder() {
    return this.slot.element.placeholder ? words(this.slot.element.placeholder) : this.isSeveral ? "Choose options" : "Choose an option";
  }

  draw() {
    const chosen = [this.value ?? []].flat();
    const names = chosen.map((value) => this.options.nameOf(value));
    const isFilled = names.length > 0 && !this.isSeveral;
    this.shown.textContent = isFilled ? names[0] : this.placeholder;
    this.shown.classList.toggle("placeholder", !isFilled);
    if (!this.slot.naming["aria-labelledby"]) this.button.setAttribute("aria-label", isFilled ? `${this.placeholder}: ${names[0]}` : this.placeholder);
    const removable = this.isSeveral || (this.slot.block.optional && isFilled) ? chosen : [];
    this.tokens.replaceChildren(...removable.map((value, at) => this.token(value, names[at])));
  }

  token(value, name) {
    const remove = () => {
      this.set(this.isSeveral ? this.value.filter((one) => this.options.keyOf(one) !== this.options.keyOf(value)) : null);
      this.button.focus();
      this.tell();
    };
    const cross = h("button", { type: "button", class: "remove", "aria-label": `Remove ${name}`, onclick: remove }, "×");
    return h("span", { class: "token" }, this.isSeveral && h("span", { dir: "auto" }, name), cross);
  }

  open() {
    if (this.button.getAttribute("aria-busy") === "true") return;
    this.before = this.value;
    openPicker(this.button, {
      label: this.placeholder,
      isSeveral: this.isSeveral,
      find: this.options.find,
      isChosen: (value) => [this.value ?? []].flat().some((one) => this.options.keyOf(one) === this.options.keyOf(value)),
      take: (value) => this.take(value),
      closed: () => this.isSeveral && this.isChanged() && this.tell(),
    });
  }

  isChanged() {
    return JSON.stringify(this.before) !== JSON.stringify(this.value);
  }

  /** Choose it, or where several may be chosen perhaps no longer. */
  take(value) {
    if (!this.isSeveral) {
      this.set(value);
      this.tell();
      return;
    }
    const key = this.options.keyOf(value);
    const rest = this.value.filter((one) => this.options.keyOf(one) !== key);
    const isThere = rest.length < this.value.length;
    if (!isThere && rest.length >= (this.slot.element.max_selected_items ?? Infinity)) return;
    this.set(isThere ? rest : [...rest, value]);
  }

  set(value) {
    this.before ??= this.value;
    this.slot.context.fields.set(this.slot, value);
    this.draw();
  }

  /** The app hears of it, unless the field is quiet or the person thinks better of it. */
  async tell() {
    const before = this.before;
    this.before = undefined;
    if (!tells(this.slot) || (await act(this.slot, this.value, this.button))) return;
    this.slot.context.fields.set(this.slot, before);
    this.draw();
  }
}
