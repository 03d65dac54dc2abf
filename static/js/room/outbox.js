// Holds the commands the server has not answered yet, and says which of them may be sent now (rule L17).

import { STUCK_AFTER } from "./codes.js";
import { buildsOn, createQueue } from "./order.js";

/** How many commands may be on their way at once; far below the burst that the server allows (rule L14). */
export const WINDOW = 32;

/**
 * One command: `place` is its position in the store, `written` null while it is being stored, false where that failed.
 * @typedef {{op: string, name: string, payload: object, place: number, written: boolean | null,
 *   flying: boolean, sentAt: number, tries: number, waitUntil: number}} Entry
 */

/**
 * @returns the commands of one person, oldest first
 */
export function createOutbox() {
  let entries = [];
  let settling = [];
  let holdUntil = 0;
  const answered = new Set();

  function find(op) {
    return entries.find((entry) => entry.op === op);
  }

  function drop(op) {
    answered.add(op);
    const entry = find(op);
    entries = entries.filter((other) => other !== entry);
    return entry;
  }

  return {
    find,
    get size() {
      return entries.length;
    },
    /** Unanswered commands, and before them answered ones whose rows have not arrived. */
    shown: () => [...settling, ...entries],
    waiting: () => [...entries],

    /** Take a new command; it is not sent before `written` is set. */
    add({ op, name, payload }) {
      const entry = { op, name, payload, ...FRESH };
      entries.push(entry);
      return entry;
    },

    /**
     * Take what the store holds of an earlier page or another tab, in its order; returns how many were new.
     * What this page said keeps its order, also where it could not be written and so has no place.
     */
    adopt(stored) {
      const unknown = stored.filter(({ op }) => !answered.has(op) && !find(op));
      for (const { op, name, payload, place } of unknown) {
        const next = entries.findIndex((entry) => entry.place > place);
        const entry = { op, name, payload, ...FRESH, place, written: true };
        entries.splice(next === -1 ? entries.length : next, 0, entry);
      }
      return unknown.length;
    },

    /** Commands that may be sent now, in order: stored, not on their way, and waiting for no earlier one. */
    due(now) {
      if (now < holdUntil) return [];
      const queue = createQueue();
      const free = [];
      let flying = entries.filter((entry) => entry.flying).length;
      for (const entry of entries) {
        const isReady = entry.written !== null && !entry.flying && entry.waitUntil <= now && !queue.mustWait(entry);
        if (isReady && flying < WINDOW) {
          free.push(entry);
          flying += 1;
        }
        queue.add(entry, entry.tries >= STUCK_AFTER);
      }
      return free;
    },

    /** When a command that was told to wait may be sent, or null where none waits. */
    nextDue(now) {
      const times = entries.map((entry) => Math.max(entry.waitUntil, holdUntil)).filter((time) => time > now);
      return times.length ? Math.min(...times) : null;
    },

    /** The connection is gone: nothing is on its way any more. */
    landed() {
      holdUntil = 0;
      for (const entry of entries) entry.flying = false;
    },

    /** The server asked to try again: this command alone, or (wholly = true) everything waits. */
    again(entry, until, wholly) {
      entry.flying = false;
      entry.tries += 1;
      if (wholly) holdUntil = Math.max(holdUntil, until);
      else entry.waitUntil = until;
    },

    /** The command is done; it stays shown until the rows of that version are here (rule L3). */
    done(op, version, mine) {
      const entry = drop(op);
      if (entry && version !== null && (mine === null || version > mine)) {
        settling.push({ ...entry, answered: true, version });
      }
      return entry;
    },

    /** Forget answered commands up to this version. */
    settle(version) {
      settling = settling.filter((entry) => entry.version > version);
    },

    /** Take out a command that will never be done, and those that change what it was to add. */
    fail(op) {
      const entry = drop(op);
      if (!entry) return [];
      const lost = entries.filter((later) => buildsOn(later, entry));
      for (const later of lost) drop(later.op);
      return [entry, ...lost];
    },

    letGo: drop,
  };
}

const FRESH = { place: Infinity, written: null, flying: false, sentAt: 0, tries: 0, waitUntil: 0 };
