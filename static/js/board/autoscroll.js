// Scrolls the board while something is held near its edge, where the heads stick as well.

const NEAR = 56;
const FASTEST = 18;

/**
 * How far to scroll for a pointer near the edges, in pixels a frame; negative is back.
 * @param {number} at
 * @param {number} start
 * @param {number} end
 */
export function pull(at, start, end) {
  if (at < start + NEAR) return -Math.ceil(FASTEST * Math.min(1, (start + NEAR - at) / NEAR));
  if (at > end - NEAR) return Math.ceil(FASTEST * Math.min(1, (at - end + NEAR) / NEAR));
  return 0;
}

/**
 * @param {HTMLElement} view what scrolls
 * @param {() => void} onscroll what lies under the pointer has changed
 */
export function createAutoscroll(view, onscroll) {
  let frame = null;
  let at = null;

  function run() {
    frame = null;
    if (!at) return;
    const box = view.getBoundingClientRect();
    const rtl = document.documentElement.dir === "rtl";
    const head = view.querySelector(".corner")?.getBoundingClientRect();
    const isWide = head && head.width > 0;
    const inset = isWide ? head.width : 0;
    const dx = pull(at.x, box.left + (rtl ? 0 : inset), box.right - (rtl ? inset : 0));
    const dy = pull(at.y, isWide ? head.bottom : box.top, box.bottom);
    const [left, top] = [view.scrollLeft, view.scrollTop];
    view.scrollBy(dx, dy);
    if (view.scrollLeft !== left || view.scrollTop !== top) onscroll();
    if (dx || dy) frame = requestAnimationFrame(run);
  }

  return {
    /** The pointer is here now. */
    follow(point) {
      at = point;
      frame ??= requestAnimationFrame(run);
    },
    stop() {
      at = null;
      cancelAnimationFrame(frame);
      frame = null;
    },
  };
}
