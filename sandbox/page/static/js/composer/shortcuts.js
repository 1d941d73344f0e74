// The app's global shortcuts, behind a button of the composer.

import { h } from "../dom.js";
import { doing } from "../link.js";
import { openMenu } from "../shell/menu.js";
import { store } from "../store.js";
import { attempt, toast } from "../toasts.js";

export function shortcutsButton() {
  const button = h("button", { type: "button", class: "bare", "aria-haspopup": "menu", "aria-expanded": "false" }, "Shortcuts");
  button.addEventListener("click", () => {
    const items = shortcuts();
    if (items.length) openMenu(button, items);
    else toast(`${store.bot.real_name} has no global shortcuts in its manifest.`, "note");
  });
  return button;
}

function shortcuts() {
  const found = (store.app.shortcuts ?? []).filter(({ type }) => type === "global");
  return found.map(({ name, callback_id }) => ({ text: name, run: () => use(callback_id) }));
}

async function use(callback_id) {
  const delivery = await attempt(() => doing("shortcut", { callback_id }));
  if (delivery?.error) toast(`${store.bot.real_name} didn't respond: ${delivery.error}.`);
}
