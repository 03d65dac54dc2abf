// The browser's twin of workshops/text.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { clean, cut, fits, lengthOf } from "../../static/js/lib/text.js";

const CASES = [
  ["line ends become LF", "a\r\nb\rc\nd", "a\nb\nc\nd"],
  ["letters are composed", "e\u0301", "\u00e9"],
  ["tab and newline stay", "a\tb\nc", "a\tb\nc"],
  ["other control characters go", "a\u0000b\u0001c\u0008d\u000be\u000cf\u001fg\u007fh", "abcdefgh"],
  ["overrides of the direction go", "\u202aa\u202bb\u202cc\u202dd\u202ee\u2066f\u2067g\u2068h\u2069i", "abcdefghi"],
  ["marks of direction stay", "a\u200eb\u200fc", "a\u200eb\u200fc"],
  ["lone surrogates go, pairs stay", "a\ud83d b\udc4b c👋", "a b c👋"],
  ["two halves that meet once something between them goes stay apart", "\ud83d\u0001\udc4b", ""],
  ["joined emoji stay whole", "👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"],
  ["a line separator stays", "a\u2028b", "a\u2028b"],
  ["right-to-left words stay", "שלום עולם", "שלום עולם"],
];

for (const [what, given, kept] of CASES) {
  test(`L13 clean: ${what}`, () => {
    assert.equal(clean(given), kept);
    assert.equal(clean(clean(given)), kept);
  });
}

test("L13 length is counted in code points of the cleaned words", () => {
  assert.equal(lengthOf("e\u0301👋\r\n"), 3);
});

test("L13 two thousand characters fit and one more does not", () => {
  assert.equal(fits("👋".repeat(2000)), true);
  assert.equal(fits("👋".repeat(2001)), false);
  assert.equal(fits("abc", 2), false);
});

test("L13 a long paste is cut where the limit is and nothing is lost", () => {
  const text = "x".repeat(1_999) + "👋" + "y".repeat(100_000);
  const { kept, rest } = cut(text);
  assert.equal(lengthOf(kept), 2_000);
  assert.equal(kept + rest, text);
});

test("L13 a cut never tears a joined emoji apart", () => {
  assert.deepEqual(cut("ab👩‍👩‍👧‍👦c", 5), { kept: "ab", rest: "👩‍👩‍👧‍👦c" });
});

test("L13 a cut without Intl.Segmenter still never tears a character apart", () => {
  const original = Intl.Segmenter;
  Intl.Segmenter = undefined;
  try {
    assert.deepEqual(cut("a👋b", 2), { kept: "a👋", rest: "b" });
  } finally {
    Intl.Segmenter = original;
  }
});

test("L13 what fits is not cut", () => {
  assert.deepEqual(cut("short\r\n"), { kept: "short\n", rest: "" });
});
