import assert from "node:assert/strict";
import test from "node:test";

import { COLUMNS, column, compare, follow, nearest, outline, positionOf, positions, span } from "../../static/js/board/layout.js";

const ROWS = ["pains"];
const stage = (id, order = 0, unsorted = false) => ({ id, order, unsorted });
const touchpoint = (id, inStage = "s1", order = 0) => ({ id, stage: inStage, order });
const note = (id, inStage = "s1", about = null, order = 0) => ({ id, stage: inStage, row: "pains", about, order });
const lay = (stages, touchpoints = [], notes = []) => outline({ stages, touchpoints, notes }, ROWS);

test("rows are in the server's order: by order, then by id", () => {
  const rows = [touchpoint("t2", "s1", 5), touchpoint("t1", "s1", 5), touchpoint("t3", "s1", -1)];
  assert.deepEqual(rows.sort(compare).map(({ id }) => id), ["t3", "t1", "t2"]);
  assert.equal(compare(rows[0], rows[0]), 0);
});

test("the unsorted stage is last and has no number", () => {
  const places = lay([stage("u", 0, true), stage("s2", 2), stage("s1", 1)]);
  assert.deepEqual(places.map(({ record, number }) => [record.id, number]), [["s1", 1], ["s2", 2], ["u", null]]);
});

test("touchpoints are numbered along the journey, but not in unsorted", () => {
  const places = lay(
    [stage("u", 0, true), stage("s1", 1), stage("s2", 2)],
    [touchpoint("t2", "s2"), touchpoint("t1"), touchpoint("t0", "u")],
  );
  const numbers = places.flatMap(({ cells }) => cells.touchpoints.map(({ record, number }) => [record.id, number]));
  assert.deepEqual(numbers, [["t1", 1], ["t2", 2], ["t0", null]]);
});

test("a note stands in the column of the touchpoint it is about", () => {
  const [first] = lay(
    [stage("s1", 1), stage("s2", 2)],
    [touchpoint("t1", "s1", 1), touchpoint("t2", "s1", 2), touchpoint("t3", "s2")],
    [note("n1", "s1", "t2", 1), note("n2", "s1", null, 2), note("n3", "s1", "t3", 3), note("n4", "s1", "gone", 4)],
  );
  assert.deepEqual(first.cells.pains.map(({ record, at }) => [record.id, at]), [["n1", 2], ["n2", null], ["n3", null], ["n4", null]]);
});

test("a stage is as wide as its touchpoints, up to a limit", () => {
  assert.deepEqual([0, 1, 3, COLUMNS, COLUMNS + 1].map(span), [1, 1, 3, COLUMNS, COLUMNS]);
  assert.deepEqual([0, COLUMNS - 1, COLUMNS].map(column), [1, COLUMNS, 1]);
});

test("a stage is empty until something lies in it", () => {
  const places = lay([stage("s1", 1), stage("s2", 2), stage("s3", 3)], [touchpoint("t1", "s2")], [note("n1", "s3")]);
  assert.deepEqual(places.map(({ empty }) => empty), [true, false, false]);
});

test("a note whose stage is not there is not lost", () => {
  const places = lay([stage("s1", 1), stage("s2", 2)], [touchpoint("t1", "gone")], [note("n1", "gone")]);
  assert.deepEqual(places.map(({ cells }) => cells.pains.length + cells.touchpoints.length), [0, 2]);
  assert.deepEqual(lay([], [touchpoint("t1")], [note("n1")]), []);
});

test("a row may go first, after each other one, or last", () => {
  const others = [note("a"), note("b"), note("c")];
  assert.deepEqual(positions(others).map(({ after }) => after), ["", "a", "b", null]);
  assert.deepEqual(positions(others).at(-1).follows.id, "c");
  assert.deepEqual(positions([note("a")]).map(({ after }) => after), ["", null]);
  assert.deepEqual(positions([]), [{ after: null, follows: null }]);
});

test("a row's own position is said in the same words", () => {
  const records = [note("a"), note("b"), note("c")];
  assert.deepEqual(["a", "b", "c"].map((id) => positionOf(records, id)), ["", "a", null]);
});

