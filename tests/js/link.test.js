// One connection after the other, for ever.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createLink } from "../../static/js/room/link.js";
import { createTime } from "./support/time.js";
import { createPage, Socket } from "./support/wire.js";

function bench({ random = () => 1, open } = {}) {
  const time = createTime();
  const page = createPage();
  const sockets = [];
  const told = [];
  const link = createLink({
    open: open ?? (() => {
      sockets.push(new Socket());
      return sockets.at(-1);
    }),
    timers: time,
    random,
    page,
    on: { open: () => told.push("open"), frame: (frame) => told.push(frame), down: (code) => told.push(code) },
  });
  return { time, page, sockets, told, link };
}

async function live(options) {
  const all = bench(options);
  all.link.start();
  all.sockets[0].accept();
  all.link.caughtUp();
  all.told.splice(0);
  return all;
}

test("L16 a connection that is not open after 4 s is given up", async () => {
  const { time, sockets, told, link } = bench();
  link.start();
  await time.run(3_999);
  assert.deepEqual(told, []);
  await time.run(1);
  assert.deepEqual(told, [1006]);
  assert.equal(sockets[0].closed, true);
  await time.run(500);
  assert.equal(sockets.length, 2);
});

test("L16 where the browser says that it is offline the connection is given up at once, and only then", async () => {
  const { page, sockets, told, link } = await live();
  page.lose();
  assert.deepEqual([told, sockets[0].closed], [[1006], true]);
  page.lose();
  link.stop();
  page.lose();
  assert.deepEqual(told, [1006]);
});

test("L16 silence of 12 s ends a connection, and it is made anew", async () => {
  const { time, sockets, told } = await live({ random: () => 0 });
  await time.run(11_000);
  assert.deepEqual(told, []);
  await time.run(1_000);
  assert.deepEqual(told, [1006]);
  assert.equal(sockets.length, 2);
});

test("L16 any frame ends the silence", async () => {
  const { time, sockets, told } = await live();
  for (let beats = 0; beats < 10; beats += 1) {
    await time.run(5_000);
    sockets[0].tell(["beat", 1, 1]);
  }
  assert.equal(told.includes(1006), false);
  assert.equal(sockets.length, 1);
});

test("L16 what an abandoned connection still says is not heard", async () => {
  const { time, sockets, told } = await live();
  await time.run(13_000);
  told.splice(0);
  sockets[0].tell(["changes", 0, 1, []]);
  sockets[0].end(4403);
  sockets[0].accept();
  assert.deepEqual(told, []);
});

test("L16 waits grow by 1.6 up to 5 s and never end", async () => {
  const { time, sockets, link } = bench();
  link.start();
  const waits = [];
  for (let tries = 0; tries < 12; tries += 1) {
    sockets.at(-1).end();
    const before = time.now();
    while (sockets.length === tries + 1) await time.run(1);
    waits.push(time.now() - before);
  }
  assert.deepEqual(waits, [500, 800, 1280, 2048, 3277, 5000, 5000, 5000, 5000, 5000, 5000, 5000]);
});

test("L16 a hidden page waits up to a minute", async () => {
  const { time, page, sockets, link } = bench();
  page.isHidden = true;
  link.start();
  const waits = [];
  for (let tries = 0; tries < 13; tries += 1) {
    sockets.at(-1).end();
    const before = time.now();
    while (sockets.length === tries + 1) await time.run(10);
    waits.push(time.now() - before);
  }
  assert.deepEqual(waits.slice(-3), [54_980, 60_000, 60_000]);
});

test("L16 after a good connection the first wait is short again", async () => {
  const { time, sockets, link } = bench();
  link.start();
  for (let tries = 0; tries < 8; tries += 1) {
    sockets.at(-1).end();
    await time.run(5_000);
  }
  sockets.at(-1).accept();
  link.caughtUp();
  await time.run(5_000);
  sockets.at(-1).end();
  const before = sockets.length;
  await time.run(500);
  assert.equal(sockets.length, before + 1);
});

