// The commands that wait for an answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createOutbox, WINDOW } from "../../static/js/room/outbox.js";

const edit = (op, note) => ({ op, name: "note.edit", payload: { note, was: "a", text: op } });
const add = (op, note) => ({ op, name: "note.add", payload: { note, board: "m", stage: "s", row: note, text: op, after: null, about: null } });
const ops = (entries) => entries.map(({ op }) => op);

function filled(...commands) {
  const outbox = createOutbox();
  for (const command of commands) outbox.add(command).written = true;
  return outbox;
}

function fly(outbox, now = 0) {
  const due = outbox.due(now);
  for (const entry of due) entry.flying = true;
  return ops(due);
}

test("L17 a command is not sent before it was written", () => {
  const outbox = createOutbox();
  const entry = outbox.add(edit("one", "n1"));
  assert.deepEqual(fly(outbox), []);
  entry.written = true;
  assert.deepEqual(fly(outbox), ["one"]);
});

test("L17 a command that could not be written is sent all the same", () => {
  const outbox = createOutbox();
  outbox.add(edit("one", "n1")).written = false;
  assert.deepEqual(fly(outbox), ["one"]);
});

test("L17 commands about one object go one by one, others beside them", () => {
  const outbox = filled(add("one", "n1"), edit("two", "n1"), edit("three", "n2"));
  assert.deepEqual(fly(outbox), ["one", "three"]);
  outbox.done("one", 5, 5);
  assert.deepEqual(fly(outbox), ["two"]);
});

test("L17 an unwritten command holds back later ones about its object", () => {
  const outbox = createOutbox();
  outbox.add(add("one", "n1"));
  outbox.add(edit("two", "n1")).written = true;
  assert.deepEqual(fly(outbox), []);
});

test("L14 no more than a window of commands is on its way", () => {
  const outbox = filled(...Array.from({ length: 100 }, (_, at) => edit(`op${at}`, `n${at}`)));
  assert.equal(fly(outbox).length, WINDOW);
  assert.equal(fly(outbox).length, 0);
  outbox.done("op0", 1, 1);
  assert.deepEqual(fly(outbox), [`op${WINDOW}`]);
});

test("L17 what was on its way when the connection went is sent again in order", () => {
  const outbox = filled(edit("one", "n1"), edit("two", "n2"));
  fly(outbox);
  assert.deepEqual(fly(outbox), []);
  outbox.landed();
  assert.deepEqual(fly(outbox), ["one", "two"]);
});

test("L17 one command told to wait holds up its object only", () => {
  const outbox = filled(edit("one", "n1"), edit("two", "n1"), edit("three", "n2"));
  fly(outbox);
  outbox.again(outbox.find("one"), 500, false);
  outbox.done("three", 1, 1);
  outbox.add(edit("four", "n2")).written = true;
  assert.deepEqual(fly(outbox, 499), ["four"]);
  assert.equal(outbox.nextDue(499), 500);
  assert.deepEqual(fly(outbox, 500), ["one"]);
  assert.equal(outbox.find("one").tries, 1);
});

test("L17 what an earlier page left goes first, and what this one said keeps its order, written or not", () => {
  const outbox = createOutbox();
  outbox.add(add("one", "n1")).written = false;
  Object.assign(outbox.add(edit("two", "n1")), { written: true, place: 7 });
  outbox.adopt([{ ...edit("zero", "n0"), place: 3 }, { ...edit("other tab", "n9"), place: 9 }]);
  assert.deepEqual(ops(outbox.waiting()), ["zero", "other tab", "one", "two"]);
});

