// Says at each touchpoint in words what the strips show beneath it: how it feels, whether it is a moment of truth, who owns it.

import { signed } from "./curve.js";
import { setText } from "./note.js";
import { sign } from "./svg.js";

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {Function} options.t
 * @returns {(look: {stops: object[]}) => void}
 */
export function createFacts({ grid, room, t }) {
  function ownerOf({ owner }) {
    if (!owner) return "";
    const name = room.record("department", owner)?.name ?? t.list("owners")[owner];
    return name ? t("fact-owner", { name }) : "";
  }

  return function draw({ stops }) {
    for (const stop of stops) {
      const place = grid.article(stop.record.id)?.querySelector("[data-facts]");
      if (place) fill(place, stop);
    }
  };

  function fill(place, { record, feeling, moment, rank }) {
    const words = [feeling?.word ?? "", feeling ? t("fact-mean", { mean: signed(feeling.mean), n: feeling.n }) : "", moment ? t.list("moment-words")[moment.kind] : "", ownerOf(record)];
    const key = JSON.stringify([words, moment?.kind, rank]);
    if (place.dataset.is === key) return;
    place.dataset.is = key;
    const [word, mean, kind, owner] = place.querySelectorAll("span");
    for (const [element, text] of [[word, words[0]], [mean, words[1]], [kind, words[2]], [owner, words[3]]]) setText(element, text);
    kind.dataset.kind = moment?.kind ?? "";
    const holder = place.querySelector("i");
    holder.replaceChildren(...(moment ? [sign(moment.kind, rank)] : []));
    holder.className = feeling && !moment ? `facts-dot${feeling.n < 3 ? " is-thin" : ""}` : "sign";
  }
}
