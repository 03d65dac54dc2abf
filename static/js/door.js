// Wires the pages with one form: a second click sends nothing again, and what went wrong has the focus.

const form = document.querySelector("main form");
if (form) equip(form);

function equip(form) {
  const button = form.querySelector("button");
  let isOnItsWay = false;

  form.addEventListener("submit", (event) => {
    if (isOnItsWay) event.preventDefault();
    isOnItsWay = true;
    button.disabled = true;
  });
  // Coming back by the browser's "back" finds the page as it was left.
  window.addEventListener("pageshow", () => {
    isOnItsWay = false;
    button.disabled = false;
  });

  form.querySelector("[aria-invalid=true], [role=alert]")?.focus();
}
