// The customer's card at hand: who they are, what they want, what they fear; as set-up has it by now.

const FIELDS = ["who", "situation", "trigger", "goal", "good_end", "expectations", "fears"];

/**
 * @param {object} options
 * @param {HTMLElement} options.root a description list
 * @param {object} options.room
 * @param {string} options.board
 * @param {Function} options.t
 * @returns {{draw: () => string}} returns the title
 */
export function createCard({ root, room, board, t }) {
  function draw() {
    const kind = room.record("customer_type", room.record("board", board)?.customer_type) ?? {};
    const key = JSON.stringify(kind);
    if (root.dataset.is !== key) {
      root.dataset.is = key;
      const said = FIELDS.filter((field) => kind[field]);
      root.replaceChildren(...said.flatMap((field) => [element("dt", t.list("card")[field]), element("dd", kind[field])]));
      if (!said.length) root.replaceChildren(element("dd", t("card-empty")));
    }
    return kind.name ?? "";
  }

  return { draw };
}

function element(name, words) {
  const made = document.createElement(name);
  if (name === "dd") made.dir = "auto";
  made.textContent = words;
  return made;
}
