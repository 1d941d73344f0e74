// What happens when somebody uses an element: ask, tell the app, wait for its ack, say if that failed.

import { h } from "../dom.js";
import { doing } from "../link.js";
import { toast } from "../toasts.js";
import { ask } from "./confirm.js";

const TROUBLE = "The app didn't answer. Try again?";

/** A message or view as the sandbox finds it again. */
export const placeOf = ({ id, channel, ts }) => (ts ? { channel, ts } : { id });

/** Whether using this element tells the app at once: in a form's fields only where the app asks for it. */
export const tells = ({ block }) => block.type !== "input" || Boolean(block.dispatch_action);

/**
 * Use the element of a slot. `control` is what was used: it rests until the ack. Resolves to false if the person
 * thought better of it.
 */
export async function act({ context, element }, value, control) {
  if (control.getAttribute("aria-busy") === "true") return false;
  if (element.confirm && !(await ask(element.confirm))) return false;
  const values = context.fields.send();
  await resting(control, () =>
    doing("press", { message: placeOf(context.shown), action_id: element.action_id, value, values }),
  );
  return true;
}

/** Do something while `control` waits; trouble stands beside it afterwards, in these words if the app failed. */
export async function resting(control, work, trouble = TROUBLE) {
  forgive(control);
  control.setAttribute("aria-busy", "true");
  if (control.tagName === "BUTTON") control.setAttribute("aria-disabled", "true");
  try {
    const delivery = await work();
    if (delivery?.error) complain(control, delivery.transport === "none" ? delivery.error : trouble);
  } catch (wrong) {
    complain(control, wrong.message);
  } finally {
    control.removeAttribute("aria-busy");
    control.removeAttribute("aria-disabled");
  }
}

function complain(control, words) {
  if (!control.isConnected) return toast(words); // drawn anew meanwhile
  return control.after(h("span", { class: "trouble", role: "alert" }, h("span", { "aria-hidden": "true" }, "⚠ "), words));
}

function forgive(control) {
  if (control.nextElementSibling?.classList.contains("trouble")) control.nextElementSibling.remove();
}
