// Finds the words somebody typed inside a command, to hand them back where it is refused.

const FIELDS = ["text", "title", "name", "description", "goal"];

/**
 * Return the words a command carries, or "" for one without words (a move, a removal).
 * @param {object} payload
 * @returns {string}
 */
export function wordsOf(payload) {
  return FIELDS.map((field) => payload[field])
    .filter((words) => typeof words === "string" && words !== "")
    .join("\n");
}
