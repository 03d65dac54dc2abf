// The page of one board: wires the room to what stands on the page, and nothing else.

import { additionOf, createAdding } from "./board/adding.js";
import { createBadge } from "./board/badge.js";
import { createClosing } from "./board/closing.js";
import { ask, equipDialogs } from "./lib/dialogs.js";
import { createCurve } from "./board/curve.js";
import { createDrafts } from "./board/drafts.js";
import { createEditing } from "./board/editing.js";
import { createFacts } from "./board/facts.js";
import { createGrid } from "./board/grid.js";
import { createHeads } from "./board/heads.js";
import { createJourney } from "./board/journey.js";
import { createKeys } from "./board/keys.js";
import { createMenu } from "./board/menus.js";
import { createMoving } from "./board/moving.js";
import { createOwners } from "./board/owners.js";
import { createCarrying } from "./board/carrying.js";
import { createClash } from "./board/clash.js";
import { createClusters } from "./board/clusters.js";
import { createDrag } from "./board/drag.js";
import { createMerging } from "./board/merging.js";
import { createPast } from "./board/past.js";
import { createPlaces } from "./board/places.js";
import { createSelection } from "./board/selection.js";
import { createCard } from "./board/panel/card.js";
import { createDetails } from "./board/panel/details.js";
import { createHanging } from "./board/panel/hanging.js";
import { createMoment } from "./board/panel/moment.js";
import { createPanel } from "./board/panel/panel.js";
import { createRating, ownRating } from "./board/panel/rating.js";
import { createShortlist } from "./board/panel/shortlist.js";
import { createPhone } from "./board/phone.js";
import { listenForPresses } from "./board/pressing.js";
import { equipRecap } from "./board/recap.js";
import { createPresence } from "./board/presence.js";
import { createPrompts } from "./board/prompts.js";
import { createRail } from "./board/rail.js";
import { createSoon } from "./board/soon.js";
import { createRestoring } from "./board/restoring.js";
import { createRows } from "./board/rows.js";
import { createStages } from "./board/stages.js";
import { createTelling } from "./board/telling.js";
import { beginning } from "./board/text.js";
import { createStory } from "./board/story.js";
import { createToast } from "./board/toast.js";
import { createTray } from "./board/tray.js";
import { createUndo } from "./board/undo.js";
import { createViews } from "./board/views.js";
import { wording } from "./board/words.js";
import { cut } from "./lib/text.js";
import { createPage } from "./room/page.js";
import { createRoom } from "./room/room.js";
import { listenForMoves } from "./room/seat.js";
import { createStore } from "./room/store.js";
import { findTab } from "./room/tabs.js";
import { wordsOf } from "./room/words.js";

const find = (selector) => document.querySelector(selector);
const facts = JSON.parse(find("#page").textContent);
const { board, may_edit: mayEdit } = facts;
const t = wording(facts.words, document.documentElement.lang);
const template = (name) => find(`#template-${name}`);
const icons = find(".logo use").getAttribute("href").split("#")[0];
const app = find("[data-app]");
const root = find("[data-board]");

const store = createStore({ workshop: facts.workshop, person: facts.person });
const room = createRoom({ ...facts, boards: [board], store, page: createPage() });
const drafts = createDrafts(room.drafts, board, findTab({ name: `journeyroom ${facts.workshop} ${facts.person}` }));
const telling = createTelling(find("[data-telling]"), t);
const toast = createToast(find("[data-toast]"), telling.say);

const badge = createBadge(find("[data-badge]"), find("[data-badge-told]"), t);
let status = null;

const grid = createGrid({
  root,
  room,
  t,
  board,
  icons,
  templates: { stage: template("stage"), note: template("note"), touchpoint: template("touchpoint") },
  onleave: rescue,
  onarrive: telling.arrived,
});

