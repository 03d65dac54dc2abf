// The notes that are about a touchpoint, row by row; pressing one leads to it on the board.

import { setText } from "../note.js";
import { settleByKey } from "../settle.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {object} options.room
 * @param {(id: string) => void} options.ongo
 * @param {Function} options.t
 * @returns {{draw: (touchpoint: string) => void}}
 */
export function createHanging({ root, room, ongo, t }) {
  const list = root.querySelector("[data-hanging-list]");
  const count = root.querySelector("[data-hanging-count]");

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-note]");
    if (button) ongo(button.dataset.note);
  });

  function draw(touchpoint) {
    const rows = Object.keys(t.list("rows"));
    const here = room
      .records("note")
      .filter(({ about }) => about === touchpoint)
      .toSorted((one, other) => rows.indexOf(one.row) - rows.indexOf(other.row));
    const key = JSON.stringify(here.map(({ id, row, text }) => [id, row, text]));
    if (list.dataset.is === key) return;
    list.dataset.is = key;
    root.hidden = here.length === 0;
    count.textContent = t("notes", { n: here.length });
    settleByKey(list, here, { key: ({ id }) => id, make, fill });
  }

  function make({ id }) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const kind = document.createElement("span");
    const words = document.createElement("span");
    button.type = "button";
    button.dataset.note = id;
    kind.className = "note-kind";
    words.className = "note-text";
    words.dir = "auto";
    button.append(kind, words);
    item.append(button);
    return item;
  }

  function fill(item, { row, text }) {
    const [button] = item.children;
    const [kind, words] = button.children;
    button.className = `note ${t.list("papers")[row]}`;
    setText(kind, t.list("rows")[row]);
    setText(words, text);
  }

  return { draw };
}
