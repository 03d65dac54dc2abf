// Keeps the board on the page equal to the room's records, around whatever somebody is writing or reading.

import { createClusterHead, fillClusterHead } from "./cluster_head.js";
import { follow, outline } from "./layout.js";
import { createNote, fill, place, setText } from "./note.js";
import { isHeld, settle } from "./settle.js";
import { createStage, fillStage } from "./stage.js";

/**
 * Take over the board that the server drew.
 * @param {object} options
 * @param {HTMLElement} options.root the board
 * @param {object} options.templates of stage, touchpoint and note
 * @param {object} options.room
 * @param {Function} options.t
 * @param {string} options.board its id
 * @param {string} options.icons address of the sprite
 * @param {(stage: HTMLElement) => void} options.onleave a stage goes that somebody may be writing in
 * @param {(stage: object) => void} options.onarrive something new from somebody else lies in this stage
 */
export function createGrid({ root, templates, room, t, board, icons, onleave, onarrive }) {
  const list = root.querySelector("[data-stages]");
  const stages = new Map([...list.querySelectorAll("[data-stage]")].map((section) => [section.id, section]));
  const articles = new Map([...list.querySelectorAll(".note[data-kind]")].map((article) => [article.id, article]));
  const clusterHeads = new Map();
  const known = new Map();
  const mine = new Set();
  const seen = { t, icons, papers: t.list("papers"), department: (id) => room.record("department", id) };
  const rows = Object.keys(t.list("rows")).filter((row) => row !== "touchpoints");
  const mayChange = templates.note.content.querySelector("[data-menu]") !== null;
  let places = [];
  let isWhole = false;
  let isAll = false;
  let isStale = false;
  let isDrawing = false;

  /**
   * Draw everything anew; nothing on the page changes that is right already.
   * @param {boolean} [all] also what has not changed itself, because a department did
   */
  function draw(all = false) {
    isAll ||= all;
    isStale = true;
    // Taking a field off the page may save its words, which asks for another drawing in the midst of this one.
    if (isDrawing) return;
    isDrawing = true;
    while (isStale) {
      isStale = false;
      drawOnce();
    }
    isDrawing = false;
    isAll = false;
  }

  function drawOnce() {
    const giveBack = holdFocus();
    if (room.version === null) drawEarly();
    else drawWhole();
    giveBack();
  }

  function drawWhole() {
    const here = (kind) => room.records(kind).filter((record) => record.board === board);
    places = outline(
      { stages: here("stage"), touchpoints: here("touchpoint"), notes: here("note"), clusters: here("cluster") },
      rows,
    );
    const kept = new Set(places.map((place) => place.record.id));
    for (const [id, section] of stages) if (!kept.has(id)) leave(id, section);
    for (const place of places) drawStage(place);
    settle(list, places.map((place) => stages.get(place.record.id)));
    forget();
    drawCount();
    isWhole = true;
  }

  // Before the first snapshot the server's page stands, and what somebody adds meanwhile is put next to it.
  function drawEarly() {
    for (const kind of ["touchpoint", "note"]) {
      for (const record of room.records(kind)) {
        const row = record.row ?? "touchpoints";
        const notes = stages.get(record.stage)?.querySelector(`[data-row="${row}"] [data-notes]`);
        if (notes && !articles.has(record.id)) notes.insertBefore(drawNote(kind, { record }), slotOf(notes));
      }
    }
  }

  function drawStage(place) {
    const { record } = place;
    if (!stages.has(record.id)) stages.set(record.id, createStage(templates.stage, record));
    const section = stages.get(record.id);
    fillStage(section, place, t);
    for (const cell of section.querySelectorAll("[data-row]")) drawCell(cell, place.cells[cell.dataset.row], record);
  }

  function drawCell(cell, spots, stage) {
    const notes = cell.querySelector("[data-notes]");
    const kind = cell.dataset.row === "touchpoints" ? "touchpoint" : "note";
    const items = spots.flatMap((spot) => [...(spot.head ? [headOf(spot.head)] : []), drawNote(kind, spot, stage)]);
    const slot = slotOf(notes);
    const wanted = items.filter((item) => !isHeld(item) || item.parentNode === notes || !item.isConnected);
    settle(notes, slot ? [...wanted, slot] : wanted);
    setText(cell.querySelector("[data-count]"), String(spots.length));
  }

  function drawNote(kind, spot, stage = null) {
    const { record } = spot;
    const isNew = !articles.has(record.id);
    if (isNew) articles.set(record.id, createNote(templates, kind, record.id));
    const article = articles.get(record.id);
    if (isNew && isWhole && stage) arrive(article, record, stage);
    if (known.get(record.id) !== record || isNew || isAll) fill(article, record, seen, spot);
    else if (kind === "touchpoint") setText(article.querySelector(".note-number"), String(spot.number ?? ""));
    else place(article, spot);
    known.set(record.id, record);
    return article.parentElement;
  }

  function headOf({ record, n }) {
    if (!clusterHeads.has(record.id)) clusterHeads.set(record.id, createClusterHead(record.id, mayChange));
    const head = clusterHeads.get(record.id);
    fillClusterHead(head, record, n, t);
    return head;
  }

  function arrive(article, record, stage) {
    article.classList.add("is-new");
    if (!mine.has(record.id)) onarrive(stage);
  }

  function leave(id, section) {
    onleave(section);
    stages.delete(id);
    for (const article of section.querySelectorAll(".note[data-kind]")) delete article.parentElement.dataset.held;
  }

  function forget() {
    for (const [id, article] of articles) {
      if (!article.isConnected) articles.delete(id);
    }
    for (const [id, head] of clusterHeads) if (!head.isConnected) clusterHeads.delete(id);
  }

  function drawCount() {
    const number = places.reduce((sum, place) => sum + place.cells.touchpoints.length, 0);
    for (const element of root.querySelectorAll("[data-touchpoints]")) setText(element, t("touchpoints", { n: number }));
  }

  // A note that moves takes the focus with it; one that goes leaves it to its neighbour.
  function holdFocus() {
    const active = document.activeElement;
    const item = active?.closest?.(".slot");
    if (!item || !root.contains(item)) return () => {};
    const [notes, index] = [item.parentNode, [...item.parentNode.children].indexOf(item)];
    return () => {
      if (document.activeElement === active) return;
      const next = active.isConnected ? active : focusable(notes.children[index] ?? notes.lastElementChild);
      next?.focus({ preventScroll: active !== next });
    };
  }

  function focusable(item) {
    return item?.querySelector("article, textarea, [data-add]:not([hidden])");
  }

  const cellOf = (stage, row) => places.find((place) => place.record.id === stage)?.cells[row]?.map((spot) => spot.record) ?? [];

  return {
    draw,
    rows,
    places: () => places,
    stage: (id) => stages.get(id),
    article: (id) => articles.get(id),
    /** The last record known of a touchpoint or note, also when it is gone. */
    lastKnown: (id) => known.get(id),
    /** What this page adds needs no announcement. */
    expect: (id) => mine.add(id),
    cell: cellOf,
    /** Whom what moves has to follow, so that it is shown after `after`. */
    follow: ({ stage, row, after }, ids) => follow(cellOf(stage, row), after, ids),
  };
}

function slotOf(notes) {
  return notes.querySelector(":scope > [data-slot]");
}
