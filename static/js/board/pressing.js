// What a press on the board does, by mouse, pen or finger.

import { isWriting } from "./keys.js";

/** A pointer that moves less than so many pixels between press and lift was meant to stay. */
const STILL = 8;

/**
 * @param {HTMLElement} root the board
 * @param {() => object} acts what may be done just now, as in keys.js, and `addStage`
 */
export function listenForPresses(root, acts) {
  let pressed = null;

  root.addEventListener("pointerdown", ({ pointerType: type, target, clientX: x, clientY: y }) => {
    pressed = { type, target, x, y, focused: document.activeElement };
  });
  root.addEventListener("click", (event) => {
    const target = aimOf(event);
    const [name, about] = actOf(target);
    acts()[name]?.(about);
  });

  /** What a press on something does to what. */
  function actOf(target) {
    const article = target.closest(".note[data-kind]");
    if (target.closest("[data-menu=note]")) return ["menu", article];
    if (target.closest("[data-menu=stage]")) return ["stageMenu", target.closest("[data-stage]")];
    if (target.closest("[data-parts]")) return ["parts", article];
    if (target.closest("[data-cluster]")) return ["changeCluster", target.closest("[data-cluster]").dataset.cluster];
    if (target.closest(".note-head")) return ["details", article];
    if (target.closest("[data-add]")) return ["add", target.closest("[data-row]")];
    if (target.closest("[data-add-stage]")) return ["addStage"];
    return article && !isWriting(target) && wantsToEdit(article) ? ["edit", article] : [];
  }

  // A press ends the writing elsewhere, that cell shrinks, and what was pressed is not where the pointer lifts.
  function aimOf({ target, detail, clientX, clientY }) {
    const isStill = detail > 0 && pressed && Math.hypot(clientX - pressed.x, clientY - pressed.y) < STILL;
    return isStill && root.contains(pressed.target) ? pressed.target : target;
  }

  // A first touch only takes hold of a note: whoever scrolls shall not find a keyboard in the way.
  function wantsToEdit(article) {
    if (getSelection().toString()) return false;
    return pressed?.type !== "touch" || pressed.focused === article;
  }
}
