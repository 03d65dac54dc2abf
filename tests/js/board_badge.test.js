// What the badge shows, and what is spoken of it.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createBadge } from "../../static/js/board/badge.js";

const SENTENCES = new Set(["saved", "saving", "offline", "offline-kept", "saved-kept", "over", "problem-stuck"]);
const FINE = { state: "saved", waiting: 0, kept: 0, why: null };

/** A badge of plain objects; `t` gives the key back, so that a test reads like the code. */
function bench() {
  mock.timers.enable({ apis: ["setTimeout"] });
  const words = { textContent: "" };
  const badge = { dataset: {}, querySelector: () => words };
  const told = { textContent: "" };
  const t = Object.assign((key, { n = "" } = {}) => `${key}${n && ` ${n}`}`, { has: (key) => SENTENCES.has(key) });
  const show = createBadge(badge, told, t);
  return {
    /** Show a state for long enough to be spoken; return what is seen and what was said. */
    rest(status) {
      told.textContent = "";
      show({ ...FINE, ...status });
      mock.timers.tick(2_000);
      return [words.textContent, told.textContent];
    },
  };
}

for (const [what, status, seen, said] of [
  ["trouble is told", { state: "offline", waiting: 2 }, "offline-kept 2", "told-offline"],
  ["what could not be saved is told", { state: "problem", waiting: 1, kept: 1, why: "stuck" }, "problem-stuck", "told-problem"],
  ["an end with everything saved is not told as a loss", { state: "problem", why: "archived" }, "over", "over"],
  ["saved is not all where words lie below", { kept: 1 }, "saved-kept 1", "told-saved-kept"],
]) {
  test(`L17 the badge: ${what}`, () => {
    const badge = bench();
    assert.deepEqual(badge.rest(FINE), ["saved", ""]);
    assert.deepEqual(badge.rest(status), [seen, said]);
    assert.deepEqual(badge.rest(FINE), ["saved", "told-saved"]);
    mock.timers.reset();
  });
}

test("L17 the badge: saving and saved are not spoken at every note", () => {
  const badge = bench();
  assert.deepEqual(badge.rest({ state: "saving", waiting: 1 }), ["saving", ""]);
  assert.deepEqual(badge.rest(FINE), ["saved", ""]);
  mock.timers.reset();
});
