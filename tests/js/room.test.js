// The whole room against a server that the test plays by hand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createMemoryStore } from "../../static/js/room/store.js";
import { ANN, BOARD, createBench, note } from "./support/room.js";

const EDIT = { note: "n1", was: "one", text: "mine" };
const FIRST = [note("n1", "one"), note("n2", "two", { order: 2048 })];
const texts = (room) => room.records("note").map(({ text }) => text);

async function live(more) {
  return createBench(more).start(FIRST, 10);
}

// Greeting and catching up

test("L5 the first frame asks for everything, with the boards this page shows", async () => {
  const { room, socket, time, sockets } = createBench();
  assert.equal(socket, undefined);
  room.start();
  await time.run(0);
  sockets[0].accept();
  assert.deepEqual(sockets[0].take(), [["hello", { v: 1, since: null, mark: null, boards: [BOARD], person: ANN }]]);
});

test("L5 after a cut the room asks for what is newer than it has, by version and mark", async () => {
  const bench = await live();
  await bench.cut();
  bench.socket.accept();
  assert.deepEqual(bench.socket.take(), [["hello", { v: 1, since: 10, mark: "mark 10", boards: [BOARD], person: ANN }]]);
});

test("L5 after changes the next hello still builds upon the version whose mark was told", async () => {
  const bench = await live();
  bench.socket.tell(["changes", 11, 11, [note("n1", "newer")]]);
  await bench.cut();
  bench.socket.accept();
  assert.deepEqual(bench.socket.take()[0][1], { v: 1, since: 10, mark: "mark 10", boards: [BOARD], person: ANN });
});

test("L5 a mark told again with a beat is built upon, and nothing is sent twice for it", async () => {
  const bench = await live();
  const op = await bench.say("note.edit", EDIT);
  assert.deepEqual(bench.socket.take(), [["note.edit", op, EDIT]]);
  bench.socket.tell(["changes", 11, 11, [note("n1", "newer")]], ["live", 11, "mark 11"]);
  assert.deepEqual(bench.socket.take(), []);
  await bench.cut();
  bench.socket.accept();
  assert.deepEqual(bench.socket.take()[0][1], { v: 1, since: 11, mark: "mark 11", boards: [BOARD], person: ANN });
});

test("who was around is gone with the connection: who comes and goes meanwhile is not told", async () => {
  const bench = await live();
  const around = [];
  bench.room.on("around", (on, people) => around.push([on, people.length]));
  bench.socket.tell(["around", BOARD, [{ name: "Ben" }]]);
  await bench.cut();
  assert.deepEqual(around, [[BOARD, 1], [BOARD, 0]]);
});

test("L3 live told again between done and its rows leaves the words where they are", async () => {
  const { room, socket, say, heard } = await live();
  const op = await say("note.edit", EDIT);
  socket.tell(["done", op, 11, {}], ["live", 10, "mark 10"]);
  assert.equal(room.record("note", "n1").text, "mine");
  assert.equal(heard("live").length, 1);
});

test("L5 what a restored database never knew is taken back at the next hello, and told to the page", async () => {
  const bench = await live();
  bench.socket.tell(["changes", 11, 11, [note("n1", "lost"), note("n9", "lost")]]);
  await bench.cut();
  bench.socket.accept();
  bench.told.splice(0);
  bench.socket.tell(["changes", 11, 12, [note("n2", "other")]], ["live", 12, "mark 12"]);
  assert.deepEqual(texts(bench.room), ["one", "other"]);
  assert.deepEqual(bench.told[0], ["change", [["note", "n1"], ["note", "n9"], ["note", "n2"]], false, false]);
});

test("L5 a restored database: everything is taken, also with a lower version, and the outbox stays", async () => {
  const bench = await live();
  bench.socket.end();
  const op = await bench.say("note.edit", EDIT);
  await bench.time.run(1_000);
  await bench.greet([note("n1", "restored")], 4, "another life");
  assert.equal(bench.room.version, 4);
  assert.deepEqual(texts(bench.room), ["mine"]);
  assert.deepEqual(bench.socket.take(), [["note.edit", op, EDIT]]);
});

