// Tells those who do not see the board what happens on it, politely and not one by one.

const GATHER = 1500;

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

  /** Something new lies in a stage; what comes within a moment is told together. */
  function arrived(stage) {
    added.set(stage.id, { n: (added.get(stage.id)?.n ?? 0) + 1, stage: stage.name });
    clearTimeout(timer);
    timer = setTimeout(flush, GATHER);
  }

  function flush() {
    say([...added.values()].map((group) => t("notes-added", group)).join(" "));
    added.clear();
  }

  return { say, arrived };
}
