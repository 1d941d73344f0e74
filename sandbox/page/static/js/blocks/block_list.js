// Blocks that change while somebody uses them: what stays the same keeps its element, and with it focus and caret.

import { keep } from "../dom.js";
import { renderBlock } from "./blocks.js";

const FOCUSABLE = "input, textarea, select, button";

/** Bring `parent` in step with the blocks of a view; `errors` are words beside fields, by block_id. */
export function drawBlocks(parent, { shown, fields, errors = {} }) {
  const held = hold(parent);
  const stampOf = (block) => JSON.stringify([block, errors[block.block_id] ?? "", fields.version(block.block_id)]);
  keep(parent, shown.blocks, (block) => block.block_id, stampOf, (block) => renderBlock(block, { shown, fields, errors }));
  if (held && !held.element.isConnected) regain(parent, held);
}

function hold(parent) {
  const element = document.activeElement;
  if (!parent.contains(element) || element === parent) return null;
  const block = element.closest("[data-key]");
  return {
    element, field: element.closest("[data-field]")?.dataset.field, key: block?.dataset.key,
    at: [...parent.children].indexOf(block), start: element.selectionStart, end: element.selectionEnd, value: element.value,
  };
}

/** The focus goes to the same field, else to what stands in its place now. */
function regain(parent, { field, key, at, start, end, value }) {
  const fields = [...parent.querySelectorAll("[data-field]")];
  const blocks = [...parent.children];
  const places = [fields.find((one) => one.dataset.field === field), blocks.find((one) => one.dataset.key === key), ...blocks.slice(Math.max(0, at))];
  const found = places.map((place) => (place?.matches(FOCUSABLE) ? place : place?.querySelector(FOCUSABLE))).find(Boolean);
  found?.focus({ preventScroll: true });
  if (found && typeof start === "number" && "setSelectionRange" in found && found.value === value) found.setSelectionRange(start, end);
}
