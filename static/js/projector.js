// Wires the wall: who has come in by now, by department, and whether one still can.

import { createRoom } from "./room/room.js";
import { listenForMoves } from "./room/seat.js";

const facts = JSON.parse(document.querySelector("#page").textContent);
const find = (selector) => document.querySelector(selector);
const room = createRoom({ ...facts, boards: [] });
const of = find("[data-of]");

function showPeople({ in: people, departments }) {
  find("[data-in]").textContent = people;
  const expected = Number(of.dataset.expected);
  if (expected) of.textContent = of.dataset.with.replace("%s", expected);
  else of.textContent = people === 1 ? of.dataset.one : of.dataset.many;
  for (const item of document.querySelectorAll("[data-department]")) {
    const number = departments[item.dataset.department]?.in ?? 0;
    const isMissing = number === 0 && Number(item.dataset.expects) > 0;
    item.querySelector("[data-count]").textContent = number || "";
    item.querySelector("[data-missing]").hidden = !isMissing;
    item.classList.toggle("is-missing", isMissing);
    item.hidden = number === 0 && !isMissing;
  }
}

function showWorkshop() {
  const workshop = room.record("workshop", facts.workshop);
  if (!workshop) return;
  find("[data-title]").textContent = workshop.title;
  find("[data-open]").hidden = !workshop.joining_open;
  find("[data-closed]").hidden = workshop.joining_open;
  find("[data-begun]").hidden = workshop.status !== "live";
}

function tick() {
  find("[data-clock]").textContent = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
}

room.on("here", showPeople);
room.on("change", (touched) => {
  showWorkshop();
  // Link and code are no part of any record: a page that shows old ones would lead people nowhere.
  if (isWhole && touched.some(([kind]) => kind === "workshop")) look();
});
let isWhole = false;
room.on("live", () => { isWhole = true; });
listenForMoves({ room, facts, go: () => location.assign(facts.home) });
room.on("bye", () => location.assign(facts.home));
room.start();
tick();
setInterval(tick, 1_000);

/** Ask for the page once more and take over what is on it, if link and code are others by now. */
async function look() {
  const answer = await fetch(location.pathname);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (page.querySelector(".pr-code").textContent === find(".pr-code").textContent) return;
  find(".pr-code").textContent = page.querySelector(".pr-code").textContent;
  find(".qr").src = page.querySelector(".qr").getAttribute("src");
}
