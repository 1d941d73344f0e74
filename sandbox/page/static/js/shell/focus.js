// Where the focus goes after a change of place.

const FIELD = 'textarea, [role="combobox"], [role="textbox"]';

/** Ready to type, as in Slack; not where that would raise a phone's keyboard. */
export function focusComposer(region = "main") {
  if (!matchMedia("(hover: hover)").matches) return;
  requestAnimationFrame(() => document.getElementById(region).querySelector(FIELD)?.focus());
}
