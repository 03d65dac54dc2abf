// Makes the random ids of what this browser adds and asks for.

const BYTES = 16;

/**
 * Return a public id of 128 random bits, such as `n_Qm1…` for a note.
 * Works on plain http, where `crypto.randomUUID` does not exist.
 * @param {string} [prefix] the letters before the underscore; `op` names a command
 * @returns {string}
 */
export function newId(prefix = "op") {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  const letters = btoa(String.fromCharCode(...bytes));
  return `${prefix}_${letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}
