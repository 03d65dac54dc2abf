// What a curve tells: its highest and lowest point, its biggest drop, its extremes; the twin of maps/metrics.py.

/** With fewer raters a mean is shown as thin. */
export const FEW = 3;

/**
 * @param {{mean: number}[]} rated the rated touchpoints in journey order
 * @returns {{peak: object, trough: object, drop: {from: object, to: object, by: number} | null} | null} `by` is negative;
 *   null where nobody has rated; of equal ones the first
 */
export function curveFacts(rated) {
  if (!rated.length) return null;
  const peak = rated.reduce((best, one) => (one.mean > best.mean ? one : best));
  const trough = rated.reduce((worst, one) => (one.mean < worst.mean ? one : worst));
  const drops = rated.slice(1).map((to, index) => ({ from: rated[index], to, by: to.mean - rated[index].mean }));
  const drop = drops.reduce((worst, one) => (one.by < worst.by ? one : worst), { by: 0 });
  return { peak, trough, drop: drop.by < 0 ? drop : null };
}

/**
 * The touchpoints whose feeling is named at the curve: those furthest from zero.
 * @param {{mean: number}[]} rated
 * @param {number} [most]
 * @returns {Set<object>}
 */
export function extremes(rated, most = 5) {
  const far = rated.filter(({ mean }) => mean !== 0).toSorted((one, other) => Math.abs(other.mean) - Math.abs(one.mean));
  return new Set(far.slice(0, most));
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
 * What a moment of truth asks for, by its power (1 to 5) and how it feels (docs: maps/metrics.py `moment_quadrant`).
 * @param {number | null} power
 * @param {number | null} mean
 * @returns {"fix" | "protect" | "simplify" | "keep" | null} null while one of the two is not known
 */
export function quadrant(power, mean) {
  if (power === null || mean === null) return null;
  if (power >= 4) return mean >= 0 ? "protect" : "fix";
  return mean >= 0 ? "keep" : "simplify";
}
