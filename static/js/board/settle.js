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
 * Fill a list from records: what is there already stays the same element, with the focus or the press that is on it.
 * @param {HTMLElement} parent
 * @param {object[]} records
 * @param {{key: (record: object) => string, make: (record: object) => HTMLElement, fill?: (item: HTMLElement, record: object) => void}} how
 */
export function settleByKey(parent, records, { key, make, fill = () => {} }) {
  const present = new Map([...parent.children].map((item) => [item.dataset.key, item]));
  const focused = [...parent.children].findIndex((item) => item.contains(document.activeElement));
  const wanted = records.map((record) => {
    const item = present.get(key(record)) ?? make(record);
    item.dataset.key = key(record);
    fill(item, record);
    return item;
  });
  settle(parent, wanted);
  // What had the focus has gone: its neighbour takes it over.
  if (focused === -1 || parent.contains(document.activeElement)) return;
  const next = parent.children[focused] ?? parent.lastElementChild;
  (next?.matches("button") ? next : next?.querySelector("button"))?.focus();
}

/**
 * Tell whether somebody writes in this list item.
 * @param {HTMLElement} child
 * @returns {boolean}
 */
export function isHeld(child) {
  return "held" in child.dataset;
}
