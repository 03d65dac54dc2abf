// Where the board is narrow the panel is a sheet above it: the rest is out of reach, and "back" closes it.

const NARROW = "(width < 45rem)";

/**
 * @param {object} options
 * @param {HTMLElement} options.app
 * @param {HTMLElement} options.root the panel
 * @param {() => void} options.close
 */
export function closeOnBack({ app, root, close }) {
  const narrow = matchMedia(NARROW);
  let isOpen = false;

  function look() {
    const isSheet = isOpen && narrow.matches;
    for (const part of app.querySelectorAll(":scope > *:not(.board-main), .board-pane")) part.inert = isSheet;
    if (isSheet) root.setAttribute("role", "dialog");
    else root.removeAttribute("role");
    root.toggleAttribute("aria-modal", isSheet);
    if (isSheet) root.setAttribute("aria-modal", "true");
  }

  addEventListener("popstate", () => {
    if (isOpen) close();
  });
  narrow.addEventListener("change", look);

  return {
    open() {
      if (!isOpen && narrow.matches) history.pushState({ sheet: true }, "");
      isOpen = true;
      look();
    },
    closed() {
      isOpen = false;
      look();
      if (history.state?.sheet) history.back();
    },
  };
}
