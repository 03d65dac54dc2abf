// What a curve tells: its highest and lowest point, its biggest drop, its extremes; the twin of maps/metrics.py.

/** With fewer raters a mean is shown as thin. */
export const FEW = 3;

/** From this power on, of 5, a moment of truth decides about loyalty. */
const STRONG = 4;

/**
 * What the means of a journey tell. Of equal ones the first counts; no fall is told across a gap.
 * @param {(number | null)[]} curve in journey order; null where nobody rated
 * @returns {{mean: number, peak: number, peakAt: number, trough: number, troughAt: number, end: number,
 *   peakEnd: number, drop: number | null, dropAt: number | null, negativeShare: number} | null} `…At` are places in
 *   the curve, from 0; `drop` is below 0; null where nobody has rated at all
 */
export function curveFacts(curve) {
  const known = curve.map((value, at) => ({ value, at })).filter(({ value }) => value !== null);
  if (!known.length) return null;
  const values = known.map(({ value }) => value);
  const peak = known.reduce((best, one) => (one.value > best.value ? one : best));
  const trough = known.reduce((worst, one) => (one.value < worst.value ? one : worst));
  const falls = known.slice(1).map(({ value, at }, index) => ({ by: value - known[index].value, at, isNext: at === known[index].at + 1 }));
  const fall = falls.filter(({ isNext }) => isNext).reduce((most, one) => (one.by < most.by ? one : most), { by: 0, at: null });
  const strongest = values.reduce((best, one) => (isStronger(one, best) ? one : best));
  return {
    mean: sum(values) / values.length,
    peak: peak.value,
    peakAt: peak.at,
    trough: trough.value,
    troughAt: trough.at,
    end: values.at(-1),
    peakEnd: (strongest + values.at(-1)) / 2,
    drop: fall.by < 0 ? fall.by : null,
    dropAt: fall.at,
    negativeShare: values.filter((value) => value < 0).length / values.length,
  };
}

function isStronger(one, other) {
  return Math.abs(one) > Math.abs(other) || (Math.abs(one) === Math.abs(other) && one > other);
}

function sum(values) {
  return values.reduce((all, value) => all + value, 0);
}

/**
 * The means that may be told as the highest, the lowest and the biggest drop: those of enough people, so that one
 * person's day is not the story; only where no touchpoint has enough, all of them.
 * @param {({mean: number, n: number} | null)[]} feelings in journey order
 * @returns {{curve: (number | null)[], isThin: boolean}}
 */
export function tellable(feelings) {
  const isThin = !feelings.some((one) => one && one.n >= FEW);
  return { curve: feelings.map((one) => (one && (isThin || one.n >= FEW) ? one.mean : null)), isThin };
}

/**
 * The touchpoints whose feeling is named at the curve: those furthest from zero.
 * @param {(number | null)[]} curve
 * @param {number} [most]
 * @returns {Set<number>} their places in the curve
 */
export function extremes(curve, most = 5) {
  const far = curve.map((value, at) => ({ far: Math.abs(value ?? 0), at })).filter((one) => one.far > 0);
  return new Set(far.toSorted((one, other) => other.far - one.far).slice(0, most).map(({ at }) => at));
}

/**
 * Moments of truth in the order of the short list: by power, those without one last, then along the journey.
 * @param {{id: string, touchpoint: string, power: number | null}[]} moments
 * @param {string[]} journey ids of the touchpoints in order
 * @returns {object[]}
 */
export function ranked(moments, journey) {
  const place = new Map(journey.map((id, index) => [id, index]));
  const there = moments.filter(({ touchpoint }) => place.has(touchpoint));
  return there.toSorted((one, other) => {
    return (other.power ?? 0) - (one.power ?? 0) || place.get(one.touchpoint) - place.get(other.touchpoint);
  });
}

/**
 * What a moment of truth asks for, by its power (1 to 5) and how it feels.
 * @param {number | null} power
 * @param {number | null} mean
 * @returns {"fix" | "protect" | "simplify" | "keep" | null} null while one of the two is not known
 */
export function quadrant(power, mean) {
  if (power === null || mean === null) return null;
  if (power >= STRONG) return mean >= 0 ? "protect" : "fix";
  return mean >= 0 ? "keep" : "simplify";
}
