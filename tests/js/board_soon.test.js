// Many changes are drawn once.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createSoon } from "../../static/js/board/soon.js";

function bench() {
  const drawn = [];
  const frames = [];
  return { drawn, frames, soon: createSoon((touched) => drawn.push(touched), (work) => frames.push(work)) };
}

test("what comes within a frame is drawn together", () => {
  const { drawn, frames, soon } = bench();
  soon.later([["note", "n1"]]);
  soon.later([["note", "n2"]]);
  assert.deepEqual([drawn.length, frames.length], [0, 1]);
  frames.shift()();
  assert.deepEqual(drawn, [[["note", "n1"], ["note", "n2"]]]);
});

test("what is drawn at once takes along what waits, which is not drawn again", () => {
  const { drawn, frames, soon } = bench();
  soon.later([["note", "n1"]]);
  soon.now([["note", "n2"]]);
  frames.shift()();
  assert.deepEqual(drawn, [[["note", "n1"], ["note", "n2"]]]);
});
