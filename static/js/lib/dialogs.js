// Opens the page's dialogs and gives the focus back to where it came from.

let elsewhere = () => {};

/**
 * Open a dialog until somebody closes it.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<boolean>} whether they said yes
 */
export function ask(dialog) {
  const from = document.activeElement;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        // Only where nothing else has asked for it meanwhile, such as the end of the workshop.
        if (isFree(dialog) && from?.isConnected) from.focus();
        // What had it may have gone meanwhile, or be out of sight.
        if (isFree(dialog) && from && from !== document.body) elsewhere();
        resolve(dialog.returnValue === "go");
      },
      { once: true },
    );
  });
}

/**
 * Let the buttons that say so close their dialogs, and so does a press that begins and ends beside the dialog.
 * @param {() => void} [take] takes the focus where what had it before a dialog has gone
 */
export function equipDialogs(take = () => {}) {
  elsewhere = take;
  for (const dialog of document.querySelectorAll("dialog")) {
    let began = false;
    dialog.addEventListener("pointerdown", (event) => {
      began = isBeside(dialog, event);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]") || (began && isBeside(dialog, event))) dialog.close("");
    });
  }
}

/** Close whatever lies open above the page. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close("");
  for (const menu of document.querySelectorAll(":popover-open")) menu.hidePopover();
}

/** Tell whether nothing has the focus: a browser may leave it for a moment in a dialog that has closed. */
function isFree(dialog) {
  return document.activeElement === document.body || dialog.contains(document.activeElement);
}

// What is pressed on the backdrop is the dialog itself, as is its own padding.
function isBeside(dialog, { target, clientX: x, clientY: y }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return target === dialog && (x < left || x > right || y < top || y > bottom);
}
