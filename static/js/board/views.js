// Board, outline or story: three ways to see the same map, remembered on this device.

const KEY = "journeyroom.view";
const VIEWS = ["board", "outline", "story"];

/**
 * @param {object} options
 * @param {HTMLElement} options.app
 * @param {{draw: () => void}} options.story
 * @param {() => void} options.onchange
 * @param {Storage} [options.kept]
 * @returns {{show: (view: string) => void, next: () => void, draw: () => void}}
 */
export function createViews({ app, story, onchange, kept = storage() }) {
  const buttons = [...app.querySelectorAll("[data-view-to]")];
  const place = app.querySelector("[data-story]");
  let shown = VIEWS.includes(read()) ? read() : "board";

  function read() {
    return kept?.getItem(KEY) ?? null;
  }

  /** Show one of the views; what is being written goes on where it is seen, and is saved where it is not. */
  function show(view) {
    shown = view;
    kept?.setItem(KEY, view);
    look();
    onchange();
  }

  function look() {
    app.classList.toggle("is-outline", shown === "outline");
    app.classList.toggle("is-story", shown === "story");
    place.hidden = shown !== "story";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.viewTo === shown));
    if (shown === "story") story.draw();
  }

  for (const button of buttons) {
    button.addEventListener("click", () => show(shown === button.dataset.viewTo ? "board" : button.dataset.viewTo));
  }
  look();
  // Paper is too narrow for a board: there it is headings and lists, whatever is on the screen but the story.
  addEventListener("beforeprint", () => app.classList.toggle("is-outline", shown !== "story"));
  addEventListener("afterprint", look);

  return {
    show,
    /** Show the board where only the story is to be seen. */
    showNotes: () => shown === "story" && show("board"),
    next: () => show(VIEWS[(VIEWS.indexOf(shown) + 1) % VIEWS.length]),
    draw: () => shown === "story" && story.draw(),
  };
}

// Reading the property throws where a browser forbids storage.
function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
