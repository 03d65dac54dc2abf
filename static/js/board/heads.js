// Keeps what the page says of its customer, its map and its workshop as set-up has it by now.

import { setText } from "./note.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.app
 * @param {object} options.room
 * @param {string} options.board public id
 */
export function createHeads({ app, room, board }) {
  /** Bring names up to date; before the first rows have come the server's page stands. */
  function draw() {
    const map = room.record("board", board);
    const kind = map && room.record("customer_type", map.customer_type);
    if (!kind) return;
    for (const place of app.querySelectorAll("[data-customer-type]")) setText(place, kind.name);
    setText(app.querySelector("[data-initial]"), kind.name.trim().slice(0, 1).toUpperCase());
    const title = app.querySelector("[data-board-title]");
    setText(title, map.title);
    title.title = map.title;
    for (const link of app.querySelectorAll("[data-board-link]")) {
      const other = room.record("board", link.dataset.boardLink);
      if (other) setText(link, room.record("customer_type", other.customer_type)?.name ?? other.title);
    }
  }

  return { draw };
}
