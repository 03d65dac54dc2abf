// Words changed in place: Enter or leaving the field saves, Escape drops the change and offers it back.

import { placeOf, stageName } from "./adding.js";
import { editKey } from "./drafts.js";
import { equip, isDone, isLeaving } from "./field.js";
import { setText } from "./note.js";
import { tidy } from "./text.js";

/**
 * @param {object} options
 * @param {HTMLTemplateElement} options.template of a field
 * @param {object} options.room
 * @param {(name: string, payload: object) => void} options.say
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {Function} options.toast
 * @param {(rest: string, place: {stage: string, row: string}) => void} options.onrest
 * @param {(text: string, place: {row: string} | undefined) => void} options.ongone words for a note that is not there any more
 * @param {() => void} options.onclose the note may be drawn again
 * @param {() => void} options.onfull
 * @param {Function} options.t
 */
export function createEditing({ template, room, say, drafts, toast, onrest, onfull, ongone, onclose, t }) {
  const opened = new Map();

  /** Open a note's words; `draft` is what somebody was changing them to, and from. */
  function open(article, draft = null, { focus = true } = {}) {
    if (!article.isConnected) {
      if (draft) ongone(draft.text);
      return;
    }
    if (opened.has(article)) return;
    const was = draft?.was ?? wordsOf(article);
    const field = create(article, draft?.text ?? was);
    opened.set(article, { field, was });
    listen(article, field, was);
    if (!focus) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function wordsOf(article) {
    const record = room.record(article.dataset.kind, article.id);
    return record?.title ?? record?.text ?? article.querySelector(".note-text").textContent;
  }

  function create(article, text) {
    const paper = template.content.firstElementChild.cloneNode(true);
    const [field, counter] = paper.children;
    const { row } = placeOf(article);
    field.value = text;
    field.setAttribute("aria-label", t("field-edit", { row: t.list("rows")[row], stage: stageName(article) }));
    article.classList.add("is-editing");
    article.parentElement.dataset.held = "";
    article.querySelector(".note-text").after(field, counter);
    return field;
  }

  function listen(article, field, was) {
    equip(field, {
      counter: field.nextElementSibling,
      t,
      onwords: (text) => drafts.keep(editKey(article.id), { text, was }),
      onrest: (rest) => onrest(rest, placeOf(article)),
      onfull,
    });
    field.addEventListener("keydown", (event) => {
      if (isDone(event)) {
        event.preventDefault();
        save(article, field, was, true);
      } else if (isLeaving(event)) {
        event.preventDefault();
        cancel(article, field, was);
      }
    });
    field.addEventListener("blur", () => {
      if (document.activeElement !== field && opened.has(article)) save(article, field, was);
    });
  }

  function save(article, field, was, isStaying = false) {
    const text = tidy(field.value);
    const isChange = text !== "" && text !== was;
    close(article, field);
    // Before the board is drawn: where the note has gone meanwhile, its neighbour gets the focus.
    if (isStaying) article.focus();
    if (isChange) {
      // Before the first rows have come nothing else would show the new words.
      if (room.version === null) setText(article.querySelector(".note-text"), text);
      say(...editOf(article, was, text), drafts.handOver(editKey(article.id)));
    } else {
      drafts.drop(editKey(article.id));
    }
    if (!text) toast(t("empty-edit"));
    onclose();
  }

  function cancel(article, field, was) {
    const text = field.value;
    close(article, field);
    article.focus();
    drafts.drop(editKey(article.id));
    if (tidy(text) && text !== was) toast(t("dropped"), { label: t("put-back"), action: () => open(article, { text, was }) });
    onclose();
  }

  function close(article, field) {
    const counter = field.nextElementSibling;
    opened.delete(article);
    delete article.parentElement.dataset.held;
    article.classList.remove("is-editing");
    field.remove();
    counter.remove();
  }

  /** Save what is being changed in a stage that goes: not every browser says that a field left the page. */
  function rescue(section) {
    for (const [article, { field, was }] of [...opened]) if (section.contains(article)) save(article, field, was);
  }

  return { open, rescue };
}

function editOf(article, was, words) {
  if (article.dataset.kind === "touchpoint") return ["touchpoint.edit", { touchpoint: article.id, was, title: words }];
  return ["note.edit", { note: article.id, was, text: words }];
}
