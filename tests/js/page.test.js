// When a page wakes, and what it asks before somebody leaves.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createPage } from "../../static/js/room/page.js";

function bench() {
  const view = new EventTarget();
  view.document = new EventTarget();
  view.document.hidden = false;
  const page = createPage(view);
  let wakes = 0;
  const stop = page.onwake(() => {
    wakes += 1;
  });
  return { view, page, stop, wakes: () => wakes };
}

test("L16 online, pageshow, resume and becoming visible wake the room", () => {
  const { view, wakes } = bench();
  view.dispatchEvent(new Event("online"));
  view.dispatchEvent(new Event("pageshow"));
  view.document.dispatchEvent(new Event("resume"));
  view.document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(wakes(), 4);
});

test("L16 a browser that goes offline says so, until nobody listens", () => {
  const { view, page } = bench();
  let losses = 0;
  const stop = page.onlost(() => {
    losses += 1;
  });
  view.dispatchEvent(new Event("offline"));
  stop();
  view.dispatchEvent(new Event("offline"));
  assert.equal(losses, 1);
});

test("L16 becoming hidden wakes nobody", () => {
  const { view, page, wakes } = bench();
  view.document.hidden = true;
  view.document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(wakes(), 0);
  assert.equal(page.hidden(), true);
});

test("L16 a room that stopped is not woken", () => {
  const { view, stop, wakes } = bench();
  stop();
  view.dispatchEvent(new Event("online"));
  view.dispatchEvent(new Event("pageshow"));
  view.document.dispatchEvent(new Event("resume"));
  view.document.dispatchEvent(new Event("visibilitychange"));
  assert.equal(wakes(), 0);
});

test("L17 leaving asks first only while it is needed", () => {
  const { view, page } = bench();
  const leave = () => view.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  assert.equal(leave(), true);
  page.warn(true);
  page.warn(true);
  assert.equal(leave(), false);
  page.warn(false);
  assert.equal(leave(), true);
});
