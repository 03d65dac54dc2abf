// Keeps unanswered commands, handed-back words and drafts over a crash or a closed tab, in IndexedDB.

const PATIENCE = 2_000;
const STORES = ["outbox", "tray", "drafts"];

/**
 * Return the store of one person in one workshop. A write resolves once a crash of the page cannot lose it,
 * and rejects where the browser does not keep it; drafts fall back to memory by themselves.
 * @param {{workshop: string, person: string, factory?: IDBFactory, timers?: {setTimeout: Function, clearTimeout: Function}}} options
 */
export function createStore({ workshop, person, factory = findFactory(), timers = globalThis }) {
  const database = createDatabase(factory, `journeyroom ${workshop} ${person}`, timers);
  const { write, read } = database;
  const drafts = createDrafts(database);

  return {
    /** Everything kept: commands in the order they were said (`place`), and the tray. */
    load: () =>
      read(["outbox", "tray"], async (stores) => {
        const [places, entries, tray] = await Promise.all([
          answerOf(stores.outbox.getAllKeys()),
          answerOf(stores.outbox.getAll()),
          answerOf(stores.tray.getAll()),
        ]);
        return { outbox: entries.map((entry, at) => ({ ...entry, place: places[at] })), tray };
      }),

    /**
     * Keep a command and return its place among all that were kept. The draft it was made of goes in the same
     * transaction: at every moment the words are in one of the two.
     */
    add({ op, name, payload }, draft = null) {
      if (draft !== null) drafts.forget(draft);
      return write(["outbox", "drafts"], (stores) => {
        if (draft !== null) stores.drafts.delete(draft);
        return answerOf(stores.outbox.add({ op, name, payload }));
      });
    },

    /** The command was answered. */
    remove: (op) => write(["outbox"], ({ outbox }) => removeOp(outbox, op)),

    /** The command was refused for good: its words (null where it has none) move to the tray. */
    hand: (op, words) =>
      write(["outbox", "tray"], async ({ outbox, tray }) => {
        if (words) tray.put(words);
        await removeOp(outbox, op);
      }),

    /** Somebody has taken the words elsewhere, or does not want them. */
    letGo: (op) =>
      write(["outbox", "tray"], async ({ outbox, tray }) => {
        tray.delete(op);
        await removeOp(outbox, op);
      }),

    drafts,
    close: database.close,
  };
}

/**
 * Return a store that lives as long as this page.
 */
export function createMemoryStore() {
  const outbox = new Map();
  const tray = new Map();
  const drafts = new Map();
  let place = 0;
  return {
    load: async () => ({ outbox: [...outbox.values()], tray: [...tray.values()] }),
    add: async ({ op, name, payload }, draft) => {
      place += 1;
      drafts.delete(draft);
      outbox.set(op, { op, name, payload, place });
      return place;
    },
    remove: async (op) => void outbox.delete(op),
    hand: async (op, words) => {
      if (words) tray.set(op, words);
      outbox.delete(op);
    },
    letGo: async (op) => {
      tray.delete(op);
      outbox.delete(op);
    },
    drafts: {
      get: async (key) => drafts.get(key),
      set: async (key, text) => void drafts.set(key, text),
      remove: async (key) => void drafts.delete(key),
      clear: async () => {},
      move: async (plan) => {
        for (const [from, to] of plan([...drafts.keys()])) {
          drafts.set(to, drafts.get(from));
          drafts.delete(from);
        }
        return [...drafts.keys()];
      },
    },
    close: () => {},
  };
}

// A page without storage still has its drafts for as long as it is open.
function createDrafts({ read, write }) {
  const memory = new Map();
  return {
    get: async (key) => {
      if (memory.has(key)) return memory.get(key) ?? undefined;
      return read(["drafts"], ({ drafts }) => answerOf(drafts.get(key))).catch(() => undefined);
    },
    set: async (key, text) => {
      memory.set(key, text);
      await write(["drafts"], ({ drafts }) => answerOf(drafts.put(text, key))).catch(() => {});
    },
    remove: async (key) => {
      memory.set(key, null);
      await write(["drafts"], ({ drafts }) => answerOf(drafts.delete(key))).catch(() => {});
    },
    /** A command has taken the words over: for this page they are no draft any more, stored or not. */
    forget: (key) => void memory.set(key, null),
    /** Take away what is stored of a forgotten draft, unless somebody has begun to write there again. */
    clear: async (key) => {
      if (memory.get(key) === null) await write(["drafts"], ({ drafts }) => answerOf(drafts.delete(key))).catch(() => {});
    },
    /** Give drafts other keys, `plan(keys)` says which: `[[from, to]]`. One transaction, so no two tabs take the same. */
    move: (plan) => write(["drafts"], ({ drafts }) => moveAll(drafts, plan)).catch(() => []),
  };
}

async function moveAll(drafts, plan) {
  const moves = plan(await answerOf(drafts.getAllKeys()));
  const texts = await Promise.all(moves.map(([from]) => answerOf(drafts.get(from))));
  moves.forEach(([from, to], index) => {
    drafts.put(texts[index], to);
    drafts.delete(from);
  });
  return answerOf(drafts.getAllKeys());
}

async function removeOp(outbox, op) {
  const place = await answerOf(outbox.index("op").getKey(op));
  if (place !== undefined) outbox.delete(place);
}

function createDatabase(factory, name, timers) {
  let opened = null;

  function open() {
    if (!factory) return Promise.reject(new Error("This browser keeps nothing for this page."));
    opened ??= openDatabase(factory, name, close);
    return opened;
  }

  function close() {
    opened?.then((database) => database.close()).catch(() => {});
    opened = null;
  }

  async function run(mode, names, work) {
    try {
      return await inTime(open().then((database) => transact(database, mode, names, work)), timers);
    } catch (error) {
      // The next use opens anew: a browser may close a database at any time.
      close();
      throw error;
    }
  }

  return {
    read: (names, work) => run("readonly", names, work),
    write: (names, work) => run("readwrite", names, work),
    close,
  };
}

function openDatabase(factory, name, close) {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => {
      const [outbox, tray, drafts] = STORES;
      request.result.createObjectStore(outbox, { autoIncrement: true }).createIndex("op", "op", { unique: true });
      request.result.createObjectStore(tray, { keyPath: "op" });
      request.result.createObjectStore(drafts);
    };
    request.onsuccess = () => {
      request.result.onversionchange = close;
      request.result.onclose = close;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("Another tab holds an older store open."));
  });
}

function transact(database, mode, names, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode);
    const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
    const result = Promise.resolve(work(stores));
    result.catch(reject);
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser did not keep this."));
  });
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Some browsers leave a request unanswered for ever; words must not wait for it.
function inTime(promise, timers) {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => reject(new Error("The browser's store does not answer.")), PATIENCE);
    promise.then(resolve, reject).finally(() => timers.clearTimeout(timer));
  });
}

// Reading the property throws where a browser forbids storage.
function findFactory() {
  try {
    return globalThis.indexedDB ?? null;
  } catch {
    return null;
  }
}
