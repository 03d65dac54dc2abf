// Wires the set-up page: rows of customer types come and go, and each shows the stages it begins with.

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

const sum = document.querySelector("[data-sum]");

/** How many people of how many sides have been named by now. */
function showSum() {
  const sides = [...document.querySelectorAll(".sidecol")].map((side) =>
    [...side.querySelectorAll(".dept-line")]
      .filter((line) => line.querySelector("[type=checkbox]").checked)
      .reduce((people, line) => people + Number(line.querySelector(".dept-people").value || 0), 0),
  );
  const people = sides.reduce((one, other) => one + other, 0);
  const words = people ? sum.dataset.words : sum.dataset.none;
  sum.textContent = words.replace("%n", people).replace("%s", sides.filter(Boolean).length);
}

for (const field of document.querySelectorAll(".dept-people")) {
  field.addEventListener("input", () => {
    if (Number(field.value) > 0) field.closest(".dept-line").querySelector("[type=checkbox]").checked = true;
  });
}
document.querySelector("#departments").addEventListener("input", showSum);
showSum();
rows().forEach(showStages);
number();
document.querySelector("[aria-invalid=true]")?.focus();
