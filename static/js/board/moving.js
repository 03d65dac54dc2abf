// "Move to…": the way to every place of the board without dragging.

import { ask } from "../lib/dialogs.js";
import { positionOf, positions } from "./layout.js";
import { beginning } from "./text.js";

const FIRST = "first";
const LAST = "last";

/**
 * @param {object} options
 * @param {HTMLDialogElement} options.dialog
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {(name: string, payload: object) => void} options.say
 * @param {(place: {stage: string, row: string}) => void} options.onmove
 * @param {(ids: string[], kind: string, place: {stage: string, row: string, after: string | null}) => void} options.onmoveseveral
 * @param {Function} options.t
 */
export function createMoving({ dialog, grid, room, say, onmove, onmoveseveral, t }) {
  const { stage, row, about, after: position } = dialog.querySelector("form").elements;
  const what = dialog.querySelector("[data-what]");
  let moved = null;

  stage.addEventListener("change", offerPositions);
  stage.addEventListener("change", () => offerAbout(about.value));
  row.addEventListener("change", offerPositions);

  /** Ask where a touchpoint or note shall go. */
  async function moveNote(article) {
    const record = room.record(article.dataset.kind, article.id);
    if (!record) return;
    moved = { kind: article.dataset.kind, record };
    prepare(record.title ?? record.text, moved.kind);
    row.value = record.row ?? row.value;
    offerStages(record.stage);
    offerAbout(record.about);
    offerPositions();
    if (await ask(dialog)) go();
  }

  /** Ask where several of one kind shall go; they come one after the other. */
  async function moveSeveral(articles) {
    const kind = articles[0].dataset.kind;
    const records = articles.map(({ id }) => room.record(kind, id)).filter(Boolean);
    if (!records.length) return;
    moved = { kind, record: records[0], several: records.map(({ id }) => id) };
    prepare(records.map((record) => beginning(record.title ?? record.text)).join(" · "), kind);
    show("about", false);
    row.value = records[0].row ?? row.value;
    offerStages(records[0].stage);
    offerPositions();
    if (await ask(dialog)) onmoveseveral(moved.several, kind, { ...place(), after: chosen() });
  }

  /** Ask where a stage shall go. */
  async function moveStage(section) {
    const record = room.record("stage", section.id);
    if (!record) return;
    moved = { kind: "stage", record };
    prepare(record.name, "stage");
    offerPositions();
    if (await ask(dialog)) {
      say("stage.move", { stage: record.id, after: chosen() });
      onmove({ stage: record.id, row: null });
    }
  }

  function prepare(words, kind) {
    what.textContent = beginning(words, 120);
    show("stage", kind !== "stage");
    show("row", kind === "note");
    show("about", kind === "note");
  }

  /** What a note may be about: the touchpoints of the stage it goes to, or none. */
  function offerAbout(present) {
    const touchpoints = grid.cell(stage.value, "touchpoints");
    about.replaceChildren(
      option("", t("about-none"), !touchpoints.some(({ id }) => id === present)),
      ...touchpoints.map(({ id, title }) => option(id, beginning(title), id === present)),
    );
  }

  function place() {
    return { stage: stage.value, row: moved.kind === "note" ? row.value : "touchpoints" };
  }

  function show(field, isShown) {
    dialog.querySelector(`[data-field="${field}"]`).hidden = !isShown;
  }

  function offerStages(present) {
    const shown = grid.places().filter(({ record, empty }) => !record.unsorted || !empty);
    stage.replaceChildren(
      ...shown.map(({ record, number }) =>
        option(record.id, number === null ? record.name : `${number} ${record.name}`, record.id === present),
      ),
    );
  }

  function offerPositions() {
    const others = siblings().filter(({ id }) => !(moved.several ?? [moved.record.id]).includes(id));
    const now = isAtHome() ? positionOf(siblings(), moved.record.id) : null;
    position.replaceChildren(
      ...positions(others).map((one) => option(valueOf(one.after), labelOf(one), one.after === now)),
    );
  }

  function siblings() {
    if (moved.kind === "stage") {
      return grid.places().map((place) => place.record).filter((record) => !record.unsorted);
    }
    return grid.cell(stage.value, moved.kind === "note" ? row.value : "touchpoints");
  }

  function isAtHome() {
    const { kind, record } = moved;
    return kind === "stage" || (record.stage === stage.value && (kind === "touchpoint" || record.row === row.value));
  }

  function labelOf({ after: place, follows }) {
    if (!follows) return t(place === "" ? "first" : "only");
    const words = beginning(follows.title ?? follows.text ?? follows.name);
    return t(place === null ? "last-after" : "after", { what: words });
  }

  function chosen() {
    if (position.value === FIRST) return "";
    return position.value === LAST ? null : position.value;
  }

  function go() {
    const { kind, record } = moved;
    const after = grid.follow({ ...place(), after: chosen() }, [record.id]);
    if (kind === "note") say("note.move", { note: record.id, ...place(), after, about: about.value || null });
    else say("touchpoint.move", { touchpoint: record.id, stage: stage.value, after });
    onmove(place(), record.id);
  }

  return { moveNote, moveSeveral, moveStage };
}

function valueOf(after) {
  if (after === "") return FIRST;
  return after ?? LAST;
}

function option(value, label, isChosen) {
  return new Option(label, value, isChosen, isChosen);
}
