// Two have changed the same words: the choice between them is offered at the note itself; the tray keeps mine meanwhile.

import { fits } from "../lib/text.js";

/** Whether it is about the words that stand on the note: of all other words the tray offers the choice. */
const isOpen = ({ code, name }) => code === "conflict" && ["note.edit", "touchpoint.edit"].includes(name);

/**
 * @param {object} options
 * @param {HTMLTemplateElement} options.template
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {() => boolean} options.may
 * @param {Function} options.toast
 * @param {Function} options.t
 * @returns {() => void} draws the offers for what the room keeps
 */
export function createClash({ template, grid, room, say, may, toast, t }) {
  const boxes = new Map();

  function choose(entry, article, words) {
    const kind = article.dataset.kind;
    const was = wordsAt(kind, article.id);
    if (words !== null && words !== was) {
      say(`${kind}.edit`, kind === "note" ? { note: article.id, was, text: words } : { touchpoint: article.id, was, title: words });
    }
    room.letGo(entry.op);
    draw();
    article.focus();
  }

  function wordsAt(kind, id) {
    const record = room.record(kind, id);
    return record?.title ?? record?.text ?? "";
  }

  function boxFor(entry, article) {
    const box = template.content.firstElementChild.cloneNode(true);
    const kind = article.dataset.kind;
    const both = () => `${wordsAt(kind, article.id)}\n${entry.text}`;
    const acts = {
      theirs: () => choose(entry, article, null),
      mine: () => choose(entry, article, entry.text),
      both: () => (fits(both()) ? choose(entry, article, both()) : toast(t("clash-long"))),
    };
    box.querySelector("[data-mine-words]").textContent = entry.text;
    box.addEventListener("click", (event) => {
      event.stopPropagation();
      acts[event.target.closest("[data-take]")?.dataset.take]?.();
    });
    box.addEventListener("keydown", (event) => event.stopPropagation());
    box.addEventListener("pointerdown", (event) => event.stopPropagation());
    return box;
  }

  function draw() {
    const open = may() ? room.kept().filter(isOpen) : [];
    for (const [op, box] of boxes) {
      if (open.some((entry) => entry.op === op) && box.isConnected) continue;
      box.remove();
      boxes.delete(op);
    }
    for (const entry of open) {
      const article = grid.article(entry.payload.note ?? entry.payload.touchpoint);
      if (!article || boxes.has(entry.op)) continue;
      const box = boxFor(entry, article);
      boxes.set(entry.op, box);
      article.append(box);
    }
  }

  return draw;
}
