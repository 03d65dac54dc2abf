// Wires the join page: the button says who joins as what, and a second tap does nothing.

const form = document.querySelector("#join");
const words = document.querySelector("#join-words");
const name = form.elements.namedItem("name");
let isOnItsWay = false;

function fill(pattern, ...parts) {
  return parts.reduce((line, part) => line.replace("%s", () => part), pattern);
}

function label() {
  const who = name.value.trim();
  const what = form.querySelector("[name=department]:checked")?.dataset.says ?? "";
  if (!who) return words.dataset.plain;
  return what ? fill(words.dataset.both, who, what) : fill(words.dataset.name, who);
}

function show() {
  words.textContent = isOnItsWay ? words.dataset.wait : label();
}

/** Take away what was said about a field once somebody does something about it. */
function forgive(field) {
  if (!field) return;
  field.classList.remove("is-wrong");
  for (const error of field.querySelectorAll(".error")) error.remove();
  for (const input of field.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

form.addEventListener("input", (event) => {
  forgive(event.target.closest(".is-wrong"));
  show();
});
form.addEventListener("submit", (event) => {
  if (isOnItsWay) event.preventDefault();
  isOnItsWay = true;
  show();
});
// Coming back by the browser's "back" finds the page as it was left.
window.addEventListener("pageshow", () => {
  isOnItsWay = false;
  show();
});

const wrong = form.querySelector("[aria-invalid=true], .is-wrong input");
wrong?.focus();
