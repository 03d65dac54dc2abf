// What own commands look like before the server has answered.

import assert from "node:assert/strict";
import { test } from "node:test";

import { merged, project } from "../../static/js/room/projection.js";
import { createState } from "../../static/js/room/state.js";

const BOARD = "m_one";
const author = { department: "d_ops" };

function stage(id, order, more = {}) {
  return ["stage", id, { id, board: BOARD, name: id, phase: "", goal: "", order, unsorted: false, ...more }];
}

function note(id, order, more = {}) {
  return ["note", id, { id, board: BOARD, stage: "s1", row: "pains", text: id, order, about: null, author: null, ...more }];
}

function touchpoint(id, order, more = {}) {
  return ["touchpoint", id, { id, board: BOARD, stage: "s1", title: id, description: "", channel: "", order, author: null, ...more }];
}

const ROWS = [
  ["workshop", "w", { id: "w", attribution: "department" }],
  ["person", "p_ann", { id: "p_ann", name: "Ann", department: "d_ops", group: null, role: "attendee" }],
  stage("s1", 1024),
  stage("s2", 2048),
  note("n1", 1024),
  note("n2", 2048),
  note("n3", 3072),
  note("far", 1024, { row: "ideas" }),
  touchpoint("t1", 1024),
];

function see(entries, rows = ROWS, person = "p_ann") {
  const state = createState();
  state.apply(0, 10, rows);
  const changed = project(state, entries.map(([name, payload, more]) => ({ name, payload, ...more })), person);
  const all = (kind) => merged(state, changed, kind);
  const cell = (kind, id = "s1", row = "pains") =>
    all(kind).filter((one) => one.stage === id && (kind !== "note" || one.row === row)).map((one) => one.id);
  return { state, changed, all, cell, one: (kind, id) => all(kind).find((record) => record.id === id) };
}

const addNote = (id, after, more = {}) => ["note.add", { note: id, board: BOARD, stage: "s1", row: "pains", text: "new", after, about: null, ...more }];

test("L18 an added note is shown whole, pending, with its author as attribution allows", () => {
  const { one } = see([addNote("n9", null)]);
  const expected = { id: "n9", board: BOARD, stage: "s1", row: "pains", text: "new", order: 4096, about: null, cluster: null, parts: [], author, pending: true };
  assert.deepEqual(one("note", "n9"), expected);
});

test("L11 a pending note names its author where names are shown", () => {
  const named = [["workshop", "w", { id: "w", attribution: "named" }], ...ROWS.slice(1)];
  assert.deepEqual(see([addNote("n9", null)], named).one("note", "n9").author, { department: "d_ops", name: "Ann" });
});

test("L11 a pending note has no author where the workshop is anonymous", () => {
  const anonymous = [["workshop", "w", { id: "w", attribution: "anonymous" }], ...ROWS.slice(1)];
  assert.equal(see([addNote("n9", null)], anonymous).one("note", "n9").author, null);
});

const PLACES = [
  [null, ["n1", "n2", "n3", "n9"]],
  ["", ["n9", "n1", "n2", "n3"]],
  ["n1", ["n1", "n9", "n2", "n3"]],
  ["n3", ["n1", "n2", "n3", "n9"]],
  ["far", ["n1", "n2", "n3", "n9"]],
];
for (const [after, order] of PLACES) {
  test(`L20 a note added after ${JSON.stringify(after)} stands there`, () => {
    assert.deepEqual(see([addNote("n9", after)]).cell("note"), order);
  });
}

test("L20 several notes put at one place keep the order they were said in", () => {
  const { cell } = see([addNote("a", "n1"), addNote("b", "a"), addNote("c", "b"), addNote("d", null), addNote("e", "")]);
  assert.deepEqual(cell("note"), ["e", "n1", "a", "b", "c", "n2", "n3", "d"]);
});

test("L20 a hundred notes after the same neighbour still have places of their own", () => {
  const ids = Array.from({ length: 40 }, (_, at) => `x${at}`);
  const { cell } = see(ids.map((id) => addNote(id, "n1")));
  assert.deepEqual(cell("note"), ["n1", ...ids.toReversed(), "n2", "n3"]);
});

test("L20 the first note of a cell has a place", () => {
  assert.deepEqual(see([addNote("n9", null, { stage: "s2" })]).cell("note", "s2"), ["n9"]);
});

test("L18 a note whose add was carried out meanwhile is shown as the server has it", () => {
  const { one } = see([addNote("n1", null)]);
  assert.deepEqual(one("note", "n1"), ROWS[4][2]);
});

test("L18 add, edit and move show one after the other", () => {
  const { one, cell } = see([
    addNote("n9", null),
    ["note.edit", { note: "n9", was: "new", text: "newer" }],
    ["note.move", { note: "n9", stage: "s2", row: "ideas", after: null }],
  ]);
  assert.equal(one("note", "n9").text, "newer");
  assert.deepEqual(cell("note", "s2", "ideas"), ["n9"]);
});

test("L19 an edit changes its own field only", () => {
  const { one } = see([["note.edit", { note: "n1", was: "n1", text: "mine" }]]);
  assert.deepEqual(one("note", "n1"), { ...ROWS[4][2], text: "mine", pending: true });
});

