// Lists that change under the focus keep the element that has it.

import assert from "node:assert/strict";
import test from "node:test";

import { createHanging } from "../../static/js/board/panel/hanging.js";
import { settleByKey } from "../../static/js/board/settle.js";
import { element, openPage } from "./support/dom.js";

const HOW = {
  key: ({ id }) => id,
  make: () => {
    const item = element("li");
    item.append(element("button"));
    return item;
  },
  fill: (item, { words }) => {
    item.firstElementChild.textContent = words;
  },
};

function bench(...ids) {
  openPage();
  const list = element("ul");
  const draw = (...now) => settleByKey(list, now.map((id) => ({ id, words: `${id}!` })), HOW);
  draw(...ids);
  return { list, draw, item: (id) => list.children.find(({ dataset }) => dataset.key === id) };
}

test("what is there stays the same element, in the order of the records", () => {
  const { list, draw, item } = bench("a", "b");
  const [a, b] = [item("a"), item("b")];
  b.firstElementChild.focus();
  draw("c", "b", "a");
  assert.deepEqual(list.children, [item("c"), b, a]);
  assert.equal(document.activeElement, b.firstElementChild);
  assert.equal(list.textContent, "c!b!a!");
});

test("where the one with the focus goes, its neighbour has it", () => {
  const { draw, item } = bench("a", "b", "c");
  item("b").firstElementChild.focus();
  draw("a", "c");
  assert.equal(document.activeElement, item("c").firstElementChild);
  draw("a");
  assert.equal(document.activeElement, item("a").firstElementChild);
});

test("a note on the panel that others change keeps the focus that is on it", () => {
  openPage();
  const [list, count] = [element("ul"), element("span")];
  const root = { hidden: true, querySelector: (selector) => (selector === "[data-hanging-list]" ? list : count) };
  const note = (text) => ({ id: "n_1", about: "t_1", row: "pains", text });
  let notes = [note("It is long")];
  const t = Object.assign(String, { list: () => ({ pains: "What hurts" }) });
  const { draw } = createHanging({ root, room: { records: () => notes }, ongo: () => {}, t });
  draw("t_1");
  list.querySelector("button").focus();
  notes = [{ ...note("It is short"), id: "n_0" }, note("It is too long")];
  draw("t_1");
  assert.equal(document.activeElement, list.children[1].firstElementChild);
  assert.equal(document.activeElement.textContent, "What hurtsIt is too long");
});
