// What a curve tells, on the same cases as maps/metrics.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { curveFacts, extremes, quadrant, ranked, tellable } from "../../static/js/board/curve_facts.js";

const CASES = JSON.parse(readFileSync(new URL("../maps/curve_cases.json", import.meta.url), "utf8"));
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

for (const { what, curve, facts } of CASES.curves) {
  test(`the curve tells: ${what}`, () => {
    const found = curveFacts(curve);
    if (facts === null) return assert.equal(found, null);
    assert.deepEqual(Object.keys(found).map(snake).sort(), Object.keys(facts).sort());
    for (const [name, value] of Object.entries(found)) {
      const expected = facts[snake(name)];
      if (value === null || expected === null) assert.equal(value, expected, name);
      else assert.ok(Math.abs(value - expected) < 1e-9, `${name}: ${value}, not ${expected}`);
    }
  });
}

for (const { what, moments, journey, ranks } of CASES.ranks) {
  test(`moments are ranked: ${what}`, () => {
    const found = ranked(moments.map(([touchpoint, power]) => ({ id: `x${touchpoint}`, touchpoint, power })), journey);
    assert.deepEqual(Object.fromEntries(found.map(({ touchpoint }, index) => [touchpoint, index + 1])), ranks);
  });
}

test("a moment asks for something once its power and how it feels are known", () => {
  for (const one of CASES.quadrants) assert.equal(quadrant(one.power, one.emotion), one.quadrant);
});

test("the furthest from zero are named, of equal ones the first; what is at zero or unrated is not", () => {
  assert.deepEqual([...extremes([0.1, null, -2, 0, 1, -1, 0.2, 0.3])].sort(), [2, 4, 5, 6, 7]);
  assert.deepEqual([...extremes([1, -1, 1], 2)], [0, 1]);
  assert.deepEqual([...extremes([0, null])], []);
});

test("what few have rated is not told as the highest while there is better", () => {
  const feelings = [{ mean: 2, n: 1 }, null, { mean: 1, n: 3 }];
  assert.deepEqual(tellable(feelings), { curve: [null, null, 1], isThin: false });
  assert.deepEqual(tellable(feelings.slice(0, 2)), { curve: [2, null], isThin: true });
});
