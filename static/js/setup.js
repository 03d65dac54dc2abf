// Wires the set-up page: rows of customer types come and go, and each shows the stages it begins with.

import { equipStepping } from "./setup/stepping.js";

const MOST = 6;
const stages = JSON.parse(document.querySelector("#stages").textContent);
const list = document.querySelector("#ctypes");
const add = document.querySelector("#ctype-add");
const template = document.querySelector("#ctype");
const total = document.querySelector("#id_types-TOTAL_FORMS");

function rows() {
  return [...list.querySelectorAll("[data-row]")];
}

function showStages(row) {
  const names = stages[row.querySelector("select").value] ?? [];
  const place = row.querySelector("[data-stages]");
  place.querySelector("span").replaceChildren(...names.map(() => document.createElement("i")));
  place.querySelector("p").textContent = names.join(" · ");
  place.hidden = false;
}

/** Number the fields of all rows from 0, as the server reads them. */
function number() {
  rows().forEach((row, index) => {
    for (const element of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
      for (const attribute of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(/types-(\d+|__prefix__)-/g, `types-${index}-`));
      }
    }
    row.querySelector("[data-remove]").hidden = rows().length === 1;
  });
  total.value = rows().length;
  add.hidden = rows().length >= MOST;
}

function addRow() {
  const row = template.content.firstElementChild.cloneNode(true);
  row.querySelector("select").value = rows().at(-1)?.querySelector("select").value ?? "generic";
  list.insertBefore(row, add);
  showStages(row);
  number();
  row.querySelector("input").focus();
}

function removeRow(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  number();
  next?.querySelector("input")?.focus();
}

add.addEventListener("click", addRow);
list.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove]");
  if (button) removeRow(button.closest("[data-row]"));
});
list.addEventListener("change", (event) => {
  if (event.target.matches("select")) showStages(event.target.closest("[data-row]"));
});

equipStepping(document.querySelector(".setup-sides"), document.querySelector("[data-count]"));
rows().forEach(showStages);
number();
document.querySelector("[aria-invalid=true]")?.focus();
