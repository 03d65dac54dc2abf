// Says what lies where on a board: order, columns, numbers, neighbours; pure, without the DOM.

export const COLUMNS = 12;

/** Compares rows as the server sorts them: by order, then by id. */
export function compare(one, other) {
  return one.order - other.order || (one.id < other.id ? -1 : Number(one.id > other.id));
}

/** How many columns a stage with so many touchpoints is wide. */
export function span(touchpoints) {
  return Math.min(Math.max(touchpoints, 1), COLUMNS);
}

/** In which column of its stage the touchpoint at this index (from 0) stands, from 1. */
export function column(index) {
  return (index % COLUMNS) + 1;
}

/**
 * Puts the notes of each cluster together where its first one stands, under the cluster's name.
 * @param {{record: object}[]} spots of one cell, in order
 * @param {Map<string, object>} clusters by id
 * @returns {{record: object, head?: {record: object, n: number}, isIn?: boolean}[]}
 */
export function clustered(spots, clusters) {
  const groups = new Map();
  for (const spot of spots) {
    const key = clusters.has(spot.record.cluster) ? spot.record.cluster : spot.record.id;
    groups.set(key, [...(groups.get(key) ?? []), spot]);
  }
  return [...groups].flatMap(([id, group]) => {
    const cluster = clusters.get(id);
    if (!cluster) return group;
    return group.map((spot, index) => ({ ...spot, isIn: true, ...(index === 0 ? { head: { record: cluster, n: group.length } } : {}) }));
  });
}

/**
 * Says whom something has to follow in the server's order, where on the board it shall be shown after `after`: notes of
 * a cluster are shown together wherever they stand in that order.
 * @param {object[]} shown the records of the cell as they are shown
 * @param {string | null} after as in `positions`
 * @param {string[]} ids what moves
 * @returns {string | null}
 */
export function follow(shown, after, ids) {
  const others = shown.filter(({ id }) => !ids.includes(id));
  const at = others.findIndex(({ id }) => id === after);
  const [before, next] = [others[at], others[at + 1]];
  if (at === -1 || (before.cluster ?? null) === null) return after;
  const isOwn = shown.some(({ id, cluster }) => id === ids[0] && cluster === before.cluster);
  if (isOwn || next?.cluster === before.cluster) return after;
  if (!next) return null;
  const stored = others.toSorted(compare);
  const index = stored.indexOf(next);
  return index === 0 ? "" : stored[index - 1].id;
}

/**
 * Lays a board out. Returns its stages in order, "Unsorted" last, each
 * `{record, number, span, empty, cells: {touchpoints: [{record, number}], <row>: [{record, at}]}}`;
 * a note in a cluster `isIn`, the first of them has its `head`; `number` counts stages and touchpoints along the journey (null in "Unsorted"), `at` is the column of the
 * touchpoint that a note is about. What names a stage that is not there lies in the last one: nothing is lost.
 */
export function outline({ stages, touchpoints, notes, clusters = [] }, rows) {
  const places = stages
    .toSorted((one, other) => Number(one.unsorted) - Number(other.unsorted) || compare(one, other))
    .map((record) => ({ record, cells: Object.fromEntries(["touchpoints", ...rows].map((row) => [row, []])) }));
  const byId = new Map(places.map((place) => [place.record.id, place]));
  const at = new Map();
  const placeOf = (record) => byId.get(record.stage) ?? places.at(-1);
  for (const record of touchpoints.toSorted(compare)) {
    const list = placeOf(record)?.cells.touchpoints;
    at.set(record.id, { stage: record.stage, column: column(list?.length ?? 0) });
    list?.push({ record });
  }
  for (const record of notes.toSorted(compare)) {
    const about = at.get(record.about);
    placeOf(record)?.cells[record.row]?.push({ record, at: about?.stage === record.stage ? about.column : null });
  }
  const byName = new Map(clusters.map((cluster) => [cluster.id, cluster]));
  for (const { cells } of places) for (const row of rows) cells[row] = clustered(cells[row], byName);
  return numbered(places);
}

function numbered(places) {
  let stage = 0;
  let touchpoint = 0;
  for (const place of places) {
    const cells = Object.values(place.cells);
    place.number = place.record.unsorted ? null : (stage += 1);
    place.span = span(place.cells.touchpoints.length);
    place.empty = cells.every((list) => list.length === 0);
    for (const item of place.cells.touchpoints) item.number = place.record.unsorted ? null : (touchpoint += 1);
  }
  return places;
}

/**
 * The positions a row may move to among `others` (the records of the cell without itself, in order):
 * `[{after, follows}]`; after "" = first, null = last, otherwise the id it shall follow.
 */
export function positions(others) {
  if (others.length === 0) return [{ after: null, follows: null }];
  const between = others.slice(0, -1).map((record) => ({ after: record.id, follows: record }));
  return [{ after: "", follows: null }, ...between, { after: null, follows: others.at(-1) }];
}

/** The position of a record among its cell's records (itself included) in the words of `positions`. */
export function positionOf(records, id) {
  const index = records.findIndex((record) => record.id === id);
  if (index === records.length - 1) return null;
  return index === 0 ? "" : records[index - 1].id;
}

/**
 * Which of `boxes` (`{left, top, right, bottom}`, null = not to be seen) lies nearest to the one at `from` in a
 * direction ("left", "right", "up", "down"); -1 where there is none. Straight ahead counts before aside.
 */
export function nearest(boxes, from, direction) {
  const start = boxes[from];
  let best = -1;
  let least = Infinity;
  boxes.forEach((box, index) => {
    if (!box || index === from) return;
    const cost = distance(start, box, direction);
    if (cost < least) [best, least] = [index, cost];
  });
  return best;
}

const AXES = {
  right: (box) => [box.left, box.right, box.top, box.bottom],
  left: (box) => [-box.right, -box.left, box.top, box.bottom],
  down: (box) => [box.top, box.bottom, box.left, box.right],
  up: (box) => [-box.bottom, -box.top, box.left, box.right],
};

function distance(start, box, direction) {
  const [near, , low, high] = AXES[direction](box);
  const [myNear, myFar, myLow, myHigh] = AXES[direction](start);
  if (near < (myNear + myFar) / 2) return Infinity;
  const ahead = Math.max(0, near - myFar);
  const aside = Math.max(0, low - myHigh + 1, myLow - high + 1);
  const centre = Math.abs((low + high - myLow - myHigh) / 2);
  return ahead + aside * 4 + centre / 8;
}