const journey = createJourney({ room, board, places: grid.places });
const curve = createCurve({ root: find("[data-feel]"), onpick: pick, t });
const owners = createOwners({ root: find("[data-owners]"), count: find("[data-hand-overs]"), room, t });
const atTouchpoints = createFacts({ grid, room, t });
const rail = createRail({
  root: find("[data-rail]"),
  phone: find("[data-phone-rail]"),
  view: find("[data-view]"),
  grid,
  onstage: (id) => reveal(grid.stage(id)),
});
const panel = createBoardPanel();
const story = createStory({ root: find("[data-story]"), grid, journey, room, board, t });
const views = createViews({ app, story, onchange: () => keys.refresh() });
const heads = createHeads({ app, room, board });
const rows = createRows({ app, room, t, choice: find("#move-row"), usual: facts.usual_rows });

/** Save words as a new note; returns what did not fit into it. */
function add({ stage, row, text, draft = null }) {
  const { kept, rest } = cut(text);
  const [name, payload, id] = additionOf({ board, stage, row, text: kept.trim() });
  const person = find("[data-scribe]")?.value;
  if (person) payload.person = person;
  grid.expect(id);
  room.say(name, payload, draft);
  return rest.trim();
}

/** At the thumb nobody sees where the words went: the cell is shown with what is new in it. */
function showAdded({ stage, row }) {
  const added = grid.article(grid.cell(stage, row).at(-1)?.id);
  added?.scrollIntoView({ block: "nearest" });
  const name = room.record("stage", stage)?.name;
  if (name !== undefined) telling.say(t("added", { stage: name, row: t.list("rows")[row] }));
}

/** Somebody may be writing in a stage that goes. */
function rescue(section) {
  adding?.rescue(section, (text, place) => tray.put("not-found", text, place));
  editing?.rescue(section);
}

function keepRest(rest, place) {
  tray.put("rest", rest, place);
  toast(t("long", { limit: 2000 }));
}

const onfull = () => toast(t("left", { n: 0 }));
const phone = createPhone({ app, grid, drafts, add, onadd: showAdded, onrest: keepRest, onfull, toast, t });
const tray = createTray({
  root: find("[data-tray]"),
  template: template("kept"),
  room,
  drafts,
  add,
  placeOf: placeOfKept,
  say: room.say,
  toast,
  elsewhere: find("[data-view]"),
  onchange: lookAtBadge,
  t,
});
let isOver = false;
const undo = mayEdit
  ? createUndo({ button: find("[data-undo]"), again: find("[data-redo]"), room, board, toast, grid, isOver: () => isOver, t })
  : null;
const adding = mayEdit
  ? createAdding({ template: template("field"), add, drafts, elsewhere: phone.takes, onrest: keepRest, onfull, t })
  : null;
const editing = mayEdit
  ? createEditing({
      template: template("field"),
      room,
      say: room.say,
      drafts,
      toast,
      onrest: keepRest,
      onfull,
      ongone: (text) => tray.put("gone", text),
      onclose: draw,
      t,
    })
  : null;
const restore = mayEdit ? createRestoring({ grid, drafts, adding, editing, phone, tray, toast, t }) : null;
const past = createPast({
  history: find("#history"),
  deleted: find("#deleted"),
  addresses: { history: facts.history, deleted: facts.deleted },
  ...{ room, say: room.say, may: () => mayEdit && !isOver, t },
});
const merging = createMerging({
  dialog: find("#merge"),
  parts: find("#parts"),
  ...{ grid, room, say: room.say, offer: (sentence, op) => undo?.offer(sentence, op), may: () => mayEdit && !isOver, t },
});
// What has to look again whenever something on the board has changed.
const followers = [createPresence({ app, root, grid, room, board, t })];
const reading = {
  outline: () => views.show(app.classList.contains("is-outline") ? "board" : "outline"),
  help: () => ask(find("#help")),
  parts: merging.showParts,
  history: past.showHistory,
  details: (article) => article.dataset.kind === "touchpoint" && panel.open("touchpoint", article.id),
};
const menus = [];
let letGo = () => {};
const writing = mayEdit ? actions() : reading;
const acts = () => (isOver ? reading : writing);
const keys = createKeys(root, acts);

