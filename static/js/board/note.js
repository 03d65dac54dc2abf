// Draws one touchpoint or note: the same markup as templates/maps/_note.html, filled from a record.

/** What is on a note for a moment, whatever its paper. */
const STATES = ["is-pending", "is-editing", "is-new", "is-left-behind", "is-lifted", "is-picked", "is-selected"];

/**
 * Make the list item of a touchpoint or note.
 * @param {{note: HTMLTemplateElement, touchpoint: HTMLTemplateElement}} templates
 * @param {"note" | "touchpoint"} kind
 * @param {string} id
 * @returns {HTMLElement} the article; its list item is its parent
 */
export function createNote(templates, kind, id) {
  const article = templates[kind].content.firstElementChild.cloneNode(true).querySelector("article");
  article.id = id;
  const facts = article.querySelector("[data-facts]");
  article.setAttribute("aria-labelledby", facts ? `${id}-words ${id}-facts ${id}-by` : `${id}-words ${id}-by`);
  if (facts) facts.id = `${id}-facts`;
  article.querySelector(".note-text").id = `${id}-words`;
  article.querySelector(".note-by").id = `${id}-by`;
  return article;
}

/**
 * Bring a touchpoint or note up to its record. The field somebody writes in lies beside its words and stays.
 * @param {HTMLElement} article
 * @param {object} record as on the wire, `pending` while the server has not answered
 * @param {{department: (id: string) => object | undefined, icons: string, t: Function, papers: object}} seen
 * @param {{number?: number | null, at?: number | null, isIn?: boolean}} spot
 */
export function fill(article, record, seen, spot) {
  const { number = null } = spot;
  const isTouchpoint = article.dataset.kind === "touchpoint";
  setText(article.querySelector(".note-text"), isTouchpoint ? record.title : record.text);
  article.classList.toggle("is-pending", Boolean(record.pending));
  fillAuthors(article.querySelector(".note-by"), authorsOf(record), seen);
  fillParts(article.querySelector("[data-parts]"), record.parts ?? [], seen.t);
  if (isTouchpoint) fillHead(article.querySelector(".note-head"), record, number, seen);
  else fillPaper(article, record.row, spot, seen.papers);
}

/** Replace words only where they differ: what somebody has marked stays marked. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function fillPaper(article, row, spot, papers) {
  const kept = STATES.filter((name) => article.classList.contains(name));
  article.className = ["note", papers[row], ...kept].join(" ");
  place(article, spot);
}

/**
 * Give a note its place in the columns of its stage, and in its cluster.
 * @param {HTMLElement} article
 * @param {{at?: number | null, isIn?: boolean}} spot
 */
export function place(article, { at = null, isIn = false }) {
  const wanted = ["slot", at ? `at-${at}` : "", isIn ? "in-cluster" : "", article.parentElement.classList.contains("is-drop-after") ? "is-drop-after" : ""];
  article.parentElement.className = wanted.filter(Boolean).join(" ");
}

function fillHead(head, record, number, { icons, t }) {
  setText(head.querySelector(".note-number"), number === null ? "" : String(number));
  head.querySelector("[data-star]").hidden = !record.starred;
  const channel = head.querySelector(".note-channel");
  if (!record.channel) channel?.remove();
  else if (channel?.dataset.channel !== record.channel) {
    channel?.remove();
    head.append(createChannel(record.channel, t.list("channels")[record.channel], icons));
  }
}

function createChannel(channel, label, icons) {
  const span = document.createElement("span");
  span.className = "note-channel";
  span.dataset.channel = channel;
  span.title = label;
  span.append(createIcon(`${icons}#channel-${channel}`), createHidden(label));
  return span;
}

function createIcon(address) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", address);
  svg.append(use);
  return svg;
}

function createHidden(words) {
  const span = document.createElement("span");
  span.className = "visually-hidden";
  span.textContent = words;
  return span;
}

/** All who wrote something, those of its parts too, each once. */
function authorsOf({ author, parts = [] }) {
  const all = [author, ...parts.map((part) => part.author)].filter(Boolean);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function fillAuthors(by, authors, { department }) {
  const known = authors.map(({ department: id, name }) => ({ from: id ? department(id) : undefined, name }));
  const key = JSON.stringify(known);
  if (by.dataset.is === key) return;
  by.dataset.is = key;
  by.replaceChildren();
  // Of several the marks alone: their names would not find room.
  const isAlone = known.length === 1;
  for (const { from, name } of known) {
    if (from) by.append(createMark(from, name), createHidden(from.name));
    if (name && isAlone) by.append(createName(name));
    else if (name) by.append(createHidden(name));
  }
}

function fillParts(button, parts, t) {
  if (!button) return;
  button.hidden = parts.length === 0;
  setText(button, parts.length ? t("parts", { n: parts.length + 1 }) : "");
}

/**
 * The mark of a department: its letters in the shape of its side.
 * @param {object} department record
 * @param {string} [person] whose it is, for the tooltip
 * @returns {HTMLElement}
 */
export function createMark({ side, hue, letters, name }, person = "") {
  const mark = document.createElement("i");
  mark.className = `mark mark-${side} mark-${hue}`;
  mark.title = person ? `${person}, ${name}` : name;
  mark.setAttribute("aria-hidden", "true");
  mark.textContent = letters;
  return mark;
}

function createName(name) {
  const span = document.createElement("span");
  span.className = "note-name";
  span.dir = "auto";
  span.textContent = name;
  return span;
}