test("L4 a frame from the past is dropped", async () => {
  const { room, socket, told } = await live();
  told.splice(0);
  socket.tell(["changes", 9, 10, [note("n1", "old")]]);
  assert.deepEqual(texts(room), ["one", "two"]);
  assert.deepEqual(told, []);
});

test("L4 the next frame is applied and told", async () => {
  const { room, socket, told } = await live();
  told.splice(0);
  socket.tell(["changes", 11, 12, [note("n1", "newer"), ["note", "n2", null]]]);
  assert.deepEqual(texts(room), ["newer"]);
  assert.equal(room.version, 12);
  assert.deepEqual(told, [["change", [["note", "n1"], ["note", "n2"]], false, false]]);
});

test("L4 a gap asks for what is missing on the same connection, once", async () => {
  const { room, socket, sockets } = await live();
  socket.tell(["changes", 12, 12, [note("n1", "later")]], ["changes", 13, 13, [note("n2", "later")]]);
  assert.deepEqual(texts(room), ["one", "two"]);
  assert.deepEqual(socket.take(), [["hello", { v: 1, since: 10, mark: "mark 10", boards: [BOARD], person: ANN }]]);
  socket.tell(["changes", 11, 13, [note("n1", "later"), note("n2", "later")]], ["live", 13, "mark 13"]);
  assert.deepEqual(texts(room), ["later", "later"]);
  assert.equal(sockets.length, 1);
});

test("L4 a server that never closes the gap is left after three tries", async () => {
  const { socket, sockets, time } = await live();
  socket.tell(["changes", 12, 12, []]);
  for (let tries = 0; tries < 3; tries += 1) socket.tell(["live", 12, "mark 12"]);
  assert.equal(socket.sent.filter(([name]) => name === "hello").length, 3);
  assert.equal(socket.closed, true);
  await time.run(5_000);
  assert.equal(sockets.length, 2);
});

test("L5 live for another version than mine asks for everything", async () => {
  const { socket } = await live();
  socket.tell(["live", 11, "mark 11"]);
  assert.deepEqual(socket.take(), [["hello", { v: 1, since: null, mark: null, boards: [BOARD], person: ANN }]]);
});

test("L11 everything sent anew while live replaces all, also at the same version", async () => {
  const { room, socket, told } = await live();
  told.splice(0);
  socket.tell(["changes", 0, 10, [note("n2", "two")]], ["live", 10, "mark 10"]);
  assert.deepEqual(texts(room), ["two"]);
  assert.deepEqual(told[0], ["change", [["note", "n2"]], true, false]);
});

test("L4 a beat that is ahead twice asks for what is missing", async () => {
  const { socket } = await live();
  socket.tell(["beat", 11, 1]);
  assert.deepEqual(socket.take(), [["at", 10]]);
  socket.tell(["beat", 11, 2]);
  assert.deepEqual(socket.take().map(([name]) => name), ["at", "hello"]);
});

test("L4 a beat that is ahead of a frame on its way asks for nothing", async () => {
  const { socket } = await live();
  socket.tell(["beat", 11, 1], ["changes", 11, 11, []], ["beat", 12, 2], ["changes", 12, 12, []], ["beat", 12, 3]);
  assert.deepEqual(socket.take().map(([name]) => name), ["at", "at", "at"]);
});

test("L13 a hello that the server could not answer now is tried again on a new connection", async () => {
  const bench = createBench();
  bench.room.start();
  await bench.time.run(0);
  bench.socket.accept();
  bench.socket.tell(["refused", null, "not-found", {}]);
  assert.equal(bench.socket.closed, false);
  bench.socket.tell(["refused", null, "internal", { log: "x" }]);
  await bench.time.run(1_000);
  assert.equal(bench.sockets.length, 2);
});