function actions() {
  const { say } = room;
  const offer = (sentence, op) => undo.offer(sentence, op);
  const moving = createMoving({ dialog: find("#move"), grid, room, say, onmove: moved, onmoveseveral: put, t });
  const clusters = createClusters({
    naming: find("#cluster-name"),
    choosing: find("#cluster-choose"),
    ...{ grid, room, say, board, offer, oncluster: () => selection.clear(false), t },
  });
  const may = () => !isOver;
  const selection = createSelection({
    root,
    bar: find("[data-picked]"),
    actions: {
      move: moving.moveSeveral,
      remove: removeAll,
      merge: (articles) => {
        merging.mergePicked(articles);
        selection.clear(false);
        if (articles[0].isConnected) keys.go(articles[0]);
      },
      cluster: clusters.clusterPicked,
    },
    ...{ grid, room, tell: telling.say, may, onclose: () => keys.here(), t },
  });
  letGo = () => selection.clear(false);
  const { takenWith } = selection;
  const carrying = createCarrying({ root, grid, room, takenWith, ondrop: put, onend: draw, tell: telling.say, t });
  const drag = createDrag({
    root,
    view: find("[data-view]"),
    places: createPlaces({ root, mark: find("[data-drop-place]"), grid }),
    ...{ room, takenWith, may, ondrop: put, onlost: () => toast(t("drag-gone")), onend: draw, t },
  });
  const clash = createClash({ template: template("clash"), grid, room, say, may, toast, t });
  followers.push(carrying.look, drag.look, selection.look, clash);
  // What was let go below the board is no question at the note any more.
  room.on("status", clash);
  const stages = createStages({
    naming: find("#stage-name"),
    removing: find("#stage-remove"),
    grid,
    room,
    say,
    board,
    onadd: (stage) => phone.show(stage),
    t,
  });
  const edit = (article) => editing.open(article);
  const { details } = reading;
  const star = (article) => {
    const record = room.record("touchpoint", article.id);
    if (record) say("touchpoint.describe", { touchpoint: record.id, starred: !record.starred });
  };
  const pick = (article) => selection.begin(article);
  const onNote = {
    ...{ edit, details, star, move: moving.moveNote, remove, pick, merge: merging.mergeWith },
    ...{ cluster: clusters.choose, history: past.showHistory },
  };
  const toBoard = () => keys.here();
  const noteMenu = createMenu(find("#note-menu"), onNote, toBoard);
  find("[data-panel-move]").addEventListener("click", () => moving.moveNote(grid.article(panel.selected())));
  find("[data-panel-edit]").addEventListener("click", () => goEdit(panel.selected()));
  const stageMenu = createMenu(find("#stage-menu"), { ...stages, move: moving.moveStage }, toBoard);
  const menu = (article) => noteMenu.open(article, article.querySelector(".note-menu"));
  menus.push(noteMenu, stageMenu);
  return {
    ...reading,
    edit,
    star,
    pick: selection.toggle,
    pickOn: (from, to) => {
      for (const one of [from, to]) if (one?.matches(".note") && !one.classList.contains("is-picked")) selection.toggle(one);
    },
    lift: carrying.lift,
    changeCluster: clusters.change,
    remove,
    menu,
    move: moving.moveNote,
    moveStage: moving.moveStage,
    stageMenu: (section) => stageMenu.open(section, section.querySelector(".stage-menu")),
    add: (cell) => adding.open(cell.querySelector("[data-slot]")),
    addStage: () => stages.add(),
  };
}

function goEdit(id) {
  goTo(id);
  const article = grid.article(id);
  if (article) editing.open(article);
}

function remove(article) {
  const { kind } = article.dataset;
  const words = article.querySelector(".note-text").textContent;
  const op = room.say(`${kind}.remove`, { [kind]: article.id });
  undo.offer(t("deleted", { what: beginning(words) }), op);
}

