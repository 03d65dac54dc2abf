// Takes touchpoints and notes into the hand: with the mouse at once, with a finger after a moment, until they are put down.

import { createAutoscroll } from "./autoscroll.js";
import { isWriting } from "./keys.js";

/** A pointer that moves less than so many pixels was meant to press. */
const FAR = 6;
/** A finger that stays so long takes hold; one that moves before scrolls. In milliseconds. */
const HELD = 350;

/**
 * @param {object} options
 * @param {HTMLElement} options.root the board
 * @param {HTMLElement} options.view what scrolls
 * @param {ReturnType<typeof import("./places.js").createPlaces>} options.places
 * @param {object} options.room
 * @param {(article: HTMLElement) => string[]} options.takenWith what is moved when this one is taken: it, or all picked
 * @param {() => boolean} options.may
 * @param {(ids: string[], kind: string, place: object) => void} options.ondrop
 * @param {(why: "gone") => void} options.onlost what was in the hand has gone
 * @param {() => void} options.onend
 * @param {Function} options.t
 * @returns {{look: () => void, isOn: () => boolean}} `look`: something on the board has changed
 */
export function createDrag({ root, view, places, room, takenWith, may, ondrop, onlost, onend, t }) {
  const scroll = createAutoscroll(view, aim);
  let pressed = null;
  let held = null;

  root.addEventListener("pointerdown", (event) => {
    if (held || pressed) {
      // A second finger means something else.
      if (event.pointerType === "touch") cancel();
      return;
    }
    const article = event.target.closest(".note[data-kind]");
    const isOther = event.target.closest("button, textarea, a") || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!article || isOther || !may() || article.classList.contains("is-editing") || isWriting(event.target)) return;
    pressed = { article, id: event.pointerId, x: event.clientX, y: event.clientY, type: event.pointerType };
    if (event.pointerType === "touch") pressed.timer = setTimeout(() => pressed && take(pressed), HELD);
  });

  addEventListener("pointermove", (event) => {
    if (held?.id === event.pointerId) {
      Object.assign(held, { x: event.clientX, y: event.clientY });
      follow();
      return;
    }
    if (pressed?.id !== event.pointerId) return;
    const isFar = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > FAR;
    if (!isFar) return;
    if (pressed.type === "touch") forget();
    else take({ ...pressed, x: event.clientX, y: event.clientY, dx: pressed.x, dy: pressed.y });
  });

  addEventListener("pointerup", (event) => {
    if (held?.id === event.pointerId) drop();
    else if (pressed?.id === event.pointerId) forget();
  });
  addEventListener("pointercancel", (event) => {
    if (held?.id === event.pointerId) cancel();
    else forget();
  });
  // A finger that holds something does not scroll.
  root.addEventListener("touchmove", (event) => held && event.preventDefault(), { passive: false });
  root.addEventListener("contextmenu", (event) => {
    if (held || pressed?.type === "touch") event.preventDefault();
  });
  addEventListener(
    "keydown",
    (event) => {
      if (!held || event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    },
    true,
  );
  addEventListener("blur", () => held && cancel());

  function forget() {
    clearTimeout(pressed?.timer);
    pressed = null;
  }

  function take({ article, id, x, y, dx = x, dy = y, type }) {
    forget();
    const kind = article.dataset.kind;
    const ids = takenWith(article);
    const box = article.getBoundingClientRect();
    held = { ids, kind, id, x, y, offset: { x: dx - box.left, y: dy - box.top }, articles: [], ghost: ghostOf(article, box, ids.length) };
    held.articles = ids.map((one) => document.getElementById(one)).filter(Boolean);
    for (const one of held.articles) {
      one.classList.add("is-left-behind");
      one.parentElement.dataset.held = "";
    }
    root.classList.add("is-dragging");
    if (type === "touch") navigator.vibrate?.(10);
    follow();
  }

  /** What is seen in the hand is a picture: the note itself stays where it is until it is put down. */
  function ghostOf(article, box, number) {
    const ghost = article.cloneNode(true);
    const tag = document.createElement("span");
    for (const one of [ghost, ...ghost.querySelectorAll("[id]")]) one.removeAttribute("id");
    delete ghost.dataset.kind;
    ghost.className = `${article.className} is-dragged`;
    ghost.setAttribute("aria-hidden", "true");
    ghost.inert = true;
    ghost.style.setProperty("inline-size", `${box.width}px`);
    tag.className = "drag-tag";
    tag.textContent = t("drag-tag", { n: number });
    ghost.append(tag);
    document.body.append(ghost);
    return ghost;
  }

  function follow() {
    held.frame ??= requestAnimationFrame(() => {
      if (!held) return;
      held.frame = null;
      held.ghost.style.setProperty("translate", `${held.x - held.offset.x}px ${held.y - held.offset.y}px`);
      aim();
      scroll.follow({ x: held.x, y: held.y });
    });
  }

  /** Find the place anew: the pointer has moved, the board has scrolled, or others have changed it. */
  function aim() {
    if (!held) return;
    held.place = places.at({ x: held.x, y: held.y }, held.kind, held.ids);
    places.show(held.place);
  }

  function drop() {
    // The pointer has moved since the last frame.
    if (held.frame) aim();
    const { place, ids, kind } = held;
    const rest = ids.filter((id) => room.record(kind, id));
    end();
    if (place && rest.length) ondrop(rest, kind, place);
  }

  function cancel() {
    forget();
    if (held) end();
  }

  function end() {
    const { articles, ghost } = held;
    cancelAnimationFrame(held.frame);
    held = null;
    scroll.stop();
    places.show(null);
    ghost.remove();
    for (const one of articles) {
      one.classList.remove("is-left-behind");
      delete one.parentElement?.dataset.held;
    }
    root.classList.remove("is-dragging");
    // The lift of the button is no press on what lies below.
    root.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => root.removeEventListener("click", stop, { capture: true }), 0);
    onend();
  }

  function look() {
    if (!held) return;
    if (held.ids.every((id) => !room.record(held.kind, id))) {
      end();
      onlost("gone");
      return;
    }
    // Whom it shall follow holds, wherever that one is by now; only a pointer that moves chooses anew.
    held.place = held.place && places.again(held.place, held.ids);
    places.show(held.place);
  }

  return { look, isOn: () => held !== null };
}

function stop(event) {
  event.stopPropagation();
  event.preventDefault();
}
