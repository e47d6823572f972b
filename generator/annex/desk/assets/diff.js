// How two texts differ, line by line.

const MOST = 4e6;
const WORDS = /\s|\S+/g;

/** Return the stretches in which two lists of lines differ, as {a0, a1, b0, b1}. */
export function hunks(one, other) {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < other.length - head && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  const height = one.length - head - tail;
  const width = other.length - head - tail;
  if (!height && !width) return [];
  const whole = { a0: head, a1: head + height, b0: head, b1: head + width };
  if (!height || !width || height * width > MOST) return [whole];
  // Lengths of the longest common part from here to the end.
  const rows = Array.from({ length: height + 1 }, () => new Uint16Array(width + 1));
  for (let a = height - 1; a >= 0; a -= 1) {
    for (let b = width - 1; b >= 0; b -= 1) {
      rows[a][b] = one[head + a] === other[head + b] ? rows[a + 1][b + 1] + 1 : Math.max(rows[a + 1][b], rows[a][b + 1]);
    }
  }
  const found = [];
  let a = 0;
  let b = 0;
  while (a < height || b < width) {
    const a0 = a;
    const b0 = b;
    while ((a < height || b < width) && !(a < height && b < width && one[head + a] === other[head + b])) {
      if (b >= width || (a < height && rows[a + 1][b] >= rows[a][b + 1])) a += 1;
      else b += 1;
    }
    if (a > a0 || b > b0) found.push({ a0: head + a0, a1: head + a, b0: head + b0, b1: head + b });
    while (a < height && b < width && one[head + a] === other[head + b]) { a += 1; b += 1; }
  }
  return found;
}

/** Return what makes a text another, word by word, as {from, to, text} by characters: so no caret moves but in a word that goes. */
export const changes = (before, after) => byLines(before, after).flatMap(({ from, to, text }) => {
  const one = before.slice(from, to).match(WORDS) ?? [];
  const other = text.match(WORDS) ?? [];
  const starts = [from];
  for (const word of one) starts.push(starts.at(-1) + word.length);
  return hunks(one, other).map(({ a0, a1, b0, b1 }) => ({ from: starts[a0], to: starts[a1], text: other.slice(b0, b1).join("") }));
});

function byLines(before, after) {
  const one = before.split("\n");
  const other = after.split("\n");
  const starts = [0];
  for (const line of one) starts.push(starts.at(-1) + line.length + 1);
  return hunks(one, other).map(({ a0, a1, b0, b1 }) => {
    const lines = other.slice(b0, b1);
    // A line takes the break before it along if there is none after it.
    if (a1 === one.length) {
      const from = a0 ? starts[a0] - 1 : 0;
      return { from, to: before.length, text: (a0 && lines.length ? "\n" : "") + lines.join("\n") };
    }
    return { from: starts[a0], to: starts[a1], text: lines.map((line) => `${line}\n`).join("") };
  });
}

const touches = (found, from, to) => found.some(({ b0, b1 }) =>
  (from === to ? b0 <= from && b1 >= from && b0 === b1 : (b0 < to && b1 > from) || (b0 === b1 && b0 > from && b0 < to)));

/** Return the pieces of two texts: those that are the same, and those that differ, with whose change each seems to be. */
export function pieces(mine, theirs, base = null) {
  const one = mine.split("\n");
  const other = theirs.split("\n");
  const origin = base?.split("\n");
  const ownChanges = origin && hunks(origin, one);
  const theirChanges = origin && hunks(origin, other);
  const found = [];
  let at = 0;
  for (const { a0, a1, b0, b1 } of hunks(one, other)) {
    if (a0 > at) found.push({ same: one.slice(at, a0) });
    const changed = origin && { mine: touches(ownChanges, a0, a1), theirs: touches(theirChanges, b0, b1) };
    found.push({ mine: one.slice(a0, a1), theirs: other.slice(b0, b1), choice: changed && changed.theirs && !changed.mine ? "theirs" : "mine" });
    at = a1;
  }
  if (at < one.length) found.push({ same: one.slice(at) });
  return found;
}
