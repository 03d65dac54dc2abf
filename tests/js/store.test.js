// What outlives a page. The real IndexedDB is tested in a browser; here is what must hold without it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createMemoryStore, createStore } from "../../static/js/room/store.js";
import { createTime } from "./support/time.js";

const entry = (op) => ({ op, name: "note.edit", payload: { note: "n1", was: "", text: op } });
const words = (op) => ({ ...entry(op), code: "gone", text: op });

test("L17 memory keeps commands in order until they are answered", async () => {
  const store = createMemoryStore();
  await store.add(entry("one"));
  await store.add(entry("two"));
  await store.remove("one");
  assert.deepEqual(await store.load(), { outbox: [{ ...entry("two"), place: 2 }], tray: [] });
});

test("L17 handed-back words move to the tray and are let go from there", async () => {
  const store = createMemoryStore();
  await store.add(entry("one"));
  await store.hand("one", words("one"));
  assert.deepEqual(await store.load(), { outbox: [], tray: [words("one")] });
  await store.letGo("one");
  assert.deepEqual(await store.load(), { outbox: [], tray: [] });
});

test("L17 memory keeps drafts", async () => {
  const { drafts } = createMemoryStore();
  await drafts.set("note:n1", "half a th");
  assert.equal(await drafts.get("note:n1"), "half a th");
  await drafts.remove("note:n1");
  assert.equal(await drafts.get("note:n1"), undefined);
});

const BROKEN = [
  ["is absent", null],
  ["is forbidden", { open: () => { throw new Error("SecurityError"); } }],
  ["fails", { open: () => failing() }],
];

function failing() {
  const request = { error: new Error("UnknownError") };
  setImmediate(() => request.onerror());
  return request;
}

for (const [what, factory] of BROKEN) {
  test(`L17 where IndexedDB ${what}, writes say so and drafts stay in memory`, async () => {
    const store = createStore({ workshop: "w", person: "p", factory });
    await assert.rejects(store.add(entry("one")));
    await assert.rejects(store.load());
    await store.drafts.set("key", "words");
    assert.equal(await store.drafts.get("key"), "words");
    await store.drafts.remove("key");
    assert.equal(await store.drafts.get("key"), undefined);
  });
}

test("L17 a store that never answers is given up after two seconds", async () => {
  const time = createTime();
  const store = createStore({ workshop: "w", person: "p", factory: { open: () => ({}) }, timers: time });
  let outcome = "waiting";
  store.add(entry("one")).catch(() => {
    outcome = "given up";
  });
  await time.run(1_999);
  assert.equal(outcome, "waiting");
  await time.run(1);
  assert.equal(outcome, "given up");
});

test("L17 a store that failed once is opened anew", async () => {
  let opened = 0;
  const factory = { open: () => { opened += 1; return failing(); } };
  const store = createStore({ workshop: "w", person: "p", factory });
  await assert.rejects(store.load());
  await assert.rejects(store.load());
  assert.equal(opened, 2);
});
