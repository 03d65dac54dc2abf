// The browser's side of the live socket: what you do is kept, sent, answered and shown, whatever the network does.

import { statusOf } from "./badge.js";
import { createTimers } from "./clock.js";
import { AGAIN, COMES_BACK, FINAL, NEW_VERSION, OVER_FOR_GOOD } from "./codes.js";
import { connect as openSocket } from "./connect.js";
import { createEmitter } from "./emitter.js";
import { createLink } from "./link.js";
import { createPage } from "./page.js";
import { createPresence } from "./presence.js";
import { createSender } from "./sender.js";
import { createState } from "./state.js";
import { createStore } from "./store.js";
import { createView } from "./view.js";

const PROTOCOL = 1;
/** So often one connection may fail to bring us up to date before a new one is made. */
const HELLOS = 3;
/** So long an answer may take on a connection that is alive, in milliseconds. */
const PATIENCE = 30_000;

/**
 * Make the room of one person in one workshop; nothing happens before `start()`.
 *
 * Events: "change" ([[kind, id]…], whole, isOwn) · "status" (see badge.js) · "done" {op, name, payload, version, result} ·
 * "refused" {op, name, payload, code, details} · "live" {version} · "here", "around" board people (see docs/protocol.md) · "bye" {code} · "reload".
 * @param {object} options
 * @param {string} options.socket the socket's path
 * @param {string} options.workshop public id
 * @param {string} options.person public id of who sits here
 * @param {string[]} options.boards public ids of the boards this page shows
 * @param {(path: string) => WebSocket} [options.connect]
 * @param {ReturnType<typeof createStore>} [options.store]
 * @param {() => number} [options.random] like Math.random
 * @param {ReturnType<typeof createTimers>} [options.timers]
 * @param {ReturnType<typeof createPage>} [options.page]
 */
export function createRoom({
  socket,
  workshop,
  person,
  boards,
  connect = openSocket,
  store = createStore({ workshop, person }),
  random = Math.random,
  timers = createTimers(),
  page = createPage(),
}) {
  const { on, emit } = createEmitter();
  const state = createState();
  const link = createLink({ open: () => connect(socket), timers, random, page, on: { open: greet, frame: take, down } });
  const sender = createSender({ store, send: link.send, timers, random, onchange: look, emit });
  const view = createView({
    state,
    own: sender.shown,
    person,
    onchange: (...facts) => emit("change", ...facts),
  });

  const presence = createPresence({ timers, send: (place) => isLive && link.send(["here", { board: boards[0], ...place }]) });

  let isLive = false;
  let isCatching = false;
  let hellos = 0;
  let behind = null;
  let offset = null;
  let ended = null;
  let hasTried = false;
  let told = "";

  function start() {
    link.start();
    sender.load();
  }

  function stop() {
    link.stop();
    page.warn?.(false);
  }

  function greet() {
    hellos = 0;
    hello();
  }

  // The page never reloads to catch up: it asks for what it lacks (L4, L5).
  function hello() {
    hellos += 1;
    if (hellos > HELLOS) {
      link.drop(1006);
      return;
    }
    isCatching = true;
    link.catching();
    link.send(["hello", { v: PROTOCOL, ...state.since(), boards, person }]);
  }

  const here = (facts) => emit("here", facts);
  const around = (onBoard, people) => emit("around", onBoard, people);
  const FRAMES = { changes, live, done, refused, beat, bye, here, around, reload: () => emit("reload") };

  // What a newer server says beyond this is not for us.
  function take([name, ...fields]) {
    if (Object.hasOwn(FRAMES, name)) FRAMES[name](...fields);
  }

  function changes(from, to, rows) {
    const unsure = isCatching ? state.unsure() : [];
    const outcome = state.apply(from, to, rows, isCatching);
    if (outcome === "gap" && !isCatching) hello();
    if (outcome !== "applied") return;
    sender.settle(to);
    view.redraw([...unsure, ...rows], from === 0);
  }

  function live(version, mark) {
    if (version !== state.version) {
      state.forget();
      hello();
      return;
    }
    state.note(version, mark);
    if (isLive && !isCatching) return;
    isLive = true;
    isCatching = false;
    hasTried = true;
    hellos = 0;
    link.caughtUp();
    sender.live();
    sender.load();
    presence.again();
    emit("live", { version });
  }

  function done(op, version, result) {
    sender.done(op, version, result, state.version);
  }

  function refused(op, code, details) {
    if (op !== null) sender.refused(op, code, details);
    else if (isCatching && AGAIN.has(code)) link.drop(1006);
  }

  // Answered here and not by a timer: timers of hidden tabs sleep (L16).
  function beat(head, now) {
    link.send(["at", state.version ?? 0]);
    offset = now - timers.now();
    // The frame may be on its way; a second beat without it means that it is lost.
    const isLate = !isCatching && state.version !== null && head > state.version;
    const isLost = isLate && behind === state.version;
    behind = isLate ? state.version : null;
    if (isLost) hello();
    // Every op is answered (L2): a connection on which one is not has lost something.
    if (sender.isUnanswered(PATIENCE)) link.drop(1006);
  }

  function bye(code, advice) {
    if (advice?.after) link.later(advice.after);
    if (advice?.retry === false) end(FINAL.get(code) ?? "closed");
    link.drop(code);
  }

  function down(code) {
    isLive = false;
    isCatching = false;
    hasTried = true;
    behind = null;
    sender.down();
    // Who comes and goes meanwhile is not told to us.
    for (const one of boards) around(one, []);
    if (FINAL.has(code)) end(FINAL.get(code));
    if (code >= 4000) emit("bye", { code });
    if (code === NEW_VERSION) emit("reload");
    look();
  }

  function end(why) {
    ended ??= why;
    link.retire();
    if (OVER_FOR_GOOD.has(ended)) sender.over();
  }

  /** Words that could not be saved: handed back by a refusal, or left when nothing will be sent any more. */
  function kept() {
    const isUnsent = ended !== null && !COMES_BACK.has(ended);
    return [...sender.handedBack(), ...(isUnsent ? sender.unsent(ended) : [])];
  }

  function status() {
    return statusOf({ isLive, ended, waiting: sender.waiting(), kept: kept().length });
  }

  function look() {
    view.redraw();
    const facts = status();
    const text = JSON.stringify(facts);
    // While the page opens there is nothing to say yet, unless there are words to speak for.
    const isEarly = !hasTried && !facts.waiting && !facts.kept;
    if (isEarly || text === told) return;
    told = text;
    page.warn?.(facts.waiting > 0);
    emit("status", facts);
  }

  return {
    start,
    stop,
    on,
    /** Do something: shown at once, kept, sent as soon as the network allows. Takes the draft's key; returns the op. */
    say: sender.say,
    /** Records of a kind in reading order; what was not answered yet has `pending: true`. */
    records: view.records,
    record: view.record,
    /** Say where this person is on the board, and whether they write: `{at, typing}`. Nothing of it is kept. */
    here: presence.say,
    status,
    kept,
    /** Forget words that `kept` offered. */
    letGo: (op) => sender.letGo(op, ended !== null),
    /** Words typed and not yet said: get(key), set(key, text), remove(key), all promises. */
    drafts: store.drafts,
    /** The server's time in milliseconds, or null before the first beat (L22). */
    now: () => (offset === null ? null : timers.now() + offset),
    get version() {
      return state.version;
    },
  };
}
