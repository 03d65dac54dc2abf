// The narrow board: one stage at a time, and one field at the thumb.

import { equip, isDone } from "./field.js";
import { tidy } from "./text.js";

const NARROW = "(width < 45rem)";

/**
 * @param {object} options
 * @param {HTMLElement} options.app
 * @param {ReturnType<typeof import("./grid.js").createGrid>} options.grid
 * @param {ReturnType<typeof import("./drafts.js").createDrafts>} options.drafts
 * @param {(words: {stage: string, row: string, text: string, draft: string | null}) => string} options.add
 * @param {(place: {stage: string, row: string}) => void} options.onadd
 * @param {(rest: string, place: {stage: string, row: string}) => void} options.onrest
 * @param {() => void} options.onfull
 * @param {(sentence: string) => void} options.toast
 * @param {Function} options.t
 */
export function createPhone({ app, grid, drafts, add, onadd, onrest, onfull, toast, t }) {
  const narrow = matchMedia(NARROW);
  const view = app.querySelector("[data-view]");
  const tabs = app.querySelector("[data-stage-switch]");
  const form = app.querySelector("[data-phone-add]");
  let here = app.querySelector("[data-stage].is-here")?.id ?? null;

  /** Show another stage; on a wide screen, bring it into sight. */
  function show(stage) {
    here = stage;
    draw();
    if (narrow.matches) view.scrollTop = 0;
  }

  /** Draw the stage switch anew. */
  function draw() {
    const places = grid.places().filter(({ record, empty }) => !record.unsorted || !empty);
    if (!places.length) {
      drawEarly();
      return;
    }
    if (!places.some(({ record }) => record.id === here)) goOn(places[0].record);
    const buttons = new Map([...tabs.children].map((button) => [button.dataset.to, button]));
    const wanted = places.map((place) => drawTab(buttons.get(place.record.id) ?? createTab(place.record.id), place));
    if (wanted.some((button, index) => tabs.children[index] !== button) || tabs.children.length !== wanted.length) {
      tabs.replaceChildren(...wanted);
    }
    for (const { record } of grid.places()) grid.stage(record.id).classList.toggle("is-here", record.id === here);
    label();
  }

  // Before the first rows have come the server's page stands, and only what is shown of it changes.
  function drawEarly() {
    for (const section of app.querySelectorAll("[data-stage]")) section.classList.toggle("is-here", section.id === here);
    for (const button of tabs.children) mark(button, button.dataset.to);
    label();
  }

  // The stage in sight is gone: who writes must know where the words go now.
  function goOn({ id, name }) {
    here = id;
    if (writing?.hasWords()) toast(t("phone-goes-on", { stage: name }));
  }

  function createTab(stage) {
    const button = document.createElement("button");
    const [name, number] = [document.createElement("span"), document.createElement("span")];
    button.type = "button";
    button.className = "pstage";
    button.dataset.to = stage;
    name.className = "visually-hidden";
    number.setAttribute("aria-hidden", "true");
    button.append(name, number);
    return button;
  }

  function drawTab(button, { record, number, span }) {
    const [name, sign] = button.children;
    button.className = `pstage span-${span}`;
    name.textContent = record.name;
    sign.textContent = number === null ? "…" : number;
    mark(button, record.id);
    return button;
  }

  function mark(button, stage) {
    if (stage === here) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
  }

  tabs.addEventListener("click", (event) => {
    const button = event.target.closest("[data-to]");
    if (button) show(button.dataset.to);
  });

  const writing = form ? equipForm() : null;

  function equipForm() {
    const field = form.querySelector("textarea");
    const counter = form.querySelector("[data-phone-counter]");
    const row = () => form.elements.row.value;
    const { look } = equip(field, {
      counter,
      t,
      onwords: (text) => drafts.keep("phone", { text, row: row(), stage: here }),
      onrest: (rest) => onrest(rest, { stage: here, row: row() }),
      onfull,
    });

    function save() {
      const text = tidy(field.value);
      const place = { stage: here, row: row() };
      field.value = "";
      look();
      if (!text) drafts.drop("phone");
      else keepRest(add({ ...place, text, draft: drafts.handOver("phone") }), place);
      field.focus();
      if (text) onadd(place);
    }

    function keepRest(rest, place) {
      if (rest) onrest(rest, place);
    }

    function choose(kind) {
      form.elements.row.value = kind;
      if (form.querySelector(`[value="${kind}"]`).closest(".is-more")) setMore(true);
      label();
    }

    function setMore(isOpen) {
      form.classList.toggle("is-open", isOpen);
      form.querySelector("[data-more-kinds]").setAttribute("aria-expanded", String(isOpen));
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save();
    });
    form.addEventListener("change", label);
    // The button goes where its kinds come: the first of them takes the focus over.
    form.querySelector("[data-more-kinds]").addEventListener("click", () => {
      setMore(!form.classList.contains("is-open"));
      form.querySelector(".is-more input").focus();
    });
    field.addEventListener("keydown", (event) => {
      if (!isDone(event)) return;
      event.preventDefault();
      save();
    });
    drafts.find("phone").then((kept) => {
      if (!kept || field.value) return;
      field.value = kept.text;
      if (grid.stage(kept.stage)) show(kept.stage);
      choose(kept.row);
      look();
      toast(t("draft-back"));
    });
    return { choose, focus: () => field.focus(), hasWords: () => tidy(field.value) !== "" };
  }

  function label() {
    if (!form) return;
    const row = form.elements.row.value;
    const stage = grid.stage(here)?.querySelector(".stage-name").textContent ?? "";
    const words = { kind: t.list("short")[row], stage };
    form.querySelector("[data-phone-label]").textContent = t("phone-label", words);
    form.querySelector("textarea").placeholder = t.list("prompts")[row];
  }

  label();

  return {
    draw,
    show,
    here: () => here,
    /** Write at the thumb instead of in the cell, where the board is narrow. */
    takes(stage, row) {
      if (!narrow.matches || !writing) return false;
      show(stage);
      writing.choose(row);
      writing.focus();
      return true;
    },
  };
}
