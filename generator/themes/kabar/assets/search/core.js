// What a query means and how results are ordered, from whole numbers alone. The tables of the language are those that
// the index was made with, in bahasa.json.
//
// All words come before some. Then a word counts by how rare it is and where it stands; words that stand in the
// headline, and in the order of the query, count more; and of two articles that say the same the newer comes first,
// though never so much that an old headline which is exactly what was asked for is buried.

export const SLOTS = 12, LETTERS = 1000;
const LONGEST = 60, SYNONYM = 4, PLACES = 15, SHIFT = 1 << 16;
// Halves of its points for an article with all words: somewhere, in the headline, and there side by side.
const SCATTERED = 2, HEADLINE = 3, PHRASE = 4;
// The fraction of a word's points that the word as it is written adds.
const EXACT = 4;
// An article with some words has at least this fraction of what all are worth, and its points are multiplied by its
// share of that so many times: many words in the text count more than one in the headline.
const PART = 3, STEEPNESS = 3;

const cut = (text, most) => (text.length > most ? Array.from(text.slice(0, 2 * most)).slice(0, most).join("") : text);
const folded = (text) => text.replace(/[“”–—…•]/g, " ").replace(/[’ʼ]/g, "")
  .normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ς", "σ").replaceAll("'", "");

/** The words of a text as they are compared. */
export const tokens = (text) => (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => cut(word, LONGEST));

/** Indonesian, by the tables of bahasa.json. */
export class Language {
  #known = new Map();

  constructor(tables) {
    const { stemmer } = tables;
    this.stopwords = new Set(tables.stopwords);
    this.recency = tables.recency;
    this.longest = stemmer.longest;
    for (const name of ["whole", "short", "hidden", "in_k", "with_i"]) this[name] = new Set(stemmer[name]);
    this.after = new Map(Object.entries(stemmer.after).map(([start, words]) => [start, new Set(words)]));
    this.odd = new Map(Object.entries(stemmer.odd));
    this.prefixes = new Map(Object.entries(stemmer.prefixes));
    this.enclitics = stemmer.enclitics;
    this.enclitic = new RegExp(stemmer.enclitic);
    this.starts = new RegExp(`^(?:${stemmer.starts})`);
    this.ends = new RegExp(stemmer.ends);
  }

  /** The stem of a word; see generator/base/stemming. */
  stem(word) {
    if (!/^[a-z]+$/.test(word)) return word;
    let found = this.#known.get(word);
    if (found === undefined) {
      found = word;
      while (found.length > 3 && found.length < this.longest && !this.whole.has(found)) {
        const shorter = this.#shorter(found);
        if (shorter === found) break;
        found = shorter;
      }
      this.#known.set(word, found);
    }
    return found;
  }

  #shorter(word) {
    if (this.odd.has(word)) return this.odd.get(word);
    if (this.enclitics.some((end) => word.endsWith(end))) {
      const shorter = word.replace(this.enclitic, "");
      if (shorter !== word) return shorter;
    }
    const ends = ["kan", "an", "i"].filter((suffix) => word.endsWith(suffix));
    for (const suffix of ends) {
      const rest = word.slice(0, -suffix.length);
      if (this.whole.has(rest)) return rest;
    }
    const start = word.slice(0, 2);
    if (this.after.get(start)?.has(word.slice(2))) return word.slice(2);
    ends.push("");
    for (const prefix of this.prefixes.get(start) ?? []) {
      const at = prefix.text.length;
      if (!word.startsWith(prefix.text) || !prefix.before.includes(word.slice(at, at + 1))) continue;
      for (const suffix of ends) {
        if (!prefix.suffixes.includes(suffix)) continue;
        const root = this.#root(word.slice(at, word.length - suffix.length), prefix, suffix);
        if (root) return root;
      }
    }
    for (const suffix of ends) {
      const root = this.#root(word.slice(0, word.length - suffix.length), { text: "", lost: "", other: "" }, suffix);
      if (root) return root;
    }
    return word;
  }

  #root(rest, prefix, suffix) {
    let root = prefix.other + rest;
    if (!this.hidden.has(root)) {
      root = prefix.lost + rest;
      if ((root.length < 4 && !this.short.has(root)) || !this.starts.test(root)) return "";
    }
    if (suffix && (!this.ends.test(root) || this.whole.has(root + suffix))) return "";
    if (suffix === "i") {
      const bare = prefix.text && (!"asgf".includes(root.at(-1)) || root.endsWith("ng"));
      return this.with_i.has(root) || bare ? root : "";
    }
    return suffix === "kan" && this.in_k.has(`${root}k`) ? "" : root;
  }
}