test("L13 frames of a newer server are passed over", async () => {
  const { room, socket, told } = await live();
  told.splice(0);
  socket.tell(["here", { board: BOARD }], ["toString", 1], ["__proto__"], []);
  assert.deepEqual(told, []);
  assert.equal(room.status().state, "saved");
});

// Beats and time

test("L16 a beat is answered in onmessage, without any timer", async () => {
  const { socket } = await live();
  socket.tell(["beat", 10, 1]);
  assert.deepEqual(socket.sent, [["at", 10]]);
});

test("L22 the room tells the server's time, whatever this machine's clock says", async () => {
  const { room, socket, time } = await live();
  assert.equal(room.now(), null);
  socket.tell(["beat", 10, 1_795_000_000_000]);
  await time.run(1_500);
  assert.equal(room.now(), 1_795_000_001_500);
});

test("L22 nothing sent tells this machine's time", async () => {
  const { room, socket, time } = await live();
  await time.run(3);
  room.say("note.edit", EDIT);
  await time.run(0);
  socket.tell(["beat", 10, 5]);
  assert.equal(JSON.stringify(socket.sent).includes(String(time.now()).slice(0, 7)), false);
});

// Commands

test("L17 a command is shown at once, written, and only then sent", async () => {
  const store = createMemoryStore();
  let written;
  const slow = { ...store, add: (entry) => new Promise((resolve) => { written = () => resolve(store.add(entry)); }) };
  const { room, socket, time } = await live({ store: slow });
  const op = room.say("note.edit", EDIT);
  assert.deepEqual(room.record("note", "n1"), { ...FIRST[0][2], text: "mine", pending: true });
  await time.run(100);
  assert.deepEqual(socket.sent, []);
  written();
  await time.run(0);
  assert.deepEqual(socket.sent, [["note.edit", op, EDIT]]);
});

test("L3 between done and its rows the words stay, and the badge says saved", async () => {
  const { room, socket, say, heard, told } = await live();
  const op = await say("note.edit", EDIT);
  assert.equal(room.status().state, "saving");
  told.splice(0);
  socket.tell(["done", op, 11, {}]);
  assert.deepEqual(room.record("note", "n1"), { ...FIRST[0][2], text: "mine" });
  assert.deepEqual(heard("done"), [{ op, name: "note.edit", payload: EDIT, version: 11, result: {} }]);
  assert.equal(room.status().state, "saved");
  socket.tell(["changes", 11, 11, [note("n1", "mine")]]);
  assert.deepEqual(room.record("note", "n1"), note("n1", "mine")[2]);
});

test("L3 rows that come before done do no harm", async () => {
  const { room, socket, say } = await live();
  const op = await say("note.edit", EDIT);
  socket.tell(["changes", 11, 11, [note("n1", "mine")]], ["done", op, 11, {}]);
  assert.deepEqual(room.record("note", "n1"), note("n1", "mine")[2]);
});

test("L19 a merged edit shows what was merged once its rows come", async () => {
  const { room, socket, say } = await live();
  const op = await say("note.edit", EDIT);
  socket.tell(["done", op, 12, { merged: true, text: "ours" }], ["changes", 11, 12, [note("n1", "ours")]]);
  assert.equal(room.record("note", "n1").text, "ours");
  assert.deepEqual(room.kept(), []);
});

test("L19 a conflict leaves the stored words and keeps mine in the tray, also over a reload", async () => {
  const { room, socket, say, store, time, heard } = await live();
  const op = await say("note.edit", EDIT);
  socket.tell(["changes", 11, 11, [note("n1", "theirs")]]);
  socket.tell(["done", op, null, { conflict: { mine: "mine", theirs: "theirs" } }]);
  assert.equal(room.record("note", "n1").text, "theirs");
  const kept = [{ op, name: "note.edit", payload: EDIT, code: "conflict", text: "mine" }];
  assert.deepEqual(room.kept(), kept);
  assert.deepEqual(heard("done")[0].result, { conflict: { mine: "mine", theirs: "theirs" } });
  await time.run(0);
  assert.deepEqual(await store.load(), { outbox: [], tray: kept });
});

