// What commands on several rows, and on what hangs on a touchpoint, look like before the server has answered.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createQueue } from "../../static/js/room/order.js";
import { merged, project } from "../../static/js/room/projection.js";
import { createState } from "../../static/js/room/state.js";
import { wordsOf } from "../../static/js/room/words.js";

const BOARD = "m_one";
const place = { board: BOARD, stage: "s1" };
const note = (id, order) => ["note", id, { id, ...place, row: "pains", text: id, order, about: null, cluster: null, parts: [], author: { name: id } }];
const touchpoint = (id, order) => ["touchpoint", id, { id, ...place, title: id, order, resources: [], parts: [], author: null }];

const ROWS = [
  ...[note("n1", 1024), note("n2", 2048), note("n3", 3072)],
  ...[touchpoint("t1", 1024), touchpoint("t2", 2048)],
  ["resource", "k1", { id: "k1", kind: "system", name: "CRM" }],
];

function see(...entries) {
  const state = createState();
  state.apply(0, 10, ROWS);
  const changed = project(state, entries.map(([name, payload]) => ({ name, payload })), "p_ann");
  const all = (kind) => merged(state, changed, kind);
  return { all, ids: (kind) => all(kind).map(({ id }) => id), one: (kind, id) => all(kind).find((record) => record.id === id) };
}

const cell = { stage: "s1", row: "pains" };

test("several notes move together, in the order they are named", () => {
  assert.deepEqual(see(["notes.move", { notes: ["n3", "n1"], ...cell, after: "n2" }]).ids("note"), ["n2", "n3", "n1"]);
  assert.deepEqual(see(["notes.move", { notes: ["n3", "n2"], ...cell, after: "" }]).ids("note"), ["n3", "n2", "n1"]);
  assert.deepEqual(see(["touchpoints.move", { touchpoints: ["t2"], stage: "s1", after: "" }]).ids("touchpoint"), ["t2", "t1"]);
});

test("a note that goes to another cell leaves its cluster, as on the server; within its cell it stays in it", () => {
  const add = ["cluster.add", { cluster: "u1", board: BOARD, name: "Doubts", notes: ["n1", "n2", "n3"] }];
  const away = { stage: "s1", row: "ideas", after: null };
  const { one } = see(add, ["note.move", { note: "n1", ...away }], ["notes.move", { notes: ["n2"], ...away }], ["note.move", { note: "n3", ...cell, after: "" }]);
  assert.deepEqual(["n1", "n2", "n3"].map((id) => one("note", id).cluster), [null, null, "u1"]);
});

test("several notes go together", () => {
  assert.deepEqual(see(["notes.remove", { notes: ["n1", "n3"] }]).ids("note"), ["n2"]);
});

test("a merged note is told with its parts, and theirs", () => {
  const { one, ids } = see(["note.merge", { note: "n2", notes: ["n3"] }], ["note.merge", { note: "n1", notes: ["n2"] }]);
  assert.deepEqual(ids("note"), ["n1"]);
  assert.deepEqual(one("note", "n1").parts, [
    { id: "n2", text: "n2", author: { name: "n2" } },
    { id: "n3", text: "n3", author: { name: "n3" } },
  ]);
});

test("a cluster comes, is renamed and goes, and its notes stay", () => {
  const add = ["cluster.add", { cluster: "u1", board: BOARD, name: "Doubts", notes: ["n1", "n2"] }];
  const rename = ["cluster.describe", { cluster: "u1", field: "name", was: "Doubts", now: "Questions" }];
  const { one } = see(add, rename, ["note.cluster", { note: "n1", cluster: "" }]);
  assert.equal(one("cluster", "u1").name, "Questions");
  assert.deepEqual([one("note", "n1").cluster, one("note", "n2").cluster], [null, "u1"]);
  const gone = see(add, ["cluster.remove", { cluster: "u1" }]);
  assert.deepEqual([gone.ids("cluster"), gone.one("note", "n1").cluster], [[], null]);
});

test("a system that the list knows is that one, a new name joins it", () => {
  const known = see(["resource.link", { touchpoint: "t1", resource: "k9", kind: "system", name: " crm" }]);
  assert.deepEqual([known.one("touchpoint", "t1").resources, known.ids("resource")], [["k1"], ["k1"]]);
  const fresh = see(["resource.link", { touchpoint: "t1", resource: "k9", kind: "team", name: "Press" }], ["resource.unlink", { touchpoint: "t1", resource: "k1" }]);
  assert.deepEqual([fresh.one("touchpoint", "t1").resources, fresh.ids("resource").toSorted()], [["k9"], ["k1", "k9"]]);
});

test("my rating is one for each touchpoint, and don't know is not zero", () => {
  const give = (value) => ["rating.give", { touchpoint: "t1", value, word: "" }];
  assert.equal(see(give(2), give(null)).one("rating", "t1").value, null);
  assert.deepEqual(see(give(2), ["rating.take", { touchpoint: "t1" }]).ids("rating"), []);
});

test("a touchpoint is a moment of truth once; marked again, its kind changes", () => {
  const mark = (moment, kind) => ["moment.mark", { moment, touchpoint: "t1", kind }];
  const { all } = see(mark("x1", "create"), mark("x2", "both"), ["moment.describe", { moment: "x1", field: "power", now: 4 }]);
  assert.deepEqual(all("moment").map(({ id, kind, power }) => [id, kind, power]), [["x1", "both", 4]]);
});

test("commands on the same rows wait for one another, and others do not", () => {
  const queue = createQueue();
  queue.add({ name: "note.merge", payload: { note: "n1", notes: ["n2"] } });
  assert.equal(queue.mustWait({ name: "note.edit", payload: { note: "n2" } }), true);
  assert.equal(queue.mustWait({ name: "notes.remove", payload: { notes: ["n3", "n1"] } }), true);
  assert.equal(queue.mustWait({ name: "note.edit", payload: { note: "n3" } }), false);
  queue.add({ name: "rating.give", payload: { touchpoint: "t1", value: 1 } });
  assert.equal(queue.mustWait({ name: "rating.take", payload: { touchpoint: "t1" } }), true);
  assert.equal(queue.mustWait({ name: "rating.give", payload: { touchpoint: "t2", value: 1 } }), false);
  assert.equal(queue.mustWait({ name: "redo", payload: { board: BOARD } }), true);
});

test("a sentence that is refused is handed back as words, a choice is not", () => {
  assert.equal(wordsOf({ moment: "x1", field: "sentence", now: "They tell it on." }), "They tell it on.");
  assert.equal(wordsOf({ moment: "x1", field: "kind", now: "both" }), "");
  assert.equal(wordsOf({ cluster: "u1", field: "name", now: "Doubts" }), "Doubts");
});
