// Where something that is held over a cell would go, told by its neighbour; pure, without the DOM.

/**
 * @typedef {{id: string, left: number, right: number, top: number, bottom: number}} Box a note's box, in list order
 *
 * Return whom a thing dropped at a point would follow: an id, "" for the first place, null for the last.
 * @param {Box[]} boxes what stands in the cell, in its order, without what is dragged
 * @param {{x: number, y: number}} point
 * @param {{across?: boolean, rtl?: boolean}} [how] across: notes follow each other along the line, as touchpoints do on
 *   a wide board; else each column reads downwards
 * @returns {string | null}
 */
export function followed(boxes, point, { across = false, rtl = false } = {}) {
  if (!boxes.length) return null;
  return across ? alongLine(boxes, point, rtl) : downColumn(boxes, point);
}

function alongLine(boxes, { x, y }, rtl) {
  const line = boxes.filter(({ top, bottom }) => y >= top && y <= bottom);
  const near = line.length ? line : boxes;
  const isBefore = (box) => {
    const middle = (box.left + box.right) / 2;
    return rtl ? x < middle : x > middle;
  };
  const passed = near.filter(isBefore);
  return passed.length ? ended(boxes, passed.at(-1)) : before(boxes, near[0]);
}

function downColumn(boxes, { x, y }) {
  const column = boxes.filter(({ left, right }) => x >= left && x <= right);
  if (!column.length) return null;
  const passed = column.filter(({ top, bottom }) => (top + bottom) / 2 < y);
  return passed.length ? ended(boxes, passed.at(-1)) : before(boxes, column[0]);
}

/** Who stands before a box, "" where it is the first. */
function before(boxes, box) {
  return boxes[boxes.indexOf(box) - 1]?.id ?? "";
}

/** The last place has no name of its own: whoever comes there meanwhile stays before it. */
function ended(boxes, box) {
  return box === boxes.at(-1) ? null : box.id;
}

/**
 * In which of a cell's columns a point lies, from 0.
 * @param {{left: number, right: number}} cell
 * @param {number} columns
 * @param {number} x
 * @param {boolean} [rtl]
 */
export function columnAt({ left, right }, columns, x, rtl = false) {
  const part = (rtl ? right - x : x - left) / (right - left);
  return Math.min(columns - 1, Math.max(0, Math.floor(part * columns)));
}

/**
 * The places one after the other through a board's cells, for carrying by the keys: before the first, after each.
 * @param {{stage: string, row: string, ids: string[]}} cell without what is carried
 * @returns {{stage: string, row: string, after: string | null}[]}
 */
export function placesIn({ stage, row, ids }) {
  if (!ids.length) return [{ stage, row, after: null }];
  return ["", ...ids.slice(0, -1), null].map((after) => ({ stage, row, after }));
}
