// Where the focus goes after a change of place.

/** Ready to type, as in Slack; not where that would raise a phone's keyboard. */
export function focusComposer(region = "main") {
  if (!matchMedia("(hover: hover)").matches) return;
  requestAnimationFrame(() => document.querySelector(`#${region} textarea, #${region} [role="combobox"], #${region} [role="textbox"]`)?.focus());
}
