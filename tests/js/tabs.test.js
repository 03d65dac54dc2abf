import assert from "node:assert/strict";
import test from "node:test";

import { findTab } from "../../static/js/room/tabs.js";
import { createTime } from "./support/time.js";

/** A browser: its tabs talk over channels, at once. */
function createBrowser() {
  const open = new Set();
  const time = createTime();
  class Channel {
    constructor(name) {
      this.name = name;
      open.add(this);
    }

    postMessage(data) {
      for (const other of [...open]) if (other !== this && other.name === this.name) other.onmessage({ data });
    }
  }
  return { Channel, time, closeAll: () => open.clear() };
}

function createSession(kept = new Map()) {
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) };
}

async function load({ Channel, time }, ...sessions) {
  const tabs = sessions.map((session) => findTab({ name: "room", session, locks: null, Channel, timers: time }));
  await time.run(200);
  return Promise.all(tabs);
}

test("a tab that is loaded again is the same tab", async () => {
  const browser = createBrowser();
  const session = createSession();
  const [before] = await load(browser, session);
  browser.closeAll();
  const [after] = await load(browser, session);
  assert.deepEqual(after, { id: before.id, others: new Set() });
});

test("a duplicated tab takes an id of its own and knows that the first one lives", async () => {
  const browser = createBrowser();
  const session = createSession();
  const [first] = await load(browser, session);
  const copy = createSession(new Map(session.kept));
  const [second] = await load(browser, copy);
  assert.notEqual(second.id, first.id);
  assert.deepEqual(second.others, new Set([first.id]));
  browser.closeAll();
  assert.equal((await load(browser, copy))[0].id, second.id);
});

test("of two tabs that open with one id at once, one keeps it", async () => {
  const browser = createBrowser();
  const session = createSession();
  const [before] = await load(browser, session);
  browser.closeAll();
  const copies = [createSession(new Map(session.kept)), createSession(new Map(session.kept))];
  const ids = (await load(browser, ...copies)).map(({ id }) => id);
  assert.equal(new Set(ids).size, 2);
  assert.equal(ids.filter((id) => id === before.id).length, 1);
});

test("a browser without channels has one id for all tabs and knows of nobody", async () => {
  assert.deepEqual(await findTab({ name: "room", session: createSession(), locks: null, Channel: null }), { id: "tab_shared", others: null });
});

/** A browser with locks: each is one tab's, until that closes; who asks for one waits. */
function createLocks() {
  const held = new Map();
  const waiting = [];
  const take = ({ name, keep, tab }) => {
    held.set(name, tab);
    keep();
  };
  return {
    of: (tab) => ({
      request: (name, { signal }, keep) =>
        new Promise((_, reject) => {
          const asked = { name, keep, tab };
          if (!held.has(name)) return take(asked);
          waiting.push(asked);
          signal.addEventListener("abort", () => {
            waiting.splice(waiting.indexOf(asked), 1);
            reject(signal.reason);
          });
        }),
      query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
    }),
    close(tab) {
      for (const [name, by] of held) if (by === tab) held.delete(name);
      for (const asked of [...waiting]) if (!held.has(asked.name)) take(asked);
    },
  };
}

async function loadLocked(locks, tab, session, during = () => {}) {
  const time = createTime();
  const found = findTab({ name: "room", session, locks: locks.of(tab), timers: time });
  await time.run(50);
  during();
  await time.run(400);
  return found;
}

test("with locks a duplicated tab takes an id of its own, however busy the first one is", async () => {
  const locks = createLocks();
  const session = createSession();
  const first = await loadLocked(locks, 1, session);
  const copy = createSession(new Map(session.kept));
  const second = await loadLocked(locks, 2, copy);
  assert.notEqual(second.id, first.id);
  assert.deepEqual(second.others, new Set([first.id]));
  assert.equal(copy.getItem("journeyroom tab"), second.id);
});

test("with locks a tab that is loaded again is the same tab, also where the page before takes a moment to go", async () => {
  const locks = createLocks();
  const session = createSession();
  const before = await loadLocked(locks, 1, session);
  const after = await loadLocked(locks, 2, session, () => locks.close(1));
  assert.deepEqual(after, { id: before.id, others: new Set() });
  assert.deepEqual((await loadLocked(locks, 3, createSession())).others, new Set([before.id]));
});
