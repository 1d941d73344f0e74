// What is said while the stream is away.

import { h } from "../dom.js";
import { connection } from "../link.js";
import { store } from "../store.js";

export function beginBanner() {
  const banner = document.getElementById("banner");
  store.watch(["connection"], () => {
    const words = "The sandbox doesn't answer. This page goes on by itself as soon as it does.";
    banner.replaceChildren(...(connection.isLost ? [h("p", {}, words)] : []));
  });
}
