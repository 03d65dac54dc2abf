// The small menus of notes and stages, beside the button that opened them, by mouse, touch and keys.

const GAP = 4;

/**
 * @param {HTMLElement} menu a popover with role="menu"
 * @param {Record<string, (owner: HTMLElement) => void>} actions by the item's data-do
 * @param {() => void} [elsewhere] takes the focus where what had it before has gone
 * @returns {{open: (owner: HTMLElement, beside: HTMLElement) => void, look: () => void}} owner: the note or stage it
 *   is about; `look` closes it where that has gone
 */
export function createMenu(menu, actions, elsewhere = () => {}) {
  const all = [...menu.querySelectorAll("[role=menuitem]")];
  let items = all;
  let owner = null;
  let from = null;

  function open(about, beside) {
    owner = about;
    from = document.activeElement;
    for (const item of all) item.hidden = !isFor(item, about);
    items = all.filter((item) => !item.hidden);
    menu.showPopover();
    place(menu, beside.getBoundingClientRect());
    items[0].focus();
  }

  function close() {
    menu.hidePopover();
    if (from?.isConnected) from.focus();
    else elsewhere();
  }

  function step(by) {
    const index = items.indexOf(document.activeElement);
    items[(index + by + items.length) % items.length].focus();
  }

  const KEYS = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Home: () => items[0].focus(),
    End: () => items.at(-1).focus(),
    Escape: close,
    Tab: close,
  };

  menu.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  });
  menu.addEventListener("click", (event) => {
    const item = event.target.closest("[data-do]");
    if (!item) return;
    close();
    actions[item.dataset.do](owner);
  });

  function look() {
    if (owner && !owner.isConnected && menu.matches(":popover-open")) close();
  }

  return { open, look };
}

/** Tell whether an entry is for what the menu is about: some are for touchpoints alone, or for notes. */
function isFor({ dataset: { only } }, about) {
  return !only || only === about.dataset.kind;
}

/** Put the menu below the button, or above it where there is no room, inside the window. */
function place(menu, button) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const isRtl = document.documentElement.dir === "rtl";
  const side = isRtl ? button.left : button.right - width;
  const below = button.bottom + GAP;
  const top = below + height > innerHeight ? Math.max(GAP, button.top - height - GAP) : below;
  menu.style.left = `${Math.min(Math.max(GAP, side), innerWidth - width - GAP)}px`;
  menu.style.top = `${top}px`;
}
