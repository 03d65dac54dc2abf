// Gathers what has changed until the next frame, so that many changes are drawn once.

/**
 * @param {(touched: [string, string][]) => void} draw
 * @param {(work: () => void) => number} [frame]
 * @returns {{later: (touched: [string, string][]) => void, now: (touched: [string, string][]) => void}} `now` draws what
 *   was to come later as well
 */
export function createSoon(draw, frame = requestAnimationFrame) {
  let gathered = [];
  let isWaiting = false;

  function flush() {
    const touched = gathered;
    [gathered, isWaiting] = [[], false];
    draw(touched);
  }

  return {
    later(touched) {
      gathered.push(...touched);
      if (isWaiting) return;
      isWaiting = true;
      frame(() => isWaiting && flush());
    },
    now(touched) {
      gathered.push(...touched);
      flush();
    },
  };
}
