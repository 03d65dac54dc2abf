// Notes of one cell get a name together, are put in and taken out; the name is changed, or the cluster dissolved.

import { newId } from "../lib/ids.js";
import { ask } from "../lib/dialogs.js";
import { tidy } from "./text.js";

const NEW = "new";
const NONE = "";

/**
 * @param {object} options
 * @param {HTMLDialogElement} options.naming
 * @param {HTMLDialogElement} options.choosing
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {string} options.board
 * @param {(sentence: string, op: string) => void} options.offer
 * @param {() => void} options.oncluster the notes have been put together
 * @param {Function} options.t
 */
export function createClusters({ naming, choosing, grid, room, say, board, offer, oncluster, t }) {
  const { name } = naming.querySelector("form").elements;
  const dissolve = naming.querySelector("[data-dissolve]");
  const { cluster: choice, name: fresh } = choosing.querySelector("form").elements;
  const freshField = choosing.querySelector("[data-fresh]");

  dissolve.addEventListener("click", () => naming.close("dissolve"));
  choice.addEventListener("change", look);
  function look() {
    freshField.hidden = choice.value !== NEW;
    fresh.required = choice.value === NEW;
  }

  async function askName(present, title, go) {
    naming.querySelector("[data-title]").textContent = title;
    naming.querySelector("[data-go]").textContent = go;
    name.value = present;
    dissolve.hidden = present === "";
    const isYes = await ask(naming);
    return isYes ? tidy(name.value).replace(/\s+/g, " ") : "";
  }

  /** Name what is picked together: the notes of the first one's cell. */
  async function clusterPicked(articles) {
    const cell = articles[0].closest("[data-row]");
    const together = articles.filter((article) => article.closest("[data-row]") === cell);
    const words = await askName("", t("cluster-title"), t("cluster-go"));
    if (words) add(words, together.map(({ id }) => id));
  }

  function add(words, notes) {
    const op = say("cluster.add", { cluster: newId("u"), board, name: words, notes });
    offer(t("clustered", { n: notes.length, name: words }), op);
    oncluster();
  }

  /** Change a cluster's name, or dissolve it. */
  async function change(id) {
    const record = room.record("cluster", id);
    if (!record) return;
    const words = await askName(record.name, t("cluster-rename"), t("stage-rename-go"));
    if (naming.returnValue === "dissolve") offer(t("cluster-dissolved", { name: record.name }), say("cluster.remove", { cluster: id }));
    else if (words && words !== record.name) say("cluster.describe", { cluster: id, field: "name", was: record.name, now: words });
  }

  /** Ask into which cluster of its cell a note goes, into a new one, or into none. */
  async function choose(article) {
    const record = room.record("note", article.id);
    if (!record) return;
    const here = new Set(grid.cell(record.stage, record.row).map(({ cluster }) => cluster));
    const known = room.records("cluster").filter(({ id }) => here.has(id));
    choice.replaceChildren(
      new Option(t("cluster-none"), NONE),
      ...known.map(({ id, name: words }) => new Option(words, id)),
      new Option(t("cluster-new"), NEW),
    );
    choice.value = record.cluster ?? (known.length ? known[0].id : NEW);
    fresh.value = "";
    look();
    if (!(await ask(choosing))) return;
    const words = tidy(fresh.value).replace(/\s+/g, " ");
    if (choice.value === NEW && words) add(words, [record.id]);
    else if (choice.value !== NEW && choice.value !== (record.cluster ?? "")) say("note.cluster", { note: record.id, cluster: choice.value });
  }

  return { clusterPicked, change, choose };
}