test("L17 a command refused again and again holds up its own row and nothing else", () => {
  const last = (op, note) => ({ ...add(op, note), payload: { ...add(op, note).payload, row: "pains" } });
  const move = { op: "two", name: "note.move", payload: { note: "n1", stage: "s", row: "ideas", after: null } };
  const behind = { ...add("four", "n4"), payload: { ...add("four", "n4").payload, row: "ideas" } };
  const outbox = filled(last("one", "n1"), move, last("three", "n3"), behind);
  assert.deepEqual(fly(outbox), ["one"]);
  for (let tries = 1; tries < 5; tries += 1) outbox.again(outbox.find("one"), 1_000, false);
  assert.deepEqual(fly(outbox), []);
  outbox.again(outbox.find("one"), 1_000, false);
  assert.deepEqual(fly(outbox), ["three", "four"]);
});

test("L17 a server that is too busy holds up everything", () => {
  const outbox = filled(edit("one", "n1"), edit("two", "n2"));
  fly(outbox);
  outbox.again(outbox.find("one"), 500, true);
  outbox.add(edit("three", "n3")).written = true;
  assert.deepEqual(fly(outbox, 499), []);
  assert.equal(outbox.nextDue(0), 500);
  assert.deepEqual(fly(outbox, 500), ["one", "three"]);
});

test("L17 a new connection need not wait for what an old one was told", () => {
  const outbox = filled(edit("one", "n1"));
  fly(outbox);
  outbox.again(outbox.find("one"), 500, true);
  outbox.landed();
  assert.deepEqual(fly(outbox, 0), ["one"]);
});

test("L3 an answered command is shown until the rows of its version are here", () => {
  const outbox = filled(edit("one", "n1"), edit("two", "n2"));
  outbox.done("one", 7, 5);
  assert.equal(outbox.size, 1);
  assert.deepEqual(ops(outbox.shown()), ["one", "two"]);
  outbox.settle(6);
  assert.deepEqual(ops(outbox.shown()), ["one", "two"]);
  outbox.settle(7);
  assert.deepEqual(ops(outbox.shown()), ["two"]);
});

test("L3 a command that changed nothing or whose rows are here is not shown", () => {
  const outbox = filled(edit("one", "n1"), edit("two", "n2"));
  outbox.done("one", null, 5);
  outbox.done("two", 5, 5);
  assert.deepEqual(outbox.shown(), []);
});

test("L2 an answer that comes twice is taken once", () => {
  const outbox = filled(edit("one", "n1"));
  assert.equal(outbox.done("one", 7, 5).op, "one");
  assert.equal(outbox.done("one", 7, 5), undefined);
  assert.deepEqual(outbox.fail("one"), []);
  assert.equal(outbox.shown().length, 1);
});

test("L18 a failed add takes the later changes of its row with it, and nothing else", () => {
  const outbox = filled(add("one", "n1"), edit("two", "n1"), edit("three", "n2"));
  assert.deepEqual(ops(outbox.fail("one")), ["one", "two"]);
  assert.deepEqual(ops(outbox.waiting()), ["three"]);
});

test("L18 a failed edit takes nothing with it", () => {
  const outbox = filled(edit("one", "n1"), edit("two", "n1"));
  assert.deepEqual(ops(outbox.fail("one")), ["one"]);
});

test("L17 what an earlier page left comes before what was said since", () => {
  const outbox = createOutbox();
  outbox.add(edit("new", "n1"));
  outbox.adopt([{ ...edit("old", "n1"), place: 3 }, { ...edit("older", "n1"), place: 2 }]);
  assert.deepEqual(ops(outbox.waiting()), ["older", "old", "new"]);
  assert.deepEqual(fly(outbox), ["older"]);
});

test("L17 what is known or answered is not adopted again", () => {
  const outbox = filled(edit("one", "n1"), edit("two", "n2"));
  outbox.done("two", 1, 1);
  const stored = [{ ...edit("one", "n1"), place: 1 }, { ...edit("two", "n2"), place: 2 }, { ...edit("three", "n3"), place: 3 }];
  outbox.adopt(stored);
  assert.deepEqual(ops(outbox.waiting()).toSorted(), ["one", "three"]);
});
