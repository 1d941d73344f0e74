// Forms on a stack, and the app's Home.

import { drawBlocks } from "../blocks/block_list.js";
import { fieldsOf } from "../blocks/fields.js";
import { h } from "../dom.js";
import { store } from "../store.js";
import { Modal } from "./modal.js";

const open = new Map(); // id -> Modal, the one on top last

export function beginViews() {
  store.watch(["views"], refresh);
}

function refresh() {
  const ids = new Set(store.views.map(({ id }) => id));
  for (const id of [...open.keys()].reverse().filter((one) => !ids.has(one))) {
    open.get(id).leave();
    open.delete(id);
  }
  for (const view of store.views) {
    if (open.has(view.id)) open.get(view.id).renew(view);
    else open.set(view.id, new Modal(view));
  }
  [...open.values()].forEach((modal, at) => modal.cover(at < open.size - 1));
}

/** `{ node, end }`: the Home tab as published for this person, and what to call when it is no longer shown. */
export function homeView() {
  const blocks = h("div", { class: "home-blocks" });
  const none = h("p", { class: "muted home-none" }, "This is where the app's Home will be.");
  const node = h("div", { class: "home-view" }, none, blocks);
  const draw = () => {
    none.hidden = Boolean(store.home);
    if (!store.home) return blocks.replaceChildren();
    const fields = fieldsOf(store.home);
    drawBlocks(blocks, { shown: store.home, fields });
  };
  const end = store.watch(["home"], draw);
  draw();
  return { node, end };
}
