// Draws the name above the notes of a cluster: the same markup as templates/maps/_cell.html.

import { setText } from "./note.js";

/**
 * @param {string} id the cluster's
 * @param {boolean} may whether a press on it changes the name: else it is plain words
 * @returns {HTMLElement} a list item
 */
export function createClusterHead(id, may) {
  const head = document.createElement("li");
  const button = document.createElement(may ? "button" : "span");
  const [name, count] = [document.createElement("span"), document.createElement("span")];
  head.className = "cluster-head";
  button.className = "cluster-name";
  if (may) {
    button.type = "button";
    button.tabIndex = -1;
    button.dataset.cluster = id;
  }
  name.dir = "auto";
  count.className = "count";
  button.append(name, count);
  head.append(button);
  return head;
}

/**
 * @param {HTMLElement} head
 * @param {object} record the cluster
 * @param {number} n how many notes are in it
 * @param {Function} t
 */
export function fillClusterHead(head, record, n, t) {
  const button = head.firstElementChild;
  setText(button.firstElementChild, record.name);
  setText(button.lastElementChild, String(n));
  if (button.matches("button")) button.setAttribute("aria-label", t("cluster-head", { name: record.name, n }));
}
