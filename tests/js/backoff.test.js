// How long a browser waits before it tries again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { backoff, LONGEST_HIDDEN } from "../../static/js/room/backoff.js";

const most = () => 1;

test("L16 the first wait is anything from 0 to 500 ms", () => {
  assert.equal(backoff(0, () => 0), 0);
  assert.equal(backoff(0, most), 500);
  assert.equal(backoff(0, () => 0.3), 150);
});

test("L16 each wait may be 1.6 times as long, up to 5 s", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 400].map((tries) => Math.round(backoff(tries, most))), [800, 1280, 2048, 3277, 5000, 5000]);
});

test("L16 a hidden page waits up to 60 s", () => {
  assert.equal(backoff(5, most, LONGEST_HIDDEN) > 5_000, true);
  assert.equal(backoff(400, most, LONGEST_HIDDEN), 60_000);
});
