// Draws the emotion curve under the touchpoints: dots, line, areas, spread, words and moments of truth.

import { curveFacts, extremes, FEW, tellable } from "./curve_facts.js";
import { baselines, besideFall, between, closedAt, heightOf, pieces, smooth } from "./curve_path.js";
import { KIND_CLASS, renew, sign, svg } from "./svg.js";

const PLOT = { height: 248, pad: 44 };
const WIDE = 100;
const DOT = 6.5;
const HALO = 14.5;
const RING = 19;
const TARGET = 14;
const SIGN_TOP = { create: -15, destroy: -11, both: -13 };

/**
 * @param {object} options
 * @param {HTMLElement} options.root the band that holds the plot
 * @param {(touchpoint: string) => void} options.onpick somebody pressed a dot or its words
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
    const isFirst = told === "";
    told = now;
    const isRated = stops.some(({ feeling }) => feeling);
    empty.hidden = isRated;
    const next = isRated ? picture({ stops, columns, selected, t }) : null;
    // It draws itself where the first ratings come while people look on, not whenever somebody opens the page.
    if (!plot) root.classList.toggle("is-revealed", Boolean(next) && !isFirst);
    if (plot && next) plot = renew(plot, next);
    else {
      plot?.remove();
      if (next) root.append(next);
      plot = next;
    }
  };
}

function signature({ record, x, feeling, moment, rank, number }) {
  return [record.id, record.title, x, number, feeling, moment?.kind, rank];
}

function picture({ stops, columns, selected, t }) {
  const isRtl = document.documentElement.dir === "rtl";
  const across = (x) => (isRtl ? columns - x : x);
  const percent = (x) => `${(across(x) / columns) * 100}%`;
  const { curve, isThin } = tellable(stops.map(({ feeling }) => feeling));
  const facts = curveFacts(curve);
  const named = namedOnes(stops, curve, facts);
  const marks = stops.map((stop, index) => ({ stop, place: named.get(index) })).filter(({ stop }) => stop.feeling || stop.moment);
  return svg("svg", { class: "curve", role: "img", "aria-label": sentenceOf({ stops, facts, isThin, t }) }, [
    ...[-2, -1, 1, 2].map((value) => level("curve-grid", value)),
    lines(stops, columns, across),
    ...fallOf({ stops, facts, percent, isRtl, t }),
    ...marks.map(({ stop, place }) => markOf({ stop, place, x: percent(stop.x), isSelected: stop.record.id === selected, t })),
  ]);
}

/** The sentences for those who do not see the drawing: they name what it shows. */
function sentenceOf({ stops, facts, isThin, t }) {
  const at = ({ number, record }) => ({ number: number ?? "", title: record.title });
  const said = [t("curve-label")];
  if (facts.peak !== facts.trough) {
    said.push(t("curve-peak", { ...at(stops[facts.peakAt]), mean: signed(facts.peak) }));
    said.push(t("curve-trough", { ...at(stops[facts.troughAt]), mean: signed(facts.trough) }));
  } else said.push(t("curve-level", { mean: signed(facts.peak) }));
  if (facts.drop !== null) said.push(t("curve-drop", { ...at(stops[facts.dropAt]), by: signed(facts.drop) }));
  if (isThin) said.push(t("curve-thin"));
  const moments = stops.filter(({ moment }) => moment).toSorted((one, other) => one.rank - other.rank);
  for (const stop of moments) said.push(t("curve-moment", { ...at(stop), rank: stop.rank, kind: t.list("moment-words")[stop.moment.kind] }));
  return said.join(" ");
}

/** The stops that have words at the curve, each with what it is beside that: "highest", "lowest" or "". */
function namedOnes(stops, curve, { peak, peakAt, trough, troughAt }) {
  const found = new Map([...extremes(curve)].map((index) => [index, ""]));
  stops.forEach(({ moment }, index) => moment && found.set(index, ""));
  if (peak === trough) return found;
  found.set(peakAt, "highest");
  found.set(troughAt, "lowest");
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
  const hasBand = ({ feeling }) => typeof feeling?.low === "number" && typeof feeling.high === "number";
  const bands = pieces(ordered.map((stop) => (hasBand(stop) ? { ...point(stop, 0), feeling: stop.feeling } : null)));
  const edge = (band, name) => band.map(({ x, feeling }) => ({ x, y: heightOf(feeling[name], PLOT) }));
  const joined = (draw, all) => all.map(draw).join("");
  const area = joined((piece) => closedAt(piece, zero), found);
  return svg("svg", { viewBox: `0 0 ${width} ${PLOT.height}`, preserveAspectRatio: "none", width: "100%", height: PLOT.height, "data-key": "lines" }, [
    svg("defs", {}, [
      svg("clipPath", { id: "curve-above" }, [svg("rect", { width, height: zero })]),
      svg("clipPath", { id: "curve-below" }, [svg("rect", { y: zero, width, height: zero })]),
    ]),
    svg("path", { class: "curve-band", d: joined((band) => between(edge(band, "high"), edge(band, "low")), bands) }),
    svg("g", { class: "curve-drawn" }, [
      svg("path", { class: "curve-up", "clip-path": "url(#curve-above)", d: area }),
      svg("path", { class: "curve-down", "clip-path": "url(#curve-below)", d: area }),
    ]),
    svg("line", { class: "curve-zero", x1: 0, x2: width, y1: zero, y2: zero }),
    svg("g", { class: "curve-drawn" }, [svg("path", { class: "curve-line", d: joined(smooth, found) })]),
  ]);
}

