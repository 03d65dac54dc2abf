// One field to write in: it grows with its words, says how much room is left, and cuts nothing away unseen.

import { cut, fits, lengthOf, NOTE_LIMIT } from "../lib/text.js";
import { left } from "./text.js";

const GROWS_BY_ITSELF = globalThis.CSS?.supports?.("field-sizing", "content") ?? false;

/**
 * Make a textarea a field of the board.
 * @param {HTMLTextAreaElement} field
 * @param {object} options
 * @param {HTMLElement} options.counter says how many characters are left
 * @param {Function} options.t
 * @param {(text: string) => void} options.onwords the words have changed
 * @param {(rest: string) => void} options.onrest words that did not fit, such as the end of a long paste
 * @param {() => void} options.onfull somebody types on where there is no room
 */
export function equip(field, { counter, t, onwords, onrest, onfull }) {
  const look = () => {
    count(field.value, counter, t);
    grow(field);
  };
  const change = () => {
    if (!fits(field.value)) onrest(trim(field));
    look();
    onwords(field.value);
  };
  // Before the browser takes it in: a million letters in a textarea would keep it busy for minutes.
  field.addEventListener("beforeinput", (event) => {
    const words = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    if (event.isComposing || !words || fits(around(field).join("") + words)) return;
    event.preventDefault();
    const rest = insert(field, words);
    if ([...words].length === 1) onfull();
    else onrest(rest);
    look();
    onwords(field.value);
  });
  // An input method that is still choosing must not find its letters gone.
  field.addEventListener("input", ({ isComposing }) => (isComposing ? onwords(field.value) : change()));
  field.addEventListener("compositionend", change);
  look();
  return { look };
}

/** The words before and behind what is marked. */
function around({ value, selectionStart, selectionEnd }) {
  return [value.slice(0, selectionStart), value.slice(selectionEnd)];
}

/** Put what fits of new words in place of what is marked, and return the rest. */
function insert(field, words) {
  const { kept, rest } = cut(words, Math.max(0, NOTE_LIMIT - lengthOf(around(field).join(""))));
  field.setRangeText(kept, field.selectionStart, field.selectionEnd, "end");
  return rest;
}

/** Cut what does not fit before the place where somebody writes, and return it: the words behind it stay. */
function trim(field) {
  const { selectionEnd, value } = field;
  const isTailTooLong = lengthOf(value.slice(selectionEnd)) >= NOTE_LIMIT;
  const tail = isTailTooLong ? "" : value.slice(selectionEnd);
  const { kept, rest } = cut(value.slice(0, value.length - tail.length), NOTE_LIMIT - lengthOf(tail));
  field.value = kept + tail;
  field.setSelectionRange(kept.length, kept.length);
  return rest;
}

function count(text, counter, t) {
  const room = left(text);
  counter.hidden = room === null;
  counter.classList.toggle("is-full", room === 0);
  counter.textContent = room === null ? "" : t("left", { n: room });
}

function grow(field) {
  if (GROWS_BY_ITSELF) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

/**
 * Tell whether a key press means "this is it": Enter alone, outside an input method that is still choosing.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isDone(event) {
  return event.key === "Enter" && !event.shiftKey && !isChoosing(event);
}

/**
 * Tell whether a key press means "never mind": Escape, but not the one that dismisses an input method's choices.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isLeaving(event) {
  return event.key === "Escape" && !isChoosing(event);
}

// Some browsers tell of an input method only by the key code 229.
function isChoosing(event) {
  return event.isComposing || event.keyCode === 229;
}
