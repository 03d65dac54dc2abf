// Lets the page listen to the room.

/**
 * @returns {{on: (event: string, listener: Function) => () => void, emit: (event: string, ...facts: any[]) => void}}
 *   `on` returns the function that stops listening
 */
export function createEmitter() {
  const listeners = new Map();

  function on(event, listener) {
    if (!listeners.has(event)) listeners.set(event, new Set());
    listeners.get(event).add(listener);
    return () => listeners.get(event).delete(listener);
  }

  function emit(event, ...facts) {
    for (const listener of [...(listeners.get(event) ?? [])]) {
      try {
        listener(...facts);
      } catch (error) {
        // A fault on the page must not stop the room from saving words.
        console.error(error);
      }
    }
  }

  return { on, emit };
}
