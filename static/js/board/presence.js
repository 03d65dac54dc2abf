// Shows who else is on this board, where, and who writes; and says where I am.

import { createMark, setText } from "./note.js";

const SHOWN = 6;

/**
 * @param {object} options
 * @param {HTMLElement} options.app
 * @param {HTMLElement} options.root the board
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {string} options.board
 * @param {Function} options.t
 * @returns {() => void} draws anew after the board has changed
 */
export function createPresence({ app, root, grid, room, board, t }) {
  const marks = app.querySelector("[data-around]");
  const lines = app.querySelectorAll("[data-around-words]");
  const shown = new Map();
  let people = [];

  app.addEventListener("focusin", ({ target }) => room.here({ at: placeOf(target), typing: false }));
  app.addEventListener("input", ({ target }) => {
    if (target.matches("textarea")) room.here({ at: placeOf(target), typing: target.value.trim() !== "" });
  });
  room.on("around", (on, around) => {
    if (on !== board) return;
    people = around;
    draw();
  });

  /** Where something is: on a note, in a cell, or nowhere in particular. */
  function placeOf(element) {
    const article = element.closest(".note[data-kind]");
    const cell = element.closest("[data-row]");
    const stage = element.closest("[data-stage]");
    if (article) return article.id;
    return cell && stage && root.contains(cell) ? `${stage.id} ${cell.dataset.row}` : "";
  }

  function nameOf({ name, department }) {
    return name ?? room.record("department", department)?.name ?? t("somebody");
  }

  function draw() {
    const key = JSON.stringify([people, people.map(nameOf)]);
    if (marks.dataset.is !== key) {
      marks.dataset.is = key;
      marks.replaceChildren(...people.slice(0, SHOWN).map(markOf), ...(people.length > SHOWN ? [moreOf(people.length - SHOWN)] : []));
      const writing = people.filter(({ typing }) => typing);
      const words = writing.length ? t("writing", { name: nameOf(writing[0]), n: writing.length }) : people.length ? t("around", { n: people.length }) : "";
      for (const line of lines) setText(line, words);
    }
    drawPlaces();
  }

  function markOf(person) {
    const holder = document.createElement("li");
    const department = room.record("department", person.department);
    const mark = department ? createMark(department, person.name) : document.createElement("i");
    if (!department) {
      mark.className = "mark mark-plain";
      // Whoever speaks for no department has no letters: their own first one, where names are told.
      mark.textContent = [...(person.name ?? "")][0]?.toUpperCase() ?? "";
    }
    mark.classList.add("mark-bar");
    mark.setAttribute("aria-hidden", "true");
    const words = document.createElement("span");
    words.className = "visually-hidden";
    words.textContent = person.typing ? t("writing", { name: nameOf(person), n: 1 }) : nameOf(person);
    holder.classList.toggle("is-typing", person.typing);
    holder.title = words.textContent;
    holder.append(mark, words);
    return holder;
  }

  function moreOf(n) {
    const holder = document.createElement("li");
    holder.className = "around-more";
    holder.textContent = t("around-more", { n });
    return holder;
  }

  // At the end of a cell, or on the note: nothing that somebody is about to press moves away.
  function drawPlaces() {
    const wanted = new Map(people.filter(({ typing, at }) => typing && at).map((person) => [person.at, person]));
    for (const [at, sign] of shown) {
      if (wanted.has(at) && sign.isConnected) continue;
      sign.remove();
      shown.delete(at);
    }
    for (const [at, person] of wanted) {
      const holder = holderOf(at);
      if (!holder) continue;
      if (!shown.has(at)) shown.set(at, signOf());
      const sign = shown.get(at);
      setText(sign.lastElementChild, t("writing", { name: nameOf(person), n: 1 }));
      if (sign.parentNode !== holder) holder.append(sign);
    }
  }

  function holderOf(at) {
    const [id, row] = at.split(" ");
    if (!row) return grid.article(id);
    return grid.stage(id)?.querySelector(`.cell[data-row="${CSS.escape(row)}"]`);
  }

  function signOf() {
    const sign = document.createElement("p");
    const dots = document.createElement("span");
    sign.className = "typing";
    sign.setAttribute("aria-hidden", "true");
    dots.className = "dots";
    dots.append(...[1, 2, 3].map(() => document.createElement("i")));
    sign.append(dots, document.createElement("span"));
    return sign;
  }

  return draw;
}
