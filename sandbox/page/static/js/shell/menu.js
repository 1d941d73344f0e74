// A menu at a button: arrows move, Enter takes, Escape and a click elsewhere close, the focus goes back.

import { h } from "../dom.js";

let closeOpen = () => {};

/**
 * Open a menu below `anchor`. `items` are `{ text, run, kind?: "danger", checked?: boolean }` or "-" for a line;
 * `label` names the menu, by default as its button is named. Returns a function that closes it.
 */
export function openMenu(anchor, items, { label = anchor.getAttribute("aria-label") ?? anchor.textContent } = {}) {
  const isSame = closeOpen.anchor === anchor;
  closeOpen();
  if (isSame) return closeOpen;
  const close = (isBack) => hide(anchor, menu, isBack);
  const entries = items.map((item) => entry(item, () => close(true)));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, entries);
  return showAt(anchor, menu, close);
}

/** Show `panel` at `anchor` until Escape or a click elsewhere; its first button has the focus. */
export function openPopover(anchor, panel) {
  closeOpen();
  return showAt(anchor, panel, (isBack) => hide(anchor, panel, isBack));
}

function entry(item, close) {
  if (item === "-") return h("hr", { role: "separator" });
  const isChoice = item.checked !== undefined;
  const properties = {
    type: "button", tabindex: -1, class: item.kind,
    role: isChoice ? "menuitemradio" : "menuitem",
    "aria-checked": isChoice ? String(item.checked) : null,
  };
  return h("button", { ...properties, onclick: () => { close(); item.run(); } }, item.text);
}

function showAt(anchor, panel, close) {
  const outside = (event) => panel.contains(event.target) || anchor.contains(event.target) || close(false);
  const leave = () => close(false);
  panel.addEventListener("keydown", (event) => move(event, panel, close));
  (anchor.closest("dialog, main, nav, aside") ?? document.body).append(panel);
  put(panel, anchor.getBoundingClientRect());
  anchor.setAttribute("aria-expanded", "true");
  addEventListener("pointerdown", outside, true);
  addEventListener("resize", leave);
  addEventListener("hashchange", leave);
  closeOpen = (isBack = false) => close(isBack);
  closeOpen.anchor = anchor;
  panel.forget = () => {
    removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", leave);
    removeEventListener("hashchange", leave);
  };
  (panel.querySelector("button, input") ?? panel).focus({ preventScroll: true });
  return closeOpen;
}

function hide(anchor, panel, isBack) {
  if (panel.isClosed) return; // by another way, or with the form in which it stood
  panel.isClosed = true;
  panel.forget();
  panel.remove();
  closeOpen = () => {};
  if (isBack) anchor.focus({ preventScroll: true }); // before it may be hidden, as a toolbar's button is
  anchor.setAttribute("aria-expanded", "false");
}

/** Below the button, or above where there is more room; never beyond the window. */
function put(panel, place) {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const isBelow = place.bottom + height + 8 < innerHeight || place.top < innerHeight - place.bottom;
  const top = isBelow ? place.bottom + 4 : place.top - height - 4;
  panel.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  panel.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
}

function move(event, panel, close) {
  const items = [...panel.querySelectorAll("button:not(:disabled)")];
  const at = items.indexOf(document.activeElement);
  const to = {
    ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1,
  }[event.key];
  if (event.key === "Tab" || event.key === "Escape") close(true);
  else if (to !== undefined) items.at(to % items.length)?.focus();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}
