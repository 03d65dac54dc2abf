// Goes over the board with the keys: one stop for Tab, arrows from note to note and from cell to cell.

import { nearest } from "./layout.js";

const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const STOPS = ".note[data-kind], [data-add], [data-add-stage], .stage-menu, .stage-prompts, button.cluster-name";

/**
 * @param {HTMLElement} root the board
 * @param {() => object} acts what keys do just now, as far as somebody may: `edit`, `move`, `remove`, `menu`
 *   (article), `stageMenu`, `moveStage` (section), `add` (cell), `help`
 */
export function createKeys(root, acts) {
  let current = null;
  // Where it stands: what goes leaves its place to its neighbour.
  let near = [];

  function stops() {
    return [...root.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility());
  }

  function be(stop) {
    if (current === stop) return;
    setTab(current, -1);
    current = stop;
    setTab(current, 0);
    remember();
  }

  function remember() {
    const parts = [current?.closest("li"), current?.closest("[data-stage]")].filter(Boolean);
    near = parts.map((part) => ({ list: part.parentElement, at: [...part.parentElement.children].indexOf(part) }));
  }

  /** See to it that Tab finds the board: where its stop has gone, at the neighbour in the cell, else at a stage beside. */
  function refresh() {
    if (current?.isConnected && current.checkVisibility()) remember();
    else be(beside() ?? stops()[0] ?? null);
  }

  function beside() {
    for (const { list, at } of near.filter((one) => one.list.isConnected)) {
      const place = list.children[at] ?? list.lastElementChild;
      const stop = [...(place?.querySelectorAll(STOPS) ?? [])].find((one) => one.checkVisibility());
      if (stop) return stop;
    }
    return null;
  }

  /** Take the focus to the board, where what had it has gone. */
  function here() {
    refresh();
    current?.focus({ preventScroll: true });
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

  const ON_NOTE = {
    ...{ Enter: "edit", F2: "edit", m: "move", M: "move", Delete: "remove", Backspace: "remove" },
    ...{ d: "details", D: "details", "*": "star", x: "pick", X: "pick", h: "history", H: "history", " ": "lift" },
  };

  function onStop(event, stop) {
    const { key } = event;
    if (key in ARROWS) {
      step(stop, ARROWS[key]);
      if (event.shiftKey && stop.matches(".note")) acts().pickOn?.(stop, current);
    } else if (event.target !== stop) return false;
    else if (key === "Home" || key === "End") edge(stop, key === "End");
    else return act(event, ...actOf(event, stop));
    return true;
  }

  /** What a key does to what: the name of the act and what it is done to. */
  function actOf({ key, shiftKey }, stop) {
    const isNote = stop.matches(".note");
    const isMenu = key === "ContextMenu" || (key === "F10" && shiftKey);
    if (isNote && isMenu) return ["menu", stop];
    if (isNote && Object.hasOwn(ON_NOTE, key)) return [ON_NOTE[key], stop];
    if (/^n$/i.test(key)) return ["add", stop.closest("[data-row]")];
    if (!stop.matches(".stage-menu")) return [];
    if (isMenu) return ["stageMenu", stop.closest("[data-stage]")];
    return /^m$/i.test(key) ? ["moveStage", stop.closest("[data-stage]")] : [];
  }

  // A key held down goes on at the neighbour that the focus falls to: it would delete note after note.
  function act({ repeat }, name, target) {
    const does = acts()[name];
    if (!does || !target) return false;
    if (!repeat) does(target);
    return true;
  }

  root.addEventListener("focusin", (event) => {
    const stop = event.target.closest(STOPS);
    if (stop) be(stop);
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      acts().help();
      return;
    }
    if (/^o$/i.test(event.key)) {
      event.preventDefault();
      acts().outline();
      return;
    }
    const stop = event.target.closest(STOPS);
    if (stop && onStop(event, stop)) event.preventDefault();
  });

  return { refresh, go, here };
}

function setTab(stop, value) {
  if (!stop) return;
  stop.tabIndex = value;
  for (const button of stop.querySelectorAll(":scope .note-menu, :scope .note-parts")) button.tabIndex = value;
}

/**
 * Let a button be pressed without ending what somebody is writing: the field keeps the focus and its words.
 * @param {HTMLElement} button
 */
export function keepWriting(button) {
  button.addEventListener("mousedown", (event) => {
    if (isWriting(document.activeElement)) event.preventDefault();
  });
}

// What is chosen is not written.
const CHOICES = ["radio", "checkbox", "button", "submit", "range"];

/**
 * Tell whether somebody writes in this: then keys such as Ctrl+Z belong to the field.
 * @param {Element} element
 * @returns {boolean}
 */
export function isWriting(element) {
  return element.matches("textarea") || (element.matches("input") && !CHOICES.includes(element.type));
}
