import assert from "node:assert/strict";
import test from "node:test";

import { wording } from "../../static/js/board/words.js";

const SENTENCES = {
  moved: "Moved to {stage}, {row}",
  added: { one: "{n} note added in {stage}.", other: "{n} notes added in {stage}." },
  rows: { pains: "What hurts" },
};

test("values take their places, and what has no value stays to be seen", () => {
  const t = wording(SENTENCES, "en");
  assert.equal(t("moved", { stage: "Ordering", row: "Ideas" }), "Moved to Ordering, Ideas");
  assert.equal(t("moved", { stage: "Ordering" }), "Moved to Ordering, {row}");
});

test("what people wrote is not read as a place for a value", () => {
  const t = wording(SENTENCES, "en");
  assert.equal(t("moved", { stage: "{row} $& $1", row: "Ideas" }), "Moved to {row} $& $1, Ideas");
});

test("a number takes the form of its language", () => {
  const t = wording(SENTENCES, "en");
  assert.equal(t("added", { n: 1, stage: "A" }), "1 note added in A.");
  assert.equal(t("added", { n: 0, stage: "A" }), "0 notes added in A.");
  assert.equal(t("added", { n: 1200, stage: "A" }), "1,200 notes added in A.");
  assert.equal(wording(SENTENCES, "fr")("added", { n: 0, stage: "A" }), "0 note added in A.");
});

test("lists are handed out, and it can be asked whether there is a sentence", () => {
  const t = wording(SENTENCES, "en");
  assert.deepEqual(t.list("rows"), { pains: "What hurts" });
  assert.equal(t.has("moved"), true);
  assert.equal(t.has("toString"), false);
});
