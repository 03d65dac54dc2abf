// The thread of owners: one piece for neighbours with the same owner, and how often the customer is handed over.

import assert from "node:assert/strict";
import test from "node:test";

import { handovers, runs } from "../../static/js/board/owners.js";

const thread = (...owners) => runs(owners.map((owner, index) => ({ record: { owner }, x: index + 0.5, width: 1, number: index + 1 })));

test("neighbours with the same owner are one piece, from column to column", () => {
  assert.deepEqual(thread("it", "it", "nobody"), [
    { owner: "it", from: 0, to: 2, numbers: [1, 2] },
    { owner: "nobody", from: 2, to: 3, numbers: [3] },
  ]);
  assert.deepEqual(thread(), []);
});

test("each change from one to another is a change of hands, also to nobody and to somebody outside", () => {
  assert.equal(handovers(thread("it", "sales", "nobody", "outside", "outside")), 3);
  assert.equal(handovers(thread("it")), 0);
  assert.equal(handovers([]), 0);
});

test("what nobody has said yet is no change of hands", () => {
  assert.equal(handovers(thread("", "it", "", "it", "", "sales", "")), 1);
  assert.equal(handovers(thread("", "")), 0);
});
