// Opens the real socket of a page: ws on plain http, wss on https.

/**
 * @param {string} path the socket's path on this server
 * @param {{href: string, protocol: string}} [place]
 * @returns {WebSocket}
 */
export function connect(path, place = location) {
  return new WebSocket(addressOf(path, place));
}

/**
 * Return the socket's address next to the page's own.
 * @param {string} path
 * @param {{href: string, protocol: string}} place
 * @returns {string}
 */
export function addressOf(path, place) {
  const address = new URL(path, place.href);
  address.protocol = place.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
