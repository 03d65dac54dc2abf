// The far end of sockets that a test holds in its hand.

/** A socket as the room sees it; the test plays the server. */
export class Socket {
  sent = [];
  closed = false;

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  /** The connection stands. */
  accept() {
    this.onopen?.({});
  }

  /** The server sends frames. */
  tell(...frames) {
    for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** The connection ends. */
  end(code = 1006) {
    this.closed = true;
    this.onclose?.({ code });
  }

  /** What was sent since this was last asked. */
  take() {
    return this.sent.splice(0);
  }
}

/** A page that a test can hide and wake. */
export function createPage() {
  const wakers = new Set();
  const losers = new Set();
  const page = {
    isHidden: false,
    isWarning: false,
    onwake: (wake) => {
      wakers.add(wake);
      return () => wakers.delete(wake);
    },
    onlost: (lost) => {
      losers.add(lost);
      return () => losers.delete(lost);
    },
    hidden: () => page.isHidden,
    warn: (needed) => {
      page.isWarning = needed;
    },
    lose: () => {
      for (const lost of losers) lost();
    },
    wake: () => {
      for (const wake of wakers) wake();
    },
  };
  return page;
}
