// The page of one board: wires the room to what stands on the page, and nothing else.

import { additionOf, createAdding } from "./board/adding.js";
import { createBadge } from "./board/badge.js";
import { createClosing } from "./board/closing.js";
import { ask, equipDialogs } from "./board/dialogs.js";
import { cellKey, createDrafts, editKey } from "./board/drafts.js";
import { createEditing } from "./board/editing.js";
import { createGrid } from "./board/grid.js";
import { createKeys, isWriting } from "./board/keys.js";
import { createMenu } from "./board/menus.js";
import { createMoving } from "./board/moving.js";
import { createPhone } from "./board/phone.js";
import { createStages } from "./board/stages.js";
import { createTelling } from "./board/telling.js";
import { beginning } from "./board/text.js";
import { createToast } from "./board/toast.js";
import { createTray } from "./board/tray.js";
import { createUndo } from "./board/undo.js";
import { wording } from "./board/words.js";
import { cut } from "./lib/text.js";
import { createPage } from "./room/page.js";
import { createRoom } from "./room/room.js";
import { createStore } from "./room/store.js";
import { findTab } from "./room/tabs.js";
import { wordsOf } from "./room/words.js";

/** A pointer that moves less than so many pixels between press and lift was meant to stay. */
const STILL = 8;

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

const grid = createGrid({
  root,
  room,
  t,
  board,
  icons,
  templates: { stage: template("stage"), note: template("note"), touchpoint: template("touchpoint") },
  onleave: (section) => adding?.rescue(section).forEach(({ text, ...place }) => tray.put("not-found", text, place)),
  onarrive: telling.arrived,
});

function say(name, payload) {
  undo?.forget();
  return room.say(name, payload);
}

/** Save words as a new note; returns what did not fit into it. */
function add({ stage, row, text }) {
  const { kept, rest } = cut(text);
  const [name, payload, id] = additionOf({ board, stage, row, text: kept.trim() });
  grid.expect(id);
  say(name, payload);
  return rest.trim();
}

function keepRest(rest, place) {
  tray.put("rest", rest, place);
  toast(t("long", { limit: 2000 }));
}

const onfull = () => toast(t("left", { n: 0 }));
const phone = createPhone({ app, grid, drafts, add, onrest: keepRest, onfull, t });
const tray = createTray({
  root: find("[data-tray]"),
  template: template("kept"),
  room,
  drafts,
  add,
  placeOf: placeOfKept,
  say,
  toast,
  t,
});
const undo = mayEdit ? createUndo({ button: find("[data-undo]"), room, board, toast, grid, t }) : null;
const adding = mayEdit
  ? createAdding({ template: template("field"), add, drafts, elsewhere: phone.takes, onrest: keepRest, onfull, t })
  : null;
const editing = mayEdit
  ? createEditing({ template: template("field"), room, say, drafts, toast, onrest: keepRest, onfull, onclose: draw, t })
  : null;
const help = () => ask(find("#help"));
const keys = createKeys(root, mayEdit ? actions() : { help });

function actions() {
  const moving = createMoving({ dialog: find("#move"), grid, room, say, onmove: moved, t });
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
  const noteMenu = createMenu(find("#note-menu"), { edit, move: moving.moveNote, remove });
  const stageMenu = createMenu(find("#stage-menu"), { ...stages, move: moving.moveStage });
  const menu = (article) => noteMenu.open(article, article.querySelector(".note-menu"));
  listen({ ...stages, edit, menu, stageMenu });
  return {
    edit,
    remove,
    menu,
    help,
    move: moving.moveNote,
    moveStage: moving.moveStage,
    stageMenu: (section) => stageMenu.open(section, section.querySelector(".stage-menu")),
    add: (cell) => adding.open(cell.querySelector("[data-slot]")),
  };
}

function remove(article) {
  const { kind } = article.dataset;
  const words = article.querySelector(".note-text").textContent;
  say(`${kind}.remove`, { [kind]: article.id });
  undo.offer(t("deleted", { what: beginning(words) }));
}

function moved({ stage, row }, id = null) {
  phone.show(stage);
  const target = id ? grid.article(id) : grid.stage(stage)?.querySelector(".stage-menu");
  keys.go(target);
  const { name } = room.record("stage", stage);
  telling.say(row ? t("moved", { stage: name, row: t.list("rows")[row] }) : t("stage-moved", { name }));
}

