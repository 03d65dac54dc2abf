// How many people come from each department: one more or fewer by a press, and how many that are in all.

const SIDES = 4;

/**
 * @param {HTMLElement} root what holds the rows of departments
 * @param {HTMLElement} told where the sum is said
 */
export function equipStepping(root, told) {
  const rows = [...root.querySelectorAll(".dept-row")];

  function numberOf(row) {
    const number = Number(row.querySelector("[type=number]").value);
    return isTicked(row) && number > 0 ? number : 0;
  }

  function isTicked(row) {
    return row.querySelector("[type=checkbox]").checked;
  }

  function count() {
    const coming = rows.filter(numberOf);
    const people = coming.reduce((sum, row) => sum + numberOf(row), 0);
    const sides = new Set(coming.map((row) => row.dataset.side)).size;
    const { none, one, many, all, some } = told.dataset;
    const from = sides === SIDES ? all : some.replace("{n}", sides);
    const words = `${people === 1 ? one : many.replace("{n}", people)}, ${from}`;
    told.textContent = people ? words : none;
  }

  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step]");
    if (!button) return;
    const row = button.closest(".dept-row");
    const field = row.querySelector("[type=number]");
    const next = Number(field.value || 0) + Number(button.dataset.step);
    field.value = Math.min(Math.max(next, 0), Number(field.max));
    if (next > 0) row.querySelector("[type=checkbox]").checked = true;
    count();
  });
  // Who types a number means the department, too.
  root.addEventListener("input", ({ target }) => {
    if (target.type === "number" && Number(target.value) > 0) {
      target.closest(".dept-row").querySelector("[type=checkbox]").checked = true;
    }
    count();
  });

  for (const button of root.querySelectorAll("[data-step]")) button.hidden = false;
  told.hidden = false;
  count();
}
