// Whether a touchpoint is a moment of truth: which way, why, with how much power.

import { newId } from "../../lib/ids.js";
import { KIND_CLASS, sign } from "../svg.js";
import { whyKey } from "../drafts.js";
import { setText } from "../note.js";

/**
 * @param {object} options
 * @param {HTMLFormElement} options.form
 * @param {object} options.room
 * @param {(name: string, payload: object) => string} options.say
 * @param {ReturnType<typeof import("../drafts.js").createDrafts>} options.drafts
 * @param {() => string | null} options.selected
 * @param {Function} options.t
 * @returns {{draw: (stop: object) => void}}
 */
export function createMoment({ form, room, say, drafts, selected, t }) {
  const kinds = [...form.elements.moment];
  const powers = [...form.elements.power];
  const { sentence } = form.elements;
  const more = form.querySelector("[data-moment-more]");
  const line = form.querySelector("[data-moment-line]");
  let present = null;
  let rankOf = null;
  let begun = null;
  // Arrows choose what they come to. On "none", which takes the sentence away, they only pass, until somebody means it.
  let isPassing = false;
  let doubted = null;

  for (const holder of form.querySelectorAll("[data-sign]")) {
    if (holder.dataset.sign) holder.append(sign(holder.dataset.sign, ""));
  }
  for (const choice of kinds) {
    choice.addEventListener("keydown", ({ key }) => {
      isPassing = key.startsWith("Arrow");
      if (key === " " || key === "Enter") takeDoubted();
      if (key === "Escape") doubted = null;
    });
    choice.addEventListener("keyup", () => {
      isPassing = false;
    });
    choice.addEventListener("pointerdown", () => {
      isPassing = false;
    });
    choice.addEventListener("click", ({ detail }) => detail && takeDoubted());
    choice.addEventListener("change", () => {
      doubted = choice.value === "" && isPassing ? present : null;
      if (!doubted) mark(choice.value);
    });
    // Whoever goes on with "none" chosen has meant it; another window in front of this one is no answer.
    choice.addEventListener("blur", ({ relatedTarget }) => {
      if (document.activeElement !== choice && !kinds.includes(relatedTarget)) takeDoubted();
    });
  }
  for (const choice of powers) {
    choice.addEventListener("change", () => present && describe(present.id, "power", Number(choice.value), present.power));
  }
  sentence.addEventListener("focus", () => begin(present));
  sentence.addEventListener("input", () => {
    if (begun) drafts.keep(whyKey(begun.id), { text: sentence.value, was: begun.was });
  });
  sentence.addEventListener("blur", () => {
    save();
    draw({ moment: present, rank: rankOf });
  });
  sentence.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
    begun = present && { id: present.id, was: sentence.value.trim() };
  });

  function begin(moment) {
    begun = moment && { id: moment.id, was: moment.sentence };
  }

  function takeDoubted() {
    const moment = doubted;
    doubted = null;
    if (moment) say("moment.remove", { moment: moment.id });
  }

  function mark(kind) {
    if (kind === "") {
      if (present) say("moment.remove", { moment: present.id });
      return;
    }
    say("moment.mark", { moment: newId("x"), touchpoint: selected(), kind });
  }

  function describe(moment, field, now, was, draft = null) {
    say("moment.describe", { moment, field, now, was }, draft);
  }

  function save() {
    const now = sentence.value.trim();
    const from = begun;
    begun = null;
    if (!from) return;
    if (now !== from.was) describe(from.id, "sentence", now, from.was, drafts.handOver(whyKey(from.id)));
    else drafts.drop(whyKey(from.id));
  }

  function draw({ moment = null, rank = null }) {
    // What somebody was writing belongs to the moment that was there: should it be gone, the words come back to them.
    if (begun && begun.id !== moment?.id) {
      save();
      sentence.value = moment?.sentence ?? "";
      if (document.activeElement === sentence) begin(moment);
    }
    [present, rankOf] = [moment, rank];
    if (doubted?.id !== moment?.id) doubted = null;
    if (!doubted) for (const choice of kinds) choice.checked = choice.value === (moment?.kind ?? "");
    if (!moment && more.contains(document.activeElement)) kinds[0].focus();
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
