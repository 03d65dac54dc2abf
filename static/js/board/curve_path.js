// The geometry of the emotion curve: where things stand and the lines through them; pure, without the DOM.

// The words at the curve: so much from line to line, so much above and below a baseline, in pixels.
const LINE = 15;
const ASCENT = 11;
const DESCENT = 4;

/**
 * Where a mean stands in a plot, in pixels from its top.
 * @param {number} value −2 to +2
 * @param {{height: number, pad: number}} plot `pad` = free room above +2 and below −2
 * @returns {number}
 */
export function heightOf(value, { height, pad }) {
  return height / 2 - (value * (height / 2 - pad)) / 2;
}

/**
 * Where the touchpoints of a journey stand, each in the middle of its column, in columns from the start.
 * A stage with more touchpoints than columns spreads them evenly; an empty one is one column without any.
 * @param {{span: number, cells: {touchpoints: object[]}, record: object}[]} places from layout.js
 * @returns {{at: {record: object, number: number | null, x: number, width: number}[], columns: number}}
 */
export function stations(places) {
  const at = [];
  let columns = 0;
  for (const { record, span, cells } of places.filter(({ record, empty }) => !record.unsorted || !empty)) {
    const step = span / Math.max(cells.touchpoints.length, 1);
    if (!record.unsorted) {
      cells.touchpoints.forEach((spot, index) => at.push({ ...spot, x: columns + (index + 0.5) * step, width: step }));
    }
    columns += span;
  }
  return { at, columns };
}

/**
 * Where the lines of words at a point stand: outside the curve, above it where it feels good, else below, and never
 * out of the plot.
 * @param {number} value −2 to +2
 * @param {number} lines how many
 * @param {number} reach how far what is drawn at the point reaches
 * @param {{height: number, pad: number}} plot
 * @returns {number[]} their baselines, from the top of the plot
 */
export function baselines(value, lines, reach, plot) {
  const y = heightOf(value, plot);
  const rest = LINE * (lines - 1);
  const first = value > 0 ? Math.max(y - reach - 6 - rest, ASCENT) : Math.min(y + reach + ASCENT + 3, plot.height - DESCENT - rest);
  return Array.from({ length: lines }, (_, index) => first + LINE * index);
}

/**
 * Where the words for a fall between two points stand: beside its middle, on the side without line and words.
 * @param {number} from the mean it falls from
 * @param {number} to
 * @param {{height: number, pad: number}} plot
 * @returns {{y: number, isAfter: boolean}} `isAfter`: on the far side of the line, where the journey goes on
 */
export function besideFall(from, to, plot) {
  const middle = heightOf((from + to) / 2, plot);
  if (to > 0) return { y: Math.max(middle + 8, heightOf(from, plot) + 24), isAfter: false };
  return { y: Math.min(middle, heightOf(to, plot) - 16), isAfter: true };
}

/**
 * The pieces of a line: it is broken wherever a point is missing.
 * @param {({x: number, y: number} | null)[]} points
 * @returns {{x: number, y: number}[][]}
 */
export function pieces(points) {
  const found = [[]];
  for (const point of points) {
    if (point) found.at(-1).push(point);
    else if (found.at(-1).length) found.push([]);
  }
  return found.filter((piece) => piece.length);
}

/**
 * A monotone cubic through points (Fritsch–Carlson with harmonic means): it never rises above or falls below them.
 * @param {{x: number, y: number}[]} points from left to right
 * @returns {string} the `d` of a path; "" for fewer than two points
 */
export function smooth(points) {
  if (points.length < 2) return "";
  return `M${pair(points[0])}${curvesOf(points)}`;
}

/**
 * The area between two lines over the same places.
 * @param {{x: number, y: number}[]} upper
 * @param {{x: number, y: number}[]} lower
 * @returns {string}
 */
export function between(upper, lower) {
  if (upper.length < 2) return "";
  const back = [...lower].reverse();
  return `M${pair(upper[0])}${curvesOf(upper)}L${pair(back[0])}${curvesOf(back)}Z`;
}

/**
 * The area between a line and a level.
 * @param {{x: number, y: number}[]} points
 * @param {number} level
 * @returns {string}
 */
export function closedAt(points, level) {
  if (points.length < 2) return "";
  return `${smooth(points)}L${pair({ x: points.at(-1).x, y: level })}L${pair({ x: points[0].x, y: level })}Z`;
}

function curvesOf(points) {
  const slopes = slopesOf(points);
  return points
    .slice(1)
    .map((point, index) => {
      const from = points[index];
      const third = (point.x - from.x) / 3;
      const one = { x: from.x + third, y: from.y + slopes[index] * third };
      const two = { x: point.x - third, y: point.y - slopes[index + 1] * third };
      return `C${pair(one)} ${pair(two)} ${pair(point)}`;
    })
    .join("");
}

/** The slope at each point: at the ends that of the neighbour, within the harmonic mean, at a turn none. */
function slopesOf(points) {
  const steps = points.slice(1).map((point, index) => (point.y - points[index].y) / (point.x - points[index].x));
  return points.map((_, index) => {
    const [left, right] = [steps[index - 1], steps[index]];
    if (left === undefined) return right;
    if (right === undefined) return left;
    return left * right <= 0 ? 0 : (2 * left * right) / (left + right);
  });
}

function pair({ x, y }) {
  return `${rounded(x)} ${rounded(y)}`;
}

function rounded(number) {
  return Math.round(number * 100) / 100;
}
