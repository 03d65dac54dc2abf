// What the page is shown: the server's rows with own commands on top, and word of what changed.

import { merged, project } from "./projection.js";

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./state.js").createState>} options.state
 * @param {() => object[]} options.own commands to show on top, oldest first
 * @param {string | null} options.person
 * @param {(touched: [string, string][], whole: boolean, isOwn: boolean) => void} options.onchange isOwn: nothing came, only
 *   own commands look different
 */
export function createView({ state, own, person, onchange }) {
  let changed = new Map();
  // Sorted once for each change: a board asks for its records many times while it is drawn.
  let sorted = new Map();

  /** Look again after rows came (`rows` names them; whole = they replaced all) or own commands changed. */
  function redraw(rows = [], whole = false) {
    const touched = [...rows.map(([kind, id]) => [kind, id]), ...keysOf(changed)];
    changed = project(state, own(), person);
    sorted = new Map();
    const all = unique([...touched, ...keysOf(changed)]);
    if (whole || all.length) onchange(all, whole, rows.length === 0);
  }

  return {
    redraw,
    records(kind) {
      if (!sorted.has(kind)) sorted.set(kind, merged(state, changed, kind));
      return sorted.get(kind);
    },
    record: (kind, id) => {
      const mine = changed.get(kind)?.get(id);
      return mine === undefined ? state.record(kind, id) : (mine ?? undefined);
    },
  };
}

function keysOf(changed) {
  return [...changed].flatMap(([kind, records]) => [...records.keys()].map((id) => [kind, id]));
}

function unique(keys) {
  return [...new Map(keys.map((key) => [key.join(" "), key])).values()];
}
