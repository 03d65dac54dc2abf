// Goes over the board with the keys: one stop for Tab, arrows from note to note and from cell to cell.

import { nearest } from "./layout.js";

const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const STOPS = ".note[data-kind], [data-add], [data-add-stage], .stage-menu";

/**
 * @param {HTMLElement} root the board
 * @param {object} does what keys do: `edit`, `move`, `remove`, `menu` (article), `stageMenu`, `moveStage`
 *   (section), `add` (cell), `help`
 */
export function createKeys(root, does) {
  let current = null;

  function stops() {
    return [...root.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility());
  }

  function be(stop) {
    if (current === stop) return;
    setTab(current, -1);
    current = stop;
    setTab(current, 0);
  }

  /** See to it that Tab finds the board, whatever has gone. */
  function refresh() {
    if (current?.isConnected && current.checkVisibility()) return;
    be(stops()[0] ?? null);
  }

  function go(stop) {
    if (!stop) return;
    be(stop);
    stop.focus();
    stop.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function step(from, direction) {
    const all = stops();
    const boxes = all.map((stop) => stop.getBoundingClientRect());
    go(all[nearest(boxes, all.indexOf(from), direction)]);
  }

  function edge(from, isEnd) {
    const row = from.closest("[data-row]")?.dataset.row;
    const inRow = stops().filter((stop) => stop.closest("[data-row]")?.dataset.row === row);
    go(isEnd ? inRow.at(-1) : inRow[0]);
  }

  const ON_NOTE = { Enter: does.edit, F2: does.edit, m: does.move, M: does.move, Delete: does.remove, Backspace: does.remove };

  function onStop(event, stop) {
    const { key } = event;
    if (key in ARROWS) step(stop, ARROWS[key]);
    else if (event.target !== stop) return false;
    else if (key === "Home" || key === "End") edge(stop, key === "End");
    else if (key === "ContextMenu" || (key === "F10" && event.shiftKey)) openMenu(stop);
    else if (/^n$/i.test(key) && stop.closest("[data-row]")) does.add(stop.closest("[data-row]"));
    else if (/^m$/i.test(key) && stop.matches(".stage-menu")) does.moveStage(stop.closest("[data-stage]"));
    else if (Object.hasOwn(ON_NOTE, key) && stop.matches(".note")) ON_NOTE[key](stop);
    else return false;
    return true;
  }

  function openMenu(stop) {
    if (stop.matches(".note")) does.menu(stop);
    else if (stop.matches(".stage-menu")) does.stageMenu(stop.closest("[data-stage]"));
  }

  root.addEventListener("focusin", (event) => {
    const stop = event.target.closest(STOPS);
    if (stop) be(stop);
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      does.help();
      return;
    }
    const stop = event.target.closest(STOPS);
    if (stop && onStop(event, stop)) event.preventDefault();
  });

  return { refresh, go };
}

function setTab(stop, value) {
  if (!stop) return;
  stop.tabIndex = value;
  const menu = stop.querySelector?.(".note-menu");
  if (menu) menu.tabIndex = value;
}

/**
 * Tell whether keys belong to a field.
 * @param {Element} element
 * @returns {boolean}
 */
export function isWriting(element) {
  return element.matches("input, textarea, select");
}
