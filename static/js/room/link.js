// Keeps one socket open for as long as the page lives: notices silence, waits, and connects again (rule L16).

import { backoff, LONGEST, LONGEST_HIDDEN } from "./backoff.js";

const TICK = 1_000;
const OPENING = 4_000;
const SILENCE = 12_000;
/** After a wake a missed beat is enough: the network may have changed while the page slept. */
const SILENCE_AT_WAKE = 7_000;
/** A big board over a slow line comes as one long frame; give it longer each time. */
const LONGEST_CATCH_UP = 60_000;
/** A connection that lived this long was a good one: the next wait is a first one again. */
const GOOD = 5_000;

/**
 * @param {object} options
 * @param {() => WebSocket} options.open
 * @param {{now: Function, setTimeout: Function, clearTimeout: Function}} options.timers
 * @param {() => number} options.random
 * @param {{onwake: Function, onlost?: Function, hidden: () => boolean}} options.page
 * @param {{open: () => void, frame: (frame: any[]) => void, down: (code: number) => void}} options.on
 */
export function createLink({ open, timers, random, page, on }) {
  let running = false;
  let socket = null;
  let isOpen = false;
  let startedAt = 0;
  let heardAt = 0;
  let catchingSince = null;
  let goodSince = null;
  let tries = 0;
  let slowTries = 0;
  let leastWait = 0;
  let retry = null;
  let ticker = null;
  let unwake = null;
  let unlost = null;

  function start() {
    if (running) return;
    running = true;
    unwake = page.onwake(wake);
    unlost = page.onlost?.(() => socket && drop(1006));
    tick();
    attempt();
  }

  function stop() {
    retire();
    if (socket) drop(1000);
  }

  /** Do not connect again once this connection is gone. */
  function retire() {
    running = false;
    unwake?.();
    unlost?.();
    timers.clearTimeout(ticker);
    timers.clearTimeout(retry);
    retry = null;
  }

  function attempt() {
    retry = null;
    startedAt = timers.now();
    isOpen = false;
    try {
      socket = open();
    } catch (error) {
      console.warn("The socket could not be opened.", error);
      drop(1006);
      return;
    }
    listen(socket);
  }

  // A socket that was given up may still speak: only the present one is heard.
  function listen(mine) {
    mine.onopen = () => {
      if (mine !== socket) return;
      isOpen = true;
      heardAt = timers.now();
      catching();
      on.open();
    };
    mine.onmessage = ({ data }) => {
      if (mine !== socket) return;
      heardAt = timers.now();
      const frame = parse(data);
      if (Array.isArray(frame)) on.frame(frame);
    };
    mine.onclose = ({ code }) => {
      if (mine === socket) drop(code);
    };
  }

  /** Give the connection up without waiting for its close: a dead network never tells. */
  function drop(code) {
    const old = socket;
    socket = null;
    if (catchingSince !== null && isOpen) slowTries += 1;
    if (goodSince !== null && timers.now() - goodSince >= GOOD) tries = 0;
    isOpen = false;
    catchingSince = null;
    goodSince = null;
    try {
      old?.close();
    } catch {
      // It was never open.
    }
    on.down(code);
    if (running) wait();
  }

  function wait() {
    const bound = page.hidden() ? LONGEST_HIDDEN : LONGEST;
    const time = leastWait + backoff(tries, random, bound);
    tries += 1;
    leastWait = 0;
    timers.clearTimeout(retry);
    retry = timers.setTimeout(attempt, time);
  }

  function tick() {
    ticker = timers.setTimeout(tick, TICK);
    look(SILENCE);
  }

  function look(silence) {
    if (!socket) return;
    const now = timers.now();
    if (!isOpen) {
      if (now - startedAt >= OPENING) drop(1006);
      return;
    }
    const isSlow = catchingSince !== null;
    const patience = isSlow ? Math.min(LONGEST_CATCH_UP, SILENCE * 2 ** slowTries) : silence;
    if (now - (isSlow ? catchingSince : heardAt) >= patience) drop(1006);
  }

  function wake() {
    if (!running) return;
    look(SILENCE_AT_WAKE);
    if (socket) return;
    tries = 0;
    timers.clearTimeout(retry);
    attempt();
  }

  /** The room has asked for what it lacks: from now on it is late, not only silent. */
  function catching() {
    catchingSince ??= timers.now();
  }

  /** The room has everything. */
  function caughtUp() {
    catchingSince = null;
    slowTries = 0;
    goodSince ??= timers.now();
  }

  function send(frame) {
    if (socket && isOpen) socket.send(JSON.stringify(frame));
  }

  return {
    start,
    stop,
    retire,
    send,
    drop,
    catching,
    caughtUp,
    /** The server asks to stay away for so many milliseconds after this connection. */
    later: (milliseconds) => {
      leastWait = milliseconds;
    },
  };
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
