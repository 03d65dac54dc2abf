// Tells the tabs of one browser apart: each has an id of its own, and knows which others are alive.

import { newId } from "../lib/ids.js";

const KEY = "journeyroom tab";
/** So long the other tabs have to answer, or a page that is loaded again to be gone, in milliseconds. */
const ROLL_CALL = 150;
/** The id of all tabs of a browser that cannot tell them apart. */
const SHARED = "tab_shared";

/**
 * Find out which tab this is. The id survives a reload; a duplicated tab, which begins with a copy of it, takes a new one.
 * `others` are the ids of the living, or null where the browser gives no way to ask. The browser itself knows them by
 * the locks they hold; over plain http, where there are no locks, they are called, and one too busy to answer is missed.
 * @param {object} options
 * @param {string} options.name of the channel over which these tabs talk
 * @param {Storage | null} [options.session]
 * @param {LockManager | undefined} [options.locks]
 * @param {typeof BroadcastChannel | undefined} [options.Channel]
 * @param {{setTimeout: Function}} [options.timers]
 * @returns {Promise<{id: string, others: Set<string> | null}>}
 */
export function findTab({ name, session = findSession(), locks = globalThis.navigator?.locks, Channel = globalThis.BroadcastChannel, timers = globalThis }) {
  if (locks) return askForLock(name, session, locks, timers);
  if (!Channel) return Promise.resolve({ id: SHARED, others: null });
  const channel = new Channel(name);
  const page = newId("page");
  const others = new Set();
  let id = read(session) ?? newId("tab");
  let isSettled = false;
  let isTaken = false;

  // Of two tabs that open with one id at the same moment, one must go: the later name in the alphabet.
  channel.onmessage = ({ data: [word, theirs, from, isTheirs] }) => {
    if (!isSettled) {
      others.add(theirs);
      if (theirs === id && (isTheirs || from < page)) isTaken = true;
    }
    if (word === "who") channel.postMessage(["here", id, page, isSettled]);
  };
  channel.postMessage(["who", id, page, false]);

  return new Promise((resolve) => {
    timers.setTimeout(() => {
      if (isTaken) id = newId("tab");
      isSettled = true;
      others.delete(id);
      write(session, id);
      resolve({ id, others });
    }, ROLL_CALL);
  });
}

/** The tab holds a lock of its id for as long as it lives; who cannot get it in time is a duplicate. */
async function askForLock(name, session, locks, timers) {
  const prefix = `${name} tab `;
  const known = read(session);
  const id = known && (await hold(locks, prefix + known, timers)) ? known : newId("tab");
  if (id !== known) await hold(locks, prefix + id, timers);
  write(session, id);
  // A page that may store nothing may not ask either.
  const asked = await locks.query().catch(() => null);
  if (!asked) return { id, others: null };
  const names = asked.held.map((lock) => lock.name).filter((one) => one.startsWith(prefix) && one !== prefix + id);
  return { id, others: new Set(names.map((one) => one.slice(prefix.length))) };
}

/** Hold a lock until the page goes; tells whether it could be had in time. */
function hold(locks, name, timers) {
  return new Promise((resolve) => {
    const patience = new AbortController();
    const timer = timers.setTimeout(() => patience.abort(), ROLL_CALL);
    const keep = () => {
      timers.clearTimeout(timer);
      resolve(true);
      return new Promise(() => {});
    };
    locks.request(name, { signal: patience.signal }, keep).catch(() => resolve(false));
  });
}

// Reading the property throws where a browser forbids storage.
function findSession() {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

function read(session) {
  try {
    return session?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}

// Without it a reload makes another tab of this one, which adopts what the former wrote.
function write(session, id) {
  try {
    session?.setItem(KEY, id);
  } catch {
    /* Storage is full or forbidden. */
  }
}
