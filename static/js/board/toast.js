// A short line at the foot of the page that says what was done, with one way to take it back.

import { keepWriting } from "./keys.js";

const STAYS = 9000;

/**
 * @param {HTMLElement} root
 * @param {(sentence: string) => void} tell says it to those who do not see it
 * @returns {((sentence: string, offer?: {label: string, action: () => void}) => void) & {hide: () => void}}
 */
export function createToast(root, tell) {
  const words = root.querySelector("[data-toast-words]");
  const button = root.querySelector("[data-toast-do]");
  let timer = null;
  let act = null;

  function hide() {
    if (root.matches(":hover, :focus-within")) later();
    else root.hidden = true;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, STAYS);
  }

  keepWriting(button);
  button.addEventListener("click", () => {
    root.hidden = true;
    act?.();
  });

  function toast(sentence, { label = "", action = null } = {}) {
    words.textContent = sentence;
    button.textContent = label;
    button.hidden = !action;
    act = action;
    root.hidden = false;
    tell(sentence);
    later();
  }

  toast.hide = () => {
    root.hidden = true;
  };
  return toast;
}
