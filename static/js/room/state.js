// The rows this browser was sent, and the version of the workshop they stand for.

/**
 * @returns the rows by kind and id; `version` is null as long as nothing was received
 */
export function createState() {
  let version = null;
  // The last version whose mark the server told: what the next hello builds upon (L5).
  let base = { since: null, mark: null };
  let kinds = new Map();

  function put(kind, id, record) {
    if (!kinds.has(kind)) kinds.set(kind, new Map());
    if (record === null) kinds.get(kind).delete(id);
    else kinds.get(kind).set(id, record);
  }

  /**
   * Take the rows touched in versions `from`..`to` (rule L4); from = 0 is everything there is.
   * @param {number} from
   * @param {number} to
   * @param {[string, string, object | null][]} rows
   * @returns {"applied" | "stale" | "gap"} only "applied" has an effect
   */
  function apply(from, to, rows) {
    if (from === 0) kinds = new Map();
    else if (version === null) return "gap";
    else if (to <= version) return "stale";
    else if (from > version + 1) return "gap";
    for (const [kind, id, record] of rows) put(kind, id, record);
    version = to;
    return "applied";
  }

  return {
    apply,
    /** What `hello` says (L5): only a version whose mark is known can be built upon. */
    since: () => base,
    /** Remember the mark of a version, unless that version is not the present one. */
    note: (at, mark) => {
      if (at === version) base = { since: at, mark };
    },
    forget: () => {
      base = { since: null, mark: null };
    },
    get version() {
      return version;
    },
    record: (kind, id) => kinds.get(kind)?.get(id),
    records: (kind) => kinds.get(kind) ?? new Map(),
  };
}
