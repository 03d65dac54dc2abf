// Draws who owns the touchpoints as one thread along the journey, cut where the customer is handed over.

import { createMark } from "./note.js";

const SPECIAL = { "": "unsaid", nobody: "nobody", outside: "outside" };

/**
 * Runs of neighbours with the same owner.
 * @param {{record: object, x: number, width: number}[]} stops
 * @returns {{owner: string, from: number, to: number, numbers: (number | null)[]}[]} from and to in columns
 */
export function runs(stops) {
  const found = [];
  for (const { record, x, width, number } of stops) {
    const last = found.at(-1);
    if (last && last.owner === record.owner) {
      last.to = x + width / 2;
      last.numbers.push(number);
    } else found.push({ owner: record.owner, from: x - width / 2, to: x + width / 2, numbers: [number] });
  }
  return found;
}

/** How often the customer is handed over, as far as it has been said: what nobody has said yet changes nothing. */
export function handovers(found) {
  const said = found.filter(({ owner }) => owner);
  return said.slice(1).filter(({ owner }, index) => owner !== said[index].owner).length;
}

/**
 * @param {object} options
 * @param {HTMLElement} options.root an ordered list
 * @param {HTMLElement} options.count says how often it changes hands
 * @param {object} options.room
 * @param {Function} options.t
 * @returns {(look: {stops: object[], columns: number}) => void}
 */
export function createOwners({ root, count, room, t }) {
  let told = "";

  return function draw({ stops, columns }) {
    const found = runs(stops);
    const now = JSON.stringify([columns, found, room.records("department")]);
    if (now === told) return;
    told = now;
    root.replaceChildren(...found.map((run) => itemOf(run, columns)));
    root.hidden = !found.some(({ owner }) => owner);
    count.textContent = found.some(({ owner }) => owner) ? t("hand-overs", { n: handovers(found) }) : t("owner-empty");
  };

  function itemOf({ owner, from, to, numbers }, columns) {
    const item = document.createElement("li");
    const department = room.record("department", owner);
    item.className = `owner owner-${department ? "department" : (SPECIAL[owner] ?? "unsaid")}`;
    if (department) item.classList.add(`mark-${department.hue}`);
    item.style.setProperty("--from", String((from / columns) * 100));
    item.style.setProperty("--size", String(((to - from) / columns) * 100));
    const name = department?.name ?? t.list("owners")[SPECIAL[owner] ?? "unsaid"];
    item.append(signOf(department, owner), spanOf(name), hidden(t("owner-of", { n: numbers.length, from: numbers[0] ?? "", to: numbers.at(-1) ?? "" })));
    return item;
  }

  function signOf(department, owner) {
    if (department) return createMark(department);
    const mark = document.createElement("i");
    mark.className = owner === "nobody" ? "mark mark-nobody" : "";
    mark.setAttribute("aria-hidden", "true");
    mark.textContent = owner === "nobody" ? "?" : "";
    return mark;
  }
}

function spanOf(words) {
  const span = document.createElement("span");
  span.className = "owner-name";
  span.dir = "auto";
  span.textContent = words;
  span.title = words;
  return span;
}

function hidden(words) {
  const span = document.createElement("span");
  span.className = "visually-hidden";
  span.textContent = words;
  return span;
}
