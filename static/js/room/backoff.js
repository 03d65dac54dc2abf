// Says how long to wait before trying again, so that a room full of browsers does not return in step.

const FIRST = 500;
const GROWTH = 1.6;

/** The longest wait of a page somebody looks at, in milliseconds. */
export const LONGEST = 5_000;

/** The longest wait of a hidden page, in milliseconds. */
export const LONGEST_HIDDEN = 60_000;

/**
 * Return a wait in milliseconds: anything from 0 to a bound that grows with each try (full jitter).
 * @param {number} tries how many tries have failed before this wait, 0 for the first
 * @param {() => number} random like Math.random
 * @param {number} [longest] milliseconds
 * @returns {number}
 */
export function backoff(tries, random, longest = LONGEST) {
  return random() * Math.min(longest, FIRST * GROWTH ** tries);
}
