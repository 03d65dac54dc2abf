// A moment of truth is not taken away by passing over "none", and what is written of it is never lost.

import assert from "node:assert/strict";
import test from "node:test";

import { createMoment } from "../../static/js/board/panel/moment.js";
import { element, openPage } from "./support/dom.js";

const MARKED = { id: "x_1", kind: "create", sentence: "They tell it on.", power: 4 };

function bench(moment = MARKED) {
  openPage();
  const said = [];
  const kept = new Map();
  const radio = (value) => Object.assign(element("input"), { value, checked: false, focus: nothing });
  const kinds = ["", "create", "destroy", "both"].map(radio);
  const sentence = Object.assign(element("textarea"), { value: "" });
  const more = Object.assign(element(), { contains: (other) => other === sentence });
  const line = Object.assign(element(), { querySelector: () => element() });
  const form = {
    elements: { moment: kinds, power: [], sentence },
    querySelectorAll: () => [],
    querySelector: (selector) => (selector === "[data-moment-more]" ? more : line),
  };
  const drafts = {
    keep: (key, { text }) => kept.set(key, text),
    drop: (key) => kept.delete(key),
    handOver: (key) => key,
  };
  const say = (name, payload, draft) => said.push([name, payload, ...(draft ? [draft] : [])]);
  const t = Object.assign(String, { list: () => ({}) });
  const panel = createMoment({ form, room: {}, say, drafts, selected: () => "t_1", t });
  panel.draw({ moment, rank: 1 });
  const fire = (on, type, event = {}) => on.listeners[type](event);
  return {
    ...{ said, kept, kinds, panel, sentence },
    /** An arrow comes to a choice: the key goes down where one was, and the browser chooses. */
    arrow(from, to) {
      fire(kinds[from], "keydown", { key: "ArrowUp" });
      kinds[to].checked = true;
      fire(kinds[from], "blur", { relatedTarget: kinds[to] });
      fire(kinds[to], "click", { detail: 0 });
      fire(kinds[to], "change");
      fire(kinds[to], "keyup", { key: "ArrowUp" });
    },
    press(at) {
      fire(kinds[at], "pointerdown");
      fire(kinds[at], "change");
      fire(kinds[at], "click", { detail: 1 });
    },
    key: (at, key) => fire(kinds[at], "keydown", { key }),
    leave: (at) => fire(kinds[at], "blur", { relatedTarget: null }),
    write(words) {
      document.activeElement = sentence;
      fire(sentence, "focus");
      sentence.value = words;
      fire(sentence, "input");
    },
    stop() {
      document.activeElement = null;
      fire(sentence, "blur");
    },
  };
}

const nothing = () => {};
const REMOVED = ["moment.remove", { moment: "x_1" }];

test("arrows pass over none, and what was said of the moment stays", () => {
  const { said, kinds, panel, arrow } = bench();
  arrow(1, 0);
  panel.draw({ moment: MARKED, rank: 1 });
  assert.equal(kinds[0].checked, true, "the choice stays where the arrow has come to");
  arrow(0, 3);
  assert.deepEqual(said.map(([name, { kind }]) => [name, kind]), [["moment.mark", "both"]]);
});

for (const [what, act] of [
  ["Space", (moment) => moment.key(0, " ")],
  ["Enter", (moment) => moment.key(0, "Enter")],
  ["going on", (moment) => moment.leave(0)],
]) {
  test(`none that an arrow came to takes the moment away by ${what}, once`, () => {
    const moment = bench();
    moment.arrow(1, 0);
    assert.deepEqual(moment.said, []);
    act(moment);
    moment.leave(0);
    assert.deepEqual(moment.said, [REMOVED]);
  });
}

test("Escape means none of it, and a press means it at once", () => {
  const moment = bench();
  moment.arrow(1, 0);
  moment.key(0, "Escape");
  moment.leave(0);
  assert.deepEqual(moment.said, []);
  moment.press(0);
  assert.deepEqual(moment.said, [REMOVED]);
});

test("words for a moment that goes meanwhile are said of it, so that a refusal hands them back", () => {
  const { said, kept, write, panel, sentence } = bench();
  write("They tell everybody.");
  assert.deepEqual([...kept], [["why x_1", "They tell everybody."]]);
  panel.draw({ moment: { ...MARKED, id: "x_2", sentence: "Theirs" }, rank: 1 });
  const change = { moment: "x_1", field: "sentence", now: "They tell everybody.", was: MARKED.sentence };
  assert.deepEqual(said, [["moment.describe", change, "why x_1"]]);
  assert.equal(sentence.value, "Theirs");
});

test("a sentence that was not changed is not said, and shows what others made of it once it is left", () => {
  const { said, kept, write, stop, panel, sentence } = bench();
  write(MARKED.sentence);
  panel.draw({ moment: { ...MARKED, sentence: "Theirs" }, rank: 1 });
  assert.equal(sentence.value, MARKED.sentence);
  stop();
  assert.deepEqual([said, [...kept], sentence.value], [[], [], "Theirs"]);
});
