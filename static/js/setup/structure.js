// What comes, goes and changes places in the set-up: departments, customer types, groups, stages, rows.

import { newId } from "../lib/ids.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say returns the op
 */
export function equipStructure({ root, room, say }) {
  const adds = {
    "department.add": (form) => ({ department: newId("d"), name: form.name.value, side: form.side.value }),
    "customer_type.add": (form) => ({ customer_type: newId("c"), name: form.name.value, template: form.template.value }),
    "group.add": (form) => ({ group: newId("g"), name: form.name.value, customer_type: form.customer_type.value }),
    "stage.add": (form, { board }) => ({ stage: newId("s"), board, name: form.name.value }),
  };

  function add(event) {
    const form = event.target.closest("[data-add]");
    if (!form) return;
    event.preventDefault();
    const { name } = form.elements;
    if (!name.value.trim()) return;
    say(form.dataset.add, adds[form.dataset.add](form.elements, form.dataset), () => {
      name.value = "";
    });
  }

  function act(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const [kind, what] = button.dataset.do.split(".");
    const { id } = button.dataset;
    if (what === "remove") say(button.dataset.do, { [kind]: id });
    else shift(kind, id, what === "up" ? -1 : 1);
  }

  function shift(kind, id, by) {
    const me = room.record(kind, id);
    const all = room.records(kind).filter((one) => one.board === me?.board && !one.unsorted);
    const at = all.findIndex((one) => one.id === id);
    const to = at + by;
    if (at === -1 || to < 0 || to >= all.length) return;
    const others = all.filter((one) => one.id !== id);
    say(`${kind}.move`, { [kind]: id, after: to === 0 ? "" : others[to - 1].id });
  }

  root.addEventListener("submit", add);
  root.addEventListener("click", act);
}

/** What the page is made of: where it differs from what was drawn, that part has to be fetched anew. */
export function shapeOf(room) {
  const ids = (kind) => room.records(kind).map((one) => one.id);
  return {
    types: ids("customer_type").join(),
    departments: ids("department").join(),
    groups: [...ids("group"), "/", ...room.records("customer_type").map((one) => one.name)].join(),
    stages: [...ids("row"), "/", ...ids("stage"), "/", ...ids("board")].join(),
  };
}
