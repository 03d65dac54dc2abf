// The room's clock and timers: a clock that never goes back and that counts the time a laptop sleeps.

/**
 * Return a function that tells the milliseconds since some moment.
 * `performance` may stand still while the machine sleeps and the wall clock may be set back,
 * so each step is the larger of the two. A wall clock set forward costs one needless reconnect.
 * @param {() => number} [steady]
 * @param {() => number} [wall]
 * @returns {() => number}
 */
export function createClock(steady = () => performance.now(), wall = () => Date.now()) {
  let time = 0;
  let lastSteady = steady();
  let lastWall = wall();
  return () => {
    const nowSteady = steady();
    const nowWall = wall();
    time += Math.max(0, nowSteady - lastSteady, nowWall - lastWall);
    lastSteady = nowSteady;
    lastWall = nowWall;
    return time;
  };
}

/**
 * Return the clock and timers of a real page.
 * @returns {{now: () => number, setTimeout: Function, clearTimeout: Function}}
 */
export function createTimers() {
  return {
    now: createClock(),
    setTimeout: (work, wait) => setTimeout(work, wait),
    clearTimeout: (timer) => clearTimeout(timer),
  };
}
