// Fields that save themselves when they are left, follow what others change, and never eat anybody's words.

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {object} options.room
 * @param {(kind: string, id: string, field: string, was: unknown, now: unknown) => string} options.say returns the op
 * @param {HTMLTemplateElement} options.clash
 */
export function createFields({ root, room, say, clash }) {
  // What each field held when it was entered, and what waits for an answer by its op.
  const entered = new WeakMap();
  const asked = new Map();

  function valueOf(field) {
    if (field.type === "checkbox") return field.checked;
    if (field.type === "number") return field.value === "" ? null : Number(field.value);
    return field.value;
  }

  function stored(field) {
    const record = room.record(field.dataset.kind, field.dataset.id);
    return record === undefined ? undefined : (record[field.dataset.field] ?? "");
  }

  /** What the server drew into a field, for as long as nothing came by the socket. */
  function drawn(field) {
    if (field.type === "checkbox") return field.defaultChecked;
    if (field.type === "radio") return [...root.querySelectorAll(`[name="${field.name}"]`)].find((one) => one.defaultChecked)?.value ?? "";
    if (field.matches("select")) return [...field.options].find((one) => one.defaultSelected)?.value ?? "";
    return field.type === "number" ? Number(field.defaultValue) : field.defaultValue;
  }

  function isSame(one, other) {
    return String(one).trim() === String(other).trim();
  }

  function put(field, value) {
    if (field.type === "checkbox") field.checked = Boolean(value);
    else if (field.type === "radio") field.checked = field.value === value;
    else if (field.value !== String(value)) field.value = value;
  }

  function enter({ target }) {
    if (target.matches("[data-field]") && !entered.has(target)) entered.set(target, stored(target) ?? drawn(target));
  }

  function leave({ target }) {
    if (!target.matches("[data-field]")) return;
    if (target.type === "radio" && !target.checked) return;
    const was = entered.get(target) ?? stored(target) ?? drawn(target);
    // Enter saves and lets the hands stay: from here on it is this that others' changes are held against.
    if (document.activeElement === target) entered.set(target, valueOf(target) ?? was);
    else entered.delete(target);
    save(target, was);
  }

  function save(field, was) {
    const now = valueOf(field);
    if (now === null || isSame(now, was)) {
      follow(field);
      return;
    }
    const { kind, id, field: name } = field.dataset;
    asked.set(say(kind, id, name, was, now), { field, now });
  }

  /** Bring a field up to date, unless somebody is writing in it: then they are told. */
  function follow(field) {
    const value = stored(field);
    if (value === undefined) return;
    if ([...asked.values()].some((one) => one.field === field)) return;
    const was = entered.get(field);
    if (document.activeElement !== field || was === undefined) {
      put(field, value);
      return;
    }
    if (value === was) return;
    if (isSame(valueOf(field), value)) {
      entered.set(field, value);
      clashOf(field)?.remove();
    } else if (isSame(valueOf(field), was)) {
      put(field, value);
      entered.set(field, value);
    } else {
      tell(field, value);
    }
  }

  function placeOf(field) {
    return field.closest(".field, .eline, .choice-list") ?? field.parentElement;
  }

  function tell(field, theirs) {
    const place = placeOf(field);
    const shown = clashOf(field) ?? place.appendChild(clash.content.firstElementChild.cloneNode(true));
    shown.querySelector("[data-theirs]").textContent = theirs;
    shown.onclick = (event) => {
      const take = event.target.closest("[data-take]")?.dataset.take;
      if (!take) return;
      shown.remove();
      // To press the button is to leave the field: then the answer to that comes first.
      const said = [...asked.values()].find((one) => one.field === field);
      if (said) Object.assign(said, { take, theirs });
      else decide(field, take, stored(field) ?? theirs);
      field.focus();
    };
  }

  function clashOf(field) {
    return placeOf(field).querySelector(":scope > .clash");
  }

  function decide(field, take, theirs) {
    entered.set(field, theirs);
    if (take === "theirs") put(field, theirs);
    else save(field, theirs);
  }

  /** The answer to something that was said here; returns whether it was about one of the fields. */
  function done(op, result) {
    const said = asked.get(op);
    asked.delete(op);
    if (!said) return false;
    if (result?.conflict) settleConflict(said, result.conflict.theirs);
    else settle(said, result?.merged ? result.text : said.now);
    return true;
  }

  function settleConflict({ field, take }, theirs) {
    if (take) decide(field, take, theirs);
    else tell(field, theirs);
  }

  function settle({ field, now, take, theirs }, text) {
    const isWriting = document.activeElement === field && !isSame(valueOf(field), now);
    if (take === "theirs") {
      put(field, theirs);
      save(field, text);
    } else if (isWriting && !isSame(text, now)) {
      tell(field, text);
    } else {
      clashOf(field)?.remove();
      if (!isWriting && !isSame(text, now)) put(field, text);
    }
  }

  /** What was refused stays as it was typed; where it was a choice, the stored one is shown again. */
  function refused(op) {
    const field = asked.get(op)?.field;
    asked.delete(op);
    if (!field) return null;
    if (field.type === "radio") {
      for (const one of root.querySelectorAll(`[name="${field.name}"]`)) put(one, stored(one));
    } else if (field.matches("select, [type=checkbox]")) {
      put(field, stored(field));
    }
    return field;
  }

  root.addEventListener("focusin", enter);
  root.addEventListener("change", leave);
  root.addEventListener("focusout", ({ target }) => {
    if (target.matches("[data-field]")) entered.delete(target);
  });

  return {
    done,
    refused,
    follow: () => root.querySelectorAll("[data-field]").forEach(follow),
    /** Whether somebody is in the midst of something in this part of the page. */
    isBusy: (part) => part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select"),
  };
}