/** What a reader types, as slots: words that are looked up. */
export const parse = (text, language, synonyms) => {
  const words = tokens(cut(text, LETTERS));
  const all = words.map((word, place) => ({ word, place }));
  const chosen = all.filter(({ word }) => !language.stopwords.has(word));
  const withExtras = chosen.length === 1 && words.length <= SLOTS;
  const slots = new Map();
  for (const { word, place } of withExtras || !chosen.length ? all : chosen) {
    const isStop = language.stopwords.has(word);
    const term = isStop ? word : language.stem(word);
    if (slots.has(term)) continue;
    const exact = word === term ? "" : `${term}=${word}`;
    const isExtra = withExtras && isStop;
    slots.set(term, { word, place, term, exact, others: others(words, place, language, synonyms), isExtra });
  }
  const kept = [...slots.values()];
  return { slots: kept.slice(0, SLOTS), leftOut: Math.max(0, kept.length - SLOTS) };
};

const others = (words, place, language, synonyms) => {
  const found = new Map();
  for (let size = 1; size <= SYNONYM; size++) {
    for (let start = Math.max(0, place - size + 1); start <= place && start + size <= words.length; start++) {
      const key = words.slice(start, start + size).join(" ");
      const other = Object.hasOwn(synonyms, key) ? synonyms[key] : "";
      const terms = other.split(" ").filter((word) => word && !language.stopwords.has(word)).map((word) => language.stem(word));
      if (terms.length) found.set(terms.join(" "), terms);
    }
  }
  return [...found.values()];
};

export const ways = (slot) => [[slot.term], ...slot.others];
/** The slots without those that only add to the points. */
export const needed = (slots) => slots.filter(({ isExtra }) => !isExtra);
// The terms of a filter, of which a result has one.
const anyOf = (filter) => filter.split(" ").filter(Boolean);
/** All terms that a query asks for. */
export const termsOf = (query, filters) => [...new Set([...filters.flatMap(anyOf), ...query.slots.flatMap(
  (slot) => [slot.term, ...(slot.exact ? [slot.exact] : []), ...slot.others.flat()])])];

// How much a term of some documents `of` all is worth: 16 times log2(1 + of / documents), nearly.
const rarity = (documents, of) => {
  const value = Math.floor((16 * of) / Math.max(documents, 1)) + 16;
  const bits = 31 - Math.clz32(value);
  return (bits - 4) * 16 + Math.floor((value * 16) / 2 ** bits) - 16;
};

/** The results of a query in segments ({documents, months, postings}), newest first.
 *  With `strict` only those with all words, and none while a word is in no segment. */
export const rank = (query, segments, recency, { filters = [], newestFirst = false, strict = false } = {}) => {
  const total = segments.reduce((sum, segment) => sum + segment.documents, 0);
  const counts = new Map();
  for (const { postings } of segments) {
    for (const [term, { documents }] of postings) counts.set(term, (counts.get(term) ?? 0) + documents.length);
  }
  const worth = new Map([...counts].map(([term, count]) => [term, rarity(count, total)]));
  const known = (terms) => terms.every((term) => worth.has(term));
  const value = (terms) => (known(terms) ? Math.max(...terms.map((term) => worth.get(term))) : 0);
  const slots = query.slots.filter((slot) => ways(slot).some(known));
  if (slots.every(({ isExtra }) => isExtra) || (strict && needed(slots).length < needed(query.slots).length)) return [];
  const values = slots.map((slot) => Math.max(...ways(slot).map(value)));
  const newest = Math.max(0, ...segments.flatMap(({ months }) => months.map(([month]) => month)));
  const hits = [];
  let before = 0;
  segments.forEach((segment, number) => {
    for (const hit of inSegment(segment, slots, values, { worth, value, filters, newest, recency })) {
      if (strict && !hit.whole) continue;
      // Newest first is by segment, and in it from the last number down.
      hits.push({ segment: number, ...hit, order: before + segment.documents - 1 - hit.document });
    }
    before += segment.documents;
  });
  const whole = hits.filter((hit) => hit.whole);
  const chosen = newestFirst && whole.length ? whole : hits;
  if (newestFirst) return chosen.sort((a, b) => a.order - b.order);
  return chosen.sort((a, b) => b.whole - a.whole || b.points - a.points || a.order - b.order);
};

