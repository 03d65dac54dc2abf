// Tells those who do not see the board what happens on it, politely and not one by one.

/** So long what comes is gathered before it is told, in milliseconds; a room that never pauses is told all the same. */
const GATHER = 2000;

/**
 * @param {HTMLElement} region a polite live region
 * @param {Function} t
 */
export function createTelling(region, t) {
  const added = new Map();
  let timer = null;
  let blank = null;

  /** Say a sentence now; the same sentence twice is said twice. */
  function say(sentence) {
    clearTimeout(blank);
    region.textContent = "";
    blank = setTimeout(() => {
      region.textContent = sentence;
    }, 50);
  }

  /** Something new lies in a stage; what comes in the same two seconds is told together. */
  function arrived(stage) {
    added.set(stage.id, { n: (added.get(stage.id)?.n ?? 0) + 1, stage: stage.name });
    timer ??= setTimeout(flush, GATHER);
  }

  function flush() {
    timer = null;
    say([...added.values()].map((group) => t("notes-added", group)).join(" "));
    added.clear();
  }

  return { say, arrived };
}
