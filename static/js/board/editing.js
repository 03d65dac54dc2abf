// Words changed in place: Enter or leaving the field saves, Escape drops the change and offers it back.

import { placeOf, stageName } from "./adding.js";
import { editKey } from "./drafts.js";
import { equip, isDone } from "./field.js";
import { tidy } from "./text.js";

/**
 * @param {object} options
 * @param {HTMLTemplateElement} options.template of a field
 * @param {object} options.room
 * @param {(name: string, payload: object) => void} options.say
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {Function} options.toast
 * @param {(rest: string, place: {stage: string, row: string}) => void} options.onrest
 * @param {() => void} options.onclose the note may be drawn again
 * @param {() => void} options.onfull
 * @param {Function} options.t
 */
export function createEditing({ template, room, say, drafts, toast, onrest, onfull, onclose, t }) {
  /** Open a note's words; `draft` is what somebody was changing them to, and from. */
  function open(article, draft = null, { focus = true } = {}) {
    if (article.classList.contains("is-editing")) return;
    const was = draft?.was ?? wordsOf(article);
    const field = create(article, draft?.text ?? was);
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
        save(article, field, was);
        article.focus();
      } else if (event.key === "Escape") {
        event.preventDefault();
        cancel(article, field, was);
        article.focus();
      }
    });
    field.addEventListener("blur", () => {
      if (document.activeElement !== field && article.classList.contains("is-editing")) save(article, field, was);
    });
  }

  function save(article, field, was) {
    const text = tidy(field.value);
    close(article, field);
    if (!text) toast(t("empty-edit"));
    else if (text !== was) say(...editOf(article, was, text));
    onclose();
  }

  function cancel(article, field, was) {
    const text = field.value;
    close(article, field);
    if (tidy(text) && text !== was) toast(t("dropped"), { label: t("put-back"), action: () => open(article, { text, was }) });
    onclose();
  }

  function close(article, field) {
    const counter = field.nextElementSibling;
    drafts.drop(editKey(article.id));
    delete article.parentElement.dataset.held;
    article.classList.remove("is-editing");
    field.remove();
    counter.remove();
  }

  return { open };
}

function editOf(article, was, words) {
  if (article.dataset.kind === "touchpoint") return ["touchpoint.edit", { touchpoint: article.id, was, title: words }];
  return ["note.edit", { note: article.id, was, text: words }];
}
