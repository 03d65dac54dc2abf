// One room on a bench: a fake socket, a fake clock, a store in memory, and everything it tells written down.

import { createRoom } from "../../../static/js/room/room.js";
import { createMemoryStore } from "../../../static/js/room/store.js";
import { createTime } from "./time.js";
import { createPage, Socket } from "./wire.js";

export const BOARD = "m_ends";
export const ANN = "p_ann";

/** A note as the server sends it. */
export function note(id, text, more = {}) {
  const record = { id, board: BOARD, stage: "s_one", row: "pains", text, order: 1024, about: null, author: null };
  return ["note", id, { ...record, ...more }];
}

/**
 * @param {object} [more] options of createRoom that differ
 */
export function createBench(more = {}) {
  const time = more.timers ?? createTime();
  const page = createPage();
  const store = more.store ?? createMemoryStore();
  const sockets = [];
  const told = [];
  const room = createRoom({
    socket: "/ws/workshops/w_one/",
    workshop: "w_one",
    person: ANN,
    boards: [BOARD],
    store,
    page,
    timers: time,
    random: () => 0.5,
    connect: () => {
      sockets.push(new Socket());
      return sockets.at(-1);
    },
    ...more,
  });
  for (const event of ["change", "status", "done", "refused", "live", "bye", "reload"]) {
    room.on(event, (...facts) => told.push([event, ...facts]));
  }

  const bench = {
    room,
    page,
    store,
    time,
    sockets,
    told,
    get socket() {
      return sockets.at(-1);
    },
    /** Facts of one event, in the order they were told. */
    heard: (event) => told.filter(([name]) => name === event).map(([, ...facts]) => facts[0]),
    /** Connect and bring the room up to date with these rows. */
    async greet(rows = [], version = 10, mark = `mark ${version}`) {
      bench.socket.accept();
      bench.socket.take();
      bench.socket.tell(["changes", 0, version, rows], ["live", version, mark]);
      await time.run(0);
    },
    async start(rows, version) {
      room.start();
      await time.run(0);
      await bench.greet(rows, version);
      return bench;
    },
    /** Say something and let it be written. */
    async say(name, payload) {
      const op = room.say(name, payload);
      await time.run(0);
      return op;
    },
    /** Let the network fail and connect again, not yet greeted. */
    async cut(code) {
      const before = sockets.length;
      bench.socket.end(code);
      await time.run(1_000);
      if (sockets.length === before) throw new Error("no new connection");
    },
  };
  return bench;
}
