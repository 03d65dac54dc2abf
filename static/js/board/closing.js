// The end of a connection that will not come back: what happened, what to do, and no places to write any more.

import { closeDialogs } from "../lib/dialogs.js";

const KEPT = new Set(["removed", "session", "none", "archived", "closed", "version"]);
const CODES = { session: 4401, removed: 4403, none: 4404, archived: 4410, version: 4426 };
const AGAIN = new Set(["version", "closed"]);

/**
 * @param {object} options
 * @param {HTMLElement} options.app
 * @param {HTMLElement} options.root
 * @param {object} options.room
 * @param {() => void} options.onend
 * @param {Function} options.t
 */
export function createClosing({ app, root, room, onend, t }) {
  let shown = null;

  function show(why) {
    if (shown) return;
    shown = why;
    const key = why in CODES ? `bye-${CODES[why]}` : "bye-other";
    onend();
    root.querySelector("[data-bye-title]").textContent = t(key);
    root.querySelector("[data-bye-words]").textContent = [t(`${key}-do`), room.kept().length ? t("bye-kept") : ""]
      .filter(Boolean)
      .join(" ");
    const again = root.querySelector("[data-bye-again]");
    again.hidden = !AGAIN.has(why);
    again.href = location.pathname;
    app.classList.add("is-over", `is-over-${why}`);
    root.hidden = false;
    closeDialogs();
    root.focus();
  }

  room.on("bye", () => {
    const { why } = room.status();
    if (KEPT.has(why)) show(why);
  });
  room.on("reload", () => show("version"));
}