test("L17 what was not answered is sent again after live with the same op", async () => {
  const bench = await live();
  const op = await bench.say("note.edit", EDIT);
  assert.deepEqual(bench.socket.take(), [["note.edit", op, EDIT]]);
  await bench.cut();
  bench.socket.accept();
  assert.deepEqual(bench.socket.take().map(([name]) => name), ["hello"]);
  bench.socket.tell(["changes", 11, 11, []], ["live", 11, "mark 11"]);
  assert.deepEqual(bench.socket.take(), [["note.edit", op, EDIT]]);
});

test("L2 an answer that comes again after a resend is harmless", async () => {
  const { room, socket, say, heard } = await live();
  const op = await say("note.edit", EDIT);
  socket.tell(["done", op, 11, {}], ["done", op, 11, {}], ["refused", op, "gone", { text: "mine" }]);
  assert.equal(heard("done").length, 1);
  assert.deepEqual(room.kept(), []);
});

test("L2 answers to what was never asked are passed over", async () => {
  const { room, socket, heard } = await live();
  socket.tell(["done", "op_unknown", 11, {}], ["refused", "op_other", "forbidden", {}], ["refused", null, "bad-message", {}]);
  assert.deepEqual([heard("done"), heard("refused"), room.kept()], [[], [], []]);
});

test("L2 a connection that beats but leaves an answer owing is given up", async () => {
  const { socket, sockets, say, time } = await live();
  await say("note.edit", EDIT);
  for (let beats = 0; beats < 6; beats += 1) {
    await time.run(5_000);
    socket.tell(["beat", 10, 1]);
  }
  assert.equal(socket.closed, true);
  await time.run(5_000);
  assert.equal(sockets.length, 2);
});

test("L18 add and edit offline are sent one after the other once live", async () => {
  const bench = await live();
  bench.socket.end();
  const add = { note: "n9", board: BOARD, stage: "s_one", row: "pains", text: "first", after: null, about: null };
  const one = await bench.say("note.add", add);
  const two = await bench.say("note.edit", { note: "n9", was: "first", text: "second" });
  assert.deepEqual(texts(bench.room), ["one", "two", "second"]);
  await bench.time.run(1_000);
  await bench.greet(FIRST, 10);
  assert.deepEqual(bench.socket.take().map(([, op]) => op), [one]);
  bench.socket.tell(["done", one, 11, {}]);
  assert.deepEqual(bench.socket.take().map(([, op]) => op), [two]);
});

for (const code of ["rate", "busy", "internal", "draining"]) {
  test(`L17 refused ${code}: the command stays and is tried again`, async () => {
    const { room, socket, say, time, heard } = await live();
    const op = await say("note.edit", EDIT);
    socket.take();
    socket.tell(["refused", op, code, {}]);
    assert.equal(room.status().state, "saving");
    assert.equal(room.record("note", "n1").text, "mine");
    assert.deepEqual(socket.sent, []);
    await time.run(500);
    assert.deepEqual(socket.take(), [["note.edit", op, EDIT]]);
    assert.deepEqual(heard("refused"), []);
  });
}

for (const code of ["bad-message", "forbidden", "not-now", "not-found", "closed", "full", "conflict", "something-new"]) {
  test(`L17 refused ${code}: the words move to the tray`, async () => {
    const { room, socket, say, heard, store, time } = await live();
    const op = await say("note.edit", EDIT);
    socket.tell(["refused", op, code, { field: "text" }]);
    assert.equal(room.record("note", "n1").text, "one");
    const kept = [{ op, name: "note.edit", payload: EDIT, code, text: "mine" }];
    assert.deepEqual(room.kept(), kept);
    assert.deepEqual(heard("refused"), [{ op, name: "note.edit", payload: EDIT, code, details: { field: "text" } }]);
    assert.deepEqual(room.status(), { state: "saved", waiting: 0, kept: 1, durable: true, why: null });
    await time.run(0);
    assert.deepEqual(await store.load(), { outbox: [], tray: kept });
  });
}

