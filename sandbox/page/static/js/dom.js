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
 * changed, `make(item)` draws it. What stays the same keeps its element, and so its focus and its scroll.
 */
export function keep(parent, items, keyOf, stampOf, make) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const stamp = String(stampOf(item));
    let child = before.get(key);
    before.delete(key);
    if (!child || child.dataset.stamp !== stamp) {
      const made = make(item);
      made.dataset.key = key;
      made.dataset.stamp = stamp;
      if (child === place) place = place?.nextElementSibling ?? null;
      child?.remove();
      child = made;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const left of before.values()) left.remove();
}