/** Put what was carried or dragged where it was put down: one, or several as one change. */
function put(ids, kind, { stage, row, after, about }) {
  const behind = grid.follow({ stage, row, after }, ids);
  const place = kind === "note" ? { stage, row, after: behind } : { stage, after: behind };
  if (ids.length > 1) room.say(`${kind}s.move`, { [`${kind}s`]: ids, ...place });
  else room.say(`${kind}.move`, { [kind]: ids[0], ...place, ...(about === undefined ? {} : { about }) });
  moved({ stage, row }, ids[0], ids.length);
}

function removeAll(articles) {
  const { kind } = articles[0].dataset;
  const ids = articles.map(({ id }) => id);
  const op = room.say(`${kind}s.remove`, { [`${kind}s`]: ids });
  undo.offer(t("deleted-several", { n: ids.length }), op);
}

function moved({ stage, row }, id = null, n = 1) {
  phone.show(stage);
  const target = id ? grid.article(id) : grid.stage(stage)?.querySelector(".stage-menu");
  keys.go(target);
  // Somebody may have removed the stage meanwhile; then the answer says so.
  const name = room.record("stage", stage)?.name;
  if (name === undefined) return;
  const place = { stage: name, row: t.list("rows")[row], n };
  telling.say(row ? t(n > 1 ? "moved-several" : "moved", place) : t("stage-moved", { name }));
}

/** Where words that came back belong: where they were meant to go, or where that note lay, or the stage in sight. */
function placeOfKept({ payload = {}, place, name = "note" }) {
  if (!mayEdit || /^(stage|cluster|rating|resource|touchpoint\.describe)/.test(name)) return null;
  const id = payload.note ?? payload.touchpoint;
  const known = place ?? (payload.stage ? payload : grid.lastKnown(id)) ?? {};
  const stage = grid.stage(known.stage) ? known.stage : phone.here();
  return { stage, row: known.row ?? (payload.touchpoint ? "touchpoints" : "thoughts") };
}

function createBoardPanel() {
  const aside = find("[data-panel]");
  const form = aside.querySelector("form");
  const view = (name) => aside.querySelector(`[data-view-of="${name}"]`);
  const shared = { form, room, say: room.say, drafts, selected: () => panel.selected(), t };
  const parts = {
    details: createDetails(shared),
    rating: createRating({ ...shared, onnext: rateNext }),
    moment: createMoment(shared),
    hanging: createHanging({ root: aside.querySelector("[data-hanging]"), room, ongo: goTo, t }),
  };
  const touchpoint = {
    draw({ stops, unsorted }, id) {
      const record = room.record("touchpoint", id);
      parts.details.draw(record);
      parts.rating.draw(id);
      parts.moment.draw([...stops, ...unsorted].find((stop) => stop.record.id === id) ?? {});
      parts.hanging.draw(id);
      return record.title;
    },
  };
  const views = {
    touchpoint,
    moments: createShortlist({ root: view("moments"), onopen: (id) => panel.open("touchpoint", id), t }),
    card: createCard({ root: view("card").querySelector("[data-card]"), room, board, t }),
  };
  return createPanel({ root: aside, app, grid, journey, room, views, onchange: drawStrips, t });
}

/** Somebody pressed a touchpoint on the curve. */
function pick(touchpoint) {
  panel.open("touchpoint", touchpoint);
  reveal(grid.article(touchpoint));
}

/** The badge counts all words that lie below the board. */
function lookAtBadge() {
  if (status) badge({ ...status, kept: status.kept + tray.others() });
}

/** Lead to a note on the board, from the story, too. */
function goTo(id) {
  const article = grid.article(id);
  if (!article) return;
  views.showNotes();
  if (matchMedia("(width < 45rem)").matches) panel.close();
  phone.show(article.closest("[data-stage]").id);
  keys.go(article);
}

