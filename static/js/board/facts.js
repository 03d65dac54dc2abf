// Says at each touchpoint in words what the strips show beneath it: how it feels, whether it is a moment of truth, who owns it.

import { signed } from "./curve.js";
import { FEW } from "./curve_facts.js";
import { setText } from "./note.js";
import { sign } from "./svg.js";

/**
 * The same as templates/maps/_touchpoint.html, which draws it first.
 * @param {object} options
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {Function} options.t
 * @returns {(look: {stops: object[], unsorted: object[]}) => void}
 */
export function createFacts({ grid, room, t }) {
  function ownerOf({ owner }) {
    if (!owner) return "";
    const name = room.record("department", owner)?.name ?? t.list("owners")[owner];
    return name ? t("fact-owner", { name }) : "";
  }

  return function draw({ stops, unsorted }) {
    for (const stop of [...stops, ...unsorted]) {
      const place = grid.article(stop.record.id)?.querySelector("[data-facts]");
      if (place) fill(place, stop);
    }
  };

  function fill(place, { record, feeling, moment, rank }) {
    const mean = feeling ? t("fact-mean", { mean: signed(feeling.mean), n: feeling.n }) : "";
    const words = [feeling?.word ?? "", mean, moment ? t.list("moment-words")[moment.kind] : "", ownerOf(record)];
    const key = JSON.stringify([words, moment?.kind, rank, feeling?.n]);
    if (place.dataset.is === key) return;
    place.dataset.is = key;
    place.hidden = !words.some(Boolean);
    const spans = place.querySelectorAll("span");
    words.forEach((text, index) => setText(spans[index], text));
    spans[2].dataset.kind = moment?.kind ?? "";
    const holder = place.querySelector("i");
    holder.replaceChildren(...(moment ? [sign(moment.kind, rank)] : []));
    holder.className = feeling && !moment ? `facts-dot${feeling.n < FEW ? " is-thin" : ""}` : "sign";
  }
}
