// Says where this person is, at most twice a second, and that they have stopped writing once they have.

/** Between two frames, in milliseconds. */
export const APART = 500;
/** Without a key for so long somebody does not write any more. */
export const PAUSE = 3_000;

/**
 * @param {{timers: {now: Function, setTimeout: Function, clearTimeout: Function}, send: (place: {at: string, typing: boolean}) => void}} options
 * @returns {{say: (place: {at?: string, typing?: boolean}) => void, again: () => void}} `again` after a new connection
 */
export function createPresence({ timers, send }) {
  let place = { at: "", typing: false };
  let told = JSON.stringify(place);
  let hasSaid = false;
  let last = -Infinity;
  let later = null;
  let pause = null;

  function say(change) {
    place = { ...place, ...change };
    timers.clearTimeout(pause);
    if (place.typing) pause = timers.setTimeout(() => say({ typing: false }), PAUSE);
    // A key every now and then keeps up what was said, before the server takes it for over.
    if (JSON.stringify(place) !== told || (place.typing && timers.now() - last > PAUSE)) queue();
  }

  function queue() {
    if (later !== null) return;
    const wait = Math.max(0, last + APART - timers.now());
    if (wait === 0) flush();
    else later = timers.setTimeout(flush, wait);
  }

  function flush() {
    hasSaid = true;
    later = null;
    last = timers.now();
    told = JSON.stringify(place);
    send(place);
  }

  return { say, again: () => hasSaid && flush() };
}
