// What each command makes of the rows before the server has answered, one entry a command.

const STEP = 1024;

/** What nobody has said of a new touchpoint yet. */
const UNSAID = {
  ...{ description: "", channel: "", kind: "", initiator: "", visibility: "", owner: "", evidence: "" },
  ...{ starred: false, wait: null, often: null, resources: [], parts: [] },
};

// What each command does to the sheet. Undo and everything not named here waits for the server.
// Who writes for somebody else learns from the server what is said of them.
export const EFFECTS = {
  "note.add": (sheet, say) =>
    sheet.add("note", say.note, {
      board: say.board,
      stage: say.stage,
      row: say.row,
      text: say.text,
      order: placeOf(sheet, "note", cellOf(say), say),
      about: say.about ?? null,
      cluster: null,
      parts: [],
      author: say.person ? null : sheet.me(),
    }),
  "note.edit": (sheet, say) => sheet.change("note", say.note, { text: say.text }),
  "note.move": (sheet, say) =>
    sheet.change("note", say.note, {
      stage: say.stage,
      row: say.row,
      ...leftCluster(sheet, say.note, say),
      order: placeOf(sheet, "note", cellOf(say), say),
      ...(say.about === undefined ? {} : { about: say.about }),
    }),
  "note.remove": (sheet, say) => sheet.remove("note", say.note),
  "notes.move": (sheet, say) => moveAll(sheet, "note", say.notes, say, cellOf(say), { stage: say.stage, row: say.row }),
  "notes.remove": (sheet, say) => removeAll(sheet, "note", say.notes),
  "note.merge": (sheet, say) => mergeAll(sheet, "note", say.note, say.notes, "text"),
  "note.cluster": (sheet, say) => sheet.change("note", say.note, { cluster: say.cluster || null }),

  "touchpoint.add": (sheet, say) =>
    sheet.add("touchpoint", say.touchpoint, {
      board: say.board,
      stage: say.stage,
      title: say.title,
      ...UNSAID,
      order: placeOf(sheet, "touchpoint", stageOf(say), say),
      author: say.person ? null : sheet.me(),
    }),
  "touchpoint.edit": (sheet, say) => sheet.change("touchpoint", say.touchpoint, { title: say.title }),
  "touchpoint.describe": (sheet, { touchpoint, was: _, ...fields }) => sheet.change("touchpoint", touchpoint, fields),
  "touchpoint.move": (sheet, say) =>
    sheet.change("touchpoint", say.touchpoint, {
      stage: say.stage,
      order: placeOf(sheet, "touchpoint", stageOf(say), say),
    }),
  "touchpoint.remove": (sheet, say) => sheet.remove("touchpoint", say.touchpoint),
  "touchpoints.move": (sheet, say) =>
    moveAll(sheet, "touchpoint", say.touchpoints, say, stageOf(say), { stage: say.stage }),
  "touchpoints.remove": (sheet, say) => removeAll(sheet, "touchpoint", say.touchpoints),
  "touchpoint.merge": (sheet, say) => mergeAll(sheet, "touchpoint", say.touchpoint, say.touchpoints, "title"),

  "resource.link": linkResource,
  "resource.unlink": (sheet, say) => {
    const resources = sheet.get("touchpoint", say.touchpoint)?.resources ?? [];
    sheet.change("touchpoint", say.touchpoint, { resources: resources.filter((id) => id !== say.resource) });
  },

  "rating.give": (sheet, { touchpoint, value, word = "" }) =>
    sheet.set("rating", touchpoint, { board: sheet.get("touchpoint", touchpoint)?.board, value, word }),
  "rating.take": (sheet, say) => sheet.remove("rating", say.touchpoint),

  "moment.mark": markMoment,
  "moment.describe": (sheet, say) => sheet.change("moment", say.moment, { [say.field]: say.now }),
  "moment.remove": (sheet, say) => sheet.remove("moment", say.moment),

  "cluster.add": (sheet, say) => {
    sheet.add("cluster", say.cluster, { board: say.board, name: say.name });
    for (const note of say.notes) sheet.change("note", note, { cluster: say.cluster });
  },
  "cluster.describe": (sheet, say) => sheet.change("cluster", say.cluster, { [say.field]: say.now }),
  "cluster.remove": (sheet, say) => {
    for (const note of sheet.all("note")) if (note.cluster === say.cluster) sheet.change("note", note.id, { cluster: null });
    sheet.remove("cluster", say.cluster);
  },

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

/** Rows go to one place one after the other, in the order they are named. */
function moveAll(sheet, kind, ids, say, isNear, place) {
  let { after } = say;
  for (const id of ids) {
    const cluster = kind === "note" ? leftCluster(sheet, id, say) : {};
    sheet.change(kind, id, { ...place, ...cluster, order: placeOf(sheet, kind, isNear, { [kind]: id, after }) });
    after = id;
  }
}

/** A cluster is of one cell: a note that goes to another one leaves it. */
function leftCluster(sheet, id, { stage, row }) {
  const note = sheet.get("note", id);
  return note?.stage === stage && note.row === row ? {} : { cluster: null };
}

function removeAll(sheet, kind, ids) {
  for (const id of ids) sheet.remove(kind, id);
}

/** What is merged is told with the other: its words and author, and those of its own parts. */
function mergeAll(sheet, kind, id, ids, words) {
  const whole = sheet.get(kind, id);
  if (!whole) return;
  const parts = ids.map((one) => sheet.get(kind, one)).filter((record) => record && record.id !== id);
  const told = parts.flatMap((part) => [{ id: part.id, [words]: part[words], author: part.author }, ...(part.parts ?? [])]);
  sheet.change(kind, id, { parts: [...(whole.parts ?? []), ...told] });
  for (const part of parts) sheet.remove(kind, part.id);
}

/** A name that the workshop's list has already is that one. */
function linkResource(sheet, { touchpoint, resource, kind, name }) {
  const same = (one) => one.kind === kind && one.name.toLowerCase() === name.trim().toLowerCase();
  const id = sheet.all("resource").find(same)?.id ?? resource;
  sheet.add("resource", id, { kind, name: name.trim() });
  const resources = sheet.get("touchpoint", touchpoint)?.resources ?? [];
  if (!resources.includes(id)) sheet.change("touchpoint", touchpoint, { resources: [...resources, id] });
}

/** There is one for each touchpoint: where it is one already, only its kind changes. */
function markMoment(sheet, { moment, touchpoint, kind }) {
  const present = sheet.all("moment").find((one) => one.touchpoint === touchpoint);
  const board = sheet.get("touchpoint", touchpoint)?.board;
  if (present) sheet.change("moment", present.id, { kind });
  else sheet.add("moment", moment, { board, touchpoint, kind, sentence: "", power: null });
}

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
