// Brings back what somebody was writing when the page went away.

import { placeOfKey } from "./drafts.js";

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {ReturnType<typeof import("./adding.js").createAdding>} options.adding
 * @param {ReturnType<typeof import("./editing.js").createEditing>} options.editing
 * @param {ReturnType<typeof import("./phone.js").createPhone>} options.phone
 * @param {ReturnType<typeof import("./tray.js").createTray>} options.tray
 * @param {(sentence: string) => void} options.toast
 * @param {Function} options.t
 * @returns {(isWhole: boolean) => Promise<void>} brings back what it finds a place for; once the board is whole, words
 *   whose place has gone are kept in sight
 */
export function createRestoring({ grid, drafts, adding, editing, phone, tray, toast, t }) {
  /** What on the page a draft belongs to: the slot of a cell, or a note. */
  function holderOf(key) {
    const place = placeOfKey(key);
    const holder = place
      ? grid.stage(place.stage)?.querySelector(`[data-row="${place.row}"] [data-slot]`)
      : key.startsWith("edit ") && grid.article(key.split(" ")[1]);
    return holder && holder.isConnected ? holder : null;
  }

  // It stands where they wrote it, and is not saved by itself. If they have begun elsewhere, the focus is theirs.
  function bringBack(holder, draft) {
    if (holder.querySelector("textarea")) return;
    if (holder.matches("article")) editing.open(holder, draft, { focus: false });
    else adding.open(holder, { text: draft.text, focus: false });
    toast(t("draft-back"));
    if (document.activeElement !== document.body) return;
    phone.show(holder.closest("[data-stage]").id);
    const field = holder.querySelector("textarea");
    field?.focus();
    field?.scrollIntoView({ block: "center", inline: "nearest" });
    field?.setSelectionRange(field.value.length, field.value.length);
  }

  function keepInSight(key, draft) {
    const place = placeOfKey(key);
    // What was being written in the panel has its place still, but only somebody who looks there would find it.
    const code = key.startsWith("edit ") ? "gone" : "unsent";
    tray.put(place ? "not-found" : code, draft.text, place);
    drafts.drop(key);
  }

  return async function restore(isWhole) {
    for (const [key, draft] of await drafts.left()) {
      const holder = holderOf(key);
      if (holder) bringBack(holder, draft);
      else if (isWhole) keepInSight(key, draft);
    }
  };
}
