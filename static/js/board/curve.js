// Draws the emotion curve under the touchpoints: dots, line, areas, spread, words and moments of truth.

import { curveFacts, extremes, FEW } from "./curve_facts.js";
import { between, closedAt, heightOf, pieces, smooth } from "./curve_path.js";
import { KIND_CLASS, sign, svg } from "./svg.js";

const PLOT = { height: 248, pad: 44 };
const WIDE = 100;

/**
 * @param {object} options
 * @param {HTMLElement} options.root the band that holds the plot
 * @param {(touchpoint: string) => void} options.onpick somebody pressed a dot
 * @param {Function} options.t
 * @returns {(look: {stops: object[], columns: number}, selected: string | null) => void} draws from journey.js
 */
export function createCurve({ root, onpick, t }) {
  const empty = root.querySelector("[data-feel-empty]");
  let plot = null;
  let told = "";

  root.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-at]");
    if (mark) onpick(mark.dataset.at);
  });

  return function draw({ stops, columns }, selected) {
    const now = JSON.stringify([columns, selected, stops.map(signature)]);
    if (now === told) return;
    told = now;
    const rated = stops.filter(({ feeling }) => feeling);
    empty.hidden = rated.length > 0;
    const next = rated.length ? picture(stops, columns, selected, t) : null;
    if (plot && next) plot.replaceWith(next);
    else if (next) root.append(next);
    else plot?.remove();
    plot = next;
  };
}

function signature({ record, x, feeling, moment, rank, number }) {
  return [record.id, record.title, x, number, feeling, moment?.kind, rank];
}

function picture(stops, columns, selected, t) {
  const facts = curveFacts(stops.filter(({ feeling }) => feeling).map(({ feeling, ...stop }) => ({ ...stop, mean: feeling.mean })));
  const isRtl = document.documentElement.dir === "rtl";
  const across = (x) => (isRtl ? columns - x : x);
  const percent = (x) => `${(across(x) / columns) * 100}%`;
  const named = namedOnes(stops, facts);
  return svg("svg", { class: "curve", role: "img", "aria-label": sentenceOf(facts, t) }, [
    ...[-2, -1, 1, 2].map((value) => level("curve-grid", value)),
    lines(stops, columns, across),
    ...stops.filter(({ feeling }) => feeling).flatMap((stop) => markOf(stop, percent(stop.x), stop.record.id === selected, t)),
    ...stops.filter(({ record }) => named.has(record.id)).map((stop) => wordsOf(stop, percent(stop.x), named.get(stop.record.id), t)),
    ...dropOf(facts, percent, t),
  ]);
}

/** The sentence for those who do not see the drawing, which names what it shows. */
function sentenceOf({ peak, trough, drop }, t) {
  const at = ({ number, record, mean }) => ({ number: number ?? "", title: record.title, mean: signed(mean) });
  const said = [t("curve-peak", at(peak)), t("curve-trough", at(trough))];
  if (drop) said.push(t("curve-drop", { ...at(drop.to), by: signed(drop.by) }));
  return `${t("curve-label")} ${said.join(" ")}`;
}

/** The touchpoints whose words stand at the curve, each with what it is beside that: the highest, the lowest. */
function namedOnes(stops, { peak, trough }) {
  const rated = stops.filter(({ feeling }) => feeling).map(({ record, feeling }) => ({ id: record.id, mean: feeling.mean }));
  const found = new Map([...extremes(rated)].map(({ id }) => [id, ""]));
  for (const { record, moment, feeling } of stops) if (moment && feeling) found.set(record.id, "");
  found.set(peak.record.id, "curve-highest");
  if (trough.record.id !== peak.record.id) found.set(trough.record.id, "curve-lowest");
  return found;
}

function level(name, value) {
  const y = heightOf(value, PLOT);
  return svg("line", { class: name, x1: 0, x2: "100%", y1: y, y2: y });
}

