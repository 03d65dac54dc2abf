// What the room needs to know of its page: when it wakes or loses the network, whether it is hidden, and a warning before leaving.

/**
 * @param {Window} [view]
 * @returns {{onwake: (wake: () => void) => () => void, onlost: (lost: () => void) => () => void, hidden: () => boolean, warn: (needed: boolean) => void}}
 */
export function createPage(view = window) {
  const paper = view.document;

  function onwake(wake) {
    const look = () => {
      if (!paper.hidden) wake();
    };
    view.addEventListener("online", wake);
    view.addEventListener("pageshow", wake);
    paper.addEventListener("resume", wake);
    paper.addEventListener("visibilitychange", look);
    return () => {
      view.removeEventListener("online", wake);
      view.removeEventListener("pageshow", wake);
      paper.removeEventListener("resume", wake);
      paper.removeEventListener("visibilitychange", look);
    };
  }

  /** The browser says by itself that the network is gone: long before silence would. */
  function onlost(lost) {
    view.addEventListener("offline", lost);
    return () => view.removeEventListener("offline", lost);
  }

  // The listener is there only while it is needed: with it, a browser may not keep the page for "back".
  function warn(needed) {
    if (needed) view.addEventListener("beforeunload", hold);
    else view.removeEventListener("beforeunload", hold);
  }

  return { onwake, onlost, hidden: () => paper.hidden, warn };
}

function hold(event) {
  event.preventDefault();
}
