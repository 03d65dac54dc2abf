// Takes back what somebody did last: a button, Ctrl+Z, and the offer after a deletion.

import { isWriting, keepWriting } from "./keys.js";
import { beginning } from "./text.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.button
 * @param {HTMLElement} options.again does again what was taken back
 * @param {object} options.room
 * @param {string} options.board
 * @param {ReturnType<typeof import("./toast.js").createToast>} options.toast
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {() => boolean} options.isOver nothing can be changed any more
 * @param {Function} options.t
 */
export function createUndo({ button, again, room, board, toast, grid, isOver, t }) {
  const asked = new Set();
  let offered = null;

  /** Take back what `op` did, or without it the newest change that can be taken back. */
  function undo(op = null) {
    if (isOver()) return;
    asked.add(room.say("undo", op ? { board, op } : { board }));
    if (room.status().state === "offline") toast(t("undo-later"));
  }

  /** Do again what was taken back last. */
  function redo() {
    if (isOver()) return;
    asked.add(room.say("redo", { board }));
    if (room.status().state === "offline") toast(t("undo-later"));
  }

  /** Offer to take back what was just done by that op, and nothing else. */
  function offer(sentence, op) {
    offered = op;
    toast(sentence, { label: t("undo"), action: () => undo(op) });
  }

  // What changed nothing, because somebody was quicker, cannot be taken back.
  function withdraw(op, version) {
    if (op !== offered) return;
    offered = null;
    if (version === null) toast.hide();
  }

  function tell({ undone, redone, kept }) {
    const [first] = kept;
    if (redone !== undefined) {
      if (redone) toast(changeOf(redone) ? t("redone-what", { what: changeOf(redone) }) : t("redone"));
      else toast(t(first ? "redo-kept" : "redo-nothing"));
      return;
    }
    const what = changeOf(undone);
    if (undone && first) toast(stayed("undone-earlier", first.id));
    else if (undone) toast(what ? t("undone-what", { what }) : t("undone"));
    else if (first?.why === "full") toast(t("why-full"));
    else toast(first ? stayed("undo-kept", first.id) : t("undo-nothing"));
  }

  /** What a change was, by the name of its event; nothing where that has no words. */
  const changeOf = (event) => t.list("changes")[event];

  function stayed(key, id) {
    const record = grid.lastKnown(id);
    const words = record?.title ?? record?.text;
    return words ? t(key, { what: beginning(words) }) : t(`${key}-gone`);
  }

  room.on("done", ({ op, version, result }) => {
    withdraw(op, version);
    if (asked.delete(op)) tell(result);
  });
  room.on("refused", ({ op }) => withdraw(op, null));
  keepWriting(button);
  keepWriting(again);
  again.addEventListener("click", redo);
  button.addEventListener("click", () => undo());
  document.addEventListener("keydown", (event) => {
    const does = actOf(event);
    if (!does || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (!event.repeat) does();
  });

  /** Ctrl+Z takes back; Ctrl+Y and Ctrl+Shift+Z do it again. */
  function actOf({ ctrlKey, metaKey, shiftKey, altKey, key }) {
    if (!(ctrlKey || metaKey) || altKey) return null;
    const letter = key.toLowerCase();
    if (letter === "z") return shiftKey ? redo : () => undo();
    return letter === "y" && !shiftKey ? redo : null;
  }

  return { offer };
}
