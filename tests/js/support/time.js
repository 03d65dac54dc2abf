// A clock that stands still until a test moves it.

/**
 * @returns timers for the room, and `run(ms)` which lets that much time pass, promises settled in between
 */
export function createTime() {
  let now = 1_000_000;
  let timers = [];
  let next = 1;

  async function run(milliseconds) {
    const end = now + milliseconds;
    await settle();
    for (;;) {
      const due = timers.filter((timer) => timer.at <= end).sort((one, other) => one.at - other.at || one.id - other.id)[0];
      if (!due) break;
      timers = timers.filter((timer) => timer !== due);
      now = Math.max(now, due.at);
      due.work();
      await settle();
    }
    now = end;
  }

  return {
    now: () => now,
    setTimeout: (work, wait = 0) => {
      timers.push({ id: next, at: now + wait, work });
      next += 1;
      return next - 1;
    },
    clearTimeout: (id) => {
      timers = timers.filter((timer) => timer.id !== id);
    },
    run,
    /** The machine sleeps: time passes, no timer runs. */
    sleep: (milliseconds) => {
      now += milliseconds;
    },
    waits: () => timers.map((timer) => timer.at - now),
  };
}

/** Let every promise that can settle do so. */
export function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}
