// Makes people's words safe to keep, by the same rule as the server (workshops/text.py).

export const NOTE_LIMIT = 2000;
export const TITLE_LIMIT = 200;
export const NAME_LIMIT = 80;

// With the u flag a surrogate matches only where its other half is missing.
const LONE_SURROGATES = /[\u{D800}-\u{DFFF}]/gu;
// C0 but tab and newline, DEL, and the overrides of the writing direction.
const STRIPPED = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g;

/**
 * Return the words as the server keeps them: LF line ends, NFC, no control characters.
 * What the server refuses (NUL, half of a surrogate pair) is taken out here, before it is sent.
 * The length stays as it is: ask `fits`, and `cut` what does not.
 * @param {string} text
 * @returns {string}
 */
export function clean(text) {
  return text
    .replace(LONE_SURROGATES, "")
    .replace(/\r\n?/g, "\n")
    .replace(STRIPPED, "")
    .normalize("NFC");
}

/**
 * Return the length as the server counts it: code points of the cleaned words.
 * @param {string} text
 * @returns {number}
 */
export function lengthOf(text) {
  let count = 0;
  for (const _ of clean(text)) count += 1;
  return count;
}

/**
 * Tell whether the server would keep all of these words.
 * @param {string} text
 * @param {number} [limit] code points
 * @returns {boolean}
 */
export function fits(text, limit = NOTE_LIMIT) {
  return lengthOf(text) <= limit;
}

/**
 * Divide long words, such as a paste, into what fits and the rest; nothing is lost between the two.
 * A character made of several code points (a family emoji, an accent) goes whole to one side.
 * @param {string} text
 * @param {number} [limit] code points
 * @returns {{kept: string, rest: string}} both cleaned
 */
export function cut(text, limit = NOTE_LIMIT) {
  const cleaned = clean(text);
  let room = limit;
  let end = 0;
  // A pasted book need not be looked at to its end: a character has at most two halves, and one more may begin.
  for (const character of characters(cleaned.slice(0, 2 * limit + 100))) {
    room -= [...character].length;
    if (room < 0) break;
    end += character.length;
  }
  return { kept: cleaned.slice(0, end), rest: cleaned.slice(end) };
}

function* characters(text) {
  if (!Intl.Segmenter) {
    yield* text;
    return;
  }
  for (const { segment } of new Intl.Segmenter().segment(text)) yield segment;
}
