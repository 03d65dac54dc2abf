import assert from "node:assert/strict";
import test from "node:test";

import { beginning, left, tidy, WARN } from "../../static/js/board/text.js";

test("the counter is silent until a note is long", () => {
  assert.equal(left("x".repeat(WARN - 1)), null);
  assert.equal(left("x".repeat(WARN)), 2000 - WARN);
  assert.equal(left("x".repeat(2000)), 0);
});

test("the counter counts characters, not halves of them", () => {
  assert.equal(left("😀".repeat(WARN - 1)), null);
  assert.equal(left("😀".repeat(WARN)), 2000 - WARN);
});

test("a label is the beginning of the words on one line", () => {
  assert.equal(beginning("  one\n two\tthree "), "one two three");
  assert.equal(beginning("abcdef", 6), "abcdef");
  assert.equal(beginning("abcdefg", 6), "abcde…");
  assert.equal(beginning("abcd efgh", 6), "abcd…");
  assert.equal(beginning("😀😀😀😀", 3), "😀😀…");
});

test("words are kept without blank edges and without what the server refuses", () => {
  assert.equal(tidy(" \n a\u0000b \r\n c\uD800 \n"), "ab \n c");
  assert.equal(tidy(" \t\n"), "");
});