/** Where words that came back belong: where they were meant to go, or where that note lay, or the stage in sight. */
function placeOfKept({ payload = {}, place, name = "note" }) {
  if (!mayEdit || name.startsWith("stage.")) return null;
  const id = payload.note ?? payload.touchpoint;
  const known = place ?? (payload.stage ? payload : grid.lastKnown(id)) ?? {};
  const stage = grid.stage(known.stage) ? known.stage : phone.here();
  return { stage, row: known.row ?? (payload.touchpoint ? "touchpoints" : "thoughts") };
}

function listen({ edit, menu, stageMenu, add: addStage }) {
  let pressed = null;
  root.addEventListener("pointerdown", (event) => {
    const { pointerType: type, target, clientX: x, clientY: y } = event;
    pressed = { type, target, x, y, focused: document.activeElement };
  });
  root.addEventListener("click", (event) => {
    const target = aimOf(event);
    const article = target.closest(".note[data-kind]");
    if (target.closest("[data-menu=note]")) menu(article);
    else if (target.closest("[data-menu=stage]")) stageMenu.open(target.closest("[data-stage]"), target.closest("button"));
    else if (target.closest("[data-add]")) adding.open(target.closest("[data-slot]"));
    else if (target.closest("[data-add-stage]")) addStage();
    else if (article && !isWriting(target) && wantsToEdit(article)) edit(article);
  });

  // A press ends the writing elsewhere, that cell shrinks, and what was pressed is not where the pointer lifts.
  function aimOf({ target, detail, clientX, clientY }) {
    const isStill = detail > 0 && pressed && Math.hypot(clientX - pressed.x, clientY - pressed.y) < STILL;
    return isStill && root.contains(pressed.target) ? pressed.target : target;
  }

  // A first touch only takes hold of a note: whoever scrolls shall not find a keyboard in the way.
  function wantsToEdit(article) {
    if (getSelection().toString()) return false;
    return pressed?.type !== "touch" || pressed.focused === article;
  }
}

function draw(touched = []) {
  grid.draw(touched.some(([kind]) => kind === "department"));
  phone.draw();
  keys.refresh();
}

// What somebody was writing when the page went away stands where they wrote it, and is not saved by itself.
function restore() {
  if (!mayEdit) return;
  for (const slot of root.querySelectorAll("[data-slot]")) {
    const place = { stage: slot.closest("[data-stage]").id, row: slot.closest("[data-row]").dataset.row };
    drafts.find(cellKey(place.stage, place.row)).then((draft) => {
      if (draft) bringBack(slot, () => adding.open(slot, { text: draft.text, focus: false }));
    });
  }
  for (const article of root.querySelectorAll(".note[data-kind]")) {
    drafts.find(editKey(article.id)).then((draft) => {
      if (draft) bringBack(article, () => editing.open(article, draft, { focus: false }));
    });
  }
}

// Only if nobody has begun elsewhere: the focus is theirs.
function bringBack(holder, open) {
  if (holder.querySelector("textarea")) return;
  open();
  toast(t("draft-back"));
  if (document.activeElement !== document.body) return;
  phone.show(holder.closest("[data-stage]").id);
  const field = holder.querySelector("textarea");
  field?.focus();
  field?.scrollIntoView({ block: "center", inline: "nearest" });
  field?.setSelectionRange(field.value.length, field.value.length);
}

room.on("change", draw);
room.on("status", createBadge(find("[data-badge]"), find("[data-badge-told]"), t));
room.on("status", tray.draw);
room.on("done", ({ result }) => {
  if (result?.merged) toast(t("merged"));
  if (result?.repaired) toast(t(result.repaired === "stage" ? "moved-unsorted" : "moved-end"));
});
room.on("refused", ({ code, payload }) => {
  const why = t(t.has(`why-${code}`) ? `why-${code}` : "why-other");
  toast(wordsOf(payload) ? why : t("refused", { why }));
});
createClosing({ app, root: find("[data-bye]"), room, onend: tray.close, t });
equipDialogs();
keys.refresh();
restore();
find("[data-help]").addEventListener("click", help);
// A narrow board hides stages, and with them perhaps the one stop for Tab.
addEventListener("resize", keys.refresh);
room.start();
