// Carries a touchpoint or note with the keys: Space lifts it, arrows choose the place, Enter puts it there, Escape leaves it.

import { placesIn } from "./drop.js";
import { beginning } from "./text.js";

const ROW_STEPS = { ArrowUp: -1, ArrowDown: 1 };
const STAGE_STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * @param {object} options
 * @param {HTMLElement} options.root the board
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {(article: HTMLElement) => string[]} options.takenWith
 * @param {(ids: string[], kind: string, place: object) => void} options.ondrop
 * @param {() => void} options.onend what was held may have gone, or have been moved, meanwhile
 * @param {(sentence: string) => void} options.tell
 * @param {Function} options.t
 * @returns {{lift: (article: HTMLElement) => void, look: () => void}}
 */
export function createCarrying({ root, grid, room, takenWith, ondrop, onend, tell, t }) {
  let carried = null;

  root.addEventListener("keydown", onKey, true);
  root.addEventListener("focusout", () => {
    // A note that is drawn anew loses the focus for a moment only.
    queueMicrotask(() => carried && !carried.article.contains(document.activeElement) && leave());
  });

  function lift(article) {
    const kind = article.dataset.kind;
    const ids = takenWith(article);
    const record = room.record(kind, article.id);
    if (!record) return;
    const here = placesOf(record.stage, record.row ?? "touchpoints", ids);
    const order = grid.cell(record.stage, record.row ?? "touchpoints").map(({ id }) => id);
    const before = order.slice(0, order.indexOf(article.id)).filter((id) => !ids.includes(id)).length;
    carried = { article, kind, ids, place: here[Math.min(before, here.length - 1)] };
    article.classList.add("is-lifted");
    article.parentElement.dataset.held = "";
    tell(t("carry-lifted", { what: beginning(record.title ?? record.text) }));
    show();
  }

  function placesOf(stage, row, ids) {
    return placesIn({ stage, row, ids: grid.cell(stage, row).map(({ id }) => id).filter((id) => !ids.includes(id)) });
  }

  function onKey(event) {
    if (!carried || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key in ROW_STEPS || key in STAGE_STEPS) step(key);
    else if (key === "Enter" || key === " ") drop();
    else if (key === "Escape") leave(true);
    else if (key !== "Tab") return;
    if (key === "Tab") leave();
    else event.preventDefault();
    event.stopPropagation();
  }

  function step(key) {
    const { kind, place } = carried;
    const isRtl = document.documentElement.dir === "rtl";
    const along = kind === "touchpoint" ? { ...STAGE_STEPS } : { ...ROW_STEPS };
    const aside = kind === "touchpoint" ? { ...ROW_STEPS } : { ...STAGE_STEPS };
    const turn = isRtl && key in STAGE_STEPS ? -1 : 1;
    const next = key in along ? alongCells(place, along[key] * turn) : asideCell(place, aside[key] * turn);
    if (!next) return;
    carried.place = next;
    show();
    tell(sentenceOf(next));
  }

  /** The next place in the cell, or beyond its end in the next cell: down the rows, or along the stages. */
  function alongCells(place, by) {
    const here = placesOf(place.stage, place.row, carried.ids);
    const at = here.findIndex(({ after }) => after === place.after);
    if (here[at + by]) return here[at + by];
    const cell = carried.kind === "touchpoint" ? stageBeside(place.stage, by) : rowBeside(place.row, by);
    if (!cell) return null;
    const there = carried.kind === "touchpoint" ? placesOf(cell, "touchpoints", carried.ids) : placesOf(place.stage, cell, carried.ids);
    return by > 0 ? there[0] : there.at(-1);
  }

  function asideCell(place, by) {
    if (carried.kind === "touchpoint") return null;
    const stage = stageBeside(place.stage, by);
    return stage && placesOf(stage, place.row, carried.ids).at(-1);
  }

  function stageBeside(stage, by) {
    const shown = grid.places().filter(({ record, empty }) => !record.unsorted || !empty);
    return shown[shown.findIndex(({ record }) => record.id === stage) + by]?.record.id;
  }

  function rowBeside(row, by) {
    const rows = [...root.querySelectorAll("[data-stage]:not([hidden]) .cell[data-row]")].filter(({ hidden }) => !hidden);
    const names = [...new Set(rows.map(({ dataset }) => dataset.row))].filter((name) => name !== "touchpoints");
    return names[names.indexOf(row) + by];
  }

  function sentenceOf({ stage, row, after }) {
    const { name } = room.record("stage", stage);
    const follows = room.record(carried.kind, after);
    const where = follows ? t("after", { what: beginning(follows.title ?? follows.text) }) : t(after === "" ? "first" : "carry-last");
    return t("carry-at", { stage: name, row: t.list("rows")[row], where });
  }

  function show() {
    const { stage, row, after } = carried.place;
    const cell = grid.stage(stage)?.querySelector(`.cell[data-row="${row}"]`);
    clear();
    const target = after ? grid.article(after)?.parentElement : null;
    if (target) target.classList.add("is-drop-after");
    else cell?.classList.add(after === "" ? "is-drop-first" : "is-drop-last");
    (target ?? cell)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function clear() {
    for (const name of ["is-drop-after", "is-drop-first", "is-drop-last"]) {
      for (const element of root.getElementsByClassName(name)) element.classList.remove(name);
    }
  }

  function end() {
    const { article } = carried;
    carried = null;
    clear();
    article.classList.remove("is-lifted");
    delete article.parentElement?.dataset.held;
    onend();
  }

  function drop() {
    const { ids, kind, place } = carried;
    end();
    ondrop(ids, kind, place);
  }

  function leave(isSaid = false) {
    end();
    if (isSaid) tell(t("carry-left"));
  }

  /** Others have changed the board: the place stays where it was meant, or is the last one there now. */
  function look() {
    if (!carried) return;
    const { kind, article, place, ids } = carried;
    if (!room.record(kind, article.id)) {
      leave();
      tell(t("drag-gone"));
    } else if (!grid.stage(place.stage)) {
      leave();
      tell(t("drag-stage-gone"));
    } else {
      const there = placesOf(place.stage, place.row, ids);
      if (!there.some(({ after }) => after === place.after)) carried.place = there.at(-1);
      show();
    }
  }

  return { lift, look };
}