const inSegment = ({ documents, months, postings }, slots, values, { worth, value, filters, newest, recency }) => {
  const points = new Float64Array(documents), words = new Uint8Array(documents), sums = new Int32Array(documents);
  const headline = new Uint8Array(documents), steps = new Uint8Array(documents), places = new Int32Array(documents);
  const found = [];
  slots.forEach((slot, number) => {
    matches(postings, slot, worth, value, (document, gained, place) => {
      if (!points[document]) found.push(document);
      points[document] += gained;
      if (slot.isExtra) return;
      words[document]++;
      sums[document] += values[number];
      if (place) headline[document]++;
      const shift = place && place < PLACES ? place + SHIFT - slot.place : 0;
      if (shift && shift === places[document]) steps[document]++;
      places[document] = shift;
    });
  });
  const allowed = filters.map((one) => new Set(anyOf(one).flatMap((term) => postings.get(term)?.documents ?? [])));
  const allWords = needed(slots).length;
  const worthOfAll = values.reduce((sum, one, number) => sum + (slots[number].isExtra ? 0 : one), 0);
  const ages = new Uint8Array(documents);
  let start = 0;
  for (const [month, count] of months) {
    const age = (Math.floor(newest / 100) - Math.floor(month / 100)) * 12 + (newest % 100) - (month % 100);
    ages.fill(Math.min(Math.max(age, 0), recency.length - 1), start, start + count);
    start += count;
  }
  const hits = [];
  for (const document of found) {
    if (!allowed.every((one) => one.has(document))) continue;
    const whole = words[document] === allWords;
    if (!whole && sums[document] * PART < worthOfAll) continue;
    const inHeadline = whole && headline[document] === allWords;
    const phrase = inHeadline && allWords > 1 && steps[document] === allWords - 1;
    const halves = phrase ? PHRASE : inHeadline ? HEADLINE : SCATTERED;
    let total = points[document] * halves * recency[ages[document]];
    for (let time = 0; time < STEEPNESS && !whole; time++) total = Math.floor((total * sums[document]) / worthOfAll);
    hits.push({ document, whole, points: total });
  }
  return hits;
};

// Calls `each` once for every document that has a word, with its points and its place in the headline, or 0.
const matches = (postings, slot, worth, value, each) => {
  const found = new Map();
  const own = postings.get(slot.term);
  const worthOfOwn = worth.get(slot.term) ?? 0;
  own?.documents.forEach((document, at) => {
    found.set(document, [worthOfOwn * (own.marks[at] & 15), own.marks[at] >> 4]);
  });
  const exact = slot.exact && postings.get(slot.exact);
  if (exact) {
    exact.documents.forEach((document, at) => {
      const here = found.get(document);
      if (here) here[0] += Math.floor((worthOfOwn * (exact.marks[at] & 15)) / EXACT);
    });
  }
  for (const terms of slot.others) {
    const each = terms.map((term) => postings.get(term));
    if (each.includes(undefined)) continue;
    const [first, ...rest] = each.map(({ documents, marks }) => new Map(documents.map((one, at) => [one, marks[at]])));
    for (const [document, mark] of first) {
      const marks = [mark, ...rest.map((one) => one.get(document))];
      if (marks.includes(undefined)) continue;
      const points = value(terms) * Math.min(...marks.map((one) => one & 15));
      // Its words do not stand where the word would.
      const place = marks.every((one) => one >> 4) ? PLACES : 0;
      if (!found.has(document) || found.get(document)[0] < points) found.set(document, [points, place]);
    }
  }
  for (const [document, [points, place]] of found) each(document, points, place);
};
