// The whole journey in one line: the curve in small, the stages by name, and a window on what is in sight.

import { closedAt, heightOf, pieces, smooth } from "./curve_path.js";
import { svg } from "./svg.js";

const PLOT = { height: 34, pad: 1.5 };
const WIDE = 100;

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {HTMLElement} options.view what scrolls
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {(stage: string) => void} options.onstage somebody chose a stage
 * @returns {{draw: (look: object) => void, follow: () => void}}
 */
export function createRail({ root, view, grid, onstage }) {
  const names = root.querySelector("[data-rail-names]");
  const plot = root.querySelector("[data-rail-plot]");
  const frame = root.querySelector("[data-rail-window]");
  let told = "";

  names.addEventListener("click", (event) => {
    const button = event.target.closest("[data-stage-of]");
    if (button) onstage(button.dataset.stageOf);
  });
  view.addEventListener("scroll", follow, { passive: true });
  new ResizeObserver(follow).observe(view);

  function draw({ stops, columns }) {
    const places = grid.places().filter(({ record, empty }) => !record.unsorted || !empty);
    const now = JSON.stringify([columns, stops.map(({ x, feeling }) => [x, feeling?.mean]), places.map(({ record, span }) => [record.id, record.name, span])]);
    if (now !== told) {
      told = now;
      names.replaceChildren(...places.map(nameOf));
      plot.replaceChildren(...picture(stops, columns));
    }
    follow();
  }

  function nameOf({ record, number, span }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "rail-stage";
    button.dataset.stageOf = record.id;
    button.tabIndex = -1;
    button.dir = "auto";
    button.textContent = number === null ? record.name : `${number} ${record.name}`;
    button.style.setProperty("flex-grow", String(span));
    return button;
  }

  /** Move the window to what is in sight, in parts of the whole width; it works from either side. */
  function follow() {
    const whole = view.scrollWidth || 1;
    frame.style.setProperty("--from", String((Math.abs(view.scrollLeft) / whole) * 100));
    frame.style.setProperty("--size", String((view.clientWidth / whole) * 100));
    root.classList.toggle("is-whole", view.scrollWidth <= view.clientWidth + 1);
  }

  return { draw, follow };
}

/** The curve in small, for the rail and for the stage switch of the phone. */
export function picture(stops, columns) {
  const isRtl = document.documentElement.dir === "rtl";
  const zero = heightOf(0, PLOT);
  const width = Math.max(columns, 1) * WIDE;
  const points = stops.map(({ x, feeling }) => (feeling ? { x: (isRtl ? columns - x : x) * WIDE, y: heightOf(feeling.mean, PLOT) } : null));
  const found = pieces(isRtl ? points.reverse() : points);
  const clip = (name, y) => svg("clipPath", { id: name }, [svg("rect", { y, width, height: zero })]);
  return [
    svg("svg", { class: "rail", viewBox: `0 0 ${width} ${PLOT.height}`, preserveAspectRatio: "none", "aria-hidden": "true" }, [
      svg("defs", {}, [clip("rail-above", 0), clip("rail-below", zero)]),
      ...found.map((piece) => svg("path", { class: "rail-up", "clip-path": "url(#rail-above)", d: closedAt(piece, zero) })),
      ...found.map((piece) => svg("path", { class: "rail-down", "clip-path": "url(#rail-below)", d: closedAt(piece, zero) })),
      svg("line", { class: "rail-zero", x1: 0, x2: width, y1: zero, y2: zero }),
      ...found.map((piece) => svg("path", { class: "rail-line", d: smooth(piece) })),
    ]),
  ];
}
