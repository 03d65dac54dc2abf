// The rows a browser was sent.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createState } from "../../static/js/room/state.js";

const row = (id, text) => ["note", id, { id, text }];
const texts = (state) => [...state.records("note").values()].map(({ text }) => text);

function filled() {
  const state = createState();
  state.apply(0, 10, [row("a", "one"), row("b", "two")]);
  return state;
}

test("L4 a frame from the past is dropped", () => {
  const state = filled();
  assert.equal(state.apply(9, 10, [row("a", "old")]), "stale");
  assert.deepEqual(texts(state), ["one", "two"]);
  assert.equal(state.version, 10);
});

test("L4 the next frame is applied and moves the version to its end", () => {
  const state = filled();
  assert.equal(state.apply(11, 13, [row("a", "new")]), "applied");
  assert.deepEqual(texts(state), ["new", "two"]);
  assert.equal(state.version, 13);
});

test("L4 a frame that overlaps is applied whole", () => {
  const state = filled();
  assert.equal(state.apply(8, 12, [row("a", "new"), row("c", "three")]), "applied");
  assert.deepEqual(texts(state), ["new", "two", "three"]);
  assert.equal(state.version, 12);
});

test("L4 a frame beyond the next is a gap and changes nothing", () => {
  const state = filled();
  assert.equal(state.apply(12, 12, [row("a", "new")]), "gap");
  assert.deepEqual(texts(state), ["one", "two"]);
  assert.equal(state.version, 10);
});

test("L4 before everything was sent each frame is a gap", () => {
  const state = createState();
  assert.equal(state.apply(1, 1, [row("a", "one")]), "gap");
  assert.equal(state.version, null);
});

test("L3 a row sent twice is applied twice without harm", () => {
  const state = filled();
  state.apply(11, 11, [row("a", "new")]);
  state.apply(11, 12, [row("a", "new"), row("b", "two")]);
  assert.deepEqual(texts(state), ["new", "two"]);
});

test("L5 everything replaces all there was, also with a lower version", () => {
  const state = filled();
  assert.equal(state.apply(0, 4, [row("c", "three")]), "applied");
  assert.deepEqual(texts(state), ["three"]);
  assert.equal(state.version, 4);
});

test("L11 a row that is null is gone", () => {
  const state = filled();
  state.apply(11, 11, [["note", "a", null], ["note", "never", null]]);
  assert.deepEqual(texts(state), ["two"]);
  assert.equal(state.record("note", "a"), undefined);
});

test("L5 only a version whose mark is known can be built upon", () => {
  const state = filled();
  assert.deepEqual(state.since(), { since: null, mark: null });
  state.note(10, "ten");
  assert.deepEqual(state.since(), { since: 10, mark: "ten" });
  state.apply(11, 11, []);
  assert.deepEqual(state.since(), { since: 10, mark: "ten" });
  state.note(11, "eleven");
  assert.deepEqual(state.since(), { since: 11, mark: "eleven" });
});

test("L5 the mark of another version is not taken", () => {
  const state = filled();
  state.note(9, "nine");
  assert.deepEqual(state.since(), { since: null, mark: null });
});

test("L5 an answer built on the base takes back what a restored database never knew", () => {
  const state = filled();
  state.note(10, "ten");
  state.apply(11, 11, [row("a", "lost"), row("new", "lost"), ["note", "b", null]]);
  assert.deepEqual(state.unsure().map(([, id]) => id), ["a", "new", "b"]);
  assert.equal(state.apply(11, 15, [row("c", "three")], true), "applied");
  assert.deepEqual(texts(state).toSorted(), ["one", "three", "two"]);
  assert.equal(state.version, 15);
});

test("L5 an answer built on the base may end before the version that was lost", () => {
  const state = filled();
  state.note(10, "ten");
  state.apply(11, 13, [row("a", "lost")]);
  state.apply(14, 14, [row("a", "lost again")]);
  assert.equal(state.apply(11, 12, [row("b", "other")], true), "applied");
  assert.deepEqual([texts(state), state.version], [["one", "other"], 12]);
});

test("L4 a frame that answers nothing never takes anything back", () => {
  const state = filled();
  state.note(10, "ten");
  state.apply(11, 12, [row("a", "new")]);
  assert.equal(state.apply(11, 11, [row("a", "older")]), "stale");
  assert.deepEqual(texts(state), ["new", "two"]);
});

test("L5 an answer that holds everything forgets the base", () => {
  const state = filled();
  state.note(10, "ten");
  state.apply(0, 20, [row("c", "three")]);
  assert.deepEqual(state.since(), { since: null, mark: null });
  assert.equal(state.apply(11, 12, [], true), "stale");
});

test("L5 an empty mark is none: a version without events cannot be built upon", () => {
  const state = createState();
  state.apply(0, 0, []);
  state.note(0, "");
  assert.deepEqual(state.since(), { since: null, mark: null });
});
