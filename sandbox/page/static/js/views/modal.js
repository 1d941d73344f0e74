// One form: title, fields, buttons; it waits while the app answers.

import { resting } from "../blocks/acting.js";
import { drawBlocks } from "../blocks/block_list.js";
import { fieldsOf } from "../blocks/fields.js";
import { words } from "../blocks/text.js";
import { h } from "../dom.js";
import { doing } from "../link.js";
import { icon } from "../shell/icons.js";
import { attempt } from "../toasts.js";

const TROUBLE = "We had some trouble connecting. Try again?";

export class Modal {
  constructor(view) {
    this.view = view;
    this.fields = fieldsOf(view);
    this.faults = {};
    this.body = h("div", { class: "view-body" });
    this.title = h("h2", { id: `title-${view.id}`, dir: "auto" });
    this.foot = h("footer", {});
    const back = view.previous_view_id && h("button", { type: "button", class: "icon", "aria-label": "Back", onclick: () => this.close() }, icon("back"));
    const cross = h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => this.close() }, icon("close"));
    const form = h("form", { novalidate: true, onsubmit: (event) => this.submit(event) }, h("header", {}, back, this.title, cross), this.body, this.foot);
    this.element = h("dialog", { class: "view", "aria-labelledby": this.title.id, tabindex: -1, data: { view: view.id } }, form);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close(event));
    this.element.addEventListener("cancel", (event) => event.target === this.element && this.close(event));
    this.draw();
    this.show();
  }

  show() {
    document.getElementById("views").append(this.element);
    this.element.showModal();
    const first = this.element.querySelector("[data-focus-on-load]") ?? this.body.querySelector(".input-block [data-field]");
    (focusable(first) ?? this.element).focus({ preventScroll: true });
    this.body.scrollTop = 0;
  }

  /** What of this view is new; a field that somebody types in stays as it is. */
  renew(view) {
    const isRefused = Object.keys(view.errors).length && JSON.stringify(view.errors) !== JSON.stringify(this.view.errors);
    if (view.hash !== this.view.hash) this.faults = {};
    this.fields.take(view);
    this.view = view;
    this.draw();
    if (isRefused) this.showFirstFault();
  }

  draw() {
    const { title, submit, close } = this.view;
    this.title.textContent = words(title);
    drawBlocks(this.body, { shown: this.view, fields: this.fields, errors: { ...this.view.errors, ...this.faults } });
    const stamp = JSON.stringify([submit, close]);
    if (this.foot.dataset.stamp === stamp) return;
    this.foot.dataset.stamp = stamp;
    this.foot.hidden = !submit && !close;
    this.sender = submit && h("button", { type: "submit", class: "primary" }, words(submit));
    this.foot.replaceChildren(...[close && h("button", { type: "button", onclick: () => this.close() }, words(close)), this.sender].filter(Boolean));
  }

  async submit(event) {
    event.preventDefault();
    if (!this.sender || this.sender.getAttribute("aria-busy") === "true") return;
    this.faults = this.fields.faults();
    this.draw();
    if (Object.keys(this.faults).length) {
      this.showFirstFault();
      return;
    }
    await resting(this.sender, () => doing("submit_view", { values: this.fields.send() }), TROUBLE);
  }

  showFirstFault() {
    const field = this.body.querySelector(".invalid [data-field]");
    field?.closest(".invalid").scrollIntoView({ block: "nearest" });
    focusable(field)?.focus({ preventScroll: true });
  }

  /** The app may want to know: the sandbox closes it, and the news takes it away. */
  async close(event) {
    event?.preventDefault();
    event?.stopPropagation();
    if (this.isClosing) return;
    this.isClosing = true;
    await attempt(() => doing("close_view"));
    this.isClosing = false;
  }

  /** Another form lies on top of this one. */
  cover(isCovered) {
    this.element.classList.toggle("covered", isCovered);
  }

  /** The focus goes back to where it was before. */
  leave() {
    this.element.close();
    this.element.remove();
  }
}

const FOCUSABLE = "input, textarea, select, button";
const focusable = (node) => (node?.matches(FOCUSABLE) ? node : node?.querySelector(FOCUSABLE));
