// The rows this browser was sent, and the version of the workshop they stand for.

const NOTHING = { since: null, mark: null };

/**
 * @returns the rows by kind and id; `version` is null as long as nothing was received
 */
export function createState() {
  let version = null;
  // The last version whose mark the server told: what the next hello builds upon (L5).
  let base = NOTHING;
  // The rows changed after it, as they were at it: a restored database may know nothing of those changes.
  let earlier = new Map();
  let kinds = new Map();

  function put(kind, id, record) {
    if (!kinds.has(kind)) kinds.set(kind, new Map());
    if (record === null) kinds.get(kind).delete(id);
    else kinds.get(kind).set(id, record);
  }

  function remember(kind, id) {
    const key = `${kind} ${id}`;
    if (base !== NOTHING && !earlier.has(key)) earlier.set(key, [kind, id, kinds.get(kind)?.get(id) ?? null]);
  }

  function build(on) {
    base = on;
    earlier = new Map();
  }

  // Go back to the base; what happened since and is still true comes with the answer.
  function rewind() {
    for (const [kind, id, record] of earlier.values()) put(kind, id, record);
    version = base.since;
    earlier = new Map();
  }

  function replaceAll() {
    kinds = new Map();
    build(NOTHING);
  }

  /**
   * Take the rows touched in versions `from`..`to` (rule L4); from = 0 is everything there is.
   * @param {number} from
   * @param {number} to
   * @param {[string, string, object | null][]} rows
   * @param {boolean} [isAnswer] whether this may answer a hello, which was built on the base
   * @returns {"applied" | "stale" | "gap"} only "applied" has an effect
   */
  function apply(from, to, rows, isAnswer = false) {
    if (from === 0) replaceAll();
    else if (version === null) return "gap";
    else if (isAnswer && from - 1 === base.since) rewind();
    else if (to <= version) return "stale";
    else if (from > version + 1) return "gap";
    for (const [kind, id, record] of rows) {
      remember(kind, id);
      put(kind, id, record);
    }
    version = to;
    return "applied";
  }

  return {
    apply,
    /** What `hello` says (L5): only a version whose mark is known can be built upon. */
    since: () => base,
    /** The rows changed since that version. */
    unsure: () => [...earlier.values()],
    /** Remember the mark of a version, unless that version is not the present one. */
    note: (at, mark) => {
      if (at === version) build(mark ? { since: at, mark } : NOTHING);
    },
    forget: () => build(NOTHING),
    get version() {
      return version;
    },
    record: (kind, id) => kinds.get(kind)?.get(id),
    records: (kind) => kinds.get(kind) ?? new Map(),
  };
}
