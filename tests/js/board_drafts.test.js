import assert from "node:assert/strict";
import test from "node:test";

import { cellKey, createDrafts, editKey, placeOfKey } from "../../static/js/board/drafts.js";
import { createMemoryStore } from "../../static/js/room/store.js";

const CELL = cellKey("s_1", "pains");

function open(store, id, { board = "m_1", others = [] } = {}) {
  return createDrafts(store, board, Promise.resolve({ id, others: new Set(others) }));
}

async function sparesOf(drafts) {
  const spares = [];
  await drafts.takeSpares((key, { text }) => spares.push([key, text]));
  return spares;
}

test("a draft is found again under its place on its board", async () => {
  const { drafts: store } = createMemoryStore();
  open(store, "tab_1").keep(CELL, { text: "half a thou" });
  const again = open(store, "tab_1");
  assert.deepEqual(await again.find(CELL), { text: "half a thou" });
  assert.equal(await open(store, "tab_1", { board: "m_2" }).find(CELL), null);
  assert.equal(await again.find(editKey("n_1")), null);
});

test("every word is written at once, not after a pause", async () => {
  const { drafts: store } = createMemoryStore();
  const written = [];
  const drafts = open({ ...store, set: (key, text) => written.push([key, text]) }, "tab_1");
  await drafts.find("key");
  for (const text of ["a", "ab"]) drafts.keep("key", { text });
  assert.deepEqual(written, [
    ["tab_1 m_1 key", '{"text":"a"}'],
    ["tab_1 m_1 key", '{"text":"ab"}'],
  ]);
});

test("a dropped draft and blank words are no drafts", async () => {
  const { drafts: store } = createMemoryStore();
  const drafts = open(store, "tab_1");
  drafts.keep("early", { text: "sent before the tab knew its id" });
  drafts.drop("early");
  await drafts.find("early");
  for (const key of ["sent", "blank"]) drafts.keep(key, { text: "words" });
  drafts.drop("sent");
  drafts.keep("blank", { text: "  \n" });
  assert.deepEqual(await store.move(() => []), []);
});

test("two living tabs do not see each other's drafts", async () => {
  const { drafts: store } = createMemoryStore();
  const first = open(store, "tab_1");
  await first.find(CELL);
  first.keep(CELL, { text: "AAA" });
  const second = open(store, "tab_2", { others: ["tab_1"] });
  assert.equal(await second.find(CELL), null);
  second.keep(CELL, { text: "BBB" });
  assert.deepEqual(await open(store, "tab_1", { others: ["tab_2"] }).find(CELL), { text: "AAA" });
});

test("the drafts of a tab that is gone become those of the next one, once", async () => {
  const { drafts: store } = createMemoryStore();
  await store.set(`tab_gone m_1 ${CELL}`, '{"text":"before the crash"}');
  const [next, another] = [open(store, "tab_1", { others: ["tab_2"] }), open(store, "tab_2", { others: ["tab_1"] })];
  assert.deepEqual(await next.find(CELL), { text: "before the crash" });
  assert.equal(await another.find(CELL), null);
});

test("two drafts for one place are both kept: this tab's there, the other as spare, once", async () => {
  const { drafts: store } = createMemoryStore();
  await store.set(`tab_gone m_1 ${CELL}`, '{"text":"theirs"}');
  await store.set(`tab_1 m_1 ${CELL}`, '{"text":"mine"}');
  const drafts = open(store, "tab_1");
  assert.deepEqual(await drafts.find(CELL), { text: "mine" });
  assert.deepEqual(await sparesOf(drafts), [[CELL, "theirs"]]);
  assert.deepEqual(await sparesOf(open(store, "tab_1")), []);
  assert.deepEqual(placeOfKey(CELL), { stage: "s_1", row: "pains" });
});

test("whoever types before the drafts are back loses neither", async () => {
  const { drafts: store } = createMemoryStore();
  await store.set(`tab_1 m_1 ${CELL}`, '{"text":"before"}');
  const drafts = open(store, "tab_1");
  drafts.keep(CELL, { text: "after" });
  assert.deepEqual(await drafts.find(CELL), { text: "after" });
  assert.deepEqual(await sparesOf(drafts), [[CELL, "before"]]);
});

test("a browser that cannot tell its tabs apart takes no drafts of others", async () => {
  const { drafts: store } = createMemoryStore();
  await store.set(`tab_other m_1 ${CELL}`, '{"text":"theirs"}');
  const drafts = createDrafts(store, "m_1", Promise.resolve({ id: "tab_shared", others: null }));
  assert.equal(await drafts.find(CELL), null);
});
