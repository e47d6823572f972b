// Answers queries: node engines.mjs FOLDER warta|pagefind|minisearch < {documents, queries}
// Prints a JSON array: for each query the addresses of its first ten results.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, engine] = process.argv.slice(2);
const { documents, queries } = JSON.parse(readFileSync(0, "utf-8"));
const MOST = 10;

const fetched = globalThis.fetch;
globalThis.fetch = async (address, options) => {
  const [file] = String(address).split("?");
  return file.startsWith("file:") ? new Response(await readFile(fileURLToPath(file))) : fetched(address, options);
};

async function warta() {
  const { Searcher } = await import("../../generator/themes/kabar/assets/search/index.js");
  const searcher = await Searcher.open(pathToFileURL(`${folder}/warta/`));
  const answers = [];
  for (const query of queries) {
    let last;
    for await (const part of searcher.search(query)) last = part;
    const rows = await Promise.all(last.hits.slice(0, MOST).map((hit) => searcher.row(last.heads[hit.segment], hit.document)));
    answers.push(rows.map(([url]) => url));
  }
  return answers;
}

async function pagefind() {
  const base = pathToFileURL(`${folder}/site/pagefind/`).href;
  const found = await import(`${base}pagefind.js`);
  await found.options({ basePath: base, baseUrl: "/" });
  await found.init("id");
  const answers = [];
  for (const query of queries) {
    const { results } = await found.search(query);
    const rows = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    answers.push(rows.map((row) => row.url.replace(/^\/|\/$/g, "")));
  }
  return answers;
}

function minisearch() {
  const MiniSearch = createRequire(`${folder}/`)("minisearch");
  const index = new MiniSearch({ fields: ["title", "tags", "summary", "body"], idField: "address" });
  index.addAll(documents);
  const options = { boost: { title: 8, tags: 5, summary: 2 }, prefix: true, fuzzy: 0.2 };
  return queries.map((query) => index.search(query, options).slice(0, MOST).map((result) => result.id));
}

console.log(JSON.stringify(await { warta, pagefind, minisearch }[engine]()));
