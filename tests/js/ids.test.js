// The ids a browser makes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { newId } from "../../static/js/lib/ids.js";

test("L18 an id has its prefix and 128 random bits that the server's shape accepts", () => {
  const id = newId("n");
  assert.match(id, /^n_[A-Za-z0-9_-]{22}$/);
  assert.match(id, /^[A-Za-z0-9_-]{22,64}$/);
});

test("L17 without a prefix an id names a command", () => {
  assert.match(newId(), /^op_[A-Za-z0-9_-]{22}$/);
});

test("L18 ten thousand ids differ, also in every place of their letters", () => {
  const ids = Array.from({ length: 10_000 }, () => newId("n"));
  assert.equal(new Set(ids).size, 10_000);
  for (let place = 2; place < 23; place += 1) {
    assert.equal(new Set(ids.map((id) => id[place])).size, 64, `letters in place ${place}`);
  }
});

test("L17 ids need no randomUUID, which plain http does not have", () => {
  const original = globalThis.crypto.randomUUID;
  globalThis.crypto.randomUUID = undefined;
  try {
    assert.equal(newId("n").length, 24);
  } finally {
    globalThis.crypto.randomUUID = original;
  }
});
