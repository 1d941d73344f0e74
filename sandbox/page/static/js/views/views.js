// Forms on a stack, and the app's Home.

import { h } from "../dom.js";
import { store } from "../store.js";

export function beginViews() {
  store.watch(["views"], () => {});
}

/** The Home tab as published for this person. */
export function homeView() {
  return h("div", {});
}