test("L20 refused gone: the text that was handed back is kept", async () => {
  const { room, socket, say } = await live();
  const op = await say("note.edit", EDIT);
  socket.tell(["refused", op, "gone", { text: "mine, cleaned" }]);
  assert.deepEqual(room.kept().map(({ code, text }) => [code, text]), [["gone", "mine, cleaned"]]);
});

test("L17 a refused command without words leaves nothing in the tray", async () => {
  const { room, socket, say, heard } = await live();
  const op = await say("note.remove", { note: "n1" });
  socket.tell(["refused", op, "forbidden", {}]);
  assert.deepEqual(room.kept(), []);
  assert.equal(heard("refused").length, 1);
  assert.deepEqual(texts(room), ["one", "two"]);
});

test("L18 a refused add hands back the later edits of the same note as well", async () => {
  const { room, socket, say, heard } = await live();
  const add = { note: "n9", board: BOARD, stage: "s_one", row: "pains", text: "first", after: null, about: null };
  const one = await say("note.add", add);
  await say("note.edit", { note: "n9", was: "first", text: "second" });
  await say("note.move", { note: "n9", stage: "s_two", row: "pains", after: null });
  socket.tell(["refused", one, "full", {}]);
  assert.deepEqual(room.kept().map(({ text, code }) => [text, code]), [["first", "full"], ["second", "full"]]);
  assert.deepEqual(heard("refused").map(({ name }) => name), ["note.add", "note.edit", "note.move"]);
  assert.deepEqual(texts(room), ["one", "two"]);
  assert.equal(room.status().waiting, 0);
});

test("L17 the tray is emptied by letting go, for good", async () => {
  const { room, socket, say, store, time } = await live();
  const op = await say("note.edit", EDIT);
  socket.tell(["refused", op, "forbidden", {}]);
  await time.run(0);
  room.letGo(op);
  await time.run(0);
  assert.deepEqual(room.kept(), []);
  assert.equal(room.status().kept, 0);
  assert.deepEqual(await store.load(), { outbox: [], tray: [] });
});

test("L13 words are cleaned before they are shown and sent", async () => {
  const { room, socket, say } = await live();
  await say("note.edit", { note: "n1", was: "one", text: "a\r\nb\u0000\ud800\u202ec" });
  assert.equal(room.record("note", "n1").text, "a\nbc");
  assert.deepEqual(socket.sent[0][2], { note: "n1", was: "one", text: "a\nbc" });
});

test("L13 the longest note that the server takes fits into a frame with what it was", async () => {
  const { socket, say } = await live();
  await say("note.edit", { note: "n".repeat(64), was: "👋".repeat(2000), text: "🙂".repeat(2000) });
  assert.equal(socket.sent.length, 1);
});

test("L13 a frame over 16 KiB is never sent: its words are handed back", async () => {
  const { room, socket, say, heard, store } = await live();
  const text = "x".repeat(20_000);
  const op = await say("note.edit", { note: "n1", was: "one", text });
  assert.deepEqual(socket.sent, []);
  assert.equal(room.record("note", "n1").text, "one");
  assert.deepEqual(heard("refused").map(({ code }) => code), ["too-large"]);
  assert.deepEqual(room.kept().map((words) => [words.op, words.text]), [[op, text]]);
  assert.equal(room.status().waiting, 0);
  assert.equal((await store.load()).outbox.length, 0);
});

// What outlives the page

test("L17 after a crash the next page shows and sends what was not answered, with the same op", async () => {
  const first = await live();
  const op = await first.say("note.edit", EDIT);
  const second = createBench({ store: first.store });
  await second.start(FIRST, 10);
  assert.equal(second.room.record("note", "n1").text, "mine");
  assert.deepEqual(second.socket.take(), [["note.edit", op, EDIT]]);
});

