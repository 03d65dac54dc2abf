// Says which commands must wait for one another, so that order holds per object and nothing else is held up.

const WRITES = {
  note: ["note.add", "note.edit", "note.move", "note.remove"],
  touchpoint: ["touchpoint.add", "touchpoint.edit", "touchpoint.describe", "touchpoint.move", "touchpoint.remove"],
  stage: ["stage.add", "stage.rename", "stage.move", "stage.remove"],
};
const WRITTEN = new Map(Object.entries(WRITES).flatMap(([kind, names]) => names.map((name) => [name, kind])));
const NEEDS = ["stage", "after", "about"];

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
  return name === "undo";
}

function touches({ name, payload }) {
  const target = targetOf({ name, payload });
  if (!target) return { writes: [name], needs: [] };
  const needs = NEEDS.filter((field) => field !== target.kind && payload[field]).map((field) => payload[field]);
  return { writes: [target.id, ...endOf(target.kind, payload)], needs };
}

// Two rows put last (or first) in one place keep their order only if one waits for the other.
function endOf(kind, payload) {
  if (payload.after !== null && payload.after !== "") return [];
  return [kind === "stage" ? "end of stages" : `end of ${payload.stage} ${payload.row ?? kind}`];
}
