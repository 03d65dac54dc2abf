// Says in a sign and a word whether everything is saved: the truth, at once.

const SETTLED = 1200;
const PATIENCE = 3000;

/**
 * @param {HTMLElement} badge
 * @param {HTMLElement} told a polite live region for those who do not see it
 * @param {Function} t
 * @returns {(status: {state: string, waiting: number, kept: number, why: string | null}) => void}
 */
export function createBadge(badge, told, t) {
  const words = badge.querySelector("[data-badge-words]");
  let last = "told-saved";
  let begun = false;
  let opening = null;
  let timer = null;

  // "Saving" and "Saved" follow each other at every note: only trouble and its end are spoken.
  function speak({ state, waiting, kept }) {
    if (state === "saving") return;
    const isOver = state === "problem" && !waiting && !kept;
    const key = isOver ? "over" : `told-${state}${state === "saved" && kept ? "-kept" : ""}`;
    if (key === last) return;
    told.textContent = t(key);
    last = key;
  }

  function wordsFor({ state, waiting, kept, why }) {
    if (state === "offline" && waiting) return t("offline-kept", { n: waiting });
    if (state === "saved" && kept) return t("saved-kept", { n: kept });
    if (state === "problem" && !waiting) return t("over");
    return t(t.has(`problem-${why}`) ? `problem-${why}` : state);
  }

  // A page that has just opened is not offline: it connects.
  function isConnecting({ state, waiting }) {
    if (state !== "offline") begun = true;
    return !begun && !waiting;
  }

  return function show(status) {
    const { state } = status;
    clearTimeout(opening);
    if (isConnecting(status)) {
      opening = setTimeout(() => {
        begun = true;
        show(status);
      }, PATIENCE);
      return;
    }
    badge.dataset.state = state;
    words.textContent = wordsFor(status);
    clearTimeout(timer);
    timer = setTimeout(speak, SETTLED, status);
  };
}
