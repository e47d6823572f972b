// Reads the files of the index, which generator/search/files writes, and answers queries from them.
import { Language, needed, parse, rank, termsOf, ways } from "./core.js";

const CHUNK = 96, FORMAT = 1, ENDS = 3, SHORT = 6;
// Bytes of an inflated file; a larger one is damage.
const MOST = 64 * 2 ** 20;
// Segments that answer first: the newest, until they hold so many articles, but no closed year. There are answers again
// when so many times as many are there. What is older than so many articles is asked for after the first answer.
const FIRST = 100, GROWTH = 4, ASKED = 10_000;

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});
const utf8 = new TextEncoder();
const text = new TextDecoder("utf-8", { fatal: true });

const shardOf = (term, shards) => {
  let crc = -1;
  // A word as it is written stands beside its stem.
  for (const byte of utf8.encode(term.split("=", 1)[0])) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  return Math.floor(((~crc >>> 0) * shards) / 2 ** 32);
};

/** A file that does not come, or is not what it should be. `old`: the manifest may be of an older build than the file. */
export class Damage extends Error {
  constructor(path, old = false) {
    super(path);
    this.old = old;
  }
}

class Reader {
  constructor(bytes, at) {
    Object.assign(this, { bytes, at });
  }

  number() {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new RangeError("the end");
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  sections(count) {
    const found = Array.from({ length: count }, () => {
      const size = this.number();
      this.at += size;
      return this.bytes.subarray(this.at - size, this.at);
    });
    if (this.at !== this.bytes.length) throw new RangeError("another length");
    return found;
  }
}

// The parts of a file of terms, if they fit each other.
const termParts = (bytes) => {
  const found = new Reader(bytes, 5).sections(6), [starts, lengths, letters, counts, gaps, marks] = found;
  const sizes = new Reader(counts, 0);
  let size = 0, documents = 0, steps = 0;
  for (const length of lengths) {
    size += length;
    documents += sizes.number();
  }
  for (const byte of gaps) steps += byte < 128;
  const fit = starts.length === lengths.length && size === letters.length && sizes.at === counts.length;
  if (!fit || documents !== marks.length || documents !== steps) throw new RangeError("other lengths");
  return found;
};

// The posting of a term in a file of terms, or nothing: terms are compared where they lie, none is made a string.
const posting = ([starts, lengths, letters, counts, gaps, marks], term) => {
  const wanted = utf8.encode(term);
  const sizes = new Reader(counts, 0);
  let shared = 0, at = 0, before = 0;
  for (let number = 0; number < starts.length; number++) {
    const size = sizes.number(), length = lengths[number];
    if (starts[number] <= shared) {
      shared = starts[number];
      const most = Math.min(length, wanted.length - shared);
      let here = 0;
      while (here < most && letters[at + here] === wanted[shared + here]) here++;
      shared += here;
      if (here === length && shared === wanted.length) {
        const steps = new Reader(gaps, 0);
        for (let left = before; left; steps.at++) if (gaps[steps.at] < 128) left--;
        let last = 0;
        const documents = Array.from({ length: size }, () => (last += steps.number()));
        return { documents, marks: marks.subarray(before, before + size) };
      }
    }
    at += length;
    before += size;
  }
  return undefined;
};

const spellings = ([starts, lengths, letters, counts]) => {
  const found = new Map(), sizes = new Reader(counts, 0);
  let last = new Uint8Array(), at = 0;
  starts.forEach((start, number) => {
    const word = new Uint8Array(start + lengths[number]);
    word.set(last.subarray(0, start));
    word.set(letters.subarray(at, (at += lengths[number])), start);
    found.set(text.decode((last = word)), sizes.number());
  });
  return found;
};

const ends = (word) => {
  const letters = Array.from(word), found = new Set();
  for (const length of [-1, 0, 1].map((more) => letters.length + more)) {
    const size = length <= SHORT ? ENDS - 1 : ENDS;
    found.add(`<${letters.slice(0, size).join("")}`).add(`>${letters.slice(-size).join("")}`);
  }
  return found;
};

/** Whether one letter less, more, other or swapped makes one word of the other. */
export const near = (one, other) => {
  const [a, b] = [Array.from(one), Array.from(other)].sort((x, y) => x.length - y.length);
  if (b.length - a.length > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let left = a.length - start, right = b.length - start;
  while (left && right && a[start + left - 1] === b[start + right - 1]) left--, right--;
  if (left === 2 && right === 2) return a[start] === b[start + 1] && a[start + 1] === b[start];
  return left < 2 && right === 1;
};

// ---------------------------------------------------------------------------------------- searching

/** Answers queries from the index in a folder of the host; a file is asked for once. */
export class Searcher {
  #files = new Map();

  constructor(folder, language, manifest) {
    Object.assign(this, { folder, language, manifest });
  }

  static async open(folder) {
    const [language, manifest] = await Promise.all([json(folder, "bahasa.json"), json(folder, "indeks.json")]);
    return new Searcher(folder, new Language(language), manifest);
  }

  /** Ask for the manifest anew, whatever the browser keeps of it. */
  async renew() {
    this.manifest = await json(this.folder, "indeks.json", "reload");
    this.renewed = true;
  }

  heads(year = "") {
    return this.manifest.segments.filter((head) => head.name.startsWith(year));
  }

  /** Yield what a query finds, first in the newest segments and last in all: {hits, heads, missing, terms, corrected,
   *  unknown, leftOut, complete}. A hit's `segment` is its place in `heads`; `missing` are those of which a file did not
   *  come, `terms` what is looked up. With `literal` no word is corrected. */
  async *search(words, { filters = [], year = "", newestFirst = false, literal = false } = {}) {
    const options = { filters, newestFirst };
    let query = parse(words, this.language, this.manifest.synonyms);
    const all = this.heads(year), { leftOut } = query, corrected = new Map(), terms = termsOf(query, filters);
    const parts = [];
    const ask = (count, priority) => {
      for (const head of all.slice(parts.length, count)) parts.push(this.#part(head, terms, priority));
      // Whoever stops in between hears of no later failure.
      for (const part of parts) part.catch(() => {});
    };
    ask(newest(all), "high");
    this.ahead(all);
    // What else is asked for at once comes in order of newness, behind the newest and what shows them.
    ask(upTo(all, ASKED), "low");
    for (let count = newest(all), goal = FIRST; count < all.length; count = Math.max(count + 1, upTo(all, (goal *= GROWTH)))) {
      const loaded = gathered(await Promise.all(parts.slice(0, count)));
      const hits = rank(query, loaded.segments, this.language.recency, { ...options, strict: true });
      yield { ...loaded, hits, terms: shownAs(query), corrected, unknown: [], leftOut, complete: false };
      ask(all.length, "low");
    }
    let loaded = gathered(await Promise.all(parts));
    const unknown = needed(query.slots).filter((slot) => !isKnown(slot, loaded.segments));
    if (!literal) {
      for (const slot of unknown) corrected.set(slot.word, await this.#corrected(slot, loaded.heads));
      for (const [word, other] of corrected) if (!other) corrected.delete(word);
    }
    if (corrected.size) {
      const slots = query.slots.map((slot) => {
        const other = unknown.includes(slot) && corrected.get(slot.word);
        return other ? { word: other, place: slot.place, term: other, exact: "", others: [], isExtra: false } : slot;
      });
      query = { slots, leftOut };
      const again = loaded.heads.map((head) => this.#part(head, termsOf(query, filters)));
      loaded = gathered(await Promise.all(again), loaded.missing);
    }
    const hits = rank(query, loaded.segments, this.language.recency, options);
    const lost = unknown.map(({ word }) => word).filter((word) => !corrected.has(word));
    yield { ...loaded, hits, terms: shownAs(query), corrected, unknown: lost, leftOut, complete: true };
  }

  /** A result as it is shown. */
  async row(head, document) {
    const rows = await this.#file(head, `d${Math.floor(document / CHUNK)}`, (bytes) => Array.from(JSON.parse(text.decode(bytes.subarray(5)))));
    if (!rows[document % CHUNK]) throw new Damage(head.name);
    return rows[document % CHUNK];
  }

  /** Ask for the newest articles, before it is known whether they are results. */
  ahead(heads = this.heads()) {
    for (const head of heads.slice(0, newest(heads))) {
      for (const back of [1, CHUNK]) this.row(head, Math.max(0, head.documents - back)).catch(() => {});
    }
  }

  // A segment as far as terms need it; one without postings is missing.
  async #part(head, terms, priority) {
    try {
      const each = await Promise.all(terms.map((term) => this.#posting(head, term, priority)));
      const postings = new Map(terms.map((term, at) => [term, each[at]]).filter(([, one]) => one));
      return { head, documents: head.documents, months: head.months, postings };
    } catch (error) {
      if (!(error instanceof Damage) || error.old) throw error;
      return { head };
    }
  }

  async #posting(head, term, priority) {
    const number = shardOf(term, head.shards);
    return posting(await this.#file(head, number, termParts, priority), term);
  }

  async #corrected(slot, heads) {
    const meant = [...new Set([slot.term, slot.word])].filter((word) => /^\p{L}{4,}$/u.test(word));
    const counts = new Map();
    await Promise.all(heads.map(async (head) => {
      const numbers = new Set(meant.flatMap((word) => [...ends(word)].map((end) => shardOf(end, head.spellings))));
      const known = new Map();
      await Promise.all([...numbers].map(async (number) => {
        const file = await this.#file(head, `e${number}`, (bytes) => spellings(new Reader(bytes, 5).sections(4)));
        for (const [word, count] of file) known.set(word, count);
      }));
      for (const [word, count] of known) {
        if (counts.has(word) || meant.some((one) => near(one, word))) counts.set(word, (counts.get(word) ?? 0) + count);
      }
    }));
    let best = "";
    for (const [word, count] of counts) {
      const most = counts.get(best) ?? 0;
      if (count > most || (count === most && before(word, best))) best = word;
    }
    return best;
  }

  // A file of a segment, inflated, looked at and read once; what failed is asked for again the next time.
  #file(head, name, read, priority = "high") {
    const path = `${head.name}/${name}.bin`, key = `${path}?v=${head.numbering}`;
    if (!this.#files.has(key)) {
      const file = inflated(new URL(key, this.folder), priority).then((bytes) => {
        const numbering = Array.from(bytes.subarray(1, 5), (byte) => byte.toString(16).padStart(2, "0")).join("");
        if (bytes[0] !== FORMAT || bytes.length < 6) throw new Damage(path);
        if (numbering !== head.numbering) throw new Damage(path, true);
        return read(bytes);
      }).catch((error) => {
        this.#files.delete(key);
        throw new Damage(path, error.old && !this.renewed);
      });
      this.#files.set(key, file);
    }
    return this.#files.get(key);
  }
}

const shownAs = (query) => new Set(needed(query.slots).flatMap((slot) => ways(slot).flat()));

// How many segments, newest first, hold so many articles.
const upTo = (heads, goal) => {
  let count = 0;
  for (let documents = 0; count < heads.length && documents < goal; count++) documents += heads[count].documents;
  return count;
};

const newest = (heads) => {
  const closed = heads.findIndex(({ name }, at) => at && !name.includes("-"));
  return Math.min(upTo(heads, FIRST), closed < 0 ? heads.length : closed);
};

const gathered = (parts, missing = []) => {
  const whole = parts.filter(({ postings }) => postings), lost = parts.filter(({ postings }) => !postings);
  return { segments: whole, heads: whole.map(({ head }) => head), missing: [...missing, ...lost.map(({ head }) => head)] };
};

const isKnown = (slot, segments) => ways(slot).some(
  (way) => segments.some(({ postings }) => way.every((term) => postings.has(term))));

// Whether a word comes before another by its code points, as Python has it.
const before = (one, other) => {
  const [a, b] = [Array.from(one), Array.from(other)];
  const at = a.findIndex((letter, place) => letter !== b[place]);
  return at < 0 ? a.length < b.length : b[at] !== undefined && a[at].codePointAt(0) < b[at].codePointAt(0);
};

const asked = async (address, options) => {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    // Without a connection, what the browser keeps will do, however old it is.
    answer = await fetch(address, { cache: "force-cache" });
  }
  if (!answer.ok) throw new Damage(address, answer.status === 404);
  return answer;
};

const json = async (folder, name, cache = "default") => {
  try {
    return await (await asked(new URL(name, folder), { cache })).json();
  } catch {
    throw new Damage(name);
  }
};

const inflated = async (address, priority) => {
  const { body } = await asked(address, { priority });
  let size = 0;
  const bounded = new TransformStream({
    transform(part, to) {
      size += part.length;
      if (size > MOST) throw new RangeError("too large");
      to.enqueue(part);
    },
  });
  const plain = body.pipeThrough(new DecompressionStream("deflate-raw")).pipeThrough(bounded);
  return new Uint8Array(await new Response(plain).arrayBuffer());
};
