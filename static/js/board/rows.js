// Keeps the rows of the board as the workshop's set-up has them: their words, their order, which are shown.

import { setText } from "./note.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.app the page's board with all that belongs to it
 * @param {object} options.room
 * @param {Function} options.t its lists "rows" and "short" are brought up to date, as all else asks them
 * @param {HTMLSelectElement} options.choice where a note is moved to
 * @param {Record<string, string>} options.usual what the rows are called by themselves
 */
export function createRows({ app, room, t, choice, usual }) {
  const short = { ...t.list("short") };
  let told = "";

  /** Bring everything up to date; returns whether anything was to be done. */
  function draw() {
    const records = room.records("row");
    // A stage that has come since is made from the page's template, and that is as old as the page.
    const now = JSON.stringify([records, app.querySelectorAll("[data-stage]").length]);
    if (!records.length || now === told) return false;
    told = now;
    records.forEach((record, index) => drawRow(record, index + 1));
    for (const parent of app.querySelectorAll("[data-stage], .row-heads")) sort(parent, records);
    return true;
  }

  function drawRow({ row, label, shown }, place) {
    t.list("rows")[row] = label || usual[row];
    t.list("short")[row] = label || short[row];
    for (const cell of app.querySelectorAll(`[data-row="${row}"]`)) {
      put(cell, place, shown);
      setText(cell.querySelector("[data-cell-label]"), t.list("rows")[row]);
      const add = cell.querySelector("[data-add]");
      if (add) drawAdd(add, row);
    }
    const head = app.querySelector(`[data-head="${row}"]`);
    put(head, place, shown);
    setText(head.querySelector("[data-head-label]"), t.list("rows")[row]);
    if (row === "backstage") put(app.querySelector("[data-visibility]"), place, shown);
    drawChoices(row, shown);
  }

  function drawAdd(add, row) {
    const stage = add.closest("[data-stage]").querySelector(".stage-name").textContent;
    add.setAttribute("aria-label", t("add", { row: t.list("rows")[row], stage }));
    setText(add.querySelector(".note-add-word"), t.list("short")[row]);
  }

  function drawChoices(row, shown) {
    const kind = app.querySelector(`[data-kind-of="${row}"]`);
    if (kind) {
      kind.hidden = !shown;
      setText(kind.querySelector("span"), t.list("short")[row]);
    }
    const option = choice?.querySelector(`[value="${row}"]`);
    if (option) {
      option.hidden = option.disabled = !shown;
      setText(option, t.list("rows")[row]);
    }
  }

  return { draw };
}

/** Give an element its place from the top, unless somebody is writing in what would go. */
function put(element, place, shown) {
  for (const name of [...element.classList]) if (name.startsWith("at-row-")) element.classList.remove(name);
  element.classList.add(`at-row-${place}`);
  element.hidden = !shown && !element.querySelector("textarea");
}

/** Readers and phones go through the rows as they stand in the document. */
function sort(parent, records) {
  const rows = records.map(({ row }) => parent.querySelector(`:scope > [data-row="${row}"], :scope > [data-head="${row}"]`));
  const found = rows.filter(Boolean);
  const now = [...parent.children].filter((child) => found.includes(child));
  if (found.every((element, index) => now[index] === element)) return;
  const held = parent.contains(document.activeElement) ? document.activeElement : null;
  for (const element of found) parent.append(element);
  held?.focus({ preventScroll: true });
}
