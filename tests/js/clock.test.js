// The room's clock.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createClock } from "../../static/js/room/clock.js";

function bench() {
  const hands = { steady: 0, wall: 1_000_000 };
  return { hands, clock: createClock(() => hands.steady, () => hands.wall) };
}

test("L22 the clock goes on while the wall clock is set back", () => {
  const { hands, clock } = bench();
  clock();
  hands.steady += 1_000;
  hands.wall -= 3_600_000;
  assert.equal(clock(), 1_000);
});

test("L16 the clock counts the time that a machine slept", () => {
  const { hands, clock } = bench();
  hands.wall += 1_800_000;
  assert.equal(clock(), 1_800_000);
});

test("L22 the clock never goes back", () => {
  const { hands, clock } = bench();
  hands.wall += 5_000;
  clock();
  hands.steady -= 10;
  hands.wall -= 10;
  assert.equal(clock(), 5_000);
});
