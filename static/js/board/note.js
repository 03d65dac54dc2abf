// Draws one touchpoint or note: the same markup as templates/maps/_note.html, filled from a record.

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
  article.setAttribute("aria-labelledby", `${id}-words ${id}-by`);
  article.querySelector(".note-text").id = `${id}-words`;
  article.querySelector(".note-by").id = `${id}-by`;
  return article;
}

/**
 * Bring a touchpoint or note up to its record. The field somebody writes in lies beside its words and stays.
 * @param {HTMLElement} article
 * @param {object} record as on the wire, `pending` while the server has not answered
 * @param {{department: (id: string) => object | undefined, icons: string, t: Function, papers: object}} seen
 * @param {{number?: number | null, at?: number | null}} spot
 */
export function fill(article, record, seen, { number = null, at = null }) {
  const isTouchpoint = article.dataset.kind === "touchpoint";
  setText(article.querySelector(".note-text"), isTouchpoint ? record.title : record.text);
  article.classList.toggle("is-pending", Boolean(record.pending));
  fillAuthor(article.querySelector(".note-by"), record.author, seen);
  if (isTouchpoint) fillHead(article.querySelector(".note-head"), record, number, seen);
  else fillPaper(article, record.row, at, seen.papers);
}

/** Replace words only where they differ: what somebody has marked stays marked. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function fillPaper(article, row, at, papers) {
  const kept = ["is-pending", "is-editing", "is-new"].filter((name) => article.classList.contains(name));
  article.className = ["note", papers[row], ...kept].join(" ");
  article.parentElement.className = at ? `slot at-${at}` : "slot";
}

function fillHead(head, record, number, { icons, t }) {
  setText(head.querySelector(".note-number"), number === null ? "" : String(number));
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

function fillAuthor(by, author, { department }) {
  const from = author?.department ? department(author.department) : undefined;
  const key = JSON.stringify([from, author?.name]);
  if (by.dataset.is === key) return;
  by.dataset.is = key;
  by.replaceChildren();
  if (from) by.append(createMark(from), createHidden(from.name));
  if (author?.name) by.append(createName(author.name));
}

function createMark({ side, hue, letters, name }) {
  const mark = document.createElement("i");
  mark.className = `mark mark-${side} mark-${hue}`;
  mark.title = name;
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
