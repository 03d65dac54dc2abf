// The questions that help a group to write in a stage, at the stage's head; asked in the customer's own voice.

/**
 * @param {object} options
 * @param {HTMLElement} options.popover
 * @param {HTMLElement} options.root the board
 * @param {object} options.room
 */
export function createPrompts({ popover, root, room }) {
  const title = popover.querySelector("[data-prompts-title]");
  const list = popover.querySelector("[data-prompts-list]");

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-prompts]");
    if (button) open(button);
  });
  popover.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed" && popover.contains(document.activeElement)) document.activeElement.blur();
  });

  function open(button) {
    const stage = room.record("stage", button.closest("[data-stage]").id);
    if (!stage) return;
    title.textContent = stage.name;
    list.replaceChildren(...linesOf(stage.prompts).map((line) => Object.assign(document.createElement("li"), { textContent: line, dir: "auto", className: "voice" })));
    popover.showPopover();
    const { left, right, bottom } = button.getBoundingClientRect();
    const width = popover.offsetWidth;
    const start = document.documentElement.dir === "rtl" ? right - width : left;
    popover.style.left = `${Math.max(8, Math.min(start, innerWidth - width - 8))}px`;
    popover.style.top = `${Math.min(bottom + 4, innerHeight - popover.offsetHeight - 8)}px`;
    popover.focus();
  }
}

/** A stage's questions, one a line. */
export function linesOf(prompts) {
  return (prompts ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
}
