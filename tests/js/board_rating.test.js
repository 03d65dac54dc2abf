// One's own word for a feeling goes along from face to face.

import assert from "node:assert/strict";
import test from "node:test";

import { createRating, ownRating } from "../../static/js/board/panel/rating.js";
import { element, openPage } from "./support/dom.js";

const OFFERED = { "-2": ["angry"], "-1": ["ignored"], 1: ["relieved"] };

function bench() {
  openPage();
  let rating = null;
  const choices = ["-2", "-1", "1", "null"].map((value) => Object.assign(element("input"), { value }));
  const word = Object.assign(element("input"), { value: "" });
  const form = { elements: { rating: choices, word }, querySelector: () => element() };
  const say = (name, { value, word: said }) => {
    rating = { value, word: said };
  };
  const t = Object.assign(String, { list: () => OFFERED });
  createRating({ form, room: { record: (kind) => (kind === "rating" ? rating : undefined) }, say, selected: () => "t_1", onnext: () => {}, t });
  return {
    go: (value) => {
      choices.find((choice) => choice.value === value).listeners.change();
      return rating.word;
    },
    write(words) {
      word.value = words;
      word.listeners.change();
    },
  };
}

test("my own word stays whatever the face, and comes back after don't know", () => {
  const { go, write } = bench();
  go("-2");
  write("seasick");
  assert.deepEqual(["-1", "1", "null", "-2"].map(go), ["seasick", "seasick", "", "seasick"]);
  write("");
  assert.equal(go("1"), "");
});

test("an offered word stays with the face it is offered for", () => {
  const { go, write } = bench();
  go("-2");
  write("angry");
  assert.deepEqual(["-1", "1", "-2"].map(go), ["", "", "angry"]);
});

test("what I said of a touchpoint that was merged is mine with the whole, unless I said something of that", () => {
  const records = { touchpoint: { t_1: { parts: [{ id: "t_2" }, { id: "t_3" }] } }, rating: { t_3: { value: -1 } } };
  const room = { record: (kind, id) => records[kind][id] };
  assert.equal(ownRating(room, "t_1").value, -1);
  records.rating.t_1 = { value: 2 };
  assert.equal(ownRating(room, "t_1").value, 2);
  assert.equal(ownRating(room, "t_4"), undefined);
});
