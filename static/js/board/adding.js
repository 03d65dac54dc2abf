// New notes: a field in every cell; Enter saves and the next one begins at once.

import { newId } from "../lib/ids.js";
import { cellKey } from "./drafts.js";
import { equip, isDone, isLeaving } from "./field.js";
import { tidy } from "./text.js";

/**
 * Return the command that adds words to a cell as its last note or touchpoint.
 * @param {{board: string, stage: string, row: string, text: string}} words
 * @returns {[string, object, string]} name, payload and the new row's id
 */
export function additionOf({ board, stage, row, text }) {
  const after = null;
  if (row === "touchpoints") {
    const touchpoint = newId("t");
    return ["touchpoint.add", { touchpoint, board, stage, title: text, after }, touchpoint];
  }
  const note = newId("n");
  return ["note.add", { note, board, stage, row, text, after, about: null }, note];
}

/**
 * @param {object} options
 * @param {HTMLTemplateElement} options.template of a field
 * @param {(words: {stage: string, row: string, text: string, draft: string | null}) => string} options.add saves a
 *   new note made of a draft, returns what did not fit
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {(stage: string, row: string) => boolean} options.elsewhere takes over where the field lies at the thumb
 * @param {(rest: string, place: {stage: string, row: string}) => void} options.onrest
 * @param {() => void} options.onfull
 * @param {Function} options.t
 */
export function createAdding({ template, add, drafts, elsewhere, onrest, onfull, t }) {
  /** Open the field of a cell; `text` is a draft that was kept. */
  function open(slot, { text = "", focus = true } = {}) {
    const place = placeOf(slot);
    if (focus && elsewhere(place.stage, place.row)) return;
    const field = slot.querySelector("textarea") ?? create(slot, place, text);
    if (!focus) return;
    field.focus();
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function create(slot, place, text) {
    const paper = template.content.firstElementChild.cloneNode(true);
    const field = paper.querySelector("textarea");
    paper.classList.add(t.list("papers")[place.row]);
    field.value = text;
    field.placeholder = t.list("prompts")[place.row];
    field.setAttribute("aria-label", t("field-add", { row: t.list("rows")[place.row], stage: stageName(slot) }));
    slot.querySelector("[data-add]").hidden = true;
    slot.append(paper);
    listen(slot, field, paper.querySelector(".note-counter"));
    return field;
  }

  function listen(slot, field, counter) {
    const { look } = equip(field, {
      counter,
      t,
      onwords: (text) => drafts.keep(keyOf(slot), { text }),
      onrest: (rest) => onrest(rest, placeOf(slot)),
      onfull,
    });
    field.addEventListener("keydown", (event) => {
      if (isDone(event)) {
        event.preventDefault();
        save(slot, field);
        look();
        // The new note has pushed the field on, perhaps out of sight.
        field.scrollIntoView({ block: "nearest", inline: "nearest" });
      } else if (isLeaving(event)) {
        event.preventDefault();
        close(slot, field);
        slot.querySelector("[data-add]").focus();
      }
    });
    // Where the whole window loses the focus, somebody comes back to go on writing.
    field.addEventListener("blur", () => {
      if (document.activeElement !== field) close(slot, field);
    });
  }

  function save(slot, field) {
    const place = placeOf(slot);
    const text = tidy(field.value);
    field.value = "";
    if (!text) {
      drafts.drop(keyOf(slot));
      return;
    }
    const rest = add({ ...place, text, draft: drafts.handOver(keyOf(slot)) });
    if (rest) onrest(rest, place);
  }

  // Taking a field away blurs it, which would close it once more.
  function close(slot, field) {
    const paper = field.closest(".note-writing");
    if (!field.isConnected || "closed" in paper.dataset) return;
    paper.dataset.closed = "";
    save(slot, field);
    slot.querySelector("[data-add]").hidden = false;
    paper.remove();
  }

  /** Take the words out of all fields of a stage that goes: `take` gets them with their place. */
  function rescue(section, take) {
    for (const field of section.querySelectorAll("[data-slot] textarea")) {
      const text = tidy(field.value);
      field.closest(".note-writing").dataset.closed = "";
      if (text) take(text, placeOf(field));
      drafts.drop(keyOf(field));
    }
  }

  return { open, rescue };
}

/** The stage and row of anything in a cell. */
export function placeOf(element) {
  return { stage: element.closest("[data-stage]").id, row: element.closest("[data-row]").dataset.row };
}

function keyOf(slot) {
  const { stage, row } = placeOf(slot);
  return cellKey(stage, row);
}

/** The name of the stage that something lies in. */
export function stageName(element) {
  return element.closest("[data-stage]").querySelector(".stage-name").textContent;
}
