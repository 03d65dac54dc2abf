// Keeps what somebody is typing on this device, and finds it again after a crash or a closed tab.

const PAUSE = 200;

/**
 * @param {{get: Function, set: Function, remove: Function}} store the room's drafts
 * @param {string} board
 */
export function createDrafts(store, board) {
  const timers = new Map();
  const waiting = new Map();

  /** Keep a draft soon: a fast typist is not written down at every key. */
  function keep(key, draft) {
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(write, PAUSE, key, draft));
    waiting.set(key, draft);
  }

  function write(key, draft) {
    waiting.delete(key);
    if (draft.text.trim()) store.set(`${board} ${key}`, JSON.stringify(draft));
    else store.remove(`${board} ${key}`);
  }

  function drop(key) {
    clearTimeout(timers.get(key));
    waiting.delete(key);
    store.remove(`${board} ${key}`);
  }

  /** What was kept under a key, or null. */
  async function find(key) {
    const kept = await store.get(`${board} ${key}`);
    return kept ? JSON.parse(kept) : null;
  }

  /** Write down at once what is still waiting: the page may be gone in a moment. */
  function flush() {
    for (const [key, draft] of [...waiting]) {
      clearTimeout(timers.get(key));
      write(key, draft);
    }
  }

  return { keep, drop, find, flush };
}

/** The key of what is being written in a cell. */
export const cellKey = (stage, row) => `add ${stage} ${row}`;

/** The key of a change to a touchpoint or note. */
export const editKey = (id) => `edit ${id}`;
