// Wires the set-up of a workshop that exists: fields, what comes and goes, who changed what, the badge.

import { createRoom } from "./room/room.js";
import { listenForMoves } from "./room/seat.js";
import { createStore } from "./room/store.js";
import { createFields } from "./setup/fields.js";
import { equipStructure, shapeOf } from "./setup/structure.js";

const facts = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const room = createRoom({ ...facts, store: createStore({ workshop: facts.workshop, person: facts.person }) });
const root = find("#main");
const trouble = find("[data-trouble]");
const badge = find("[data-badge]");
const badgeWords = find("[data-badge-words]");
const afterDone = new Map();
let drawn = null;
let isFetching = false;

function say(name, payload, then = null) {
  trouble.hidden = true;
  const op = room.say(name, payload);
  if (then) afterDone.set(op, then);
  return op;
}

function describe(kind, id, field, was, now) {
  if (kind === "stage" && field === "name") return say("stage.rename", { stage: id, was, name: now });
  const about = kind === "workshop" ? {} : { [kind]: id };
  return say(`${kind}.describe`, { ...about, field, was, now });
}

const fields = createFields({ root, room, say: describe, clash: find("#clash") });
equipStructure({ root, room, say });

/** Fetch the parts of the page whose shape has changed; fields in them keep what stands in them. */
async function reshape() {
  const now = shapeOf(room);
  if (drawn === null) {
    drawn = now;
    return;
  }
  const stale = Object.keys(now).filter((part) => now[part] !== drawn[part]);
  if (!stale.length || isFetching) return;
  isFetching = true;
  const answer = await fetch(location.pathname).catch(() => null);
  isFetching = false;
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const name of stale) replace(page, name);
  drawn = now;
  fields.follow();
  reshape();
}

function replace(page, name) {
  const [old, fresh] = [find(`[data-part="${name}"]`), page.querySelector(`[data-part="${name}"]`)];
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  const open = [...old.querySelectorAll("details")].map((one) => one.open);
  const typed = new Map([...old.querySelectorAll("[data-add] [name]")].map((one) => [one.id, one.value]));
  const node = document.importNode(fresh, true);
  old.replaceWith(node);
  globalThis.htmx?.process(node);
  node.querySelectorAll("details").forEach((one, index) => { one.open = open[index] ?? false; });
  for (const [id, value] of typed) {
    const field = id && document.getElementById(id);
    if (field && value) field.value = value;
  }
  const again = held?.id ? document.getElementById(held.id) : held?.dataset.do && sameButton(node, held);
  if (again) {
    if (again.matches("input, textarea") && held.value !== again.value) again.value = held.value;
    again.focus({ preventScroll: true });
  }
}

function sameButton(node, { dataset }) {
  return node.querySelector(`[data-do="${dataset.do}"][data-id="${dataset.id}"]`);
}

async function tellLatest() {
  const place = find("[data-latest]");
  const answer = await fetch(place.dataset.url).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
}

room.on("change", (touched, isWhole) => {
  fields.follow();
  reshape();
  const title = room.record("workshop", facts.workshop)?.title;
  if (title) find("[data-title]").textContent = title;
  if (isWhole) return;
  tellLatest();
  if (touched.some(([kind]) => kind === "department" || kind === "person")) {
    find("[data-mix]")?.dispatchEvent(new CustomEvent("refresh"));
  }
});
room.on("done", ({ op, result }) => {
  fields.done(op, result);
  afterDone.get(op)?.();
  afterDone.delete(op);
});
room.on("refused", ({ op, code, details }) => {
  const field = fields.refused(op);
  afterDone.delete(op);
  const words = trouble.dataset;
  const why = code === "full" ? "full" : (details?.why ?? "");
  const key = `why${why.split("-").map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("")}`;
  trouble.querySelector("span").textContent = words[key] ?? words.whyOther;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
});
room.on("status", ({ state }) => {
  badge.dataset.state = state;
  badgeWords.textContent = badgeWords.dataset[state] ?? badgeWords.dataset.problem;
});
room.on("bye", () => location.assign(facts.home));
listenForMoves({ room, facts, go: () => location.assign(facts.home) });
room.start();
