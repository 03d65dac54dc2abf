// What was before: the history of a note, and the deleted ones, which can be put back.

import { ask } from "./dialogs.js";
import { createMark } from "./note.js";

/**
 * @param {object} options
 * @param {HTMLDialogElement} options.history
 * @param {HTMLDialogElement} options.deleted
 * @param {{history: string, deleted: string}} options.addresses `history` without kind and id
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {boolean} options.may
 * @param {(url: string) => Promise<object>} [options.load]
 * @param {Function} options.t
 */
export function createPast({ history, deleted, addresses, room, say, may, load = loadJson, t }) {
  const formatter = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

  async function showHistory(article) {
    const { kind } = article.dataset;
    const record = room.record(kind, article.id);
    history.querySelector("[data-what]").textContent = record?.title ?? record?.text ?? "";
    await show(history, `${addresses.history}${kind}/${article.id}/`, ({ entries }) => entries.map(entryOf));
  }

  async function showDeleted() {
    await show(deleted, addresses.deleted, ({ entries }) => entries.map(deletedOf));
  }

  async function show(dialog, url, itemsOf) {
    const list = dialog.querySelector("[data-list]");
    const note = dialog.querySelector("[data-note]");
    list.replaceChildren();
    note.hidden = false;
    note.textContent = t("past-loading");
    ask(dialog);
    try {
      const items = itemsOf(await load(url));
      list.replaceChildren(...items);
      note.hidden = items.length > 0;
      note.textContent = t("past-empty");
    } catch {
      note.textContent = t("past-failed");
    }
  }

  function entryOf({ at, what, was, author }) {
    const item = document.createElement("li");
    item.append(lineOf(at, author), wordsOf("b", what));
    if (was) item.append(wordsOf("p", was, "past-was"));
    return item;
  }

  function lineOf(at, author) {
    const line = document.createElement("span");
    const time = document.createElement("time");
    const department = room.record("department", author?.department);
    line.className = "who";
    time.dateTime = at;
    time.textContent = formatter.format(new Date(at));
    line.append(time);
    if (department) line.append(createMark(department));
    line.append([author?.name, department?.name].filter(Boolean).join(", "));
    return line;
  }

  function deletedOf({ kind, id, words, where, at, author }) {
    const item = document.createElement("li");
    item.append(lineOf(at, author), wordsOf("p", words, "past-words"), wordsOf("small", where));
    if (!may) return item;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button button-small";
    back.textContent = t("past-back");
    back.addEventListener("click", () => {
      say(`${kind}.restore`, { [kind]: id });
      (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("button")?.focus();
      item.remove();
    });
    item.append(back);
    return item;
  }

  return { showHistory, showDeleted };
}

function wordsOf(name, words, className = "") {
  const element = document.createElement(name);
  element.className = className;
  element.dir = "auto";
  element.textContent = words;
  return element;
}

async function loadJson(url) {
  const answer = await fetch(url, { headers: { accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}
