// Wires a workshop's own page: who has joined and how much lies on each board, as it happens.

import { listenForCopying, showCopyButtons } from "./lib/copy.js";
import { createRoom } from "./room/room.js";
import { listenForMoves } from "./room/seat.js";

const facts = JSON.parse(document.querySelector("#page").textContent);
const MAPS = new Set(["attendee", "helper"]);
const pattern = document.querySelector("#person").content.firstElementChild;
const trouble = document.querySelector("[data-trouble]");
const stale = document.querySelector("[data-stale]");
/** A connection that is gone for less than so many milliseconds needs no words. */
const PATIENCE = 3_000;

const room = createRoom(facts);
listenForMoves({ room, facts, go: () => location.assign(facts.home) });
let isDue = false;
let staleSoon = null;

function showMark(mark, department) {
  mark.className = department ? `mark mark-${department.side} mark-${department.hue}` : "mark mark-nobody";
  mark.textContent = department?.letters ?? "?";
  mark.title = department?.name ?? "";
}

function personItem(person) {
  const item = pattern.cloneNode(true);
  const department = person.department ? room.record("department", person.department) : undefined;
  item.dataset.person = person.id;
  showMark(item.querySelector(".mark"), department);
  item.querySelector(".side-d").textContent = person.name;
  item.querySelector(".side-p").textContent = department?.name ?? "";
  return item;
}

function showPeople() {
  const people = room.records("person").filter((person) => MAPS.has(person.role) && person.came);
  people.sort((one, other) => one.name.localeCompare(other.name));
  for (const place of document.querySelectorAll("[data-people]")) place.textContent = people.length;
  for (const words of document.querySelectorAll("[data-joined]")) {
    words.textContent = people.length === 1 ? words.dataset.one : words.dataset.many;
  }
  for (const section of document.querySelectorAll("[data-group]")) {
    const here = people.filter((person) => person.group === section.dataset.group);
    section.querySelector("ul").replaceChildren(...here.map(personItem));
    section.querySelector("[data-count]").textContent = here.length;
    section.querySelector("[data-nobody]").hidden = here.length > 0;
  }
}

function showCounts() {
  for (const tile of document.querySelectorAll("[data-board]")) {
    for (const place of tile.querySelectorAll("[data-counts]")) {
      const number = room.records(place.dataset.counts).filter((row) => row.board === tile.dataset.board).length;
      place.querySelector("b").textContent = number;
      place.querySelector("span").textContent = number === 1 ? place.dataset.one : place.dataset.many;
    }
  }
}

/** Show what is new once per frame, however much came in. */
function showSoon() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    showPeople();
    showCounts();
  });
}

/** Say that what stands here may be old, unless the connection is back in a moment. */
function tellStale({ state }) {
  const words = { offline: stale.dataset.offline, problem: stale.dataset.over }[state];
  clearTimeout(staleSoon);
  if (!words) {
    stale.hidden = true;
    return;
  }
  staleSoon = setTimeout(() => {
    stale.querySelector("[data-stale-words]").textContent = words;
    stale.hidden = false;
  }, PATIENCE);
}

function tellTrouble(shown) {
  trouble.hidden = !shown;
}

room.on("status", tellStale);
room.on("live", showSoon);
// What the page offers depends on how far the workshop is: begun, archived or opened again elsewhere.
room.on("change", () => {
  const status = room.record("workshop", facts.workshop)?.status;
  if (status && status !== facts.status) location.reload();
});
room.on("change", () => { if (room.record("workshop", facts.workshop)) showSoon(); });
room.start();

listenForCopying();
document.addEventListener("htmx:afterSwap", (event) => {
  tellTrouble(false);
  showCopyButtons();
  event.target.querySelector?.("[aria-invalid=true]")?.focus();
});
document.addEventListener("htmx:responseError", () => tellTrouble(true));
document.addEventListener("htmx:sendError", () => tellTrouble(true));