test("L17 nothing is sent before the store was read, so that order holds over a crash", async () => {
  const first = await live();
  const one = await first.say("note.edit", EDIT);
  let read;
  const store = { ...first.store, load: () => new Promise((resolve) => { read = () => resolve(first.store.load()); }) };
  const second = createBench({ store });
  const two = second.room.say("note.edit", { note: "n1", was: "mine", text: "mine too" });
  await second.start(FIRST, 10);
  assert.deepEqual(second.socket.take(), []);
  read();
  await second.time.run(0);
  assert.deepEqual(second.socket.take().map(([, op]) => op), [one]);
  second.socket.tell(["done", one, 11, {}]);
  assert.deepEqual(second.socket.take().map(([, op]) => op), [two]);
});

test("L17 two tabs of one person may both send a command; each drops it at its own answer", async () => {
  const one = await live();
  const op = await one.say("note.edit", EDIT);
  const two = createBench({ store: one.store });
  await two.start(FIRST, 10);
  assert.deepEqual(two.socket.take(), [["note.edit", op, EDIT]]);
  one.socket.tell(["done", op, 11, {}]);
  two.socket.tell(["done", op, 11, {}]);
  await two.time.run(0);
  assert.deepEqual([one.room.status().state, two.room.status().state], ["saved", "saved"]);
  assert.deepEqual((await one.store.load()).outbox, []);
});

test("L17 what a closed tab left is taken up at the next reconnect", async () => {
  const one = await live();
  const two = createBench({ store: one.store });
  two.room.start();
  const op = await two.say("note.edit", EDIT);
  two.room.stop();
  await one.cut();
  await one.greet(FIRST, 10);
  assert.deepEqual(one.socket.take(), [["note.edit", op, EDIT]]);
});

test("L17 drafts are the store's", async () => {
  const { room, store } = await live();
  await room.drafts.set("note:n1", "half");
  assert.equal(await store.drafts.get("note:n1"), "half");
});

test("L17 a draft goes with the command it was made into, and stays where that could not be written", async () => {
  const { room, store, say } = await live();
  await store.drafts.set("tab m_ends add s_one pains", "half");
  room.say("note.edit", EDIT, "tab m_ends add s_one pains");
  await Promise.resolve();
  assert.equal(await store.drafts.get("tab m_ends add s_one pains"), undefined);
  assert.equal((await store.load()).outbox.length, 1);
  await say("note.edit", { ...EDIT, text: "x".repeat(20_000) });
  assert.deepEqual(room.kept().map(({ code }) => code), ["too-large"]);
});

// The badge

test("L17 the badge: nothing while opening, then saved, saving, saved, offline with a count once it is kept, saved", async () => {
  const bench = createBench();
  const states = () => bench.heard("status").map(({ state, waiting }) => `${state} ${waiting}`);
  await bench.start(FIRST, 10);
  const op = await bench.say("note.edit", EDIT);
  bench.socket.tell(["done", op, 11, {}]);
  bench.socket.end();
  const later = await bench.say("note.remove", { note: "n2" });
  await bench.time.run(1_000);
  await bench.greet(FIRST, 12);
  bench.socket.tell(["done", later, 13, {}]);
  const expected = ["saved 0", "saving 1", "saved 0", "offline 0", "saving 1", "offline 1", "saving 1", "saved 0"];
  assert.deepEqual(states(), expected);
});

test("L17 the badge says offline when the first connection fails", async () => {
  const bench = createBench();
  bench.room.start();
  await bench.time.run(0);
  assert.deepEqual(bench.heard("status"), []);
  bench.socket.end();
  assert.deepEqual(bench.heard("status").map(({ state }) => state), ["offline"]);
});

test("L16 the badge says offline within 12 s of silence while somebody types", async () => {
  const { room, say, time } = await live();
  await say("note.edit", EDIT);
  await time.run(12_000);
  assert.deepEqual([room.status().state, room.status().waiting], ["offline", 1]);
});

