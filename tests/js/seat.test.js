// The page goes on once its person is something else or elsewhere, but not before their words have gone.

import assert from "node:assert/strict";
import test from "node:test";

import { createEmitter } from "../../static/js/room/emitter.js";
import { listenForMoves } from "../../static/js/room/seat.js";

const FACTS = { person: "p_ann", role: "attendee", group: "g_one", board: "m_one" };

function scene({ hidden = false, waiting = 0 } = {}) {
  const { on, emit } = createEmitter();
  const rows = {
    person: { p_ann: { id: "p_ann", role: "attendee", group: "g_one" } },
    workshop: { w: { id: "w", hide_groups: hidden } },
    board: { m_one: { id: "m_one", group: "g_one" } },
  };
  const status = { waiting };
  const room = {
    on,
    record: (kind, id) => rows[kind][id],
    records: (kind) => Object.values(rows[kind]),
    status: () => status,
  };
  let gone = 0;
  listenForMoves({ room, facts: FACTS, go: () => (gone += 1) });
  return { rows, status, emit, gone: () => gone };
}

test("nothing happens while nothing has changed, nor before the person is known", () => {
  const { rows, emit, gone } = scene();
  emit("change", []);
  delete rows.person.p_ann;
  emit("change", []);
  assert.equal(gone(), 0);
});

for (const [what, change] of [
  ["another role", (rows) => (rows.person.p_ann.role = "observer")],
  ["another group", (rows) => (rows.person.p_ann.group = "g_two")],
  ["no group", (rows) => (rows.person.p_ann.group = null)],
  ["a board of others that is hidden now", (rows) => {
    rows.board.m_one.group = "g_two";
    rows.workshop.w.hide_groups = true;
  }],
]) {
  test(`${what}: the page goes on, once`, () => {
    const { rows, emit, gone } = scene();
    change(rows);
    emit("change", []);
    emit("change", []);
    assert.equal(gone(), 1);
  });
}

test("one's own board stays while groups are hidden from each other", () => {
  const { emit, gone } = scene({ hidden: true });
  emit("change", []);
  assert.equal(gone(), 0);
});

test("words on their way are waited for", () => {
  const { rows, status, emit, gone } = scene({ waiting: 1 });
  rows.person.p_ann.role = "observer";
  emit("change", []);
  assert.equal(gone(), 0);
  status.waiting = 0;
  emit("status", {});
  assert.equal(gone(), 1);
});
