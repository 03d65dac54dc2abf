// Says which commands must wait for one another, so that order holds per object and nothing else is held up.

const WRITES = {
  note: ["note.add", "note.edit", "note.move", "note.remove", "note.merge", "note.restore", "note.cluster"],
  touchpoint: [
    ...["touchpoint.add", "touchpoint.edit", "touchpoint.describe", "touchpoint.move", "touchpoint.remove"],
    ...["touchpoint.merge", "touchpoint.restore"],
  ],
  stage: ["stage.add", "stage.rename", "stage.move", "stage.remove"],
  cluster: ["cluster.add", "cluster.describe", "cluster.remove"],
  moment: ["moment.mark", "moment.describe", "moment.remove"],
};
const WRITTEN = new Map(Object.entries(WRITES).flatMap(([kind, names]) => names.map((name) => [name, kind])));
const NEEDS = ["stage", "after", "about", "touchpoint", "cluster"];

// What a command writes beside the row it is named after.
const ALSO = {
  "notes.move": ({ notes }) => notes,
  "notes.remove": ({ notes }) => notes,
  "note.merge": ({ notes }) => notes,
  "cluster.add": ({ notes }) => notes,
  "touchpoints.move": ({ touchpoints }) => touchpoints,
  "touchpoints.remove": ({ touchpoints }) => touchpoints,
  "touchpoint.merge": ({ touchpoints }) => touchpoints,
  // Of each touchpoint there is one rating of mine, one moment of truth, and one list of what works behind it.
  "rating.give": ({ touchpoint }) => [`rating of ${touchpoint}`],
  "rating.take": ({ touchpoint }) => [`rating of ${touchpoint}`],
  "moment.mark": ({ touchpoint }) => [`moment of ${touchpoint}`],
  "resource.link": ({ touchpoint }) => [`behind ${touchpoint}`],
  "resource.unlink": ({ touchpoint }) => [`behind ${touchpoint}`],
};

/**
 * Return the kind and id of the row a command writes, or null where it writes none of the board's.
 * @param {{name: string, payload: object}} entry
 * @returns {{kind: string, id: string} | null}
 */
export function targetOf({ name, payload }) {
  const kind = WRITTEN.get(name);
  return kind ? { kind, id: payload[kind] } : null;
}

/**
 * Tell whether a later command wants to change the row that an earlier one was to add.
 * @param {{name: string, payload: object}} later
 * @param {{name: string, payload: object}} earlier
 * @returns {boolean}
 */
export function buildsOn(later, earlier) {
  return earlier.name.endsWith(".add") && targetOf(earlier) !== null && targetOf(later)?.id === targetOf(earlier).id;
}

/**
 * Collects what earlier commands touch, and tells whether the next one must wait for them.
 * @returns {{mustWait: (entry: object) => boolean, add: (entry: object) => void}}
 */
export function createQueue() {
  const written = new Set();
  const needed = new Set();
  const stuck = new Set();
  let any = false;
  let barrier = false;

  function mustWait(entry) {
    if (barrier || (isBarrier(entry) && any)) return true;
    const { writes, needs } = touches(entry);
    return writes.some((key) => written.has(key) || needed.has(key)) || needs.some((key) => written.has(key));
  }

  /** One that is stuck, and what waits for it, hold up their own row alone: the others have a right to be saved. */
  function add(entry, isStuck = false) {
    const row = targetOf(entry)?.id;
    if (isStuck) stuck.add(row);
    const { writes, needs } = row && stuck.has(row) ? { writes: [row], needs: [] } : touches(entry);
    for (const key of writes) written.add(key);
    for (const key of needs) needed.add(key);
    any = true;
    barrier ||= isBarrier(entry);
  }

  return { mustWait, add };
}

// "My newest change" means something else before and after any other command.
function isBarrier({ name }) {
  return name === "undo" || name === "redo";
}

function touches({ name, payload }) {
  const target = targetOf({ name, payload });
  const writes = [...(target ? [target.id] : []), ...(ALSO[name]?.(payload) ?? [])];
  if (writes.length === 0) return { writes: [name], needs: [] };
  const needs = NEEDS.filter((field) => field !== target?.kind && payload[field]).map((field) => payload[field]);
  return { writes: [...writes, ...endOf(target?.kind ?? name, payload)], needs };
}

// Two rows put last (or first) in one place keep their order only if one waits for the other.
function endOf(kind, payload) {
  if (payload.after !== null && payload.after !== "") return [];
  return [kind === "stage" ? "end of stages" : `end of ${payload.stage} ${payload.row ?? "touchpoint"}`];
}
