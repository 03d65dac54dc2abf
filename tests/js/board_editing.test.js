// What an edit says of the words it began with. The field itself is tested in a browser; here is a stand-in for a note.

import assert from "node:assert/strict";
import test from "node:test";

import { createEditing } from "../../static/js/board/editing.js";

const nothing = () => {};

function createElement(more = {}) {
  const classes = new Set();
  const listeners = new Map();
  return {
    dataset: {},
    style: {},
    value: "",
    classList: {
      add: (name) => classes.add(name),
      remove: (name) => classes.delete(name),
      contains: (name) => classes.has(name),
      toggle: nothing,
    },
    addEventListener: (type, listener) => listeners.set(type, [...(listeners.get(type) ?? []), listener]),
    fire: (type, event) => listeners.get(type).forEach((listener) => listener(event)),
    focus: nothing,
    remove: nothing,
    setAttribute: nothing,
    setSelectionRange: nothing,
    scrollIntoView: nothing,
    ...more,
  };
}

/** A note or touchpoint on the board; the room knows its words, which may change meanwhile. */
function bench(kind, record) {
  const said = [];
  const field = createElement({ nextElementSibling: createElement() });
  const stage = { id: "s_1", querySelector: () => ({ textContent: "Ordering" }) };
  const places = { "[data-stage]": stage, "[data-row]": { dataset: { row: "pains" } } };
  const article = createElement({
    id: "x_1",
    isConnected: true,
    dataset: { kind },
    parentElement: createElement(),
    closest: (selector) => places[selector],
    querySelector: () => ({ after: nothing, textContent: "as drawn" }),
  });
  const paper = { children: [field, field.nextElementSibling] };
  const t = Object.assign(String, { list: () => ({ pains: "What hurts" }) });
  const editing = createEditing({
    template: { content: { firstElementChild: { cloneNode: () => paper } } },
    room: { record: () => record },
    say: (name, payload) => said.push([name, payload]),
    drafts: { keep: nothing, drop: nothing, handOver: nothing },
    toast: nothing,
    onrest: nothing,
    ongone: nothing,
    onclose: nothing,
    onfull: nothing,
    t,
  });
  const finish = (words) => {
    field.value = words;
    field.fire("keydown", { key: "Enter", preventDefault: nothing });
  };
  return { said, article, record, editing, finish };
}

for (const [kind, words] of [["note", "text"], ["touchpoint", "title"]]) {
  test(`L19 an edit of a ${kind} says what the words were when it began`, () => {
    const { said, article, record, editing, finish } = bench(kind, { [words]: "before" });
    editing.open(article);
    record[words] = "theirs, meanwhile";
    finish("mine");
    assert.deepEqual(said, [[`${kind}.edit`, { [kind]: "x_1", was: "before", [words]: "mine" }]]);
  });
}

test("L19 an edit that goes on from a draft says what the words were when the draft began", () => {
  const { said, article, editing, finish } = bench("note", { text: "theirs, meanwhile" });
  editing.open(article, { text: "half", was: "before" });
  finish("mine");
  assert.deepEqual(said, [["note.edit", { note: "x_1", was: "before", text: "mine" }]]);
});

test("L19 words that stayed as they were are no edit", () => {
  const { said, article, editing, finish } = bench("note", { text: "before" });
  editing.open(article);
  finish(" before\n");
  assert.deepEqual(said, []);
});
