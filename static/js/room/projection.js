// Shows what somebody did before the server has answered: own commands applied on top of the server's rows.

const STEP = 1024;

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
    COMMANDS[entry.name]?.(sheet, entry.payload);
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

// What each command does to the sheet. Undo and everything not named here waits for the server.
// Who writes for somebody else learns from the server what is said of them.
const COMMANDS = {
  "note.add": (sheet, say) =>
    sheet.add("note", say.note, {
      board: say.board,
      stage: say.stage,
      row: say.row,
      text: say.text,
      order: placeOf(sheet, "note", cellOf(say), say),
      about: say.about ?? null,
      author: say.person ? null : sheet.me(),
    }),
  "note.edit": (sheet, say) => sheet.change("note", say.note, { text: say.text }),
  "note.move": (sheet, say) =>
    sheet.change("note", say.note, {
      stage: say.stage,
      row: say.row,
      order: placeOf(sheet, "note", cellOf(say), say),
    }),
  "note.remove": (sheet, say) => sheet.remove("note", say.note),

  "touchpoint.add": (sheet, say) =>
    sheet.add("touchpoint", say.touchpoint, {
      board: say.board,
      stage: say.stage,
      title: say.title,
      description: "",
      channel: "",
      order: placeOf(sheet, "touchpoint", stageOf(say), say),
      author: say.person ? null : sheet.me(),
    }),
  "touchpoint.edit": (sheet, say) => sheet.change("touchpoint", say.touchpoint, { title: say.title }),
  "touchpoint.describe": (sheet, { touchpoint, ...fields }) => sheet.change("touchpoint", touchpoint, fields),
  "touchpoint.move": (sheet, say) =>
    sheet.change("touchpoint", say.touchpoint, {
      stage: say.stage,
      order: placeOf(sheet, "touchpoint", stageOf(say), say),
    }),
  "touchpoint.remove": (sheet, say) => sheet.remove("touchpoint", say.touchpoint),

  "stage.add": (sheet, say) =>
    sheet.add("stage", say.stage, {
      board: say.board,
      name: say.name,
      phase: say.phase ?? "",
      goal: say.goal ?? "",
      order: placeOf(sheet, "stage", boardOf(say.board), say),
      unsorted: false,
    }),
  "stage.rename": (sheet, say) => sheet.change("stage", say.stage, { name: say.name }),
  "stage.move": (sheet, say) => {
    const board = sheet.get("stage", say.stage)?.board;
    sheet.change("stage", say.stage, { order: placeOf(sheet, "stage", boardOf(board), say) });
  },
  "stage.remove": removeStage,
};

// A stage with something in it stays until the server has moved that to "Unsorted": notes never vanish.
function removeStage(sheet, say) {
  const inside = (record) => record.stage === say.stage;
  const isEmpty = !sheet.all("note").some(inside) && !sheet.all("touchpoint").some(inside);
  if (isEmpty) sheet.remove("stage", say.stage);
  else sheet.change("stage", say.stage, { leaving: true });
}

function cellOf({ stage, row }) {
  return (note) => note.stage === stage && note.row === row;
}

function stageOf({ stage }) {
  return (touchpoint) => touchpoint.stage === stage;
}

function boardOf(board) {
  return (stage) => stage.board === board;
}

/** A provisional order key: after null = last, "" = first, an id = right after it; the server gives the real one. */
function placeOf(sheet, kind, isNear, say) {
  const near = sheet.all(kind).filter((record) => isNear(record) && record.id !== say[kind]);
  if (near.length === 0) return 0;
  if (say.after === "") return near[0].order - STEP;
  const found = near.findIndex((record) => record.id === say.after);
  const before = found === -1 ? near.length - 1 : found;
  const next = near[before + 1];
  return next ? (near[before].order + next.order) / 2 : near[before].order + STEP;
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
