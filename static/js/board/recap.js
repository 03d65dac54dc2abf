// The newcomer's recap: it goes when it is closed or when they begin to write, and does not come back.

/** @param {HTMLElement | null} recap */
export function equipRecap(recap) {
  if (!recap) return;
  const close = () => {
    recap.hidden = true;
    document.removeEventListener("focusin", look);
  };
  const look = ({ target }) => {
    if (target.matches("textarea")) close();
  };
  recap.querySelector("[data-recap-close]").addEventListener("click", close);
  document.addEventListener("focusin", look);
  // Opened again, this address is only the board.
  history.replaceState(history.state, "", location.pathname);
}
