// Teams or systems behind a touchpoint: chips, and a field over the workshop's list that grows while people type.

import { newId } from "../../lib/ids.js";
import { setText } from "../note.js";
import { settleByKey } from "../settle.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {"team" | "system"} options.kind
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {() => string | null} options.selected
 * @param {Function} options.t
 */
export function createDatalist({ root, kind, room, say, selected, t }) {
  const chips = root.querySelector("[data-chips]");
  const field = root.querySelector("input");
  const list = root.querySelector("datalist");
  const button = root.querySelector("[data-resource-add]");

  function add() {
    const name = field.value.trim();
    if (!name) return;
    say("resource.link", { touchpoint: selected(), resource: newId("k"), kind, name });
    field.value = "";
    field.focus();
  }

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    add();
  });
  // What was typed and not yet added is a name all the same; pressing the button adds it once.
  field.addEventListener("change", () => {
    if (document.activeElement !== field && document.activeElement !== button) add();
  });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", add);
  chips.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-resource]");
    if (!chip) return;
    const next = chip.closest("li").nextElementSibling?.querySelector("button") ?? field;
    say("resource.unlink", { touchpoint: selected(), resource: chip.dataset.resource });
    next.focus();
  });

  function draw(record) {
    const all = room.records("resource").filter((one) => one.kind === kind);
    const here = (record.resources ?? []).map((id) => all.find((one) => one.id === id)).filter(Boolean);
    const key = JSON.stringify([here, all.length]);
    if (chips.dataset.is === key) return;
    chips.dataset.is = key;
    const hadFocus = chips.contains(document.activeElement);
    settleByKey(chips, here, { key: ({ id }) => id, make: chipOf, fill });
    if (hadFocus && !chips.contains(document.activeElement)) field.focus();
    const rest = all.filter((one) => !here.includes(one)).toSorted((one, other) => one.name.localeCompare(other.name));
    list.replaceChildren(...rest.map(({ name }) => new Option(name, name)));
  }

  function chipOf({ id }) {
    const item = document.createElement("li");
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip chip-remove";
    chip.dataset.resource = id;
    chip.dir = "auto";
    item.append(chip);
    return item;
  }

  function fill(item, { name }) {
    const [chip] = item.children;
    chip.setAttribute("aria-label", t("resource-remove", { name }));
    setText(chip, name);
  }

  return { draw };
}
