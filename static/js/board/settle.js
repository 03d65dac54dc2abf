// Brings a list's children into an order without moving the one somebody is in: moving it would take its focus.

/**
 * Make `wanted` the children of `parent`, in that order; a held child that is not wanted stays where it is.
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} wanted
 */
export function settle(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) {
    if (child.parentNode === parent && !keep.has(child) && !isHeld(child)) child.remove();
  }
  const focused = wanted.find((child) => child.parentNode === parent && child.contains(document.activeElement));
  let cursor = parent.firstElementChild;
  for (const child of wanted) {
    while (cursor && !keep.has(cursor)) cursor = cursor.nextElementSibling;
    if (child === cursor || child === focused) cursor = child.nextElementSibling;
    else parent.insertBefore(child, cursor);
  }
}

/**
 * Tell whether somebody writes in this list item.
 * @param {HTMLElement} child
 * @returns {boolean}
 */
export function isHeld(child) {
  return "held" in child.dataset;
}
