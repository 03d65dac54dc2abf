// The journey that the strips draw: what is told of each touchpoint, and moments that outlive their stage.

import assert from "node:assert/strict";
import test from "node:test";

import { createJourney } from "../../static/js/board/journey.js";

const place = (id, touchpoints, unsorted = false) => ({
  record: { id, unsorted },
  span: Math.max(touchpoints.length, 1),
  empty: touchpoints.length === 0,
  cells: { touchpoints: touchpoints.map((name) => ({ record: { id: name }, number: null })) },
});

function look(places, { moments = [], feelings = {} } = {}) {
  const room = { records: () => moments, record: (kind, id) => feelings[id] };
  return createJourney({ room, board: "m1", places: () => places })();
}

const moment = (id, touchpoint, power, board = "m1") => ({ id, touchpoint, power, board });

test("each touchpoint comes with its place, its feeling and the rank of its moment", () => {
  const found = look([place("s1", ["a"]), place("s2", ["b"])], {
    moments: [moment("x1", "a", null), moment("x2", "b", 3), moment("x3", "c", 5, "m2")],
    feelings: { a: { n: 2, mean: 1 } },
  });
  assert.deepEqual(found.stops.map(({ record, x, rank, feeling }) => [record.id, x, rank, feeling?.mean]), [["a", 0.5, 2, 1], ["b", 1.5, 1, undefined]]);
  assert.deepEqual(found.moments.map(({ id }) => id), ["x2", "x1"]);
});

test("where all say that they do not know, nobody has rated", () => {
  const [stop] = look([place("s1", ["a"])], { feelings: { a: { n: 0, unknown: 2, mean: null } } }).stops;
  assert.equal(stop.feeling, null);
});

test("what is unsorted is not on the curve, and its moment of truth is not lost", () => {
  const found = look([place("s1", ["a"]), place("u", ["b"], true)], { moments: [moment("x1", "b", 3), moment("x2", "a", 3)] });
  assert.deepEqual(found.stops.map(({ record }) => record.id), ["a"]);
  assert.deepEqual(found.unsorted.map(({ record, rank }) => [record.id, rank]), [["b", 2]]);
  assert.equal(found.columns, 2);
});
