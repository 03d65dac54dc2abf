// The curve as it is drawn: dots, signs, words, and what is said to those who do not see it.

import assert from "node:assert/strict";
import test from "node:test";

import { createCurve, signed } from "../../static/js/board/curve.js";
import { element, openPage } from "./support/dom.js";

const LISTS = { "moment-words": { destroy: "Can break loyalty" }, "moment-short": { destroy: "can break" } };
const t = Object.assign((key, values = {}) => [key, ...Object.values(values)].join(" "), { list: (key) => LISTS[key] });
const feeling = (mean, n = 5, more = {}) => ({ mean, n, low: null, high: null, word: "", ...more });
const stop = (index, felt, more = {}) => ({
  record: { id: `t${index}`, title: `Touch ${index}` },
  number: index + 1,
  x: index + 0.5,
  feeling: felt,
  moment: null,
  rank: null,
  ...more,
});
const look = (stops) => ({ stops, columns: stops.length });

/** A band with its curve. */
function bench(dir = "ltr") {
  openPage(dir);
  const root = element();
  const empty = element();
  const picked = [];
  root.querySelector = () => empty;
  const draw = createCurve({ root, onpick: (id) => picked.push(id), t });
  return { root, empty, picked, draw, svg: () => root.children[0] };
}

test("while nobody has rated there is a sentence and no curve", () => {
  const { root, empty, draw, svg } = bench();
  draw(look([stop(0, null)]), null);
  assert.equal(empty.hidden, false);
  assert.equal(root.children.length, 0);
  draw(look([stop(0, feeling(1))]), null);
  assert.equal(empty.hidden, true);
  assert.ok(root.classList.contains("is-revealed"), "it draws itself before people's eyes");
  draw(look([stop(0, null)]), null);
  assert.equal(empty.hidden, false);
  assert.equal(svg(), undefined);
});

test("a page that opens on ratings shows them at once", () => {
  const { root, draw } = bench();
  draw(look([stop(0, feeling(1))]), null);
  assert.ok(!root.classList.contains("is-revealed"));
});

test("a dot is hollow below three, and says how many; nobody rated, no dot", () => {
  const { draw, svg } = bench();
  draw(look([stop(0, feeling(1, 2)), stop(1, null), stop(2, feeling(-1, 3))]), null);
  const dots = svg().named("curve-dot");
  assert.deepEqual(dots.map((dot) => dot.getAttribute("class")), ["curve-dot is-thin", "curve-dot"]);
  assert.deepEqual(svg().all().filter(({ nodeName }) => nodeName === "title").map((title) => title.textContent), [
    "curve-dot 1 Touch 0 +1 2",
    "curve-dot 3 Touch 2 −1 3",
  ]);
  assert.equal(svg().named("curve-line")[0].getAttribute("d"), "", "the line does not lead over the one in between");
});

test("the highest, the lowest and the biggest drop are named in words, seen and heard", () => {
  const { draw, svg } = bench();
  draw(look([stop(0, feeling(0.5)), stop(1, feeling(1.5, 5, { word: "glad" })), stop(2, feeling(-1.2)), stop(3, feeling(2, 1))]), null);
  const seen = svg().all().filter(({ nodeName }) => nodeName === "text").map((text) => text.textContent);
  for (const words of ["glad", "curve-highest +1.5", "curve-lowest −1.2", "curve-fall −2.7"]) assert.ok(seen.includes(words), words);
  assert.equal(svg().getAttribute("role"), "img");
  const heard = svg().getAttribute("aria-label");
  for (const words of ["curve-peak 2 Touch 1 +1.5", "curve-trough 3 Touch 2 −1.2", "curve-drop 3 Touch 2 −2.7"]) assert.ok(heard.includes(words), words);
  assert.ok(!heard.includes("curve-thin"));
});

test("thin curves say so, level ones have no highest", () => {
  const { draw, svg } = bench();
  draw(look([stop(0, feeling(1, 1)), stop(1, feeling(1, 2))]), null);
  assert.equal(svg().getAttribute("aria-label"), "curve-label curve-level +1 curve-thin");
});

test("a moment of truth is its sign with its rank, in words too, also before anybody has rated it", () => {
  const { draw, svg } = bench();
  const moment = { kind: "destroy" };
  draw(look([stop(0, feeling(-1), { moment, rank: 2 }), stop(1, null, { moment, rank: 1 }), stop(2, feeling(1))]), null);
  assert.equal(svg().named("sign-break").length, 2);
  assert.deepEqual(svg().named("sign-number").map((text) => text.textContent), ["2", "1"]);
  assert.equal(svg().named("curve-dot").length, 1);
  assert.equal(svg().named("curve-unrated").length, 1);
  assert.deepEqual(svg().named("is-break").map((text) => text.textContent), ["can break", "can break"]);
  assert.match(svg().getAttribute("aria-label"), /curve-moment 2 Touch 1 1 Can break loyalty curve-moment 1 Touch 0 2 Can break loyalty$/);
});

test("the band is drawn only where there is a spread", () => {
  const { draw, svg } = bench();
  const wide = { low: -1, high: 1 };
  draw(look([stop(0, feeling(0, 5, wide)), stop(1, feeling(0.5, 5, wide)), stop(2, feeling(1, 2)), stop(3, feeling(1, 5, wide))]), null);
  const xs = svg().named("curve-band")[0].getAttribute("d").match(/[ML]\d+/g);
  assert.deepEqual(xs, ["M50", "L150"]);
});

test("from right to left the plot is mirrored", () => {
  const there = bench();
  there.draw(look([stop(0, feeling(1)), stop(1, feeling(-1))]), null);
  const here = bench("rtl");
  here.draw(look([stop(0, feeling(1)), stop(1, feeling(-1))]), null);
  const xs = ({ svg }) => svg().named("curve-mark").filter((mark) => mark.getAttribute("data-key") !== "fall").map((mark) => mark.getAttribute("x"));
  assert.deepEqual([xs(there), xs(here)], [["25%", "75%"], ["75%", "25%"]]);
  assert.match(here.svg().named("curve-line")[0].getAttribute("d"), /^M50 164C/);
  assert.equal(here.svg().named("is-left").length, 1);
});

test("what changes keeps its element, so that it can move there", () => {
  const { draw, svg } = bench();
  draw(look([stop(0, feeling(1)), stop(1, feeling(-1))]), null);
  const mark = svg().named("curve-mark").find((one) => one.getAttribute("data-at") === "t1" && one.getAttribute("data-key") === "t1");
  const line = svg().named("curve-line")[0];
  draw(look([stop(0, feeling(1)), stop(1, feeling(-2))]), null);
  assert.equal(svg().named("curve-line")[0], line);
  assert.ok(svg().all().includes(mark));
  assert.equal(mark.getAttribute("y"), "204");
  draw(look([stop(0, feeling(1))]), null);
  assert.ok(!svg().all().includes(mark));
});

test("what is chosen is lit", () => {
  const { draw, svg } = bench();
  draw(look([stop(0, feeling(1)), stop(1, feeling(-1))]), "t1");
  assert.equal(svg().named("is-selected").length, 1);
});

test("pressing a dot or its words picks the touchpoint", () => {
  const { root, picked } = bench();
  root.listeners.click({ target: { closest: () => ({ dataset: { at: "t1" } }) } });
  root.listeners.click({ target: { closest: () => null } });
  assert.deepEqual(picked, ["t1"]);
});

test("a mean is read with its sign and one figure behind the point", () => {
  assert.deepEqual([1.25, 2, -0.04, 0, -1.66].map(signed), ["+1.3", "+2", "0", "0", "−1.7"]);
});
