// What is said while the stream is away.

import { h } from "../dom.js";
import { connection } from "../link.js";
import { store } from "../store.js";

const LOST = "The sandbox doesn't answer. This page goes on by itself as soon as it does.";
const CROWDED =
  "Five tabs of this sandbox are open, as many as a browser keeps up to date. Close one of them, and this one begins.";

export function beginBanner() {
  const banner = document.getElementById("banner");
  store.watch(["connection"], () => {
    const words = (connection.isCrowded && CROWDED) || (connection.isLost && LOST);
    banner.replaceChildren(...(words ? [h("p", {}, words)] : []));
  });
}
