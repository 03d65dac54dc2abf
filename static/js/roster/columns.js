// Draws people in columns, by group or by department, and lets them be dragged from one group into another.

const MAPS = new Set(["attendee", "helper"]);

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {object} options.room
 * @param {{person: string}} options.facts
 * @param {(person: object, group: string | null) => void} options.ondrop
 * @param {(person: object) => void} options.onopen
 */
export function createRoster({ root, room, ondrop, onopen }) {
  const words = root.dataset;
  const pattern = document.querySelector("#column").content.firstElementChild;
  const onePattern = document.querySelector("#one").content.firstElementChild;
  let sorted = "group";
  let attendance = {};
  let dragged = null;
  let isDue = false;

  /** Draw everything once per frame, however much came in, and not while somebody is in the hand. */
  function draw() {
    if (isDue || dragged) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      drawNow();
    });
  }

  function drawNow() {
    const held = document.activeElement?.closest?.(".rone")?.dataset.person;
    const columns = sorted === "group" ? byGroup() : byDepartment();
    root.replaceChildren(...columns.map(column));
    const people = room.records("person").filter((person) => MAPS.has(person.role));
    document.querySelector("[data-count-all]").textContent = people.length;
    if (held) root.querySelector(`[data-person="${held}"] button`)?.focus({ preventScroll: true });
  }

  function people() {
    return room.records("person").toSorted((one, other) => one.name.localeCompare(other.name));
  }

  function byGroup() {
    const all = people();
    const mapping = all.filter((person) => MAPS.has(person.role));
    const without = mapping.filter((person) => !person.group);
    const groups = room.records("group").map((group) => ({
      name: group.name,
      group: group.id,
      people: mapping.filter((person) => person.group === group.id),
    }));
    const others = all.filter((person) => !MAPS.has(person.role));
    return [
      { name: words.none, group: "", people: without },
      ...groups,
      { name: words.others, people: others },
    ];
  }

  function byDepartment() {
    const all = people();
    const named = room.records("department").map((department) => ({
      name: department.name,
      people: all.filter((person) => person.department === department.id),
    }));
    return [...named.filter((one) => one.people.length), { name: "–", people: all.filter((one) => !one.department) }];
  }

  function column({ name, group, people: own }) {
    const element = pattern.cloneNode(true);
    element.querySelector("[data-name]").textContent = name;
    element.querySelector("[data-count]").textContent = own.length;
    element.querySelector("[data-people]").replaceChildren(...own.map(item));
    element.querySelector("[data-nobody]").textContent = own.length ? "" : words.nobody;
    if (group !== undefined) takeDrops(element, group || null);
    return element;
  }

  function item(person) {
    const element = onePattern.cloneNode(true);
    const department = person.department ? room.record("department", person.department) : null;
    const mark = element.querySelector(".mark");
    element.dataset.person = person.id;
    mark.className = department ? `mark mark-${department.side} mark-${department.hue} mark-large` : "mark mark-nobody mark-large";
    mark.textContent = department?.letters ?? "?";
    element.querySelector(".rone-name").textContent = person.name;
    element.querySelector(".rone-more").textContent = more(person, department);
    element.querySelector(".rone-needs").hidden = !person.needs;
    element.classList.toggle("is-here", attendance[person.id] === "here");
    element.querySelector("button").addEventListener("click", () => onopen(room.record("person", person.id)));
    element.draggable = sorted === "group" && MAPS.has(person.role);
    element.addEventListener("dragstart", (event) => lift(event, person, element));
    element.addEventListener("dragend", () => drop(element));
    return element;
  }

  function more(person, department) {
    const role = person.role === "attendee" ? "" : document.querySelector(`#person-role [value="${person.role}"]`)?.textContent;
    return [department?.name, role, state(person)].filter(Boolean).join(" · ");
  }

  function state(person) {
    if (!person.has_device) return words.device;
    if (!person.came) return words.never;
    return attendance[person.id] === "here" ? words.here : words.away;
  }

  function lift(event, person, element) {
    dragged = person;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", person.name);
    element.classList.add("is-lifted");
  }

  function drop(element) {
    dragged = null;
    element.classList.remove("is-lifted");
    draw();
  }

  function takeDrops(element, group) {
    element.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      element.classList.add("is-over");
    });
    element.addEventListener("dragleave", (event) => {
      if (!element.contains(event.relatedTarget)) element.classList.remove("is-over");
    });
    element.addEventListener("drop", (event) => {
      event.preventDefault();
      element.classList.remove("is-over");
      if (dragged) ondrop(dragged, group);
    });
  }

  return {
    draw,
    by(kind) {
      sorted = kind;
      draw();
    },
    attend({ people: now = {} }) {
      attendance = now;
      draw();
    },
  };
}
