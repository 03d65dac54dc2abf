// Copies words, also on plain http in a meeting room, where browsers have no clipboard for scripts.

/**
 * @param {string} text
 * @param {HTMLElement} shown where the words stand on the page, to be marked where nothing else works
 * @returns {Promise<boolean>} whether they are copied; false = marked, to be copied by hand
 */
export async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text) || mark(shown);
  }
}

function copyOldWay(text) {
  const field = document.createElement("textarea");
  const from = document.activeElement;
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  from?.focus?.({ preventScroll: true });
  return isDone;
}

function mark(shown) {
  getSelection().selectAllChildren(shown);
  return false;
}
