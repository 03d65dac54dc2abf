import assert from "node:assert/strict";
import test from "node:test";

import { cellKey, createDrafts, editKey } from "../../static/js/board/drafts.js";

function createMemory() {
  const kept = new Map();
  return {
    kept,
    get: async (key) => kept.get(key),
    set: (key, text) => kept.set(key, text),
    remove: (key) => kept.delete(key),
  };
}

test("a draft is found again under its place on its board", async () => {
  const memory = createMemory();
  const drafts = createDrafts(memory, "m_1");
  drafts.keep(cellKey("s_1", "pains"), { text: "half a thou" });
  drafts.flush();
  assert.deepEqual(await createDrafts(memory, "m_1").find(cellKey("s_1", "pains")), { text: "half a thou" });
  assert.equal(await createDrafts(memory, "m_2").find(cellKey("s_1", "pains")), null);
  assert.equal(await drafts.find(editKey("n_1")), null);
});

test("typing fast writes only the last words, after a pause", async () => {
  const memory = createMemory();
  const written = [];
  const drafts = createDrafts({ ...memory, set: (key, text) => written.push(text) }, "m_1");
  for (const text of ["a", "ab", "abc"]) drafts.keep("key", { text });
  assert.deepEqual(written, []);
  await new Promise((resolve) => setTimeout(resolve, 260));
  assert.deepEqual(written, ['{"text":"abc"}']);
});

test("a dropped draft does not come back by a timer", async () => {
  const memory = createMemory();
  const drafts = createDrafts(memory, "m_1");
  drafts.keep("key", { text: "sent" });
  drafts.drop("key");
  drafts.flush();
  await new Promise((resolve) => setTimeout(resolve, 260));
  assert.deepEqual([...memory.kept], []);
});

test("blank words are no draft", () => {
  const memory = createMemory();
  const drafts = createDrafts(memory, "m_1");
  drafts.keep("key", { text: "words" });
  drafts.flush();
  drafts.keep("key", { text: "  \n" });
  drafts.flush();
  assert.deepEqual([...memory.kept], []);
});
