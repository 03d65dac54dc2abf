// Which commands wait for one another.

import assert from "node:assert/strict";
import { test } from "node:test";

import { buildsOn, createQueue } from "../../static/js/room/order.js";

const add = (note, more) => ({ name: "note.add", payload: { note, board: "m", stage: "s1", row: "pains", text: note, after: null, about: null, ...more } });
const edit = (note) => ({ name: "note.edit", payload: { note, was: "a", text: "b" } });
const move = (note, stage, after) => ({ name: "note.move", payload: { note, stage, row: "pains", after } });

function waits(later, ...earlier) {
  const queue = createQueue();
  for (const entry of earlier) queue.add(entry);
  return queue.mustWait(later);
}

const PAIRS = [
  ["an edit waits for the add of its note", edit("n1"), add("n1"), true],
  ["edits of two notes do not wait", edit("n2"), edit("n1"), false],
  ["two edits of one note wait", edit("n1"), edit("n1"), true],
  ["a note put after another waits for that", move("n2", "s1", "n1"), move("n1", "s1", "n0"), true],
  ["a note waits for the move of the one that was put after it", move("n1", "s2", "n8"), move("n2", "s1", "n1"), true],
  ["two notes put last in one cell keep their order", add("n2"), add("n1"), true],
  ["two notes put last in two cells do not wait", add("n2", { row: "ideas" }), add("n1"), false],
  ["a note waits for the add of its stage", add("n1"), { name: "stage.add", payload: { stage: "s1", board: "m", name: "x", after: null } }, true],
  ["the removal of a stage waits for the notes put into it", { name: "stage.remove", payload: { stage: "s1" } }, add("n1"), true],
  ["two notes in one stage do not wait", move("n2", "s1", "n9"), move("n1", "s1", "n8"), false],
  ["a note waits for the touchpoint it is about", add("n1", { about: "t1" }), { name: "touchpoint.add", payload: { touchpoint: "t1", board: "m", stage: "s2", title: "x", after: "" } }, true],
  ["two stages put last keep their order", { name: "stage.move", payload: { stage: "s1", after: null } }, { name: "stage.add", payload: { stage: "s2", board: "m", name: "x", after: null } }, true],
  ["undo waits for everything", { name: "undo", payload: { board: "m" } }, edit("n1"), true],
  ["everything waits for undo", edit("n1"), { name: "undo", payload: { board: "m" } }, true],
  ["undo alone does not wait", { name: "undo", payload: { board: "m" } }, null, false],
  ["commands of the console wait for their like only", { name: "joining.set", payload: { open: true } }, { name: "joining.set", payload: { open: false } }, true],
  ["commands of the console hold up no note", edit("n1"), { name: "joining.set", payload: { open: false } }, false],
];

for (const [what, later, earlier, expected] of PAIRS) {
  test(`L17 order per object: ${what}`, () => {
    assert.equal(waits(later, ...(earlier ? [earlier] : [])), expected);
  });
}

test("L17 what builds on an add is what writes the same row", () => {
  assert.equal(buildsOn(edit("n1"), add("n1")), true);
  assert.equal(buildsOn(edit("n2"), add("n1")), false);
  assert.equal(buildsOn(edit("n1"), edit("n1")), false);
  assert.equal(buildsOn(move("n2", "s1", "n1"), add("n1")), false);
});
