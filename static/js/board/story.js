// Tells the journey in the first person: who I am, what I want, what I meet, think and feel, stage by stage.

import { signed } from "./curve.js";
import { KIND_CLASS, sign } from "./svg.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {() => {stops: object[]}} options.journey
 * @param {object} options.room
 * @param {string} options.board
 * @param {Function} options.t
 * @returns {{draw: () => void}}
 */
export function createStory({ root, grid, journey, room, board, t }) {
  let told = "";

  function draw() {
    if (room.version === null) return;
    const kind = room.record("customer_type", room.record("board", board)?.customer_type) ?? {};
    const { stops } = journey();
    const places = grid.places().filter(({ record, empty }) => !record.unsorted && !empty);
    const now = JSON.stringify([kind, places, stops.map(({ feeling, moment, rank }) => [feeling, moment, rank])]);
    if (now === told) return;
    told = now;
    root.replaceChildren(opening(kind), ...places.map((place) => chapter(place, stops)));
  }

  function opening(kind) {
    const part = element("header", "story-open");
    part.append(element("h2", "", t("story-title", { name: kind.name ?? "" }), true));
    for (const field of ["who", "situation", "trigger", "goal", "expectations", "fears"]) {
      if (!kind[field]) continue;
      const line = element("p", "story-card");
      line.append(element("b", "", t.list("story-card")[field]), " ", element("span", "voice", kind[field], true));
      part.append(line);
    }
    return part;
  }

  function chapter({ record, number, cells }, stops) {
    const part = element("section", "story-stage");
    part.append(element("h3", "", `${number} ${record.name}`, true));
    if (record.goal) part.append(element("p", "voice story-goal", record.goal, true));
    const list = element("ol", "story-steps");
    for (const { record: touchpoint } of cells.touchpoints) {
      list.append(step(touchpoint, stops.find((stop) => stop.record.id === touchpoint.id), notesAbout(cells, touchpoint.id)));
    }
    part.append(list);
    const rest = notesAbout(cells, null, cells.touchpoints.map(({ record: one }) => one.id));
    if (rest.length) part.append(notesOf(rest));
    return part;
  }

  /** The notes of a stage about a touchpoint; without one those about none of `known`. */
  function notesAbout(cells, id, known = []) {
    const rows = ["thoughts", "strengths", "pains", "ideas"];
    const fits = ({ about }) => (id ? about === id : !known.includes(about));
    return rows.flatMap((row) => (cells[row] ?? []).filter((spot) => fits(spot.record)).map((spot) => ({ row, text: spot.record.text })));
  }

  function step(touchpoint, stop, notes) {
    const item = element("li", "story-step");
    const head = element("p", "story-meet", touchpoint.title, true);
    item.append(head);
    if (touchpoint.description) item.append(element("p", "story-more", touchpoint.description, true));
    if (stop?.feeling) item.append(feltOf(stop.feeling));
    if (stop?.moment) item.append(momentOf(stop));
    if (notes.length) item.append(notesOf(notes));
    return item;
  }

  function feltOf(feeling) {
    const facts = { mean: signed(feeling.mean), n: feeling.n };
    if (!feeling.word) return element("p", "story-feel", t("story-feel", facts));
    const line = element("p", "story-feel", t("story-feel-word", { word: feeling.word }));
    line.append(" ", element("small", "", t("fact-mean", facts)));
    return line;
  }

  function momentOf({ moment, rank }) {
    const line = element("p", `sign-line is-${KIND_CLASS[moment.kind]}`);
    const holder = element("i", "sign");
    holder.append(sign(moment.kind, rank));
    line.append(holder, element("span", "", t.list("moment-words")[moment.kind]));
    if (moment.sentence) line.append(element("span", "story-why", moment.sentence, true));
    return line;
  }

  function notesOf(notes) {
    const list = element("ul", "story-notes");
    for (const { row, text } of notes) {
      const item = element("li", `story-${row}`);
      item.append(element("small", "", t.list("rows")[row]), element(row === "thoughts" ? "q" : "span", row === "thoughts" ? "voice" : "", text, true));
      list.append(item);
    }
    return list;
  }

  return { draw };
}

function element(name, className, words = "", isTheirs = false) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (isTheirs) made.dir = "auto";
  if (words) made.textContent = words;
  return made;
}
