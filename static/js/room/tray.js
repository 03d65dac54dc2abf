// The tray: words that a final answer handed back, shown until somebody lets go of them.

import { wordsOf } from "./words.js";

/**
 * @typedef {{op: string, name: string, payload: object, code: string, text: string}} Words
 */

export function createTray() {
  const words = new Map();
  const gone = new Set();

  return {
    /** Return what to keep of a command, or null where it carries no words. */
    words({ op, name, payload }, code, text) {
      const own = typeof text === "string" && text !== "" ? text : wordsOf(payload);
      return own ? { op, name, payload, code, text: own } : null;
    },
    put: (entry) => words.set(entry.op, entry),
    /** Take what the store holds, but nothing that was let go while it was read. */
    adopt(stored) {
      for (const entry of stored) if (!gone.has(entry.op)) words.set(entry.op, entry);
    },
    letGo(op) {
      gone.add(op);
      words.delete(op);
    },
    all: () => [...words.values()],
  };
}
