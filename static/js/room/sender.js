// Sees every command through: kept first, sent in order, repeated until it is answered, handed back if refused.

import { newId } from "../lib/ids.js";
import { clean } from "../lib/text.js";
import { backoff, LONGEST_HIDDEN } from "./backoff.js";
import { AGAIN, ALONE } from "./codes.js";
import { createOutbox } from "./outbox.js";
import { createTray } from "./tray.js";
import { wordsOf } from "./words.js";

/** The largest frame the server takes, in bytes (rule L13). */
export const FRAME_LIMIT = 16_384;

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./store.js").createStore>} options.store
 * @param {(frame: any[]) => void} options.send
 * @param {{now: Function, setTimeout: Function, clearTimeout: Function}} options.timers
 * @param {() => number} options.random
 * @param {() => void} options.onchange what is waiting, kept or shown has changed
 * @param {(event: string, fact: object) => void} options.emit
 */
export function createSender({ store, send, timers, random, onchange, emit }) {
  const outbox = createOutbox();
  const tray = createTray();
  let isLive = false;
  let isLoaded = false;
  let isOver = false;
  let timer = null;

  function say(name, payload, draft = null) {
    const entry = { op: newId(), name, payload: cleaned(payload) };
    if (isOver && !wordsOf(entry.payload)) return entry.op;
    if (sizeOf([name, entry.op, entry.payload]) > FRAME_LIMIT) turnAway(entry, draft);
    else keep(outbox.add(entry), draft);
    onchange();
    return entry.op;
  }

  // Written first, sent second: what was sent can then always be sent again.
  async function keep(entry, draft) {
    try {
      entry.place = await store.add(entry, draft);
      entry.written = true;
    } catch {
      entry.written = false;
      entry.draft = draft;
    }
    onchange();
    pump();
  }

  // The page learns of it as of any other refusal: after it knows the op.
  function turnAway(entry, draft) {
    finish(entry, tray.words(entry, "too-large"));
    if (draft !== null) store.drafts.remove(draft);
    queueMicrotask(() => emit("refused", { ...entry, code: "too-large", details: {} }));
  }

  /** Take up what another tab, or this page before a crash, has left. */
  async function load() {
    try {
      const stored = await store.load();
      tray.adopt(stored.tray);
      outbox.adopt(stored.outbox);
    } catch {
      // Nothing can be read: there is only what this page holds.
    }
    isLoaded = true;
    if (isOver) dropWordless();
    onchange();
    pump();
  }

  // A move that will never be sent leaves nothing to keep, and nothing to warn of.
  function dropWordless() {
    for (const { op } of outbox.waiting().filter(({ payload }) => !wordsOf(payload))) {
      outbox.letGo(op);
      store.remove(op).catch(() => {});
    }
  }

  function pump() {
    timers.clearTimeout(timer);
    if (!isLive || !isLoaded) return;
    const now = timers.now();
    for (const entry of outbox.due(now)) {
      entry.flying = true;
      entry.sentAt = now;
      send([entry.name, entry.op, entry.payload]);
    }
    const next = outbox.nextDue(now);
    if (next !== null) timer = timers.setTimeout(pump, next - now);
  }

  function done(op, version, result, mine) {
    const entry = outbox.done(op, version, mine);
    if (!entry) return;
    finish(entry, result?.conflict ? tray.words(entry, "conflict", result.conflict.mine) : null);
    onchange();
    emit("done", { op, name: entry.name, payload: entry.payload, version, result: result ?? {} });
    pump();
  }

  function refused(op, code, details) {
    const entry = outbox.find(op);
    if (!entry) return;
    if (AGAIN.has(code)) again(entry, code);
    else fail(op, code, details ?? {});
    pump();
  }

  function again(entry, code) {
    const isAlone = code === ALONE;
    const wait = backoff(entry.tries, random, isAlone ? LONGEST_HIDDEN : undefined);
    outbox.again(entry, timers.now() + wait, !isAlone);
    onchange();
  }

  // An edit of what was never added has nowhere to go: its words are handed back as well.
  function fail(op, code, details) {
    const lost = outbox.fail(op);
    for (const entry of lost) finish(entry, tray.words(entry, code, entry.op === op ? details.text : null));
    onchange();
    for (const entry of lost) {
      emit("refused", { op: entry.op, name: entry.name, payload: entry.payload, code, details });
    }
  }

  function finish(entry, words) {
    if (words) tray.put(words);
    const write = words ? store.hand(entry.op, words) : store.remove(entry.op);
    // What could not be removed is sent once more some day, and answered the same.
    write.catch(() => {});
    if (entry.draft) store.drafts.clear(entry.draft);
  }

  return {
    say,
    load,
    done,
    refused,
    /** The connection is up to date: everything that waits may go. */
    live() {
      isLive = true;
      outbox.settle(Infinity);
      pump();
    },
    /** Nothing will ever be sent again: only words are kept, to be copied. */
    over() {
      isOver = true;
      dropWordless();
    },
    /** The connection is gone: what was on its way will be sent again. */
    down() {
      isLive = false;
      timers.clearTimeout(timer);
      outbox.landed();
    },
    /** Tell whether the server owes an answer for longer than this, in milliseconds. */
    isUnanswered: (patience) =>
      outbox.waiting().some((entry) => entry.flying && timers.now() - entry.sentAt >= patience),
    /** The rows of all versions up to this one are here. */
    settle: outbox.settle,
    shown: outbox.shown,
    waiting: outbox.waiting,
    handedBack: tray.all,
    /** Unsent words, in the shape of the tray, for when nothing will be sent any more. */
    unsent: (why) => outbox.waiting().map((entry) => tray.words(entry, why)).filter(Boolean),
    letGo(op, evenUnsent) {
      tray.letGo(op);
      if (evenUnsent) outbox.letGo(op);
      store.letGo(op).catch(() => {});
      onchange();
    },
  };
}

function cleaned(payload) {
  const clear = (value) => (typeof value === "string" ? clean(value) : value);
  return Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, clear(value)]));
}

function sizeOf(frame) {
  return new TextEncoder().encode(JSON.stringify(frame)).length;
}
