// Shows what somebody did before the server has answered: own commands applied on top of the server's rows.

import { EFFECTS } from "./effects.js";

/**
 * Return what own commands make of the rows.
 * @param {ReturnType<typeof import("./state.js").createState>} state
 * @param {{name: string, payload: object, answered?: boolean}[]} entries own commands, oldest first; an answered
 *   one is shown until its rows arrive, and is no longer pending
 * @param {string | null} person the public id of who sits here
 * @returns {Map<string, Map<string, object | null>>} changed records by kind and id; null = removed
 */
export function project(state, entries, person = null) {
  const sheet = createSheet(state, person);
  for (const entry of entries) {
    sheet.pending = !entry.answered;
    EFFECTS[entry.name]?.(sheet, entry.payload);
  }
  return sheet.changed;
}

/**
 * Return the records of one kind with own commands applied, in reading order.
 * @param {ReturnType<typeof import("./state.js").createState>} state
 * @param {Map<string, Map<string, object | null>>} changed from `project`
 * @param {string} kind
 * @returns {object[]}
 */
export function merged(state, changed, kind) {
  const all = new Map([...state.records(kind), ...(changed.get(kind) ?? [])]);
  return [...all.values()].filter((record) => record !== null).sort(inOrder);
}

function inOrder(one, other) {
  return keyOf(one) - keyOf(other) || (one.id < other.id ? -1 : Number(one.id > other.id));
}

function keyOf(record) {
  return record.order ?? record.position ?? 0;
}

function createSheet(state, person) {
  const changed = new Map();

  function put(kind, id, record) {
    if (!changed.has(kind)) changed.set(kind, new Map());
    changed.get(kind).set(id, record);
  }

  const sheet = {
    changed,
    pending: true,

    get(kind, id) {
      const mine = changed.get(kind)?.get(id);
      return mine === undefined ? state.record(kind, id) : (mine ?? undefined);
    },

    all: (kind) => merged(state, changed, kind),

    // Where the server's row is here already, the add was carried out and only its answer is missing.
    add(kind, id, fields) {
      if (!sheet.get(kind, id)) put(kind, id, { id, ...fields, ...sheet.flag() });
    },

    /** Put a record whatever was there: what there is one of for each touchpoint. */
    set(kind, id, fields) {
      put(kind, id, { id, ...fields, ...sheet.flag() });
    },

    // What is not here is gone, or on another board: the server will say which.
    change(kind, id, fields) {
      const record = sheet.get(kind, id);
      if (record) put(kind, id, { ...record, ...fields, ...sheet.flag() });
    },

    remove(kind, id) {
      if (sheet.get(kind, id)) put(kind, id, null);
    },

    flag: () => (sheet.pending ? { pending: true } : {}),

    /** The author as the server will show it under the workshop's attribution. */
    me() {
      const me = state.record("person", person);
      const [workshop] = state.records("workshop").values();
      if (!me || !workshop || workshop.attribution === "anonymous") return null;
      if (workshop.attribution === "named") return { department: me.department, name: me.name };
      return me.department === null ? null : { department: me.department };
    },
  };
  return sheet;
}
