// How a touchpoint feels, as I say it: five faces, "don't know", one word if I like; and what it comes to for all.

import { FEW } from "../curve_facts.js";
import { signed } from "../curve.js";
import { settleByKey } from "../settle.js";

const NOT_KNOWN = "null";

/** What I said of a touchpoint, else of what has become a part of it since: that counts there, too. */
export function ownRating(room, touchpoint) {
  const parts = room.record("touchpoint", touchpoint)?.parts ?? [];
  const said = [touchpoint, ...parts.map(({ id }) => id)].map((id) => room.record("rating", id));
  return said.find(Boolean);
}

/**
 * @param {object} options
 * @param {HTMLFormElement} options.form
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {() => string | null} options.selected
 * @param {() => void} options.onnext on to the next touchpoint that I have not rated
 * @param {Function} options.t
 * @returns {{draw: (touchpoint: string) => void, rate: (touchpoint: string, value: number | null) => void}}
 */
export function createRating({ form, room, say, selected, onnext, t }) {
  const choices = [...form.elements.rating];
  const word = form.elements.word;
  const more = form.querySelector("[data-rate-word]");
  const words = form.querySelector("[data-words]");
  const take = form.querySelector("[data-rate-take]");
  const felt = form.querySelector("[data-felt]");
  // The last word said of each touchpoint: a face that it does not fit passes it by, and going back brings it back.
  const lastWords = new Map();

  function rate(touchpoint, value, said = wordFor(touchpoint, value)) {
    say("rating.give", { touchpoint, value, word: said });
  }

  function own(touchpoint = selected()) {
    return ownRating(room, touchpoint);
  }

  /** My own word goes with me from face to face; one that was offered stays with the faces it is offered for. */
  function wordFor(touchpoint, value) {
    const word = own(touchpoint)?.word || lastWords.get(touchpoint) || "";
    lastWords.set(touchpoint, word);
    const offers = Object.entries(t.list("feeling-words")).filter(([, words]) => words.includes(word));
    const isFitting = !offers.length || offers.some(([face]) => face === String(value));
    return value !== null && isFitting ? word : "";
  }

  function reword(said) {
    lastWords.set(selected(), said);
    rate(selected(), own().value, said);
  }

  for (const choice of choices) {
    choice.addEventListener("change", () => rate(selected(), choice.value === NOT_KNOWN ? null : Number(choice.value)));
  }
  word.addEventListener("change", () => own() && reword(word.value.trim()));
  word.addEventListener("blur", () => draw(selected()));
  word.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      word.dispatchEvent(new Event("change"));
    }
  });
  words.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && own()) reword(own().word === button.textContent ? "" : button.textContent);
  });
  take?.addEventListener("click", () => {
    lastWords.delete(selected());
    say("rating.take", { touchpoint: selected() });
    choices[0].focus();
  });
  form.querySelector("[data-rate-next]")?.addEventListener("click", onnext);

  function draw(touchpoint) {
    const rating = own(touchpoint);
    const value = rating ? String(rating.value) : "";
    for (const choice of choices) choice.checked = choice.value === value;
    // One stop for Tab goes to what is chosen, else to the first.
    more.hidden = !rating || rating.value === null;
    if (take) take.hidden = !rating;
    if (document.activeElement !== word) word.value = rating?.word ?? "";
    drawWords(rating);
    felt.textContent = wordsFor(room.record("feeling", touchpoint));
  }

  function drawWords(rating) {
    const offered = rating?.value === null || !rating ? [] : (t.list("feeling-words")[String(rating.value)] ?? []);
    settleByKey(words, offered, {
      key: (one) => one,
      make: buttonOf,
      fill: (button, one) => button.setAttribute("aria-pressed", String(rating.word === one)),
    });
  }

  function buttonOf(words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = words;
    return button;
  }

  function wordsFor(feeling) {
    if (!feeling || (!feeling.n && !feeling.unknown)) return t("felt-none");
    const said = feeling.n ? [t("felt", { mean: signed(feeling.mean), n: feeling.n })] : [];
    if (feeling.n && feeling.n < FEW) said.push(t("felt-few"));
    if (feeling.unknown) said.push(t("felt-unknown", { n: feeling.unknown }));
    return said.join(", ");
  }

  return { draw, rate };
}
