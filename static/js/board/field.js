// One field to write in: it grows with its words, says how much room is left, and cuts nothing away unseen.

import { cut, fits, lengthOf, NOTE_LIMIT } from "../lib/text.js";
import { left } from "./text.js";

const TYPED = new Set(["insertText", "insertLineBreak", "insertCompositionText"]);
const GROWS_BY_ITSELF = globalThis.CSS?.supports?.("field-sizing", "content") ?? false;

/**
 * Make a textarea a field of the board.
 * @param {HTMLTextAreaElement} field
 * @param {object} options
 * @param {HTMLElement} options.counter says how many characters are left
 * @param {Function} options.t
 * @param {(text: string) => void} options.onwords the words have changed
 * @param {(rest: string) => void} options.onrest pasted words that did not fit
 * @param {() => void} options.onfull somebody types on where there is no room
 */
export function equip(field, { counter, t, onwords, onrest, onfull }) {
  const look = () => {
    count(field.value, counter, t);
    grow(field);
  };
  field.addEventListener("input", (event) => {
    if (!event.isComposing && !fits(field.value)) {
      const rest = trim(field);
      if (TYPED.has(event.inputType)) onfull();
      else onrest(rest);
    }
    look();
    onwords(field.value);
  });
  look();
  return { look };
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
  return event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
}
