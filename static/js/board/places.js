// Finds the place under a pointer on the board, and shows it: whom a note would follow, and what it would be about.

import { columnAt, followed } from "./drop.js";
import { COLUMNS } from "./layout.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root the board
 * @param {HTMLElement} options.mark shows the place
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 */
export function createPlaces({ root, mark, grid }) {
  const isNarrow = () => matchMedia("(width < 45rem)").matches || root.closest("[data-app]").classList.contains("is-outline");
  const isRtl = () => document.documentElement.dir === "rtl";

  /** The place at a point for things of a kind, without `ids` themselves; null where there is none. */
  function at({ x, y }, kind, ids) {
    const cell = cellAt(x, y);
    if (!cell || (cell.dataset.row === "touchpoints") !== (kind === "touchpoint")) return null;
    const stage = cell.closest("[data-stage]");
    if (!stage || stage.classList.contains("is-pending")) return null;
    const boxes = boxesIn(cell, ids);
    const across = kind === "touchpoint" && !isNarrow();
    const place = { stage: stage.id, row: cell.dataset.row, after: followed(boxes, { x, y }, { across, rtl: isRtl() }) };
    if (kind === "note" && !isNarrow()) place.about = aboutAt(stage, cell, x);
    return { ...place, cell, boxes, x };
  }

  /** Boxes are compared, as asking the page what lies at a point takes a third of a frame on a full board. */
  function cellAt(x, y) {
    return [...root.querySelectorAll(".cell[data-row]")].find((cell) => {
      const { left, right, top, bottom } = cell.getBoundingClientRect();
      return x >= left && x < right && y >= top && y < bottom;
    });
  }

  /** The same place after the board has changed; last where the neighbour has gone, null where the cell has. */
  function again(place, ids) {
    const cell = grid.stage(place.stage)?.querySelector(`.cell[data-row="${place.row}"]`);
    if (!cell) return null;
    const boxes = boxesIn(cell, ids);
    const isThere = !place.after || boxes.some(({ id }) => id === place.after);
    return { ...place, after: isThere ? place.after : null, cell, boxes };
  }

  /** The touchpoint in whose column a point lies, or null where the stage has none, or has more than columns. */
  function aboutAt(stage, cell, x) {
    const touchpoints = grid.cell(stage.id, "touchpoints");
    if (!touchpoints.length || touchpoints.length > COLUMNS) return null;
    return touchpoints[columnAt(cell.getBoundingClientRect(), touchpoints.length, x, isRtl())].id;
  }

  function boxesIn(cell, ids) {
    const articles = [...cell.querySelectorAll(".note[data-kind]")].filter(({ id }) => !ids.includes(id));
    return articles.map((article) => {
      const { left, right, top, bottom } = article.getBoundingClientRect();
      return { id: article.id, left, right, top, bottom };
    });
  }

  /** Show a place of `at`, or none. */
  function show(place) {
    mark.hidden = !place;
    if (!place) return;
    const { left, top, width, height } = frameOf(place);
    for (const [name, value] of Object.entries({ left, top, width, height })) mark.style.setProperty(name, `${value}px`);
  }

  function frameOf({ cell, boxes, after, row, x }) {
    const whole = cell.getBoundingClientRect();
    const last = boxes.find(({ id }) => id === after) ?? (after === null ? boxes.at(-1) : null);
    if (row === "touchpoints" && !isNarrow()) {
      const edge = last ? (isRtl() ? last.left - 4 : last.right + 4) : isRtl() ? whole.right - 4 : whole.left + 4;
      return { left: edge - 3, top: whole.top + 8, width: 6, height: Math.max(60, whole.height - 16) };
    }
    const column = columnOf(whole, boxes, x);
    const above = boxes.filter((box) => box.left < column.right && box.right > column.left && order(boxes, box) <= order(boxes, last));
    const top = above.length ? above.at(-1).bottom + 2 : whole.top + 6;
    return { left: column.left, top, width: column.right - column.left, height: 34 };
  }

  function columnOf(whole, boxes, x) {
    const here = boxes.find(({ left, right }) => x >= left && x <= right);
    if (here) return here;
    const width = Math.min(whole.width, 160);
    return { left: Math.min(Math.max(whole.left + 4, x - width / 2), whole.right - width), right: Math.min(Math.max(whole.left + 4, x - width / 2), whole.right - width) + width - 8 };
  }

  return { at, again, show };
}

function order(boxes, box) {
  return box ? boxes.indexOf(box) : -1;
}
