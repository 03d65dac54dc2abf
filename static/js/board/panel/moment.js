// Whether a touchpoint is a moment of truth: which way, why, with how much power.

import { newId } from "../../lib/ids.js";
import { KIND_CLASS, sign } from "../svg.js";
import { setText } from "../note.js";

/**
 * @param {object} options
 * @param {HTMLFormElement} options.form
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {() => string | null} options.selected
 * @param {Function} options.t
 * @returns {{draw: (stop: object) => void}}
 */
export function createMoment({ form, room, say, selected, t }) {
  const kinds = [...form.elements.moment];
  const powers = [...form.elements.power];
  const { sentence } = form.elements;
  const more = form.querySelector("[data-moment-more]");
  const line = form.querySelector("[data-moment-line]");
  let present = null;
  let begun = null;

  for (const holder of form.querySelectorAll("[data-sign]")) {
    if (holder.dataset.sign) holder.append(sign(holder.dataset.sign, ""));
  }
  for (const choice of kinds) choice.addEventListener("change", () => mark(choice.value));
  for (const choice of powers) {
    choice.addEventListener("change", () => present && describe(present.id, "power", Number(choice.value), present.power));
  }
  sentence.addEventListener("focus", () => {
    begun = present && { id: present.id, was: present.sentence };
  });
  sentence.addEventListener("blur", save);
  sentence.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
    begun = present && { id: present.id, was: sentence.value.trim() };
  });

  function mark(kind) {
    if (kind === "") {
      if (present) say("moment.remove", { moment: present.id });
      return;
    }
    say("moment.mark", { moment: newId("x"), touchpoint: selected(), kind });
  }

  function describe(moment, field, now, was) {
    say("moment.describe", { moment, field, now, was });
  }

  function save() {
    const now = sentence.value.trim();
    if (begun && now !== begun.was) describe(begun.id, "sentence", now, begun.was);
    begun = null;
  }

  function draw({ moment = null, rank = null }) {
    present = moment;
    for (const choice of kinds) choice.checked = choice.value === (moment?.kind ?? "");
    more.hidden = !moment;
    for (const choice of powers) choice.checked = choice.value === String(moment?.power ?? "");
    if (document.activeElement !== sentence) sentence.value = moment?.sentence ?? "";
    drawLine(moment, rank);
  }

  function drawLine(moment, rank) {
    line.hidden = !moment;
    if (!moment) return;
    line.className = `moment-line is-${KIND_CLASS[moment.kind]}`;
    const key = `${moment.kind} ${rank}`;
    const holder = line.querySelector(".sign");
    if (holder.dataset.is !== key) holder.replaceChildren(sign(moment.kind, rank ?? ""));
    holder.dataset.is = key;
    setText(line.querySelector("[data-moment-kind]"), t.list("moment-words")[moment.kind]);
    setText(line.querySelector("[data-moment-why]"), moment.sentence);
  }

  return { draw };
}
