// Draws one stage: its head and its empty cells, the same markup as templates/maps/_stage.html.

import { setText } from "./note.js";

/**
 * Make a stage with empty cells.
 * @param {HTMLTemplateElement} template
 * @param {object} record
 * @returns {HTMLElement}
 */
export function createStage(template, record) {
  const section = template.content.firstElementChild.cloneNode(true);
  section.id = record.id;
  section.setAttribute("aria-labelledby", `${record.id}-name`);
  section.querySelector(".stage-name").id = `${record.id}-name`;
  for (const cell of section.querySelectorAll("[data-row]")) {
    cell.querySelector(".cell-head").id = `${record.id}-${cell.dataset.row}`;
    cell.querySelector("[data-notes]").setAttribute("aria-labelledby", `${record.id}-${cell.dataset.row}`);
  }
  if (record.unsorted) section.querySelector(".stage-menu")?.remove();
  return section;
}

/**
 * Bring a stage's head up to its record.
 * @param {HTMLElement} section
 * @param {{record: object, number: number | null, span: number, empty: boolean}} place from layout.js
 * @param {Function} t
 */
export function fillStage(section, { record, number, span, empty }, t) {
  for (const name of [...section.classList]) if (name.startsWith("span-")) section.classList.remove(name);
  section.classList.add(`span-${span}`);
  section.classList.toggle("stage-unsorted", record.unsorted);
  section.classList.toggle("is-pending", Boolean(record.pending));
  section.hidden = record.unsorted && empty && !section.querySelector("textarea");
  fillName(section, record, number, t);
}

function fillName(section, record, number, t) {
  const name = section.querySelector(".stage-name");
  const goal = section.querySelector(".stage-goal");
  setText(section.querySelector("[data-number]"), number === null ? "" : String(number));
  if (name.textContent !== record.name) labelAdds(section, record.name, t);
  setText(name, record.name);
  name.title = record.name;
  setText(goal, record.goal);
  goal.title = record.goal;
  goal.hidden = !record.goal;
  section.querySelector("[data-prompts]").hidden = !record.prompts;
}

function labelAdds(section, stage, t) {
  for (const button of section.querySelectorAll("[data-add]")) {
    const { row } = button.closest("[data-row]").dataset;
    button.setAttribute("aria-label", t("add", { row: t.list("rows")[row], stage }));
  }
}
