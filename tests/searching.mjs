// Asks the search of a built portal as its page does: node searching.mjs OUTPUT < [[words, options], …]
// The script is the portal's own; its files come from the folder. Prints what each query finds, as JSON.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const output = pathToFileURL(`${process.argv[2]}/`);
globalThis.fetch = async (address) => {
  const file = new URL(address);
  file.search = "";
  return readFile(file).then((bytes) => new Response(bytes), () => new Response("", { status: 404 }));
};
const { Searcher } = await import(new URL("aset/search/index.js", output));
const searcher = await Searcher.open(new URL("cari/indeks/", output));

const answer = async (words, { count, ...options }) => {
  let last;
  for await (const part of searcher.search(words, options)) last = part;
  const results = [];
  for (const { segment, document, whole } of last.hits.slice(0, count)) {
    const [url, title, minutes, offset, kanal, type, summary, , byline, flags] =
      await searcher.row(last.heads[segment], document);
    const date = new Date((minutes + offset) * 60_000).toISOString().slice(0, 10);
    const withdrawn = Boolean(flags & 1);
    results.push({ url, title, date, kanal, type, summary, byline, withdrawn, all_words: Boolean(whole) });
  }
  const corrected = Object.fromEntries(last.corrected);
  return { results, corrected, unknown: last.unknown, left_out: last.leftOut, missing: last.missing.length };
};

const answers = [];
for (const [words, options] of JSON.parse(readFileSync(0, "utf-8"))) answers.push(await answer(words, options));
console.log(JSON.stringify(answers));