/** A touchpoint on the curve with its words: its dot, hollow while few have rated, or the sign of its moment of truth. */
function markOf({ stop, place, x, isSelected, t }) {
  const { record, feeling, moment } = stop;
  const value = feeling?.mean ?? 0;
  const words = place === undefined ? [] : wordsOf(stop, place, t);
  const y = heightOf(value, PLOT);
  const sized = isSelected ? RING : HALO;
  const at = baselines(value, words.length, moment ? sized : DOT, PLOT);
  return svg("svg", { class: "curve-mark", x, y, overflow: "visible", "data-at": record.id, "data-key": record.id }, [
    svg("title", {}, [titleOf(stop, t)]),
    svg("circle", { class: "curve-target", r: TARGET }),
    ...(moment ? signOf(stop, isSelected) : [dotOf(feeling, isSelected)]),
    ...words.map(({ name, text }, index) => svg("text", { class: name, y: at[index] - y }, [text])),
  ]);
}

function titleOf({ number, record, feeling }, t) {
  const named = { number: number ?? "", title: record.title };
  return feeling ? t("curve-dot", { ...named, mean: signed(feeling.mean), n: feeling.n }) : t("curve-unrated-dot", named);
}

function dotOf(feeling, isSelected) {
  const states = ["curve-dot", feeling.n < FEW ? "is-thin" : "", isSelected ? "is-selected" : ""];
  return svg("circle", { class: states.filter(Boolean).join(" "), r: DOT });
}

function signOf({ feeling, moment, rank }, isSelected) {
  const ring = feeling ? [] : [svg("circle", { class: "curve-unrated", r: HALO + 3 })];
  const halo = isSelected ? [svg("circle", { class: "curve-halo-fill", r: RING }), svg("circle", { class: "curve-halo", r: RING - 0.5 })] : [svg("circle", { class: "curve-halo-fill", r: HALO }), ...ring];
  return [...halo, sign(moment.kind, rank, { x: -13, y: SIGN_TOP[moment.kind], width: 26, height: 26, overflow: "visible" })];
}

/** At most two lines: the feeling, and below it what the point is. */
function wordsOf({ feeling, moment }, place, t) {
  const extreme = place ? extremeOf(place, signed(feeling.mean), t) : "";
  const [first, rest] = feeling?.word ? [feeling.word, extreme] : [extreme || (feeling ? signed(feeling.mean) : t("curve-unrated")), ""];
  const second = [moment ? t.list("moment-short")[moment.kind] : "", rest].filter(Boolean).join(" · ");
  const name = moment ? `curve-kind is-${KIND_CLASS[moment.kind]}` : "curve-kind";
  return [{ name: "curve-word", text: first }, ...(second ? [{ name, text: second }] : [])];
}

function extremeOf(place, mean, t) {
  return place === "highest" ? t("curve-highest", { mean }) : t("curve-lowest", { mean });
}

function fallOf({ stops, facts, percent, isRtl, t }) {
  if (facts.drop === null) return [];
  const [from, to] = [stops[facts.dropAt - 1], stops[facts.dropAt]];
  const { y, isAfter } = besideFall(from.feeling.mean, to.feeling.mean, PLOT);
  const isRight = isAfter !== isRtl;
  return [
    svg("svg", { class: "curve-mark", x: percent((from.x + to.x) / 2), y, overflow: "visible", "data-at": to.record.id, "data-key": "fall" }, [
      svg("text", { class: `curve-fall ${isRight ? "is-right" : "is-left"}`, x: isRight ? 12 : -12 }, [t("curve-fall", { by: signed(facts.drop) })]),
    ]),
  ];
}

/** A mean as people read it, with its sign and one figure behind the point. */
export function signed(mean) {
  const figures = Math.abs(mean).toFixed(1).replace(/\.0$/, "");
  if (Number(figures) === 0) return "0";
  return `${mean < 0 ? "−" : "+"}${figures}`;
}