/** On to the next touchpoint that I have not rated, from the one that is open, once around. */
function rateNext() {
  const { stops } = journey();
  const at = stops.findIndex(({ record }) => record.id === panel.selected());
  const next = [...stops.slice(at + 1), ...stops.slice(0, at + 1)].find(({ record }) => !ownRating(room, record.id));
  if (!next) {
    toast(t("rated-all"));
    return;
  }
  panel.open("touchpoint", next.record.id);
  reveal(grid.article(next.record.id));
}

function reveal(element) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element?.scrollIntoView({ block: "nearest", inline: "start", behavior: isStill ? "auto" : "smooth" });
}

/** What hangs under the touchpoints follows them. */
function drawStrips() {
  if (room.version === null) return;
  const look = journey();
  curve(look, panel.selected());
  owners(look);
  atTouchpoints(look);
  rail.draw(look);
  light(look);
}

/** The column of the touchpoint that is open is lit through all rows. */
function light({ stops, columns }) {
  const column = find("[data-light]");
  const stop = stops.find(({ record }) => record.id === panel.selected());
  column.hidden = !stop;
  if (!stop) return;
  column.style.setProperty("--from", String(((stop.x - stop.width / 2) / columns) * 100));
  column.style.setProperty("--size", String((stop.width / columns) * 100));
}

function draw(touched = []) {
  const wasHere = root.contains(document.activeElement);
  grid.draw(touched.some(([kind]) => kind === "department"));
  drawStrips();
  rows.draw();
  heads.draw();
  panel.draw();
  merging.draw();
  views.draw();
  phone.draw();
  for (const look of followers) look();
  keys.refresh();
  if (wasHere && document.activeElement === document.body) keys.here();
  for (const menu of menus) menu.look();
  if (room.kept().length) tray.draw();
}

// What others do is drawn once a frame, however much it is; what I do at once. While something is in the hand the page
// has to follow the pointer first, and a full board takes more than a frame to lay out.
const HELD_BACK = 150;
const soon = createSoon(draw, (work) => {
  if (root.classList.contains("is-dragging")) setTimeout(requestAnimationFrame, HELD_BACK, work);
  else requestAnimationFrame(work);
});
room.on("change", (touched, whole, isOwn) => {
  if (isOwn || whole || document.hidden) soon.now(touched);
  else soon.later(touched);
});
room.on("status", (now) => {
  status = now;
  lookAtBadge();
});
room.on("status", tray.draw);
room.on("done", ({ result }) => {
  if (result?.conflict) toast(t("conflict"));
  if (result?.merged === true) toast(t("merged"));
  if (result?.part_of) toast(t("part-of"));
  if (result?.repaired) toast(t(result.repaired === "stage" ? "moved-unsorted" : "moved-end"));
});
room.on("refused", ({ code, payload }) => {
  const why = t(t.has(`why-${code}`) ? `why-${code}` : "why-other");
  toast(wordsOf(payload) ? why : t("refused", { why }));
});
listenForMoves({ room, facts, go: () => location.assign(facts.home) });
createClosing({ app, root: find("[data-bye]"), room, onend: end, t });
const stopWaiting = room.on("live", () => {
  stopWaiting();
  restore?.(true);
});
room.start();
equipDialogs(keys.here);
equipRecap(find("[data-recap]"));
listenForPresses(root, acts);
keys.refresh();
restore?.(false);
find("[data-help]").addEventListener("click", reading.help);
for (const button of document.querySelectorAll("[data-open-card]")) button.addEventListener("click", () => panel.open("card"));
find("[data-open-deleted]").addEventListener("click", past.showDeleted);
find("[data-open-moments]").addEventListener("click", () => panel.open("moments"));
createPrompts({ popover: find("#prompts"), root, room });
// A narrow board hides stages, and with them perhaps the one stop for Tab.
addEventListener("resize", keys.refresh);

/** Nothing can be changed any more. */
function end() {
  isOver = true;
  panel.end();
  letGo();
  tray.close();
}
