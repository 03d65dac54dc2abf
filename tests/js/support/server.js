// A small server that keeps the protocol's promises over a network that does not keep its own.

import { BOARD } from "./room.js";
import { Socket } from "./wire.js";

const AGAIN = ["rate", "busy", "internal", "draining"];
const STEP = 1 << 20;
const BEAT = 5_000;

/**
 * @param {{timers: object, random: () => number, faults: Faults}} options
 * @typedef {{cut: number, drop: number, twice: number, again: number, late: number}} Faults
 *   chances per frame: the line is cut, a frame of changes is lost or sent twice, a command is put off;
 *   late = the longest time a frame travels, in milliseconds
 */
export function createServer({ timers, random, faults }) {
  const open = new Set();
  let rows = new Map();
  let log = [];
  let answers = new Map();
  const effects = new Map();
  const chance = (share) => random() < share;

  const server = {
    faults,
    effects,
    get head() {
      return log.length;
    },
    get log() {
      return log;
    },
    rows: () => [...rows.values()].filter((row) => row.record).map((row) => row.record),
    connect,
    /** Everybody is thrown out. */
    restart: () => {
      for (const line of [...open]) line.cut(1006);
    },
    backup: () => structuredClone({ rows, log, answers }),
    /** The database goes back to an earlier day; what happens from now on is another story. */
    restore: (copy) => {
      ({ rows, log, answers } = structuredClone(copy));
      server.restart();
    },
  };

  function beat() {
    // As the hub does: with a beat, the mark is told again.
    for (const line of open) {
      if (line.greeted) line.down(["live", server.head, log.at(-1)?.mark ?? ""], ["beat", server.head, timers.now()]);
    }
    timers.setTimeout(beat, BEAT);
  }

  function connect() {
    const socket = new Socket();
    const line = createLine(socket);
    socket.send = line.up;
    socket.close = () => line.leave();
    line.later(() => {
      open.add(line);
      socket.accept();
    });
    return socket;
  }

  // Frames travel for a while, in order; a cut loses all that are on their way, in both directions.
  function createLine(socket) {
    let alive = true;
    const arrives = { up: 0, down: 0 };
    const line = {
      greeted: false,
      later: (work, way = "up") => {
        arrives[way] = Math.max(arrives[way], timers.now() + random() * faults.late);
        timers.setTimeout(() => alive && work(), arrives[way] - timers.now());
      },
      up: (text) => {
        if (chance(faults.cut)) line.cut();
        else line.later(() => take(line, JSON.parse(text)));
      },
      down: (...frames) => {
        for (const frame of frames) line.later(() => socket.tell(frame), "down");
      },
      cut: (code = 1006) => {
        if (!alive) return;
        line.leave();
        timers.setTimeout(() => socket.end(code), random() * faults.late);
      },
      leave: () => {
        alive = false;
        open.delete(line);
      },
    };
    return line;
  }

  function take(line, [name, op, payload]) {
    if (name === "hello") greet(line, op);
    else if (name === "at") return;
    else if (!answers.has(op) && chance(faults.again)) {
      line.down(["refused", op, AGAIN[Math.floor(random() * AGAIN.length)], {}]);
    } else answer(line, name, op, payload);
  }

  function greet(line, { since, mark }) {
    const isKnown = since !== null && since > 0 && log[since - 1]?.mark === mark;
    const from = isKnown ? since : 0;
    const newer = [...rows.values()].filter((row) => row.version > from && (isKnown || row.record));
    if (!isKnown || server.head > from) line.down(changes(isKnown ? from + 1 : 0, newer));
    line.down(["live", server.head, log.at(-1)?.mark ?? ""]);
    line.greeted = true;
  }

  function answer(line, name, op, payload) {
    const before = server.head;
    if (!answers.has(op)) answers.set(op, carryOut(name, op, payload));
    // Sometimes the line dies between the commit and the answer.
    if (chance(faults.cut)) line.cut();
    line.down(answers.get(op));
    if (server.head > before) publish(server.head);
  }

  function publish(version) {
    const newer = [...rows.values()].filter((row) => row.version === version);
    for (const line of open) {
      if (!line.greeted || chance(faults.drop)) continue;
      line.down(changes(version, newer));
      if (chance(faults.twice)) line.down(changes(version, newer));
    }
  }

  function changes(from, touched) {
    return ["changes", from, server.head, touched.map(({ kind, id, record }) => [kind, id, structuredClone(record)])];
  }

  function carryOut(name, op, payload) {
    const outcome = COMMANDS[name](payload);
    if (outcome.refused) return ["refused", op, outcome.refused, outcome.details ?? {}];
    if (outcome.touched.length === 0) return ["done", op, null, outcome.result ?? {}];
    const version = log.length + 1;
    log.push({ op, name, payload, mark: `mark ${version} ${random()}` });
    effects.set(op, (effects.get(op) ?? 0) + 1);
    for (const [id, record] of outcome.touched) rows.set(id, { kind: "note", id, record, version });
    return ["done", op, version, outcome.result ?? {}];
  }

  const COMMANDS = {
    "note.add": ({ note, stage, row, text, after }) => {
      if (rows.has(note)) return { refused: "conflict" };
      const record = { id: note, board: BOARD, stage, row, text, about: null, author: null };
      return { touched: placed(record, after) };
    },
    "note.edit": ({ note, was, text }) => {
      const found = rows.get(note);
      if (!found) return { refused: "not-found" };
      if (!found.record) return { refused: "gone", details: { text } };
      if (found.record.text === text || was === text) return { touched: [] };
      if (found.record.text !== was) return { touched: [], result: { conflict: { mine: text, theirs: found.record.text } } };
      return { touched: [[note, { ...found.record, text }]] };
    },
    "note.move": ({ note, stage, row, after }) => {
      const found = rows.get(note);
      if (!found) return { refused: "not-found" };
      if (!found.record) return { refused: "gone" };
      return { touched: placed({ ...found.record, stage, row }, after) };
    },
    "note.remove": ({ note }) => {
      const found = rows.get(note);
      if (!found) return { refused: "not-found" };
      return { touched: found.record ? [[note, null]] : [] };
    },
  };

  // The place of a record in its cell; the whole cell gets new keys, which is simple and touches many rows.
  function placed(record, after) {
    const near = server
      .rows()
      .filter((other) => other.stage === record.stage && other.row === record.row && other.id !== record.id)
      .sort((one, other) => one.order - other.order);
    const found = near.findIndex((other) => other.id === after);
    const at = after === "" ? 0 : found === -1 ? near.length : found + 1;
    near.splice(at, 0, record);
    return near.map((one, index) => [one.id, { ...one, order: STEP * (index + 1) }]);
  }

  beat();
  return server;
}
