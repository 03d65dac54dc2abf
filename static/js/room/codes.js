// What the codes of the wire mean for a browser (rule L23 and the refusals).

/** Close codes after which this page does not try again, and the word for the reason. */
export const FINAL = new Map([
  [4401, "session"],
  [4403, "removed"],
  [4404, "none"],
  [4410, "archived"],
  [4426, "version"],
]);

/** Of these the ones after which the page, opened again, sends what waits. */
export const COMES_BACK = new Set(["version", "closed"]);

/** And those after which nothing that waits is ever sent: only its words are worth keeping. */
export const OVER_FOR_GOOD = new Set(["removed", "none", "archived"]);

/** The server runs a newer version than this page: what waits survives the reload. */
export const NEW_VERSION = 4426;

/** Refusals that keep the command and try again; all others are final. */
export const AGAIN = new Set(["rate", "busy", "internal", "draining"]);

/** After so many refusals of one command it no longer holds others up, and "Saving" would no longer be true. */
export const STUCK_AFTER = 5;

/** Of these only one concerns a single command; the others ask the whole browser to slow down. */
export const ALONE = "internal";
