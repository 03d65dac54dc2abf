// Makes the elements of drawings, with their values as attributes.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} name
 * @param {Record<string, string | number>} [attributes]
 * @param {(Node | string)[]} [inside]
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, inside = []) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...inside);
  return element;
}

/**
 * Bring a drawing up to another one, keeping its elements where they are the same, so that what changes can move.
 * What has a `data-key` is known by it, all else by its place among the others.
 * @param {Element} old stands on the page
 * @param {Element} next
 * @returns {Element} what stands on the page now
 */
export function renew(old, next) {
  if (old.nodeName !== next.nodeName) {
    old.replaceWith(next);
    return next;
  }
  for (const name of old.getAttributeNames()) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const name of next.getAttributeNames()) {
    if (old.getAttribute(name) !== next.getAttribute(name)) old.setAttribute(name, next.getAttribute(name));
  }
  if (!next.children.length) {
    if (old.textContent !== next.textContent) old.textContent = next.textContent;
    return old;
  }
  const kept = new Map([...old.children].map((child, index) => [keyOf(child, index), child]));
  const wanted = [...next.children].map((child, index) => {
    const present = kept.get(keyOf(child, index));
    return present ? renew(present, child) : child;
  });
  for (const child of [...old.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, index) => {
    if (old.children[index] !== child) old.insertBefore(child, old.children[index] ?? null);
  });
  return old;
}

function keyOf(element, index) {
  return element.getAttribute("data-key") ?? `${element.nodeName} ${index}`;
}

const SHAPES = {
  create: "M12 1.5 23.4 21a1.6 1.6 0 0 1-1.4 2.4H2A1.6 1.6 0 0 1 .6 21Z",
  destroy: "M12 22.5.6 3A1.6 1.6 0 0 1 2 .6h20A1.6 1.6 0 0 1 23.4 3Z",
  both: "M10.8.8a1.7 1.7 0 0 1 2.4 0l10 10a1.7 1.7 0 0 1 0 2.4l-10 10a1.7 1.7 0 0 1-2.4 0l-10-10a1.7 1.7 0 0 1 0-2.4Z",
};
const NUMBER_AT = { create: 19.4, destroy: 12.4, both: 16 };

/** The word for a kind in class names: the sign is told by shape and word, the colour only repeats it. */
export const KIND_CLASS = { create: "build", destroy: "break", both: "either" };

/**
 * The sign of a moment of truth: up = can build, down = can break, diamond = either; with its rank inside.
 * @param {"create" | "destroy" | "both"} kind
 * @param {number | string} rank
 * @param {Record<string, string | number>} [attributes]
 * @returns {SVGElement}
 */
export function sign(kind, rank, attributes = {}) {
  return svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", ...attributes }, [
    svg("path", { class: `sign-shape sign-${KIND_CLASS[kind]}`, d: SHAPES[kind] }),
    svg("text", { class: "sign-number", x: 12, y: NUMBER_AT[kind] }, [String(rank)]),
  ]);
}
