// Duplicates become one note: by a dialog that finds the other one, or for all that is picked.

import { ask } from "../lib/dialogs.js";
import { createMark, setText } from "./note.js";
import { beginning } from "./text.js";

/**
 * @param {object} options
 * @param {HTMLDialogElement} options.dialog
 * @param {HTMLDialogElement} options.parts
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {(sentence: string, op: string) => void} options.offer says what was done and how to take it back
 * @param {() => boolean} options.may whether parts may be taken out
 * @param {Function} options.t
 */
export function createMerging({ dialog, parts, grid, room, say, offer, may, t }) {
  const { search, other } = dialog.querySelector("form").elements;
  const list = parts.querySelector("[data-parts-list]");
  let candidates = [];
  let opened = null;

  search.addEventListener("input", offerCandidates);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      other.focus();
    }
  });
  other.addEventListener("dblclick", () => other.value && dialog.close("go"));
  // A list takes Enter for itself.
  other.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !other.value) return;
    event.preventDefault();
    dialog.close("go");
  });

  /** Ask which one is the same as this one; that becomes a part of this. */
  async function mergeWith(article) {
    const kind = article.dataset.kind;
    const record = room.record(kind, article.id);
    if (!record) return;
    candidates = grid
      .places()
      .flatMap(({ record: stage, cells }) => (cells[record.row ?? "touchpoints"] ?? []).map((spot) => ({ ...spot.record, place: stage.name })))
      .filter(({ id }) => id !== article.id);
    dialog.querySelector("[data-what]").textContent = beginning(record.title ?? record.text, 120);
    search.value = "";
    offerCandidates();
    if ((await ask(dialog)) && other.value) merge(kind, article.id, [other.value]);
  }

  function offerCandidates() {
    const wanted = search.value.trim().toLowerCase();
    const found = candidates.filter((one) => (one.title ?? one.text).toLowerCase().includes(wanted));
    other.replaceChildren(...found.map((one) => new Option(`${beginning(one.title ?? one.text, 70)} (${one.place})`, one.id)));
    if (found.length) other.selectedIndex = 0;
    dialog.querySelector("[data-go]").disabled = !found.length;
    dialog.querySelector("[data-none]").hidden = found.length > 0;
  }

  /** The first of what is picked takes the others in. */
  function mergePicked(articles) {
    const [first, ...rest] = articles;
    if (rest.length) merge(first.dataset.kind, first.id, rest.map(({ id }) => id));
  }

  function merge(kind, id, others) {
    const op = say(`${kind}.merge`, { [kind]: id, [`${kind}s`]: others });
    offer(t("merged-told", { n: others.length + 1 }), op);
  }

  /** Show what was merged into a note, each part with its author; afterwards the focus is at the note. */
  async function showParts(article) {
    opened = { kind: article.dataset.kind, id: article.id };
    draw();
    await ask(parts);
    // The button that opened it has gone with the last part.
    if (document.activeElement === document.body) grid.article(article.id)?.focus();
  }

  function draw() {
    if (!opened) return;
    const record = room.record(opened.kind, opened.id);
    if (!record?.parts?.length) {
      if (parts.open) parts.close("");
      opened = null;
      return;
    }
    setText(parts.querySelector("[data-what]"), record.title ?? record.text);
    parts.querySelector("[data-by]").replaceChildren(...byOf(record.author));
    const key = JSON.stringify([record.parts, may()]);
    if (list.dataset.is === key) return;
    list.dataset.is = key;
    list.replaceChildren(...record.parts.map((part) => partOf(part, opened.kind)));
    if (parts.open && !parts.contains(document.activeElement)) parts.querySelector("button").focus();
  }

  function partOf({ id, title, text, author }, kind) {
    const item = document.createElement("li");
    const words = document.createElement("p");
    words.dir = "auto";
    words.textContent = title ?? text;
    const by = document.createElement("span");
    by.className = "who";
    by.append(...byOf(author));
    item.append(words, by);
    if (may()) {
      const out = document.createElement("button");
      out.type = "button";
      out.className = "button button-small button-quiet";
      out.textContent = t("part-out");
      out.addEventListener("click", () => say(`${kind}.restore`, { [kind]: id }));
      item.append(out);
    }
    return item;
  }

  /** The mark and the name of an author, as far as they are told. */
  function byOf(author) {
    const department = room.record("department", author?.department);
    const names = [author?.name, department?.name].filter(Boolean).join(", ");
    return [...(department ? [createMark(department)] : []), names];
  }

  return { mergeWith, mergePicked, showParts, draw };
}
