// The textbox with all that belongs to it: suggestions, files, the keys, the buttons.

import { h } from "../dom.js";
import { channelName } from "../names.js";
import { store } from "../store.js";
import { toast } from "../toasts.js";
import { draftOf, keepDraft, remember, remembered } from "./drafts.js";
import { Listbox } from "./listbox.js";
import { smartened } from "./punctuation.js";
import { isSmart, smartSwitch } from "./smart_switch.js";
import { refusal, send } from "./sending.js";
import { shortcutsButton } from "./shortcuts.js";
import { invitation, suggestionsFor, usageHint } from "./suggestions.js";
import { Tray } from "./tray.js";

const MOST_ROWS = 8;

export class Writer {
  /** `place` is `{ channel, thread_ts }`; thread_ts is "" at the top level. */
  constructor(place) {
    this.place = place;
    this.back = 0; // how many lines back in what was sent
    this.taken = ""; // text at which suggestions were closed by hand
    const draft = draftOf(place);
    this.text = this.textbox(draft.text);
    this.ghost = h("div", { class: "ghost", "aria-hidden": "true" });
    this.refused = h("p", { class: "refusal error", role: "alert" });
    this.listbox = new Listbox(this.text, (option) => this.take(option));
    this.sendButton = h("button", { type: "submit", class: "send primary" }, "Send");
    this.tray = new Tray(draft.files, () => this.changed());
    this.element = this.form();
    this.changed();
  }

  textbox(value) {
    const name = this.place.thread_ts ? "Reply in thread" : `Message ${channelName(store.channel(this.place.channel))}`;
    const text = h("textarea", {
      "aria-label": name,
      placeholder: name,
      rows: 1,
      autocomplete: "off",
      spellcheck: "false",
      onkeydown: (event) => this.key(event),
      oninput: (event) => this.typed(event),
      onclick: () => this.suggest(),
      onblur: () => this.listbox.hide(),
      onpaste: (event) => this.pasted(event),
    });
    text.value = value;
    return text;
  }

  form() {
    const picker = h("input", { type: "file", "aria-label": "File to attach", multiple: true, hidden: true });
    picker.addEventListener("change", () => {
      this.tray.add(picker.files);
      picker.value = "";
      this.text.focus();
    });
    const attach = h("button", { type: "button", class: "bare", onclick: () => picker.click() }, "Attach a file");
    const form = h(
      "form",
      { class: "writer", onsubmit: (event) => this.submitted(event) },
      h("div", { class: "field" }, this.ghost, this.text),
      this.tray.element,
      h("div", { class: "tools" }, attach, picker, !this.place.thread_ts && [shortcutsButton(), smartSwitch()], this.sendButton),
      this.listbox.element,
      this.listbox.told,
      this.refused,
    );
    this.acceptDrops(form);
    return form;
  }

  acceptDrops(form) {
    const mark = (isOver) => (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", isOver);
      if (event.type === "drop") this.tray.add(event.dataTransfer.files);
    };
    form.addEventListener("dragover", mark(true));
    form.addEventListener("dragleave", mark(false));
    form.addEventListener("drop", mark(false));
  }

  pasted(event) {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    this.tray.add(event.clipboardData.files);
  }

  typed(event) {
    const caret = this.text.selectionStart;
    if (isSmart() && event.inputType === "insertText" && !event.isComposing) {
      const before = this.text.value.slice(0, caret);
      const smart = smartened(before);
      if (smart !== before) this.text.setRangeText(smart, 0, caret, "end");
    }
    this.back = 0;
    this.changed();
    this.suggest();
  }

  key(event) {
    if (event.isComposing) return;
    const act = this.listbox.isOpen ? this.keyInList(event) : null;
    const found = act ?? this.keyInText(event);
    if (!found) return;
    event.preventDefault();
    found();
  }

  keyInList({ key, shiftKey }) {
    if (key === "ArrowDown") return () => this.listbox.move(1);
    if (key === "ArrowUp") return () => this.listbox.move(-1);
    if (key === "Escape") return () => this.closeList();
    const takes = !shiftKey && (key === "Tab" || (key === "Enter" && !this.isExact));
    return takes ? () => this.take(this.listbox.current) : null;
  }

  keyInText({ key, shiftKey, altKey, ctrlKey, metaKey }) {
    if (key === "Enter" && !shiftKey && !altKey) return () => this.submit();
    if (shiftKey || altKey || ctrlKey || metaKey) return null;
    const isRecalled = this.back > 0 && this.text.value === remembered(this.back);
    if (key === "ArrowUp" && (isRecalled || !this.text.value)) return this.recall(this.back + 1);
    if (key === "ArrowDown" && isRecalled) return this.recall(this.back - 1);
    return null;
  }

  recall(back) {
    const line = back ? remembered(back) : "";
    if (line === undefined) return null;
    return () => {
      this.back = back;
      this.put(line);
    };
  }

  closeList() {
    this.taken = this.text.value;
    this.listbox.hide();
  }

  suggest() {
    const { value, selectionStart, selectionEnd } = this.text;
    const found = selectionStart === selectionEnd && value !== this.taken ? suggestionsFor(value, selectionStart, this.known()) : null;
    this.from = found?.from;
    this.isExact = found?.isExact;
    this.listbox.show(found?.options ?? []);
  }

  known() {
    const people = store.people.filter((person) => person.name !== "slackbot");
    return { commands: this.commands(), people, channels: store.channels };
  }

  commands() {
    return [...(store.app.commands ?? []), invitation(store.bot)];
  }

  take(option) {
    this.text.setRangeText(option.text, this.from, this.text.selectionStart, "end");
    this.text.focus();
    this.changed();
    this.closeList();
  }

  put(text) {
    this.text.value = text;
    this.text.setSelectionRange(text.length, text.length);
    this.closeList();
    this.changed();
  }

  /** The text or the files are others now. */
  changed() {
    const { value } = this.text;
    const files = this.tray.files;
    keepDraft(this.place, { text: value, files });
    this.refused.textContent = "";
    this.sendButton.disabled = !value.trim() && !files.length;
    const hint = usageHint(value, this.commands());
    this.ghost.replaceChildren(h("span", {}, value), hint);
    this.text.setAttribute("aria-description", hint ? `Usage: ${hint}` : "");
    requestAnimationFrame(() => this.grow());
  }

  grow() {
    const { style } = this.text;
    style.height = "auto";
    const line = parseFloat(getComputedStyle(this.text).lineHeight);
    style.height = `${Math.min(this.text.scrollHeight, MOST_ROWS * line + 16)}px`;
  }

  submitted(event) {
    event.preventDefault();
    this.submit();
  }

  async submit() {
    const text = this.text.value;
    const files = this.tray.files;
    if (!text.trim() && !files.length) return;
    const why = refusal(text, files);
    this.refused.textContent = why;
    if (why) return;
    remember(text.trim());
    this.back = 0;
    this.tray.clear();
    this.put("");
    this.text.focus();
    await this.deliver(text, files);
  }

  async deliver(text, files) {
    try {
      await send(this.place, text, files);
    } catch (wrong) {
      toast(wrong.message);
      if (this.text.value || this.tray.files.length) return;
      this.tray.add(files);
      this.put(text);
    }
  }
}
