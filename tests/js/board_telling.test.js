// What others add is told together, politely, and in a room that never pauses too.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createTelling } from "../../static/js/board/telling.js";

const t = (name, { n, stage }) => `${n} in ${stage}`;

test("what comes within a moment is told together, by stage", (context) => {
  const [region, telling] = start(context);
  telling.arrived({ id: "s_1", name: "Ordering" });
  telling.arrived({ id: "s_2", name: "Delivery" });
  telling.arrived({ id: "s_1", name: "Ordering" });
  assert.equal(region.textContent, "");
  mock.timers.tick(2000);
  mock.timers.tick(50);
  assert.equal(region.textContent, "2 in Ordering 1 in Delivery");
});

test("a room that never pauses is told in between, and each note once", (context) => {
  const [region, telling] = start(context);
  let told = 0;
  for (let second = 0; second < 20; second += 1) {
    telling.arrived({ id: "s_1", name: "Ordering" });
    region.textContent = "";
    mock.timers.tick(1000);
    told += Number.parseInt(region.textContent || "0", 10);
  }
  assert.ok(told >= 16, `${told} of 20 told by then`);
  region.textContent = "";
  mock.timers.tick(3000);
  told += Number.parseInt(region.textContent || "0", 10);
  assert.equal(told, 20);
});

function start(context) {
  mock.timers.enable({ apis: ["setTimeout"] });
  context.after(() => mock.timers.reset());
  const region = { textContent: "" };
  return [region, createTelling(region, t)];
}
