// Takes back what somebody did last: a button, Ctrl+Z, and the offer after a deletion.

import { isWriting } from "./keys.js";
import { beginning } from "./text.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.button
 * @param {object} options.room
 * @param {string} options.board
 * @param {ReturnType<typeof import("./toast.js").createToast>} options.toast
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {Function} options.t
 */
export function createUndo({ button, room, board, toast, grid, t }) {
  let isOffered = false;
  const asked = new Set();

  function undo() {
    isOffered = false;
    asked.add(room.say("undo", { board }));
    if (room.status().state === "offline") toast(t("undo-later"));
  }

  /** Offer to take back what was just done, for as long as it is the last thing done. */
  function offer(sentence) {
    toast(sentence, { label: t("undo"), action: undo });
    isOffered = true;
  }

  /** Something else is done: the offer of before would take back the wrong thing. */
  function forget() {
    if (isOffered) toast.hide();
    isOffered = false;
  }

  function tell({ undone, kept }) {
    if (undone) toast(t("undone"));
    else if (kept.length) toast(stayed(kept[0].id));
    else toast(t("undo-nothing"));
  }

  function stayed(id) {
    const record = grid.lastKnown(id);
    const words = record?.title ?? record?.text;
    return words ? t("undo-kept", { what: beginning(words) }) : t("undo-kept-gone");
  }

  room.on("done", ({ op, result }) => {
    if (asked.delete(op)) tell(result);
  });
  button.addEventListener("click", undo);
  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!isUndo || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    undo();
  });

  return { offer, forget };
}
