// The short list of moments of truth, strongest first, and what each of them asks for.

import { quadrant } from "../curve_facts.js";
import { signed } from "../curve.js";
import { settleByKey } from "../settle.js";
import { KIND_CLASS, sign } from "../svg.js";

const POWERS = [1, 2, 3, 4, 5];

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {(touchpoint: string) => void} options.onopen
 * @param {Function} options.t
 * @returns {{draw: (look: {stops: object[], unsorted: object[], moments: object[]}) => string}} returns the title
 */
export function createShortlist({ root, onopen, t }) {
  const list = root.querySelector("[data-shortlist]");
  const empty = root.querySelector("[data-shortlist-empty]");
  const fields = root.querySelector("[data-quadrants]");
  let told = "";

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-open]");
    if (button) onopen(button.dataset.open);
  });

  function draw({ stops, unsorted, moments }) {
    const all = [...stops, ...unsorted];
    const rows = moments.map((moment, index) => ({ moment, rank: index + 1, stop: all.find(({ record }) => record.id === moment.touchpoint) }));
    const now = JSON.stringify(rows.map(({ moment, stop }) => [moment, stop.record.title, stop.feeling?.mean, stop.feeling?.word]));
    if (now !== told) {
      told = now;
      settleByKey(list, rows, { key: ({ moment }) => moment.touchpoint, make: rowOf, fill });
      fields.replaceChildren(...["fix", "protect", "simplify", "keep"].map((name) => fieldOf(name, rows)));
      empty.hidden = rows.length > 0;
      fields.hidden = rows.length === 0;
    }
    return t("moments-title");
  }

  function rowOf({ moment }) {
    const button = element("button", "shortlist-row");
    button.type = "button";
    button.dataset.open = moment.touchpoint;
    const item = element("li", "");
    item.append(button);
    return item;
  }

  /** The button stays, with the focus or a press that is on it; what it says is new. */
  function fill(item, { moment, rank, stop }) {
    const now = JSON.stringify([rank, moment, stop.record.title, stop.feeling?.mean, stop.feeling?.word]);
    if (item.dataset.is === now) return;
    item.dataset.is = now;
    const body = element("span", "shortlist-body");
    body.append(
      element("b", "", stop.record.title, true),
      element("span", `sign-line is-${KIND_CLASS[moment.kind]}`, t.list("moment-words")[moment.kind]),
      element("span", "voice", moment.sentence, true),
      element("span", "shortlist-felt", stop.feeling ? `${signed(stop.feeling.mean)} ${stop.feeling.word}`.trim() : t("felt-none")),
      powerOf(moment.power),
    );
    item.firstElementChild.replaceChildren(signOf(moment.kind, rank), body);
  }

  function powerOf(power) {
    const line = element("span", "power");
    for (const step of POWERS) line.append(element("i", step <= (power ?? 0) ? "on" : ""));
    line.append(element("span", "", power === null ? t("power-open") : t("power", { power })));
    return line;
  }

  function fieldOf(name, rows) {
    const box = element("div", `fieldbox is-${name}`);
    const here = rows.filter(({ moment, stop }) => quadrant(moment.power, stop.feeling?.mean ?? null) === name);
    box.append(element("h3", "", t.list("quadrants")[name]), element("p", "hint", t.list("quadrant-hints")[name]));
    for (const { moment, rank, stop } of here) {
      const line = element("p", "fieldbox-line");
      line.append(signOf(moment.kind, rank), element("span", "", stop.record.title, true));
      box.append(line);
    }
    if (!here.length) box.append(element("p", "quiet", t("quadrant-none")));
    return box;
  }

  return { draw };
}

function signOf(kind, rank) {
  const holder = element("i", "sign");
  holder.append(sign(kind, rank));
  return holder;
}

function element(name, className, words = "", isTheirs = false) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (isTheirs) made.dir = "auto";
  made.textContent = words;
  return made;
}
