// Where somebody is: told at most twice a second, and that they have stopped writing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { APART, createPresence, PAUSE } from "../../static/js/room/presence.js";
import { createTime } from "./support/time.js";

function bench() {
  const timers = createTime();
  const sent = [];
  const presence = createPresence({ timers, send: (place) => sent.push({ ...place }) });
  return { timers, sent, presence };
}

test("what is said at once is told at once, what follows within a moment together", async () => {
  const { timers, sent, presence } = bench();
  presence.say({ at: "n1" });
  presence.say({ at: "n2" });
  presence.say({ at: "n3", typing: true });
  assert.deepEqual(sent, [{ at: "n1", typing: false }]);
  await timers.run(APART);
  assert.deepEqual(sent.at(-1), { at: "n3", typing: true });
  assert.equal(sent.length, 2);
});

test("without a key for a while nobody writes any more", async () => {
  const { timers, sent, presence } = bench();
  presence.say({ at: "n1", typing: true });
  await timers.run(PAUSE + APART);
  assert.deepEqual(sent.at(-1), { at: "n1", typing: false });
});

test("the same place is not told twice, but writing is kept up", async () => {
  const { timers, sent, presence } = bench();
  presence.say({ at: "n1" });
  presence.say({ at: "n1" });
  await timers.run(APART);
  assert.equal(sent.length, 1);
  for (let key = 0; key < 8; key += 1) {
    presence.say({ at: "n1", typing: true });
    await timers.run(1_000);
  }
  assert.ok(sent.length >= 3 && sent.length <= 5, String(sent.length));
});

test("after a new connection the place is told again, if there was one", () => {
  const { sent, presence } = bench();
  presence.again();
  assert.equal(sent.length, 0);
  presence.say({ at: "n1" });
  presence.again();
  assert.equal(sent.length, 2);
});
