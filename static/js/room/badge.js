// Says in one word how things stand with what somebody did: the truth, for the badge.

import { STUCK_AFTER } from "./codes.js";

/**
 * @typedef {{state: "saved" | "saving" | "offline" | "problem", waiting: number, kept: number,
 *   durable: boolean, why: string | null}} Status
 *   `waiting` commands are unanswered, `kept` words were handed back; `durable` is false where the browser
 *   could not store a waiting command; `why` names a problem: session, removed, none, archived, closed,
 *   version, memory, stuck
 *
 * @param {{isLive: boolean, ended: string | null, waiting: object[], kept: number}} facts
 * @returns {Status}
 */
export function statusOf({ isLive, ended, waiting, kept }) {
  const durable = waiting.every((entry) => entry.written !== false);
  const why = ended ?? trouble(isLive, durable, waiting);
  return { state: why ? "problem" : mood(isLive, waiting), waiting: waiting.length, kept, durable, why };
}

function trouble(isLive, durable, waiting) {
  if (!isLive && !durable) return "memory";
  return waiting.some((entry) => entry.tries >= STUCK_AFTER) ? "stuck" : null;
}

// "Offline, kept here" promises that a closed tab loses nothing: not before the browser has written it down.
function mood(isLive, waiting) {
  if (!isLive) return waiting.some((entry) => entry.written === null) ? "saving" : "offline";
  return waiting.length ? "saving" : "saved";
}
