// What was before: the history of a note, and the deleted ones, which can be put back.

import { ask } from "../lib/dialogs.js";
import { createMark } from "./note.js";
import { beginning } from "./text.js";

/**
 * @param {object} options
 * @param {HTMLDialogElement} options.history
 * @param {HTMLDialogElement} options.deleted
 * @param {{history: string, deleted: string}} options.addresses `history` without kind and id
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {() => boolean} options.may
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
    // Of what was asked before, the answer may still be on its way.
    dialog.dataset.of = url;
    ask(dialog);
    try {
      const items = itemsOf(await load(url));
      if (dialog.dataset.of !== url) return;
      list.replaceChildren(...items);
      note.hidden = items.length > 0;
      note.textContent = t("past-empty");
    } catch {
      note.textContent = t("past-failed");
    }
  }

  function entryOf({ at, what, before, now, author }) {
    const item = document.createElement("li");
    item.append(wordsOf("b", what), lineOf(timeOf(at), author));
    if (before) item.append(quoteOf(t("past-before"), before, "past-was"));
    if (now) item.append(quoteOf(t("past-now"), now, "past-words"));
    return item;
  }

  function timeOf(at) {
    const time = document.createElement("time");
    time.dateTime = at;
    time.textContent = formatter.format(new Date(at));
    return time;
  }

  /** One line: what comes first, and of whom something is, as far as that is told. */
  function lineOf(first, author) {
    const line = document.createElement("span");
    const department = room.record("department", author?.department);
    line.className = "who";
    line.append(first);
    if (department) line.append(createMark(department));
    const by = [author?.name, department?.name].filter(Boolean).join(", ");
    if (by) line.append(by);
    return line;
  }

  function quoteOf(name, words, className) {
    const quote = wordsOf("p", words, className);
    const label = document.createElement("span");
    label.className = "past-label";
    label.textContent = name;
    quote.prepend(label, " ");
    return quote;
  }

  function deletedOf({ kind, id, words, where, at, author }) {
    const item = document.createElement("li");
    const gone = document.createElement("span");
    gone.append(`${t("past-deleted")} `, timeOf(at));
    item.append(wordsOf("p", words, "past-words"), lineOf(wordsOf("span", where), author), gone);
    gone.className = "past-when";
    if (may()) item.append(buttonOf(item, { kind, id, words }));
    return item;
  }

  function buttonOf(item, { kind, id, words }) {
    const back = document.createElement("button");
    back.type = "button";
    back.className = "button button-small";
    back.textContent = t("past-back");
    back.setAttribute("aria-label", t("past-back-what", { what: beginning(words) }));
    back.addEventListener("click", () => putBack(item, kind, id));
    return back;
  }

  // Whoever put one back goes on at the next one, or at the end of the dialog.
  function putBack(item, kind, id) {
    say(`${kind}.restore`, { [kind]: id });
    const next = item.nextElementSibling ?? item.previousElementSibling;
    const note = deleted.querySelector("[data-note]");
    (next?.querySelector("button") ?? deleted.querySelector("[data-close]")).focus();
    item.remove();
    note.hidden = false;
    note.textContent = t("past-is-back");
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