test("L16 connections that die at once do not become a storm", async () => {
  const { time, sockets, link } = bench();
  link.start();
  const start = time.now();
  for (let tries = 0; tries < 20; tries += 1) {
    sockets.at(-1).accept();
    link.caughtUp();
    sockets.at(-1).end();
    while (sockets.length === tries + 1) await time.run(100);
  }
  assert.equal(time.now() - start > 60_000, true);
});

test("L16 waking tries at once, whatever the wait was", async () => {
  const { time, page, sockets, link } = bench();
  link.start();
  sockets[0].end();
  page.wake();
  assert.equal(sockets.length, 2);
  await time.run(3_999);
  assert.equal(sockets.length, 2);
});

test("L16 waking does not disturb a connection that is being made or is well", async () => {
  const { time, page, sockets, link } = bench();
  link.start();
  await time.run(1_000);
  page.wake();
  assert.equal(sockets.length, 1);
  sockets[0].accept();
  link.caughtUp();
  await time.run(6_000);
  page.wake();
  assert.equal(sockets.length, 1);
});

test("L16 after half an hour of sleep waking connects anew at once", async () => {
  const { time, page, sockets, told } = await live();
  time.sleep(1_800_000);
  page.wake();
  assert.deepEqual(told, [1006]);
  assert.equal(sockets.length, 2);
});

test("L16 after sleep without a wake event the next tick sees the silence", async () => {
  const { time, told } = await live();
  time.sleep(1_800_000);
  await time.run(0);
  assert.deepEqual(told, [1006]);
});

test("L16 a missed beat is enough when a page wakes", async () => {
  const { time, page, sockets } = await live();
  await time.run(7_500);
  page.wake();
  assert.equal(sockets.length, 2);
});

test("L16 a connection that never brings us up to date is given up although it beats", async () => {
  const { time, sockets, told, link } = bench();
  link.start();
  sockets[0].accept();
  for (let seconds = 0; seconds < 12; seconds += 1) {
    sockets[0].tell(["beat", 1, 1]);
    await time.run(1_000);
  }
  assert.equal(told.includes(1006), true);
});

test("L16 a big board on a slow line gets longer each time", async () => {
  const { time, sockets, told, link } = bench({ random: () => 0 });
  link.start();
  const lives = [];
  for (let tries = 0; tries < 4; tries += 1) {
    sockets.at(-1).accept();
    told.splice(0);
    const before = time.now();
    while (!told.includes(1006)) await time.run(1_000);
    lives.push(time.now() - before);
  }
  assert.deepEqual(lives, [12_000, 24_000, 48_000, 60_000]);
});

test("L23 the server's wait comes before the jitter, once", async () => {
  const { time, sockets, link } = await live();
  link.later(3_000);
  sockets[0].end(4503);
  await time.run(3_499);
  assert.equal(sockets.length, 1);
  await time.run(1);
  assert.equal(sockets.length, 2);
  sockets[1].end();
  await time.run(800);
  assert.equal(sockets.length, 3);
});

test("L16 a socket that cannot be made at all is tried again", async () => {
  let tries = 0;
  const warn = console.warn;
  console.warn = () => {};
  const { time, told, link } = bench({ open: () => { tries += 1; throw new Error("no"); } });
  link.start();
  await time.run(1_300);
  console.warn = warn;
  assert.equal(tries, 3);
  assert.deepEqual(told, [1006, 1006, 1006]);
});

test("L16 a stopped link is silent, timers and all", async () => {
  const { time, page, sockets, link } = await live();
  link.stop();
  page.wake();
  await time.run(100_000);
  assert.equal(sockets.length, 1);
  assert.equal(sockets[0].closed, true);
  assert.deepEqual(time.waits(), []);
});

test("L13 what is no frame is not handed on", async () => {
  const { sockets, told } = await live();
  sockets[0].onmessage({ data: "{broken" });
  sockets[0].tell({ not: "a frame" }, null, "beat");
  assert.deepEqual(told, []);
});
