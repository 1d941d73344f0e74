// How many tabs of a browser may be live: it opens six connections to one host, and one has to be left for all else.

import { connection } from "./link.js";
import { store } from "./store.js";

const MOST = 5;
const AGAIN_MS = 1000;

/** Resolves when this tab may open its stream; until then the page says what it waits for. */
export async function turn() {
  while (!(await isTaken())) {
    crowd(true);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  crowd(false);
}

async function isTaken() {
  for (let number = 1; number <= MOST; number += 1) if (await isHeld(`stream ${number}`)) return true;
  return false;
}

/** A lock that is free is this tab's until it is closed. */
function isHeld(name) {
  return new Promise((resolve) => {
    navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock && new Promise(() => {});
    });
  });
}

function crowd(isCrowded) {
  if (connection.isCrowded === isCrowded) return;
  connection.isCrowded = isCrowded;
  store.tell(new Set(["connection"]));
}