/** What stretches with the columns: line, areas and band. */
function lines(stops, columns, across) {
  const zero = heightOf(0, PLOT);
  const width = columns * WIDE;
  const ordered = stops.toSorted((one, other) => across(one.x) - across(other.x));
  const point = (stop, value) => ({ x: across(stop.x) * WIDE, y: heightOf(value, PLOT) });
  const found = pieces(ordered.map((stop) => (stop.feeling ? point(stop, stop.feeling.mean) : null)));
  const hasBand = ({ feeling }) => feeling && feeling.low !== null && feeling.low !== undefined;
  const bands = pieces(ordered.map((stop) => (hasBand(stop) ? { ...point(stop, 0), feeling: stop.feeling } : null)));
  const edge = (band, name) => band.map(({ x, feeling }) => ({ x, y: heightOf(feeling[name], PLOT) }));
  return svg("svg", { viewBox: `0 0 ${width} ${PLOT.height}`, preserveAspectRatio: "none", width: "100%", height: PLOT.height }, [
    svg("defs", {}, [
      svg("clipPath", { id: "curve-above" }, [svg("rect", { width, height: zero })]),
      svg("clipPath", { id: "curve-below" }, [svg("rect", { y: zero, width, height: zero })]),
    ]),
    ...bands.map((band) => svg("path", { class: "curve-band", d: between(edge(band, "high"), edge(band, "low")) })),
    ...found.map((piece) => svg("path", { class: "curve-up", "clip-path": "url(#curve-above)", d: closedAt(piece, zero) })),
    ...found.map((piece) => svg("path", { class: "curve-down", "clip-path": "url(#curve-below)", d: closedAt(piece, zero) })),
    svg("line", { class: "curve-zero", x1: 0, x2: width, y1: zero, y2: zero }),
    ...found.map((piece) => svg("path", { class: "curve-line", d: smooth(piece) })),
  ]);
}

/** The dot of a touchpoint, hollow while few have rated, or the sign of its moment of truth. */
function markOf({ record, number, feeling, moment, rank }, x, isSelected, t) {
  const y = heightOf(feeling.mean, PLOT);
  const words = t("curve-dot", { number: number ?? "", title: record.title, mean: signed(feeling.mean), n: feeling.n });
  const title = svg("title", {}, [words]);
  if (!moment) {
    const name = ["curve-dot", feeling.n < FEW ? "is-thin" : "", isSelected ? "is-selected" : ""].filter(Boolean).join(" ");
    return [svg("circle", { class: name, cx: x, cy: y, r: 6.5, "data-at": record.id }, [title])];
  }
  const ring = isSelected ? [svg("circle", { class: "curve-halo-fill", r: 19 }), svg("circle", { class: "curve-halo", r: 18.5 })] : [];
  return [
    svg("svg", { x, y, overflow: "visible", "data-at": record.id }, [
      title,
      ...(ring.length ? ring : [svg("circle", { class: "curve-halo-fill", r: 14.5 })]),
      sign(moment.kind, rank, { x: -13, y: { create: -15, destroy: -11, both: -13 }[moment.kind], width: 26, height: 26, overflow: "visible" }),
    ]),
  ];
}

/** The words at a point stand outside the curve: above where it feels good, below where it does not. */
function wordsOf({ feeling, moment, record }, x, place, t) {
  const words = [
    feeling.word || signed(feeling.mean),
    ...(place ? [t(place)] : []),
    ...(moment ? [t.list("moment-short")[moment.kind]] : []),
  ];
  const isUp = feeling.mean > 0;
  const y = heightOf(feeling.mean, PLOT);
  const first = isUp ? y - (moment ? 24 : 13) - 15 * (words.length - 1) : y + (moment ? 34 : 22);
  const classOf = (index) => {
    if (index === 0) return "curve-word";
    return moment && index === words.length - 1 ? `curve-kind is-${KIND_CLASS[moment.kind]}` : "curve-kind";
  };
  return svg("g", { "data-at": record.id }, words.map((word, index) => svg("text", { class: classOf(index), x, y: first + 15 * index }, [word])));
}

function dropOf({ drop }, percent, t) {
  if (!drop) return [];
  const middle = (drop.from.mean + drop.to.mean) / 2;
  const x = percent((drop.from.x + drop.to.x) / 2);
  return [svg("text", { class: "curve-fall", x, y: heightOf(middle, PLOT) }, [t("curve-fall", { by: signed(drop.by) })])];
}

/** A mean as people read it, with its sign and one figure behind the point. */
export function signed(mean) {
  const figures = Math.abs(mean).toFixed(1).replace(/\.0$/, "");
  if (Number(figures) === 0) return "0";
  return `${mean < 0 ? "−" : "+"}${figures}`;
}
