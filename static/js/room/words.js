// Finds the words somebody typed inside a command, to hand them back where it is refused.

const FIELDS = ["text", "title", "name", "description", "goal", "word"];

/**
 * Return the words a command carries, or "" for one without words (a move, a removal).
 * @param {object} payload
 * @returns {string}
 */
export function wordsOf(payload) {
  // What is said of a moment of truth or a cluster field by field is words where it is neither a number nor a choice.
  const isSentence = (payload.moment || payload.cluster) && ["sentence", "name"].includes(payload.field);
  return [...FIELDS.map((field) => payload[field]), isSentence ? payload.now : ""]
    .filter((words) => typeof words === "string" && words !== "")
    .join("\n");
}
