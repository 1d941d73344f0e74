// What the fields of a message or form hold: as the sandbox tells it, and what was typed since.

import { faultOf } from "./checks.js";

/** Every element of blocks that holds a value, with its block. */
export function fieldElements(blocks) {
  const pairs = blocks.flatMap((block) => [block.accessory, block.element, ...(block.elements ?? [])].map((element) => ({ block, element })));
  return pairs.filter(({ element }) => element?.action_id && HOLDING.test(element.type));
}

const HOLDING = /select$|^radio_buttons$|^checkboxes$|picker$|input$/;
const keyOf = ({ block, element }) => `${block.block_id} ${element.action_id} ${element.type}`;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const blocksOf = ({ blocks = [], attachments = [] }) => [...blocks, ...attachments.flatMap((one) => one.blocks ?? [])];

const known = new Map();

/** The fields of a message or view, the same as before for the same one. */
export function fieldsOf(shown) {
  const key = shown.id ?? `${shown.channel} ${shown.ts}`;
  const fields = known.get(key) ?? new Fields(shown);
  fields.shown = shown;
  known.set(key, fields);
  return fields;
}

/**
 * Values are as a person means them: an option's `value` (the whole option where the app brings them), an id, a text,
 * a list where several may be chosen, null for nothing.
 */
class Fields {
  constructor(shown) {
    this.shown = shown;
    this.typed = new Map();
    this.sent = new Map();
    this.seen = new Map(); // as drawn last
    this.versions = new Map(); // block_id -> how often it has to be drawn anew
  }

  get(slot) {
    const key = keyOf(slot);
    const value = this.typed.has(key) ? this.typed.get(key) : this.told(slot);
    this.seen.set(key, JSON.stringify(value));
    return value;
  }

  set(slot, value) {
    this.typed.set(keyOf(slot), value);
    this.seen.set(keyOf(slot), JSON.stringify(value));
  }

  /** What was typed and is fit to be sent, by action_id, or by block_id where several fields share one. */
  send() {
    const fields = fieldElements(blocksOf(this.shown));
    const fit = fields.filter((slot) => this.typed.has(keyOf(slot)) && !faultOf(slot, this.typed.get(keyOf(slot))));
    for (const slot of fit) this.sent.set(keyOf(slot), this.typed.get(keyOf(slot)));
    return Object.fromEntries(fit.map((slot) => [nameOf(slot, fields), this.typed.get(keyOf(slot))]));
  }

  /** Words for each field that can't be submitted as it is, by block_id. */
  faults() {
    const slots = fieldElements(this.shown.blocks).filter(({ block }) => block.type === "input");
    const found = slots.map((slot) => [slot.block.block_id, faultOf(slot, this.get(slot), true)]);
    return Object.fromEntries(found.filter(([, fault]) => fault));
  }

  /** A view as it is now: what the sandbox holds wins, but for what is being typed. */
  take(view) {
    const before = this.shown;
    this.shown = view;
    for (const slot of fieldElements(view.blocks)) {
      const key = keyOf(slot);
      const value = this.told(slot);
      if (this.typed.has(key) && !same(value, this.told(slot, before)) && this.yields(key, value)) this.typed.delete(key);
      const seen = this.seen.get(key);
      if (seen !== undefined && seen !== JSON.stringify(this.typed.has(key) ? this.typed.get(key) : value)) this.renew(slot.block);
    }
  }

  /** Draw a block again, with what its fields hold. */
  renew({ block_id: id }) {
    this.versions.set(id, this.version(id) + 1);
  }

  version(id) {
    return this.versions.get(id) ?? 0;
  }

  yields(key, value) {
    const isEcho = this.sent.has(key) && same(this.sent.get(key), value);
    if (isEcho) return same(this.typed.get(key), value);
    return document.activeElement?.closest("[data-field]")?.dataset.field !== key;
  }

  told(slot, shown = this.shown) {
    const answer = shown.state?.values[slot.block.block_id]?.[slot.element.action_id];
    return answer ? held(slot.element, answer, /^(?!type$)/) : held(slot.element, slot.element, /^initial_/, shown);
  }
}

function nameOf(slot, fields) {
  const isAlone = fields.filter(({ element }) => element.action_id === slot.element.action_id).length === 1;
  return isAlone ? slot.element.action_id : slot.block.block_id;
}

function held(element, source, pattern, shown = {}) {
  const name = Object.keys(source).find((one) => pattern.test(one));
  const found = source[name] ?? (element.default_to_current_conversation ? shown.channel : null) ?? null;
  const plain = (one) => (element.type.includes("external") ? one : (one?.value ?? one));
  if (holdsSeveral(element)) return (Array.isArray(found) ? found : found ? [found] : []).map(plain);
  return plain(found);
}

/** Whether an element's value is a list. */
export const holdsSeveral = ({ type }) => type === "checkboxes" || type.startsWith("multi_");

/** Names a field in the document, so that the focus finds it again. */
export const fieldName = keyOf;
