// Copies a link with one press; where the browser has no clipboard (plain http), it marks the words to copy by hand.

const SHOWN_FOR = 2500;

/** Show the copy buttons on the page; call again after new ones came in. */
export function showCopyButtons(root = document) {
  for (const button of root.querySelectorAll("[data-copy] button")) button.hidden = false;
}

/** Listen for presses on copy buttons, also on those that come later. */
export function listenForCopying(root = document) {
  showCopyButtons(root);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy] button");
    if (button) copy(button);
    else event.target.closest("[data-copy] input")?.select();
  });
}

async function copy(button) {
  const field = button.parentElement.querySelector("input");
  const done = (await toClipboard(field.value)) || bySelection(field);
  tell(button, done ? button.dataset.copied : button.dataset.pressed);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function bySelection(field) {
  field.focus();
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}

function tell(button, words) {
  const label = button.querySelector("span");
  const usual = (label.dataset.usual ??= label.textContent);
  label.textContent = words;
  clearTimeout(Number(label.dataset.timer));
  label.dataset.timer = setTimeout(() => { label.textContent = usual; }, SHOWN_FOR);
}