test("L17 leaving warns exactly while something waits", async () => {
  const { page, socket, say, room } = await live();
  assert.equal(page.isWarning, false);
  const op = await say("note.edit", EDIT);
  assert.equal(page.isWarning, true);
  socket.tell(["done", op, 11, {}]);
  assert.equal(page.isWarning, false);
  await say("note.edit", EDIT);
  room.stop();
  assert.equal(page.isWarning, false);
});

test("L17 where nothing can be stored words are sent all the same, and offline that is a problem", async () => {
  const failing = () => Promise.reject(new Error("no store"));
  const store = { ...createMemoryStore(), load: failing, add: failing, remove: failing, hand: failing, letGo: failing };
  const bench = await live({ store });
  assert.equal(bench.room.status().state, "saved");
  const op = await bench.say("note.edit", EDIT);
  assert.deepEqual(bench.socket.take(), [["note.edit", op, EDIT]]);
  assert.deepEqual([bench.room.status().state, bench.room.status().durable], ["saving", false]);
  bench.socket.end();
  assert.deepEqual([bench.room.status().state, bench.room.status().why], ["problem", "memory"]);
  await bench.time.run(1_000);
  await bench.greet(FIRST, 10);
  bench.socket.tell(["refused", op, "forbidden", {}]);
  await bench.time.run(0);
  assert.deepEqual(bench.room.kept().map(({ text }) => text), ["mine"]);
  assert.equal(bench.room.status().state, "saved");
});

test("L17 a command refused again and again is a problem, and others go on", async () => {
  const { room, socket, say, time } = await live();
  const op = await say("note.edit", EDIT);
  for (let tries = 0; tries < 5; tries += 1) {
    socket.tell(["refused", op, "internal", { log: "x" }]);
    await time.run(2_000);
  }
  assert.deepEqual([room.status().state, room.status().why], ["problem", "stuck"]);
  socket.take();
  const other = await say("note.edit", { note: "n2", was: "two", text: "fine" });
  assert.equal(socket.sent.some(([, sent]) => sent === other), true);
  socket.tell(["done", op, 11, {}], ["done", other, 12, {}]);
  assert.equal(room.status().state, "saved");
});

// Goodbyes

// How many commands still wait afterwards: who may come back as themselves keeps all, others only words.
const FINAL = [[4401, "session", 2], [4403, "removed", 1], [4404, "none", 1], [4410, "archived", 1]];
for (const [code, why, waiting] of FINAL) {
  for (const way of ["bye", "close"]) {
    test(`L23 ${way} ${code}: no retry, and unsent words are offered`, async () => {
      const { room, socket, sockets, say, time, page, heard, store } = await live();
      const op = await say("note.edit", EDIT);
      await say("note.move", { note: "n2", stage: "s_one", row: "pains", after: "" });
      if (way === "bye") socket.tell(["bye", code, { retry: false, after: 0 }]);
      socket.end(code);
      await time.run(200_000);
      page.wake();
      assert.equal(sockets.length, 1);
      assert.deepEqual(heard("bye"), [{ code }]);
      assert.deepEqual(room.status(), { state: "problem", waiting, kept: 1, durable: true, why });
      assert.deepEqual(room.kept(), [{ op, name: "note.edit", payload: EDIT, code: why, text: "mine" }]);
      assert.equal((await store.load()).outbox.length, waiting);
    });
  }
}

test("L23 words said after the end are kept and offered, and can be let go", async () => {
  const { room, socket, say, store, time } = await live();
  socket.tell(["bye", 4410, { retry: false, after: 0 }]);
  const op = await say("note.edit", EDIT);
  assert.deepEqual(room.kept().map(({ text }) => text), ["mine"]);
  room.letGo(op);
  await time.run(0);
  assert.deepEqual(room.status(), { state: "problem", waiting: 0, kept: 0, durable: true, why: "archived" });
  assert.deepEqual(await store.load(), { outbox: [], tray: [] });
});