test("L20 a move within its cell takes the place after its neighbour", () => {
  assert.deepEqual(see([["note.move", { note: "n1", stage: "s1", row: "pains", after: "n2" }]]).cell("note"), ["n2", "n1", "n3"]);
  assert.deepEqual(see([["note.move", { note: "n3", stage: "s1", row: "pains", after: "" }]]).cell("note"), ["n3", "n1", "n2"]);
  assert.deepEqual(see([["note.move", { note: "n1", stage: "s1", row: "pains", after: null }]]).cell("note"), ["n2", "n3", "n1"]);
});

test("L20 a removed note is gone and stays so", () => {
  const { cell } = see([["note.remove", { note: "n1" }], ["note.edit", { note: "n1", was: "n1", text: "x" }]]);
  assert.deepEqual(cell("note"), ["n2", "n3"]);
});

test("L20 a command about something that is not here shows nothing", () => {
  const { changed } = see([["note.edit", { note: "nowhere", was: "", text: "x" }], ["note.move", { note: "nowhere", stage: "s1", row: "pains", after: null }], ["note.remove", { note: "nowhere" }]]);
  assert.equal(changed.size, 0);
});

test("L18 touchpoints are added, reworded, described, moved and removed", () => {
  const added = ["touchpoint.add", { touchpoint: "t9", board: BOARD, stage: "s1", title: "Call", after: "" }];
  const { one, cell } = see([added, ["touchpoint.edit", { touchpoint: "t9", was: "Call", title: "A call" }], ["touchpoint.describe", { touchpoint: "t9", channel: "phone", description: "They ring" }]]);
  const unsaid = { kind: "", initiator: "", visibility: "", owner: "", evidence: "", starred: false, wait: null, often: null };
  const expected = {
    ...{ id: "t9", board: BOARD, stage: "s1", title: "A call", description: "They ring", channel: "phone" },
    ...{ ...unsaid, resources: [], parts: [], order: 0, author, pending: true },
  };
  assert.deepEqual(one("touchpoint", "t9"), expected);
  assert.deepEqual(cell("touchpoint"), ["t9", "t1"]);
  assert.deepEqual(see([["touchpoint.move", { touchpoint: "t1", stage: "s2", after: null }]]).cell("touchpoint", "s2"), ["t1"]);
  assert.deepEqual(see([["touchpoint.remove", { touchpoint: "t1" }]]).cell("touchpoint"), []);
});

test("L19 describing one field leaves the other as it is", () => {
  const rows = [touchpoint("t1", 1024, { description: "old", channel: "phone" })];
  const { one } = see([["touchpoint.describe", { touchpoint: "t1", channel: "web" }]], rows);
  assert.deepEqual(one("touchpoint", "t1"), { ...rows[0][2], channel: "web", pending: true });
});

test("L18 stages are added, renamed, moved and removed", () => {
  const add = ["stage.add", { stage: "s9", board: BOARD, name: "Use", after: "s1" }];
  const { all, one } = see([add, ["stage.rename", { stage: "s9", was: "Use", name: "Using" }]]);
  assert.deepEqual(all("stage").map(({ id }) => id), ["s1", "s9", "s2"]);
  const expected = { id: "s9", board: BOARD, name: "Using", phase: "", goal: "", order: 1536, unsorted: false, pending: true };
  assert.deepEqual(one("stage", "s9"), expected);
  assert.deepEqual(see([["stage.move", { stage: "s1", after: "s2" }]]).all("stage").map(({ id }) => id), ["s2", "s1"]);
  assert.deepEqual(see([["stage.remove", { stage: "s2" }]]).all("stage").map(({ id }) => id), ["s1"]);
});

test("L20 a stage with notes stays, leaving, until the server has moved them: nothing vanishes", () => {
  const { one, cell } = see([["stage.remove", { stage: "s1" }]]);
  assert.deepEqual(one("stage", "s1"), { ...ROWS[2][2], leaving: true, pending: true });
  assert.deepEqual(cell("note"), ["n1", "n2", "n3"]);
});

test("L20 stages of another board are no neighbours", () => {
  const rows = [...ROWS, stage("other", 9_000, { board: "m_two" })];
  const { one } = see([["stage.add", { stage: "s9", board: BOARD, name: "Use", after: null }]], rows);
  assert.equal(one("stage", "s9").order, 3072);
});

test("L21 undo and unknown commands show nothing before the server has spoken", () => {
  assert.equal(see([["undo", { board: BOARD }], ["joining.set", { open: false }]]).changed.size, 0);
});

test("L3 what was answered and waits for its rows is shown, and is no longer pending", () => {
  const { one } = see([["note.edit", { note: "n1", was: "n1", text: "mine" }, { answered: true }]]);
  assert.deepEqual(one("note", "n1"), { ...ROWS[4][2], text: "mine" });
});

test("L20 rows with one key are in the order of their ids, and rows without a key by position", () => {
  const rows = [note("nB", 5), note("na", 5), note("nA", 5), ["group", "g2", { id: "g2", position: 1 }], ["group", "g1", { id: "g1", position: 2 }]];
  const { all } = see([], rows);
  assert.deepEqual(all("note").map(({ id }) => id), ["nA", "nB", "na"]);
  assert.deepEqual(all("group").map(({ id }) => id), ["g2", "g1"]);
});

test("L3 the server's own records are never changed", () => {
  const rows = structuredClone(ROWS);
  see([["note.edit", { note: "n1", was: "n1", text: "mine" }], ["note.remove", { note: "n2" }]], rows);
  assert.deepEqual(rows, ROWS);
});
