// The whole journey in one line: the curve in small, the stages by name, and a window on what is in sight.

import { closedAt, heightOf, pieces, smooth } from "./curve_path.js";
import { renew, svg } from "./svg.js";

const PLOT = { height: 34, pad: 34 / 2 - (34 / 4.4) * 2 };
const WIDE = 100;

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {HTMLElement} options.phone where the curve stands above the stage switch of the phone
 * @param {HTMLElement} options.view what scrolls
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {(stage: string) => void} options.onstage somebody chose a stage
 * @returns {{draw: (look: {stops: object[], columns: number}) => void, follow: () => void}}
 */
export function createRail({ root, phone, view, grid, onstage }) {
  const names = root.querySelector("[data-rail-names]");
  const frame = root.querySelector("[data-rail-window]");
  const plots = [
    { place: root.querySelector("[data-rail-plot]"), name: "rail" },
    { place: phone, name: "phone" },
  ];
  let told = "";
  let isWaiting = false;

  names.addEventListener("click", (event) => {
    const button = event.target.closest("[data-stage-of]");
    if (button) onstage(button.dataset.stageOf);
  });
  view.addEventListener("scroll", followSoon, { passive: true });
  new ResizeObserver(followSoon).observe(view);

  function draw({ stops, columns }) {
    const places = grid.places().filter(({ record, empty }) => !record.unsorted || !empty);
    const facts = [columns, stops.map(({ x, feeling }) => [x, feeling?.mean]), places.map(({ record, number, span }) => [record.id, record.name, number, span])];
    const now = JSON.stringify(facts);
    if (now === told) return;
    told = now;
    drawNames(places);
    phone.hidden = !stops.some(({ feeling }) => feeling);
    for (const { place, name } of plots) {
      const next = picture(stops, columns, name);
      if (place.firstElementChild) renew(place.firstElementChild, next);
      else place.append(next);
    }
    followSoon();
  }

  // A button somebody is on stays where it is: another one in its place would not have the focus.
  function drawNames(places) {
    const present = new Map([...names.children].map((button) => [button.dataset.stageOf, button]));
    const wanted = places.map((place) => nameOf(present.get(place.record.id) ?? document.createElement("button"), place));
    for (const button of [...names.children]) if (!wanted.includes(button)) button.remove();
    wanted.forEach((button, index) => {
      if (names.children[index] !== button) names.insertBefore(button, names.children[index] ?? null);
    });
  }

  function nameOf(button, { record, number, span }) {
    button.type = "button";
    button.className = "rail-stage";
    button.dataset.stageOf = record.id;
    button.dir = "auto";
    button.textContent = number === null ? record.name : `${number} ${record.name}`;
    button.style.setProperty("flex-grow", String(span));
    return button;
  }

  function followSoon() {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      follow();
    });
  }

  /** Move the window to what is in sight, in parts of the whole journey; it works from either side. */
  function follow() {
    const whole = view.querySelector("[data-stages]").offsetWidth || 1;
    const seen = view.clientWidth - view.querySelector(".row-heads").offsetWidth;
    const from = Math.min(Math.abs(view.scrollLeft) / whole, 1);
    const size = Math.max(Math.min(seen / whole, 1 - from), 0);
    frame.style.setProperty("--from", String(from * 100));
    frame.style.setProperty("--size", String(size * 100));
    root.classList.toggle("is-whole", view.scrollWidth <= view.clientWidth + 1);
  }

  return { draw, follow };
}

/**
 * The curve in small.
 * @param {{x: number, feeling: object | null}[]} stops
 * @param {number} columns
 * @param {string} name what its own clippings are called after; each drawing on a page needs another
 * @returns {SVGElement}
 */
function picture(stops, columns, name) {
  const isRtl = document.documentElement.dir === "rtl";
  const zero = heightOf(0, PLOT);
  const width = Math.max(columns, 1) * WIDE;
  const points = stops.map(({ x, feeling }) => (feeling ? { x: (isRtl ? columns - x : x) * WIDE, y: heightOf(feeling.mean, PLOT) } : null));
  const found = pieces(isRtl ? points.reverse() : points);
  const clip = (side, y) => svg("clipPath", { id: `${name}-${side}` }, [svg("rect", { y, width, height: zero })]);
  const area = found.map((piece) => closedAt(piece, zero)).join("");
  return svg("svg", { class: "rail", viewBox: `0 0 ${width} ${PLOT.height}`, preserveAspectRatio: "none", "aria-hidden": "true" }, [
    svg("defs", {}, [clip("above", 0), clip("below", zero)]),
    svg("path", { class: "rail-up", "clip-path": `url(#${name}-above)`, d: area }),
    svg("path", { class: "rail-down", "clip-path": `url(#${name}-below)`, d: area }),
    svg("line", { class: "rail-zero", x1: 0, x2: width, y1: zero, y2: zero }),
    svg("path", { class: "rail-line", d: found.map(smooth).join("") }),
  ]);
}