test("L23 after the end nothing without words is left to warn of, on this visit or the next", async () => {
  const move = ["note.move", { note: "n2", stage: "s_one", row: "pains", after: "" }];
  const first = await live();
  first.socket.end();
  await first.say(...move);
  assert.equal((await first.store.load()).outbox.length, 1);
  const second = createBench({ store: first.store });
  second.room.start();
  second.socket.accept();
  second.socket.tell(["bye", 4410, { retry: false, after: 0 }]);
  await second.time.run(0);
  second.room.say(...move);
  await second.time.run(0);
  assert.deepEqual(second.room.status(), { state: "problem", waiting: 0, kept: 0, durable: true, why: "archived" });
  assert.equal(second.page.isWarning, false);
  assert.deepEqual((await first.store.load()).outbox, []);
});

test("L23 who signs in again sends what waited", async () => {
  const first = await live();
  const op = await first.say("note.edit", EDIT);
  first.socket.tell(["bye", 4401, { retry: false, after: 0 }]);
  const second = createBench({ store: first.store });
  await second.start(FIRST, 10);
  assert.deepEqual(second.socket.take(), [["note.edit", op, EDIT]]);
});

test("L23 any bye that says not to return is the end", async () => {
  const { room, socket, sockets, time } = await live();
  socket.tell(["bye", 4400, { retry: false, after: 0 }]);
  await time.run(100_000);
  assert.equal(sockets.length, 1);
  assert.equal(room.status().why, "closed");
});

for (const code of [4413, 4429, 4503]) {
  test(`L23 bye ${code}: the room returns after the time it was told`, async () => {
    const { room, socket, sockets, time, heard } = await live();
    socket.tell(["bye", code, { retry: true, after: 3_000 }]);
    assert.equal(room.status().state, "offline");
    await time.run(2_999);
    assert.equal(sockets.length, 1);
    await time.run(501);
    assert.equal(sockets.length, 2);
    assert.deepEqual(heard("bye"), [{ code }]);
  });
}

test("L23 a newer server: the page is asked to reload, and what waits survives it", async () => {
  const first = await live();
  const op = await first.say("note.edit", EDIT);
  first.socket.tell(["bye", 4426, { retry: false, after: 0 }]);
  assert.equal(first.heard("reload").length, 1);
  assert.deepEqual(first.room.kept(), [], "who would copy them now would send them twice");
  await first.time.run(100_000);
  assert.equal(first.sockets.length, 1);
  assert.equal(first.room.status().why, "version");
  const second = createBench({ store: first.store });
  await second.start(FIRST, 10);
  assert.deepEqual(second.socket.take(), [["note.edit", op, EDIT]]);
});

test("L23 a reload frame is handed to the page and the connection stays", async () => {
  const { socket, heard, room } = await live();
  socket.tell(["reload"]);
  assert.equal(heard("reload").length, 1);
  assert.equal(room.status().state, "saved");
});

// The page

test("L16 a listener that fails does not stop the room", async () => {
  const { room, socket, time } = createBench();
  assert.equal(socket, undefined);
  const error = console.error;
  const errors = [];
  console.error = (fault) => errors.push(fault.message);
  const bench = createBench();
  bench.room.on("change", () => {
    throw new Error("page");
  });
  await bench.start(FIRST, 10);
  console.error = error;
  assert.deepEqual(errors, ["page"]);
  assert.equal(bench.room.status().state, "saved");
  room.stop();
  await time.run(0);
});

test("L3 a change names what own commands touch, before and after their answer", async () => {
  const { socket, say, told } = await live();
  told.splice(0);
  const op = await say("note.edit", EDIT);
  socket.tell(["refused", op, "forbidden", {}]);
  const changes = told.filter(([name]) => name === "change").map(([, touched]) => touched);
  assert.deepEqual(changes.at(0), [["note", "n1"]]);
  assert.deepEqual(changes.at(-1), [["note", "n1"]]);
});
