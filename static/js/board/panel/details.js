// What is known of a touchpoint, field by field: each change is one command, and others' changes appear at once.

import { moreKey } from "../drafts.js";
import { createDatalist } from "./resources.js";

const CHOICES = ["channel", "kind", "initiator", "visibility", "owner", "evidence"];
const AMOUNTS = ["wait", "often"];

/**
 * @param {object} options
 * @param {HTMLFormElement} options.form
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {ReturnType<typeof import("../drafts.js").createDrafts>} options.drafts
 * @param {() => string | null} options.selected the touchpoint that is open
 * @param {Function} options.t
 * @returns {{draw: (record: object) => void}}
 */
export function createDetails({ form, room, say, drafts, selected, t }) {
  const fields = form.elements;
  const lists = ["team", "system"].map((kind) =>
    createDatalist({ root: form.querySelector(`[data-resources="${kind}"]`), kind, room, say, selected, t }),
  );
  // What somebody is writing belongs to the touchpoint that was open when they began, and changes what stood there then.
  let begun = null;
  let drawn = null;

  const describe = (touchpoint, change, draft = null) => say("touchpoint.describe", { touchpoint, ...change }, draft);

  for (const name of CHOICES) {
    fields[name].addEventListener("change", () => describe(selected(), { [name]: fields[name].value }));
  }
  fields.starred.addEventListener("change", () => describe(selected(), { starred: fields.starred.checked }));
  for (const name of AMOUNTS) {
    fields[name].addEventListener("change", () => amount(name));
    fields[`${name}_unit`].addEventListener("change", () => fields[name].value && amount(name));
  }
  fields.description.addEventListener("focus", () => {
    begun = { id: selected(), was: fields.description.value.trim() };
  });
  fields.description.addEventListener("input", () => {
    if (begun?.id) drafts.keep(moreKey(begun.id), { text: fields.description.value, was: begun.was });
  });
  fields.description.addEventListener("blur", save);
  // Meanwhile what was chosen may have been refused, or others may have chosen: what is left shows how it is.
  form.addEventListener("focusout", () => {
    const record = room.record("touchpoint", selected());
    if (record) draw(record);
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  function save() {
    const words = fields.description.value.trim();
    const from = begun;
    begun = null;
    // Of a touchpoint that has gone too: what is refused comes back to its author.
    if (from?.id && words !== from.was) describe(from.id, { was: from.was, description: words }, drafts.handOver(moreKey(from.id)));
    else {
      if (from?.id) drafts.drop(moreKey(from.id));
      fields.description.value = room.record("touchpoint", selected())?.description ?? words;
    }
  }

  /** A number that cannot be meant is said so and stays as it was typed. */
  function amount(name) {
    const wrong = form.querySelector(`#panel-${name}-wrong`);
    const field = fields[name];
    const isRight = field.validity.valid && (field.value === "" || Number.isInteger(Number(field.value)));
    wrong.hidden = isRight;
    field.setAttribute("aria-invalid", String(!isRight));
    if (!isRight) return;
    const value = field.value === "" ? null : { value: Number(field.value), unit: fields[`${name}_unit`].value };
    describe(selected(), { [name]: value });
  }

  function draw(record) {
    if (begun?.id && begun.id !== record.id) save();
    if (drawn !== record.id) for (const name of AMOUNTS) forgive(name);
    drawn = record.id;
    drawOwners();
    for (const name of CHOICES) put(fields[name], record[name] ?? "");
    if (document.activeElement !== fields.starred) fields.starred.checked = Boolean(record.starred);
    for (const name of AMOUNTS) drawAmount(name, record[name]);
    if (document.activeElement !== fields.description) fields.description.value = record.description ?? "";
    for (const list of lists) list.draw(record);
  }

  /** What was wrong was wrong of the touchpoint before. */
  function forgive(name) {
    form.querySelector(`#panel-${name}-wrong`).hidden = true;
    fields[name].removeAttribute("aria-invalid");
  }

  function drawAmount(name, amountOf) {
    const [field, unit] = [fields[name], fields[`${name}_unit`]];
    const isHere = [field, unit].includes(document.activeElement) || field.getAttribute("aria-invalid") === "true";
    if (isHere) return;
    field.value = amountOf?.value ?? "";
    if (amountOf) unit.value = amountOf.unit;
  }

  /** The departments of the workshop stand between what may be said otherwise. */
  function drawOwners() {
    const wanted = room.records("department");
    const key = JSON.stringify(wanted.map(({ id, name }) => [id, name]));
    if (fields.owner.dataset.is === key || document.activeElement === fields.owner) return;
    fields.owner.dataset.is = key;
    for (const option of fields.owner.querySelectorAll("[data-department]")) option.remove();
    const options = wanted.map(({ id, name }) => {
      const option = new Option(name, id);
      option.dataset.department = "";
      return option;
    });
    fields.owner.options[0].after(...options);
  }

  return { draw };
}

/** Give a field its value, unless somebody is in it. */
function put(field, value) {
  if (document.activeElement !== field && field.value !== value) field.value = value;
}
