// Small measures of people's words; pure, without the DOM.

import { clean, lengthOf, NOTE_LIMIT } from "../lib/text.js";

/** From this many characters on a field says how much room is left. */
export const WARN = 280;

/**
 * Return how many characters are left, or null while there is nothing to warn of.
 * @param {string} text
 * @returns {number | null}
 */
export function left(text) {
  const length = lengthOf(text);
  return length >= WARN ? NOTE_LIMIT - length : null;
}

/**
 * Return the beginning of a text on one line, for labels and choices.
 * @param {string} text
 * @param {number} [limit] code points
 * @returns {string}
 */
export function beginning(text, limit = 48) {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length <= limit ? line : `${characters.slice(0, limit - 1).join("").trimEnd()}…`;
}

/**
 * Return words as a note holds them: cleaned as the server cleans them, without blank edges.
 * @param {string} text
 * @returns {string}
 */
export function tidy(text) {
  return clean(text).trim();
}
