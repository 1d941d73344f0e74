// Elements without a library: made, and kept in step with a list.

/**
 * An element with properties and children. `onclick` and the like are listeners, `class` and names with a dash are
 * attributes, `data` is an object of data-* values; false, null and undefined leave a property or child out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/**
 * Bring the children of `parent` in step with `items`: `keyOf(item)` names each, `stampOf(item)` tells whether it
 * changed, `make(item)` draws it. What stays the same keeps its element, and so its focus and its scroll. What changed
 * is drawn anew, with the focus on the button where it was, or by `renew(child, item)` brought up to date.
 */
export function keep(parent, items, keyOf, stampOf, make, renew = null) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = new Set(items.map((item) => String(keyOf(item))));
  for (const [key, child] of before) if (!wanted.has(key)) taken(parent, child);
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const stamp = String(stampOf(item));
    let child = before.get(key);
    if (child && child.dataset.stamp !== stamp && renew) renew(child, item);
    else if (child?.dataset.stamp !== stamp) {
      const made = make(item);
      made.dataset.key = key;
      if (child) replaced(child, made);
      if (child === place) place = child ? made : place;
      child = made;
    }
    child.dataset.stamp = stamp;
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
}

/** The focus doesn't fall off the page with what had it. */
function taken(parent, child) {
  const isHolding = child.contains(document.activeElement);
  child.remove();
  if (isHolding) parent.closest("[tabindex]")?.focus({ preventScroll: true });
}

function replaced(old, made) {
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(made);
  if (!held) return;
  const alike = [...made.querySelectorAll(held.tagName)].find((one) => nameOf(one) === nameOf(held));
  alike?.focus({ preventScroll: true });
}

const nameOf = (element) => element.dataset.name ?? element.getAttribute("aria-label") ?? element.textContent;
