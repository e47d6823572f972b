"""Random archives and queries: the terminal and the browser find the same, in the same order and with the same points.

    python -m tests.fuzz.search --count 100000 --seed 1

A query is words of articles, misspelled ones, phrases of headlines, short names, signs, with filters and without.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.base import stemming
from generator.search import files, language, segments, words
from generator.search.files import Manifest, Row
from generator.search.query import both_ways
from generator.search.reading import MANIFEST, Searcher
from generator.search.segments import Head
from generator.theming.theme import BUILT_IN
from tests.browser_support import chromium
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

BATCH = 500
ROOTS = sorted(stemming.HIDDEN | stemming.WITH_I | stemming.IN_K | stemming.WHOLE)
STARTS = ["", "", "", "me", "mem", "men", "meng", "meny", "pe", "pem", "per", "di", "ter", "ber", "ke", "se", "x"]
ENDS = ["", "", "", "kan", "an", "i", "nya", "lah", "ku", "mu", "pun"]
ODD = [
    "Jum'at", "Al-Qur’an", "É́lan", "ÀÉÎ", "ﬁnal", "Straße", "İzmir", "ΣΊΣΥΦΟΣ", "ΑΣʕ", "北京市", "१२३", "１２３", "½", "x" * 59 + "😀y", "𝒜𝓁𝒾", "k:daerah",
    "=banjir", "constructor", "__proto__", "toString", "a" * 80, "2026", "12", "SMAN 1", "naïve", "e\u0301", "ß", "\u2126", "ŉ", "a_b", "ﷺ", "\u00ad", "\u200d",
]  # fmt: skip
SIGNS = ["", "!", "?!", '"', "<b>", "</script>", "&amp;", "—", "…", "\t\n", "%s", "' OR 1=1", "😀", "🇮🇩"]
PAIRS = {"jateng": "jawa-tengah", "ntt": "nusa-tenggara-timur", "kpk": "komisi-pemberantasan-korupsi", "the": "of-the"}
KANAL, TYPES = ["daerah", "nasional", "olahraga"], ["berita", "opini", "foto"]
REGIONS, AUTHORS = ["jawa-tengah", "jawa-tengah/kudus", "riau"], ["sari", "budi"]
PARTS = {
    "2026-11-29": (7, [202611]), "2026-11": (60, [202611]), "2026-10": (90, [202610]), "2025": (300, [202501, 202507, 202512]),
    "2009": (150, [200903, 200912]),
}  # fmt: skip
"""Segments, their documents, and the months that have any."""

IN_BROWSER = """async ([folder, asked]) => {
  const { Searcher } = await import("/aset/search/index.js");
  const searcher = (globalThis[folder] ||= await Searcher.open(new URL(folder, location)));
  const found = [];
  for (const [words, options] of asked) {
    let last;
    for await (const part of searcher.search(words, options)) last = part;
    const hits = last.hits.map(({ segment, document, whole, points }) => [segment, document, Number(whole), points]);
    found.push([hits, Object.fromEntries(last.corrected), last.unknown, last.leftOut]);
  }
  return found;
}"""


class Asked(NamedTuple):
    """A query with its choices."""

    words: str
    filters: list[str]
    year: str
    newest_first: bool

    @property
    def options(self) -> dict[str, Any]:
        """What the script is given."""
        return {"filters": self.filters, "year": self.year, "newestFirst": self.newest_first}


class Archive:
    """A random archive, and the queries that it is asked."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = [self._word() for _ in range(400)]
        self.headlines: list[str] = []

    def _word(self) -> str:
        chance = self._random.random()
        if chance < 0.06:
            return self._random.choice(ODD)
        word = self._random.choice(STARTS) + self._random.choice(ROOTS) + self._random.choice(ENDS)
        return word.title() if chance > 0.8 else word

    def _text(self, most: int) -> str:
        few = self._random.random() < 0.5
        return " ".join(
            self._random.choice(["dan", "di", "yang", *PAIRS, "Jawa Tengah", "nusa tenggara timur"])
            if self._random.random() < 0.2
            else self._words[int(len(self._words) * self._random.random() ** (3 if few else 1))]
            for _ in range(self._random.randint(1, most))
        )

    def article(self) -> bytes:
        """Return the terms of an article."""
        choice = self._random.choice
        filters = [f"k:{choice(KANAL)}", f"d:{choice(REGIONS)}", f"j:{choice(TYPES)}", f"p:{choice(AUTHORS)}"]
        self.headlines.append(self._text(18))
        return words.packed(
            self.headlines[-1], self._text(120), summary=self._text(12), tags=[self._text(2)],
            region=choice(["", "Jawa Tengah", "Riau"]), byline=[self._text(2)], filters=filters,
        )  # fmt: skip

    def files(self) -> dict[str, bytes]:
        """Return the files of its index."""
        found, heads = {}, []
        for name, (count, months) in PARTS.items():
            order = segments.numbering(map(str, range(count + 1)))
            terms = files.inverted([self.article() for _ in range(count)])
            # More files than so few articles have, so that each word asks for another.
            shards, spelling = max(8, segments.shards(count)), 4
            for number, chosen in enumerate(files.split(terms, shards)):
                found[f"{name}/{number}.bin"] = files.encode_terms(terms, chosen, order)
            known = files.spellings(terms)
            for number, similar in enumerate(files.split_spellings(known, spelling)):
                found[f"{name}/e{number}.bin"] = files.encode_spellings(known, similar, order)
            rows = [Row(f"/{name}/{at}/", "A", at, 420, "daerah", "berita", "", "", "", 0) for at in range(count)]
            for number in range(segments.chunks(count)):
                part = rows[number * segments.CHUNK : (number + 1) * segments.CHUNK]
                found[f"{name}/d{number}.bin"] = files.encode_documents(part, order)
            each = count // len(months)
            sizes = [each] * (len(months) - 1) + [count - each * (len(months) - 1)]
            heads.append(Head(name, count, shards, spelling, order.hex(), tuple(zip(months, sizes, strict=True))))
        manifest = Manifest("2026-11-29", tuple(heads), {}, {}, {}, both_ways(PAIRS))
        return found | {MANIFEST: files.encode_manifest(manifest), "bahasa.json": language.encode()}

    def _mistyped(self, word: str) -> str:
        at = self._random.randrange(len(word) or 1)
        letter = self._random.choice("abeinrsu")
        return self._random.choice(
            [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
             word[:at] + word[at : at + 2][::-1] + word[at + 2 :]]
        )  # fmt: skip

    def asked(self) -> Asked:
        """Return a query."""
        chance = self._random.random()
        if chance < 0.25:
            parts = self._random.choice(self.headlines).split()
            start = self._random.randrange(len(parts))
            parts = parts[start : start + self._random.randint(1, 5)]
        else:
            parts = self._text(16 if chance > 0.97 else 4).split()
        if chance > 0.85:
            at = self._random.randrange(len(parts))
            parts[at] = self._mistyped(parts[at])
        if chance > 0.95:
            parts.insert(0, self._random.choice(SIGNS))
        if chance > 0.999:
            parts *= 400
        joined = self._random.choice([" ", " ", " ", "-", ", ", "  "]).join(parts)
        few = self._random.random()
        filters = [f"k:{self._random.choice(KANAL)}"] if few < 0.2 else []
        filters += (
            [f"d:{self._random.choice([*REGIONS, 'aceh'])}", f"j:{self._random.choice(TYPES)}"] if few < 0.05 else []
        )
        filters += [f"p:{self._random.choice(AUTHORS)}"] if few > 0.95 else []
        filters += ["p:sari p:tiada p:budi"] if 0.92 < few < 0.95 else []
        year = self._random.choice(["2026", "2025", "1999"]) if self._random.random() < 0.1 else ""
        return Asked(joined, filters, year, self._random.random() < 0.1)


