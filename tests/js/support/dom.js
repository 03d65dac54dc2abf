// As much of a page as drawings need, for tests under Node.js: elements with attributes and children, no layout.

class FakeElement {
  constructor(name) {
    this.nodeName = name;
    this.attributes = new Map();
    this.childNodes = [];
    this.parentNode = null;
    this.dataset = {};
    this.hidden = false;
    const names = new Set();
    this.classList = { toggle: (each, force) => (force ? names.add(each) : names.delete(each)), contains: (each) => names.has(each) };
    this.listeners = {};
  }

  get children() {
    return this.childNodes.filter((child) => child instanceof FakeElement);
  }

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get lastElementChild() {
    return this.children.at(-1) ?? null;
  }

  get nextElementSibling() {
    const all = this.parentNode?.children ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }

  get textContent() {
    return this.childNodes.map((child) => (child instanceof FakeElement ? child.textContent : child)).join("");
  }

  set textContent(text) {
    this.childNodes = text === "" ? [] : [text];
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  hasAttribute(name) {
    return this.attributes.has(name);
  }

  removeAttribute(name) {
    this.attributes.delete(name);
  }

  getAttributeNames() {
    return [...this.attributes.keys()];
  }

  append(...nodes) {
    for (const node of nodes) this.insertBefore(node, null);
  }

  replaceChildren(...nodes) {
    for (const child of this.children) child.parentNode = null;
    this.childNodes = [];
    this.append(...nodes);
  }

  contains(other) {
    return other === this || this.all().includes(other);
  }

  insertBefore(node, before) {
    node.remove?.();
    const index = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(index, 0, node);
    if (node instanceof FakeElement) node.parentNode = this;
  }

  remove() {
    if (this.parentNode) this.parentNode.childNodes = this.parentNode.childNodes.filter((child) => child !== this);
    this.parentNode = null;
  }

  replaceWith(node) {
    this.parentNode.insertBefore(node, this);
    this.remove();
  }

  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }

  matches(selector) {
    return this.nodeName === selector;
  }

  querySelector(selector) {
    return this.all().find((child) => child.matches(selector)) ?? null;
  }

  focus() {
    globalThis.document.activeElement = this;
  }

  /** All elements below this one. */
  all() {
    return this.children.flatMap((child) => [child, ...child.all()]);
  }

  /** Those below this one with a class. */
  named(name) {
    return this.all().filter((element) => (element.getAttribute("class") ?? "").split(" ").includes(name));
  }
}

/**
 * Put a page in place of the browser's.
 * @param {"ltr" | "rtl"} [dir]
 */
export function openPage(dir = "ltr") {
  globalThis.document = {
    documentElement: { dir },
    createElementNS: (space, name) => new FakeElement(name),
    createElement: (name) => new FakeElement(name),
  };
}

/** Make an element. */
export function element(name = "div") {
  return new FakeElement(name);
}
