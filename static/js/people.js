// Wires the roster: everybody by group or department as it is just now, moved by hand or in their dialog.

import { ask, equipDialogs } from "./lib/dialogs.js";
import { createRoom } from "./room/room.js";
import { listenForMoves } from "./room/seat.js";
import { createRoster } from "./roster/columns.js";

const facts = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const room = createRoom({ ...facts, boards: [] });
const roster = createRoster({ root: find("[data-roster]"), room, facts, ondrop: move, onopen: open });
const dialog = find("#person");
const told = find("[data-told]");
const trouble = find("[data-trouble]");
const REFUSED = find("[data-roster]").dataset;
let opened = null;

function say(name, payload) {
  trouble.hidden = true;
  return room.say(name, payload);
}

function move(person, group) {
  if (person.group === group) return;
  say("people.place", { places: { [person.id]: group } });
  const name = room.record("group", group)?.name ?? REFUSED.none;
  told.textContent = told.dataset.moved.replace("%s", () => person.name).replace("%g", () => name);
}

async function open(person) {
  opened = person.id;
  const mine = person.id === facts.person;
  const form = dialog.querySelector("form");
  find("#person-title").textContent = person.name;
  fill(form, person);
  find("#person [data-needs]").hidden = !person.needs;
  find("#person [data-needs] span").textContent = person.needs;
  find("#person [data-group]").hidden = !["attendee", "helper"].includes(person.role);
  find("#person [data-role]").hidden = mine || person.id === facts.owner;
  find("#person [data-more]").hidden = mine || person.id === facts.owner;
  find("#person [data-way-back]").href = `${facts.home}people/${person.id}/way-back/`;
  find("#person [data-way-back]").hidden = person.role === "facilitator";
  find("#person [data-erase]").href = `${facts.home}people/${person.id}/erase/`;
  if (await ask(dialog)) save(form, person);
  opened = null;
}

function fill(form, person) {
  form.elements.name.value = person.name;
  form.elements.department.value = person.department ?? "";
  form.elements.group.value = person.group ?? "";
  form.elements.role.value = person.role;
}

/** Only what was changed here is said, so that two who edit at once overwrite nothing. */
function save(form, was) {
  const { name, department, group, role } = form.elements;
  if (name.value.trim() && name.value !== was.name) {
    say("person.describe", { person: was.id, field: "name", was: was.name, now: name.value });
  }
  if (department.value !== (was.department ?? "")) {
    say("person.describe", { person: was.id, field: "department", was: was.department, now: department.value || null });
  }
  if (role.value !== was.role) say("person.role", { person: was.id, role: role.value });
  const maps = ["attendee", "helper"].includes(role.value);
  if (maps && group.value !== (was.group ?? "")) move(was, group.value || null);
}

find("#person [data-remove]").addEventListener("click", async () => {
  const person = room.record("person", opened);
  dialog.close("");
  if (!person) return;
  const title = find("#remove-title");
  title.textContent = title.dataset.title.replace("%s", () => person.name);
  if (await ask(find("#remove"))) say("person.remove", { person: person.id });
});

room.on("change", () => {
  roster.draw();
  // Whose dialog is open may be gone by now.
  if (opened && !room.record("person", opened)) dialog.close("");
});
room.on("here", roster.attend);
room.on("done", () => document.querySelector("[data-mix]")?.dispatchEvent(new CustomEvent("refresh")));
room.on("refused", ({ details }) => {
  trouble.querySelector("span").textContent = details?.why === "owner" ? REFUSED.owner : REFUSED.refused;
  trouble.hidden = false;
});
room.on("status", ({ state }) => {
  find("[data-stale]").hidden = state !== "offline" && state !== "problem";
});
room.on("bye", () => location.assign(facts.home));
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelector?.("[aria-invalid=true]")?.focus());
for (const choice of document.querySelectorAll("[name=by]")) {
  choice.addEventListener("change", () => roster.by(choice.value));
}
listenForMoves({ room, facts, go: () => location.assign(facts.home) });
equipDialogs();
room.start();
document.querySelector("[aria-invalid=true]")?.focus();
