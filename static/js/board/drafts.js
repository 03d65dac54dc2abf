// Keeps what somebody is typing in this tab on this device, and finds it again after a crash or a closed tab.

import { newId } from "../lib/ids.js";

const SPARE = "spare";

/**
 * Drafts belong to a tab. Those of tabs that live no longer become this tab's, once; where it writes at the same
 * place itself they are spare.
 * @param {{get: Function, set: Function, remove: Function, move: Function}} store the room's drafts
 * @param {string} board
 * @param {Promise<{id: string, others: Set<string> | null}>} tab from room/tabs.js
 */
export function createDrafts(store, board, tab) {
  const early = new Map();
  let prefix = null;

  const ready = tab.then(async ({ id, others }) => {
    const kept = await store.move((keys) => adoption(keys, { board, id, others, taken: new Set(early.keys()) }));
    prefix = `${id} ${board} `;
    for (const [key, draft] of early) write(key, draft);
    early.clear();
    return kept.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  });

  /** Keep a draft now: the page may be gone in a moment. */
  function keep(key, draft) {
    if (prefix === null) early.set(key, draft);
    else write(key, draft);
  }

  function write(key, draft) {
    if (draft.text.trim()) store.set(prefix + key, JSON.stringify(draft));
    else store.remove(prefix + key);
  }

  function drop(key) {
    if (prefix === null) early.delete(key);
    else store.remove(prefix + key);
  }

  /** Give a draft to the command it is made into: returns where it is stored (null = nowhere), for it to go with. */
  function handOver(key) {
    if (prefix !== null) return prefix + key;
    early.delete(key);
    return null;
  }

  /** What was kept under a key, or null. */
  async function find(key) {
    await ready;
    return parse(await store.get(prefix + key));
  }

  /** What an earlier page has left at places of the board, and nobody has saved or dropped since: `[[key, draft]]`. */
  async function left() {
    const places = (await ready).filter((key) => placeOfKey(key) || /^(edit|more|why) /.test(key));
    const drafts = await Promise.all(places.map(async (key) => [key, await find(key)]));
    return drafts.filter(([, draft]) => draft);
  }

  /** Take the drafts that have no place in this tab: `give` gets each with the key it had. */
  async function takeSpares(give) {
    for (const key of (await ready).filter((one) => one.startsWith(`${SPARE} `))) {
      const draft = await find(key);
      if (draft) give(key.split(" ").slice(2).join(" "), draft);
      drop(key);
    }
  }

  return { keep, drop, handOver, find, left, takeSpares };
}

/**
 * Say which drafts move where when a tab opens a board: `[[from, to]]`.
 * @param {string[]} keys all that are kept: tab, board and place, with blanks between
 * @param {{board: string, id: string, others: Set<string> | null, taken: Set<string>}} tab `taken` are places in which it writes
 */
export function adoption(keys, { board, id, others, taken }) {
  const here = keys.map((key) => [key, ...split(key)]).filter(([, owner, on]) => on === board && isOurs(owner));
  const used = new Set(taken);
  const moves = [];
  // First what is this tab's already: it stays where it is.
  for (const [key, owner, , place] of here.sort(([, a], [, b]) => Number(b === id) - Number(a === id))) {
    const isFree = place.startsWith(`${SPARE} `) || !used.has(place);
    used.add(place);
    const to = `${id} ${board} ${isFree ? place : `${SPARE} ${newId("draft")} ${place}`}`;
    if (key !== to) moves.push([key, to]);
  }
  return moves;

  function isOurs(owner) {
    return owner === id || (others !== null && !others.has(owner));
  }
}

function split(key) {
  const [tab, board, ...place] = key.split(" ");
  return [tab, board, place.join(" ")];
}

function parse(kept) {
  return kept ? JSON.parse(kept) : null;
}

/** The key of what is being written in a cell. */
export const cellKey = (stage, row) => `add ${stage} ${row}`;

/** The key of a change to a touchpoint or note. */
export const editKey = (id) => `edit ${id}`;

/** The keys of what is being written in the panel: more about a touchpoint, and why it is a moment of truth. */
export const moreKey = (touchpoint) => `more ${touchpoint}`;
export const whyKey = (moment) => `why ${moment}`;

/** Where words under a key belong, as far as the key says: `{stage, row}` or nothing. */
export function placeOfKey(key) {
  const [kind, stage, row] = key.split(" ");
  return kind === "add" ? { stage, row } : undefined;
}
