// Light, dark, or as the system has it.

import { h } from "../dom.js";

const NAMES = { system: "System", light: "Light", dark: "Dark" };

/** The select labelled "Theme"; the choice is kept in this browser. */
export function themeSelect() {
  const chosen = document.documentElement.dataset.theme;
  const options = Object.entries(NAMES).map(([value, name]) => h("option", { value, selected: value === chosen }, name));
  const select = h("select", { onchange: () => choose(select.value) }, options);
  return h("label", { class: "side-field" }, h("span", {}, "Theme"), select);
}

function choose(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
}
