// Opens the page's dialogs and gives the focus back to where it came from.

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
        if (from?.isConnected) from.focus();
        resolve(dialog.returnValue === "go");
      },
      { once: true },
    );
  });
}

/** Let the buttons that say so close their dialogs, and so does a press beside the dialog. */
export function equipDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close("");
    });
  }
}
