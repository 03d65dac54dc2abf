// Words that could not be saved where they were meant to go: kept in sight until somebody takes them on.

import { newId } from "../lib/ids.js";
import { copy } from "./copying.js";
import { placeOfKey } from "./drafts.js";
import { setText } from "./note.js";
import { settle } from "./settle.js";
import { beginning } from "./text.js";

const SHOWN = 600;

/** Where commands that change words hold the new ones; those that name their field hold them in `now`. */
const NEW_WORDS = { "note.edit": "text", "touchpoint.edit": "title", "touchpoint.describe": "description", "stage.rename": "name" };

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {HTMLTemplateElement} options.template of one entry
 * @param {object} options.room
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {(words: {stage: string, row: string, text: string}) => string} options.add adds a note, returns what did not fit
 * @param {(entry: object) => {stage: string, row: string} | null} options.placeOf where an entry's words belong
 * @param {(name: string, payload: object) => void} options.say
 * @param {Function} options.toast
 * @param {() => void} options.onchange other words are kept now
 * @param {HTMLElement} options.elsewhere has the focus when the last entry has gone
 * @param {Function} options.t
 */
export function createTray({ root, template, room, drafts, add, placeOf, say, toast, onchange, elsewhere, t }) {
  const list = root.querySelector("[data-tray-list]");
  const fold = root.querySelector("[data-tray-fold]");
  const count = root.querySelector("[data-tray-count]");
  let own = [];
  let isOver = false;

  drafts.find("tray").then((kept) => {
    if (kept) keepOwn([...JSON.parse(kept.text), ...own]);
    drafts.takeSpares(takeSpare);
  });

  // A tab that is gone has left words where this one has its own.
  function takeSpare(key, draft) {
    if (key === "tray") keepOwn([...own, ...JSON.parse(draft.text)]);
    else put("unsent", draft.text, placeOfKey(key) ?? (draft.row && { row: draft.row, stage: draft.stage }));
  }

  /** Keep words of this page that no command carries: the rest of a long paste, a field whose stage went. */
  function put(code, text, place) {
    keepOwn([...own, { op: newId(), code, text, place }]);
  }

  function keepOwn(entries) {
    own = [...new Map(entries.map((entry) => [entry.op, entry])).values()];
    if (own.length) drafts.keep("tray", { text: JSON.stringify(own) });
    else drafts.drop("tray");
    draw();
    onchange();
  }

  function draw() {
    const entries = [...room.kept(), ...own];
    const items = new Map([...list.children].map((item) => [item.dataset.op, item]));
    // What comes new is shown, also where somebody has folded up what was there.
    if (entries.some(({ op }) => !items.has(op))) fold.open = true;
    settle(list, entries.map((entry) => fill(items.get(entry.op) ?? create(entry), entry)));
    root.hidden = entries.length === 0;
    setText(count, String(entries.length));
  }

  /** How many words no command carries are kept beside those of the room. */
  function others() {
    return own.length;
  }

  function create(entry) {
    const item = template.content.firstElementChild.cloneNode(true);
    const words = item.querySelector("[data-words]");
    item.dataset.op = entry.op;
    words.textContent = shortened(entry.text);
    listen(item, entry, words);
    return item;
  }

  // What stands on the board now may have come, or changed, since the words came back.
  function fill(item, entry) {
    setText(item.querySelector("[data-why]"), why(entry));
    item.querySelector("[data-mine]").hidden = !canReplace(entry);
    item.querySelector("[data-back]").hidden = !placeOf(entry) || isOver;
    return item;
  }

  function listen(item, entry, words) {
    item.querySelector("[data-copy]").addEventListener("click", async () => {
      toast(t((await copy(entry.text, words)) ? "copied" : "copy-by-hand"));
    });
    item.querySelector("[data-go]").addEventListener("click", () => letGo(entry));
    item.querySelector("[data-mine]").addEventListener("click", () => replace(entry));
    item.querySelector("[data-back]").addEventListener("click", () => putBack(entry));
  }

  function why(entry) {
    const theirs = beginning(present(entry) ?? "", 120);
    const key = `why-${entry.code === room.status().why ? "unsent" : entry.code}`;
    return t(t.has(key) ? key : "why-other", { theirs });
  }

  function shortened(text) {
    const characters = [...text];
    if (characters.length <= SHOWN) return text;
    return `${characters.slice(0, SHOWN).join("")} ${t("more", { n: characters.length - SHOWN })}`;
  }

  /** What stands now where a conflicting edit wanted to write. */
  function present({ name = "", payload }) {
    const [kind] = name.split(".");
    return room.record(kind, payload?.[kind])?.[payload?.field ?? NEW_WORDS[name]];
  }

  function canReplace(entry) {
    return entry.code === "conflict" && !isOver && present(entry) !== undefined;
  }

  function replace(entry) {
    const was = present(entry);
    if (was === undefined) return;
    say(entry.name, { ...entry.payload, was, [NEW_WORDS[entry.name] ?? "now"]: entry.text });
    letGo(entry);
  }

  function putBack(entry) {
    const place = placeOf(entry);
    const rest = add({ ...place, text: entry.text });
    letGo(entry);
    if (rest) put("rest", rest, place);
  }

  /** Forget an entry; whoever pressed its button goes on at the next one, or at the board. */
  function letGo(entry) {
    const item = [...list.children].find(({ dataset }) => dataset.op === entry.op);
    const next = item?.nextElementSibling ?? item?.previousElementSibling;
    const isHere = item?.contains(document.activeElement);
    forget(entry);
    if (isHere) (next?.querySelector("button:not([hidden])") ?? elsewhere).focus();
  }

  function forget(entry) {
    if (own.includes(entry)) keepOwn(own.filter((other) => other !== entry));
    else room.letGo(entry.op);
    draw();
  }

  /** The room has closed: what has not been saved can only be copied. */
  function close() {
    isOver = true;
    draw();
  }

  return { draw, put, close, others };
}
