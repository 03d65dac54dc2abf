// The geometry of the curve: it never leaves what was rated, is broken where nobody rated, and stands under its columns.

import assert from "node:assert/strict";
import test from "node:test";

import { baselines, besideFall, between, closedAt, heightOf, pieces, smooth, stations } from "../../static/js/board/curve_path.js";
import { createRandom } from "./support/random.js";

const PLOT = { height: 248, pad: 44 };
const numbers = (path) => path.match(/-?\d+(\.\d+)?/g).map(Number);

/** The Bézier pieces of a path: `[[x0, y0, x1, y1, x2, y2, x3, y3]…]`. */
function curves(path) {
  const [x, y, ...rest] = numbers(path);
  const found = [];
  let from = [x, y];
  for (let at = 0; at + 6 <= rest.length; at += 6) {
    found.push([...from, ...rest.slice(at, at + 6)]);
    from = rest.slice(at + 4, at + 6);
  }
  return found;
}

function along([, y0, , y1, , y2, , y3], part) {
  const other = 1 - part;
  return other ** 3 * y0 + 3 * other ** 2 * part * y1 + 3 * other * part ** 2 * y2 + part ** 3 * y3;
}

test("a plot of 248 px gives a point 40 px", () => {
  assert.deepEqual([2, 1, 0, -1, -2].map((value) => heightOf(value, PLOT)), [44, 84, 124, 164, 204]);
});

test("the line is that of the rules: harmonic tangents, none at a turn, the slope of the neighbour at the ends", () => {
  const points = [0.2, -0.7, 0.8].map((value, index) => ({ x: 50 + 100 * index, y: heightOf(value, PLOT) }));
  assert.equal(smooth(points), "M50 116C83.33 128 116.67 152 150 152C183.33 152 216.67 112 250 92");
});

test("the line never rises above or falls below what was rated, whatever the ratings and the distances", () => {
  const random = createRandom(7);
  for (let round = 0; round < 500; round += 1) {
    let x = 0;
    const points = Array.from({ length: 2 + Math.floor(random() * 20) }, () => ({ x: (x += 1 + random() * 300), y: heightOf(random() * 4 - 2, PLOT) }));
    for (const curve of curves(smooth(points))) {
      const [low, high] = [Math.min(curve[1], curve[7]) - 0.02, Math.max(curve[1], curve[7]) + 0.02];
      let last = curve[1];
      for (let part = 0; part <= 1; part += 0.05) {
        const y = along(curve, part);
        assert.ok(y >= low && y <= high, `round ${round}: ${y} is not within ${low} and ${high}`);
        // Between two neighbours it goes one way only.
        if (curve[7] > curve[1]) assert.ok(y >= last - 0.02, `round ${round} falls on its way up`);
        last = Math.max(y, last);
      }
    }
  }
});

test("a line is broken where a point is missing", () => {
  const [a, b, c] = [1, 2, 3].map((x) => ({ x, y: 0 }));
  assert.deepEqual(pieces([null, a, b, null, null, c, null]), [[a, b], [c]]);
  assert.deepEqual(pieces([null, null]), []);
  assert.equal(smooth([a]), "");
});

test("an area is closed on its level, a band between its two lines", () => {
  const points = [{ x: 0, y: 10 }, { x: 30, y: 40 }];
  assert.equal(closedAt(points, 20), "M0 10C10 20 20 30 30 40L30 20L0 20Z");
  assert.equal(between(points, [{ x: 0, y: 20 }, { x: 30, y: 50 }]), "M0 10C10 20 20 30 30 40L30 50C20 40 10 30 0 20Z");
  assert.equal(between(points.slice(1), points.slice(1)), "");
});

const stage = (id, count, unsorted = false) => ({
  record: { id, unsorted },
  span: Math.min(Math.max(count, 1), 12),
  empty: count === 0,
  cells: { touchpoints: Array.from({ length: count }, (_, index) => ({ record: { id: `${id}${index + 1}` }, number: index + 1 })) },
});

test("a dot stands in the middle of its column; an empty stage is one column without a dot", () => {
  const { at, columns } = stations([stage("a", 2), stage("b", 0), stage("c", 1)]);
  assert.deepEqual(at.map(({ record, x }) => [record.id, x]), [["a1", 0.5], ["a2", 1.5], ["c1", 3.5]]);
  assert.equal(columns, 4);
});

test("more touchpoints than columns are spread evenly over their stage", () => {
  const { at, columns } = stations([stage("a", 24), stage("b", 1)]);
  assert.equal(columns, 13);
  assert.equal(at[0].x, 0.25);
  assert.equal(at[23].x, 11.75);
  assert.equal(at[24].x, 12.5);
  assert.equal(at[0].width, 0.5);
});

test("what is unsorted takes part in the width and has no dots; nothing unsorted, no width", () => {
  const { at, columns } = stations([stage("a", 1), stage("u", 2, true)]);
  assert.deepEqual([at.length, columns], [1, 3]);
  assert.equal(stations([stage("a", 1), stage("u", 0, true)]).columns, 1);
});

test("words stand outside the curve and never out of the plot", () => {
  for (let value = -2; value <= 2; value += 0.1) {
    for (const lines of [1, 2]) {
      for (const reach of [6.5, 14.5]) {
        const found = baselines(value, lines, reach, PLOT);
        const y = heightOf(value, PLOT);
        assert.equal(found.length, lines);
        assert.ok(found[0] >= 11 && found.at(-1) <= PLOT.height - 4, `${value} with ${lines} lines leaves the plot`);
        assert.ok(value > 0 ? found.at(-1) < y - reach + 1 : found[0] > y + reach + 8, `${value} lies on its dot`);
      }
    }
  }
});

test("the words for a fall stand clear of the dots at its two ends", () => {
  for (const [from, to] of [[2, -2], [1, 0.2], [0.3, -0.1], [-0.5, -1.9], [0.1, 0]]) {
    const { y, isAfter } = besideFall(from, to, PLOT);
    const dot = heightOf(isAfter ? to : from, PLOT);
    assert.ok(isAfter ? y <= dot - 12 : y >= dot + 18, `${from} to ${to}`);
  }
});
