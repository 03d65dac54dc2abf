// Several touchpoints or notes picked at once, of one kind at a time, and the bar that says what can be done with them.

/**
 * @param {object} options
 * @param {HTMLElement} options.root the board
 * @param {HTMLElement} options.bar
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {object} options.room
 * @param {Record<string, (articles: HTMLElement[]) => void>} options.actions by the button's data-picked-do
 * @param {(sentence: string) => void} options.tell
 * @param {() => boolean} options.may
 * @param {() => void} options.onclose the bar goes, and had the focus
 * @param {Function} options.t
 */
export function createSelection({ root, bar, grid, room, actions, tell, may, onclose, t }) {
  const count = bar.querySelector("[data-picked-count]");
  const picked = new Set();
  let kind = null;
  let last = null;
  let isPicking = false;

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picked-do]");
    if (!button) return;
    if (button.dataset.pickedDo === "none") clear();
    else actions[button.dataset.pickedDo](articles());
  });

  // Before a press means to edit: with Ctrl, Shift, or while somebody picks with a finger it means to pick.
  root.addEventListener(
    "click",
    (event) => {
      const article = event.target.closest(".note[data-kind]");
      const wants = event.ctrlKey || event.metaKey || event.shiftKey || isPicking;
      if (!article || !wants || !may() || event.target.closest("button, textarea")) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) range(article);
      else toggle(article);
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && picked.size && !event.defaultPrevented && !document.querySelector("dialog[open], :popover-open")) clear();
  });

  function articles() {
    return [...root.querySelectorAll(".note[data-kind]")].filter(({ id }) => picked.has(id));
  }

  function toggle(article) {
    if (kind !== article.dataset.kind) picked.clear();
    kind = article.dataset.kind;
    if (!picked.delete(article.id)) picked.add(article.id);
    last = article.id;
    draw();
    tell(picked.size ? t("picked", { n: picked.size }) : t("picked-none"));
  }

  /** Everything from the last one picked to this one, in their cell. */
  function range(article) {
    const cell = article.closest("[data-row]");
    const all = [...cell.querySelectorAll(".note[data-kind]")];
    const from = all.findIndex(({ id }) => id === last);
    if (from === -1 || kind !== article.dataset.kind) {
      toggle(article);
      return;
    }
    const to = all.indexOf(article);
    for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) picked.add(one.id);
    draw();
    tell(t("picked", { n: picked.size }));
  }

  /** Let all go; what was done with them says more than that nothing is picked any more. */
  function clear(isSaid = true) {
    picked.clear();
    isPicking = false;
    draw();
    if (isSaid) tell(t("picked-none"));
  }

  /** What has gone is picked no more. */
  function look() {
    for (const id of [...picked]) if (!room.record(kind, id) || !grid.article(id)) picked.delete(id);
    draw();
  }

  function draw() {
    for (const article of root.querySelectorAll(".note[data-kind]")) {
      const isPicked = picked.has(article.id);
      if (article.classList.contains("is-picked") === isPicked) continue;
      article.classList.toggle("is-picked", isPicked);
      if (isPicked) article.setAttribute("aria-description", t("is-picked"));
      else article.removeAttribute("aria-description");
    }
    if (!picked.size) isPicking = false;
    const hadFocus = bar.contains(document.activeElement);
    bar.hidden = picked.size === 0;
    if (bar.hidden && hadFocus) onclose();
    bar.classList.toggle("is-one", picked.size < 2);
    bar.dataset.kind = kind ?? "";
    count.textContent = picked.size ? t("picked", { n: picked.size }) : "";
  }

  return {
    look,
    clear,
    toggle,
    /** Pick this one, and from now on with every tap. */
    begin(article) {
      isPicking = true;
      if (!picked.has(article.id)) toggle(article);
    },
    /** What moves with an article: all that is picked, if it is one of them, in the order of the board. */
    takenWith: (article) => (picked.has(article.id) ? articles().map(({ id }) => id) : [article.id]),
    ids: () => articles().map(({ id }) => id),
  };
}