def answered(searcher: Searcher, asked: Asked) -> list[Any]:
    """Return what Python finds, in the form of `IN_BROWSER`."""
    found = searcher.search(asked.words, asked.filters, year=asked.year, newest_first=asked.newest_first)
    hits = [[hit.segment, hit.document, int(hit.whole), hit.points] for hit in found.hits]
    return [hits, dict(found.corrected), list(found.unknown), found.left_out]


def differences(page: Page, folder: Path, seed: int, count: int) -> Iterator[tuple[Asked, Any, Any]]:
    """Yield each query of an archive for which the terminal and the browser differ, with what each finds.

    Args:
        page: a page of the host that serves `folder`.
        folder: that folder; the index comes below it.
        seed: of the archive and its queries.
        count: of queries.

    """
    archive = Archive(seed)
    found = archive.files()
    for path, data in found.items():
        file = folder / str(seed) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    searcher = Searcher(found.__getitem__)
    queries = iter([archive.asked() for _ in range(count)])
    while some := [*islice(queries, BATCH)]:
        here = page.evaluate(IN_BROWSER, [f"/{seed}/", [[asked.words, asked.options] for asked in some]])
        for asked, theirs in zip(some, here, strict=True):
            ours = answered(searcher, asked)
            if ours != theirs:
                yield asked, ours, theirs


def prepared(folder: Path) -> Path:
    """Return a folder with the script, and a page that can import it."""
    shutil.copytree(BUILT_IN / "kabar/assets", folder / "aset")
    for name in ("index.html", "404.html"):
        (folder / name).write_text("<!DOCTYPE html>\n<title>Uji</title>\n", "utf-8")
    return folder


def main(argv: Sequence[str] | None = None) -> int:
    """Ask many queries of one archive for each ten thousand."""
    parser = argparse.ArgumentParser(
        prog="make search-parity", description=__doc__.partition("\n")[0] if __doc__ else ""
    )
    parser.add_argument("--count", type=int, default=100_000, help="of queries")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    wrong, start = 0, time.monotonic()
    with chromium() as browser:
        for number in range(-(-given.count // 10_000)):
            asked = min(10_000, given.count - number * 10_000)
            with tempfile.TemporaryDirectory() as folder, serving(prepared(Path(folder) / "host")) as base:
                page = browser.new_page()
                page.goto(f"{base}/")
                for query, ours, theirs in differences(page, Path(folder) / "host", given.seed + number, asked):
                    wrong += 1
                    print(query, *(f"  {one[1:]} {str(one[0])[:300]}" for one in (ours, theirs)), sep="\n", flush=True)
                page.close()
            done = number * 10_000 + asked
            print(f"{done} queries, {wrong} differences, {time.monotonic() - start:.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
