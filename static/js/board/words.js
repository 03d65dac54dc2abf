// Gives the page's translated sentences their values; the sentences come from the server (maps/words.py).

/**
 * Return `t(key, values)`: the sentence of that key with `{name}` replaced by `values.name`.
 * A sentence with forms (`{one, other}`) takes the one that fits `values.n`; numbers are written as people of
 * that language write them. `t.list(key)` is a list of labels, `t.has(key)` tells whether there is a sentence.
 * @param {object} sentences
 * @param {string} language such as "en"
 */
export function wording(sentences, language) {
  const plural = new Intl.PluralRules(language);
  const figures = new Intl.NumberFormat(language);

  function t(key, values = {}) {
    const found = sentences[key];
    const sentence = typeof found === "object" ? (found[plural.select(values.n)] ?? found.other) : found;
    return sentence.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? shown(values[name]) : hole));
  }

  function shown(value) {
    return typeof value === "number" ? figures.format(value) : String(value);
  }

  t.list = (key) => sentences[key];
  t.has = (key) => Object.hasOwn(sentences, key);
  return t;
}
