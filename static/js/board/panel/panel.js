// The panel beside the board, on a phone a sheet: one touchpoint, the moments of truth, or the customer's card.

import { closeOnBack } from "./sheet.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root the aside
 * @param {HTMLElement} options.app
 * @param {ReturnType<typeof import("../grid.js").createGrid>} options.grid
 * @param {() => {stops: object[], columns: number, moments: object[]}} options.journey
 * @param {object} options.room
 * @param {Record<string, {draw: (look: object, id: string | null) => string}>} options.views by name; `draw` fills the view
 *   and returns its title
 * @param {() => void} options.onchange another touchpoint is selected, or none
 * @param {Function} options.t
 */
export function createPanel({ root, app, grid, journey, room, views, onchange, t }) {
  const title = root.querySelector("[data-panel-title]");
  const place = root.querySelector("[data-panel-place]");
  const steps = [root.querySelector("[data-panel-before]"), root.querySelector("[data-panel-next]")];
  const scroll = root.querySelector(".panel-scroll");
  const sheet = closeOnBack({ app, root, close });
  let shown = null;
  let id = null;
  let from = null;

  /** Open a view: "touchpoint" with its id, "moments" or "card". */
  function open(view, touchpoint = null) {
    if (!shown) from = document.activeElement;
    const isOther = shown !== view || id !== touchpoint;
    [shown, id] = [view, touchpoint];
    root.hidden = false;
    app.classList.add("has-panel");
    draw();
    if (isOther) scroll.scrollTop = 0;
    sheet.open();
    title.focus({ preventScroll: true });
    onchange();
    // Beside the panel there is less room: what is open shall be in sight.
    if (view === "touchpoint" && isOther) grid.article(touchpoint)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function close() {
    if (!shown) return;
    // A field that is left saves what was typed, and has to know of what.
    if (root.contains(document.activeElement)) document.activeElement.blur();
    const last = grid.article(id);
    [shown, id] = [null, null];
    root.hidden = true;
    app.classList.remove("has-panel");
    sheet.closed();
    for (const article of app.querySelectorAll(".note.is-selected")) article.classList.remove("is-selected");
    if (root.contains(document.activeElement) || document.activeElement === document.body) {
      (last?.checkVisibility() ? last : from)?.focus?.({ preventScroll: true });
    }
    onchange();
  }

  /** Bring what is open up to the room's records; a field that somebody is in stays as it is. */
  function draw() {
    if (!shown || room.version === null) return;
    const look = journey();
    const [view, isLeft] = present(look);
    // A field that is left saves what was typed: of what has gone, its words come back to who wrote them.
    if (isLeft && scroll.contains(document.activeElement)) title.focus({ preventScroll: true });
    for (const part of root.querySelectorAll("[data-view-of]")) part.hidden = part.dataset.viewOf !== view;
    const words = view === "gone" ? title.textContent : views[view].draw(look, id);
    if (title.textContent !== words) title.textContent = words;
    drawPlace(look, view);
    mark(view);
    root.querySelector("[data-panel-foot]")?.toggleAttribute("hidden", view !== "touchpoint");
  }

  /** The view to show, and whether it is of something else now: a touchpoint that has become a part leads to its whole. */
  function present({ stops }) {
    if (shown !== "touchpoint" || room.record("touchpoint", id)) return [shown, false];
    const whole = stops.find(({ record }) => record.parts?.some((part) => part.id === id));
    if (!whole) return ["gone", true];
    id = whole.record.id;
    return [shown, true];
  }

  function drawPlace({ stops }, view) {
    const at = stops.findIndex(({ record }) => record.id === id);
    place.textContent = view === "touchpoint" && at >= 0 ? t("panel-place", { at: at + 1, of: stops.length }) : "";
    for (const [index, button] of steps.entries()) {
      button.hidden = view !== "touchpoint";
      button.disabled = at < 0 || (index === 0 ? at === 0 : at === stops.length - 1);
    }
  }

  function mark(view) {
    for (const article of app.querySelectorAll(".note.is-selected")) {
      if (article.id !== id) article.classList.remove("is-selected");
    }
    if (view === "touchpoint") grid.article(id)?.classList.add("is-selected");
  }

  function step(by) {
    const { stops } = journey();
    const next = stops[stops.findIndex(({ record }) => record.id === id) + by];
    if (!next) return;
    open("touchpoint", next.record.id);
  }

  steps[0].addEventListener("click", () => step(-1));
  steps[1].addEventListener("click", () => step(1));
  root.querySelector("[data-panel-close]").addEventListener("click", close);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });

  /** Nothing can be changed any more: what was typed is said first, for its author to have it back. */
  function end() {
    if (root.contains(document.activeElement)) document.activeElement.blur();
    for (const group of root.querySelectorAll("fieldset")) group.disabled = true;
  }

  return {
    open,
    close,
    draw,
    end,
    /** The touchpoint that is open, or null. */
    selected: () => (shown === "touchpoint" ? id : null),
    shown: () => shown,
  };
}
