// Wires the lobby: how many are here, a note to practise, one's group, what one needs; goes on by itself.

import { createRoom } from "./room/room.js";
import { listenForMoves } from "./room/seat.js";
import { createStore } from "./room/store.js";

const facts = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const room = createRoom({ ...facts, boards: [], store: createStore({ workshop: facts.workshop, person: facts.person }) });
const needs = find("[data-needs]");
const needsTold = find("[data-needs-told]");
const field = find("[data-try]");
const words = find("#needs");
let needsOp = null;
// What the facilitators know of what I need: what differs is still being written.
let known = words.defaultValue.trim();
let said = known;
let isDue = false;

function showHere({ in: people, departments }) {
  const head = find("[data-here]");
  const expected = Number(head.dataset.expected);
  const pattern = expected ? head.dataset.with : people === 1 ? head.dataset.one : head.dataset.many;
  head.textContent = pattern.replace("%n", people).replace("%e", expected);
  for (const item of all("[data-department]")) {
    const number = departments[item.dataset.department]?.in ?? 0;
    item.hidden = number === 0;
    item.querySelector("[data-count]").textContent = number;
  }
}

/** Words on paper, to see what a note is; they are shown here and go nowhere. */
function practise(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  const thought = field.value.trim();
  if (!thought) return;
  const note = document.createElement("p");
  note.className = "note note-thought lobby-kept";
  note.dir = "auto";
  note.textContent = thought;
  find("[data-tried]").replaceChildren(note);
  field.value = "";
}

function tellNeeds(event) {
  event.preventDefault();
  needsTold.textContent = "";
  said = words.value.trim();
  needsOp = room.say("needs.tell", { text: words.value });
}

/** On to the boards; whoever is writing what they need ends that first, or goes by themselves. */
function go() {
  isDue = words.value.trim() !== known;
  find("[data-onward]").hidden = !isDue;
  if (isDue) needsTold.textContent = needsTold.dataset.begun;
  else leave();
}

function leave() {
  location.assign(facts.home);
}

field.addEventListener("keydown", practise);
needs.addEventListener("submit", tellNeeds);
for (const button of all("[data-choose]")) {
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") !== "true") room.say("group.choose", { group: button.dataset.choose });
  });
}
room.on("done", ({ op }) => {
  if (op !== needsOp) return;
  known = said;
  needsTold.textContent = known ? needsTold.dataset.words : needsTold.dataset.cleared;
  if (isDue) leave();
});
room.on("refused", ({ op }) => {
  if (op === needsOp) needsTold.textContent = needsTold.dataset.failed;
  else location.reload();
});
room.on("here", showHere);
room.on("change", () => {
  const workshop = room.record("workshop", facts.workshop);
  if (workshop && workshop.status !== facts.status) go();
});
room.on("bye", leave);
listenForMoves({ room, facts, go });
room.start();
