// The journey as the strips under the touchpoints need it: each touchpoint with its place, feeling, moment and owner.

import { ranked } from "./curve_facts.js";
import { stations } from "./curve_path.js";

/**
 * @param {object} options
 * @param {object} options.room
 * @param {string} options.board its id
 * @param {() => object[]} options.places from the grid
 * @returns {() => {stops: object[], unsorted: object[], columns: number, moments: object[]}} stops in journey order:
 *   `{record, number, x, width, feeling, moment, rank}`; those in "Unsorted" have no place; moments in the order of the
 *   short list, those in "Unsorted" behind their equals
 */
export function createJourney({ room, board, places }) {
  return function look() {
    const { at, columns } = stations(places());
    const aside = places().filter(({ record }) => record.unsorted).flatMap(({ cells }) => cells.touchpoints);
    const here = room.records("moment").filter((moment) => moment.board === board);
    const moments = ranked(here, [...at, ...aside].map(({ record }) => record.id));
    const ranks = new Map(moments.map((moment, index) => [moment.touchpoint, { moment, rank: index + 1 }]));

    function told(stop) {
      const feeling = room.record("feeling", stop.record.id);
      const { moment = null, rank = null } = ranks.get(stop.record.id) ?? {};
      return { ...stop, feeling: feeling?.n ? feeling : null, moment, rank };
    }

    return { stops: at.map(told), unsorted: aside.map(told), columns, moments };
  };
}