const box = (left, top, width = 100, height = 100) => ({ left, top, right: left + width, bottom: top + height });

test("arrows go to the nearest box in their direction", () => {
  const boxes = [box(0, 0), box(110, 0), box(0, 110), box(110, 110), box(220, 300)];
  assert.equal(nearest(boxes, 0, "right"), 1);
  assert.equal(nearest(boxes, 0, "down"), 2);
  assert.equal(nearest(boxes, 3, "left"), 2);
  assert.equal(nearest(boxes, 3, "up"), 1);
  assert.equal(nearest(boxes, 4, "up"), 3);
});

test("arrows stay where there is nothing in their direction", () => {
  const boxes = [box(0, 0), null, box(110, 0)];
  assert.equal(nearest(boxes, 0, "left"), -1);
  assert.equal(nearest(boxes, 0, "up"), -1);
  assert.equal(nearest(boxes, 2, "down"), -1);
});

test("a taller neighbour is not below", () => {
  const boxes = [box(0, 0, 100, 40), box(110, 0, 100, 200), box(0, 250)];
  assert.equal(nearest(boxes, 0, "down"), 2);
});

const inCluster = (id, order, cluster) => ({ ...note(id, "s1", null, order), cluster });
const layClusters = (notes, clusters) => outline({ stages: [stage("s1", 1)], touchpoints: [], notes, clusters }, ROWS)[0].cells.pains;

test("notes of a cluster stand together under its name where the first of them stands", () => {
  const notes = [inCluster("n1", 1, null), inCluster("n2", 2, "u1"), inCluster("n3", 3, null), inCluster("n4", 4, "u1")];
  const spots = layClusters(notes, [{ id: "u1", name: "Doubts" }]);
  assert.deepEqual(
    spots.map(({ record, isIn = false, head = null }) => [record.id, isIn, head && [head.record.name, head.n]]),
    [["n1", false, null], ["n2", true, ["Doubts", 2]], ["n4", true, null], ["n3", false, null]],
  );
});

test("a cluster that has gone or is empty is not drawn", () => {
  const spots = layClusters([inCluster("n1", 1, "gone"), inCluster("n2", 2, null)], [{ id: "u1", name: "Empty" }]);
  assert.deepEqual(spots.map(({ record, isIn = false, head = null }) => [record.id, isIn, head]), [["n1", false, null], ["n2", false, null]]);
});

test("what is put behind a cluster is shown there, wherever its notes stand in the order", () => {
  const notes = [inCluster("a", 1, "u1"), inCluster("b", 2, null), inCluster("c", 3, "u1"), inCluster("d", 4, null), inCluster("e", 5, "u1")];
  const clusters = [{ id: "u1", name: "Doubts" }];
  const order = (all) => layClusters(all, clusters).map(({ record }) => record.id);
  const shown = layClusters(notes, clusters).map(({ record }) => record);
  assert.deepEqual(order(notes), ["a", "c", "e", "b", "d"]);
  // d behind the cluster, before b: that is right behind a, as the server counts.
  assert.equal(follow(shown, "e", ["d"]), "a");
  const moved = notes.map((one) => (one.id === "d" ? { ...one, order: 1.5 } : one));
  assert.deepEqual(order(moved), ["a", "c", "e", "d", "b"]);
});

test("whom something follows is as it is shown elsewhere", () => {
  const notes = [inCluster("a", 1, "u1"), inCluster("b", 2, null), inCluster("c", 3, "u1")];
  const shown = layClusters(notes, [{ id: "u1", name: "Doubts" }]).map(({ record }) => record);
  assert.deepEqual(["", null, "gone"].map((after) => follow(shown, after, ["x"])), ["", null, "gone"]);
  // A note of the cluster itself, and what is put into the midst of it.
  assert.equal(follow(shown, "c", ["a"]), "c");
  assert.equal(follow(shown, "a", ["x"]), "a");
  assert.equal(follow(shown, "b", ["x"]), "b");
  assert.equal(follow(shown, "c", ["b"]), null);
});
