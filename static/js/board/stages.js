// Adds, renames and removes stages.

import { newId } from "../lib/ids.js";
import { ask } from "../lib/dialogs.js";
import { tidy } from "./text.js";

/**
 * @param {object} options
 * @param {HTMLDialogElement} options.naming
 * @param {HTMLDialogElement} options.removing
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {(name: string, payload: object) => void} options.say
 * @param {string} options.board
 * @param {(stage: string) => void} options.onadd
 * @param {Function} options.t
 */
export function createStages({ naming, removing, grid, room, say, board, onadd, t }) {
  const { name } = naming.querySelector("form").elements;

  // To the browser blanks are words; to a reader they are no name.
  name.addEventListener("input", lookBlank);
  function lookBlank() {
    name.setCustomValidity(name.value && !tidy(name.value) ? name.dataset.blank : "");
  }

  async function askName(title, go, present) {
    naming.querySelector("[data-title]").textContent = title;
    naming.querySelector("[data-go]").textContent = go;
    name.value = present;
    lookBlank();
    const isYes = await ask(naming);
    return isYes ? tidy(name.value).replace(/\s+/g, " ") : "";
  }

  /** Ask for a new stage; it comes after `section`, or last. */
  async function add(section = null) {
    const words = await askName(t("stage-add-title"), t("stage-add-go"), "");
    if (!words) return;
    const stage = newId("s");
    say("stage.add", { stage, board, name: words, after: section?.id ?? null });
    onadd(stage);
  }

  async function rename(section) {
    const was = room.record("stage", section.id)?.name;
    if (was === undefined) return;
    const words = await askName(t("stage-rename-title"), t("stage-rename-go"), was);
    if (words && words !== was) say("stage.rename", { stage: section.id, was, name: words });
  }

  /** Ask whether a stage shall go, and say where what lies in it will be. */
  async function remove(section) {
    const place = grid.places().find(({ record }) => record.id === section.id);
    if (!place) return;
    const n = Object.values(place.cells).reduce((sum, spots) => sum + spots.length, 0);
    removing.querySelector("[data-title]").textContent = t("stage-remove-title", { name: place.record.name });
    removing.querySelector("[data-where]").textContent = n ? t("stage-remove-moves", { n }) : t("stage-remove-empty");
    if (await ask(removing)) say("stage.remove", { stage: section.id });
  }

  return { add, rename, remove };
}
