"""Random portals and queries: the terminal and the browser find the same, in the same order.

    make fuzz KIND=search    (python -m tests.fuzz.search --count 100000 --seed 1)

A query is words of articles, misspelled ones, phrases of headlines, short names, signs, with filters and without.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.base import dates, stemming, timestamps
from tests.browser_support import chromium
from tests.support import CONFIG, NOW, Portal, article, site, ssg_here
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

BATCH, EACH = 200, 5000
"""Queries that the browser is asked at once, and those of one portal."""
ROOTS = sorted(stemming.HIDDEN | stemming.WITH_I | stemming.IN_K | stemming.WHOLE)
STARTS = ["", "", "", "me", "mem", "men", "meng", "meny", "pe", "pem", "per", "di", "ter", "ber", "ke", "se", "x"]
ENDS = ["", "", "", "kan", "an", "i", "nya", "lah", "ku", "mu", "pun"]
ODD = [
    "Jum'at", "Al-Qur’an", "É́lan", "ÀÉÎ", "ﬁnal", "Straße", "İzmir", "ΣΊΣΥΦΟΣ", "ΑΣʕ", "北京市", "१२३", "１२３", "½", "x" * 59 + "😀y", "𝒜𝓁𝒾", "k:daerah",
    "=banjir", "constructor", "__proto__", "toString", "a" * 80, "2026", "12", "SMAN 1", "naïve", "e\u0301", "ß", "\u2126", "ŉ", "a_b", "ﷺ", "\u00ad", "\u200d",
]  # fmt: skip
SIGNS = [
    "",
    "!",
    "?!",
    '"',
    "<b>",
    "</script>",
    "&amp;",
    "—",
    "…",
    "\t\n",
    "%s",
    "' OR 1=1",
    "😀",
    "🇮🇩",
    "-x",
    "--help",
]
SHORT = ["jateng", "ntt", "Jawa Tengah", "nusa tenggara timur", "dan", "di", "yang"]
KANAL, TYPES = ["daerah", "nasional", "olahraga"], ["berita", "opini", "foto"]
REGIONS, AUTHORS = (
    {"jawa-tengah": "Jawa Tengah", "jawa-tengah/kudus": "Jawa Tengah/Kudus", "riau": "Riau"},
    ["Sari", "Budi"],
)
SITE = f"{CONFIG}search: true\nregions: {{Jawa Tengah: [Kudus], Riau: []}}\n"
YEARS = [2009, 2023, 2024]

IN_BROWSER = """async (asked) => {
  const { Searcher } = await import("/aset/search/index.js");
  const searcher = await Searcher.open(new URL("/cari/indeks/", location));
  const found = [];
  for (const [words, options] of asked) {
    let last;
    for await (const part of searcher.search(words, options)) last = part;
    const results = [];
    for (const { segment, document, whole } of last.hits) {
      const [url] = await searcher.row(last.heads[segment], document);
      results.push([url, Boolean(whole)]);
    }
    found.push([results, Object.fromEntries(last.corrected), last.unknown, last.leftOut]);
  }
  return found;
}"""


class Asked(NamedTuple):
    """A query with its choices."""

    words: str
    kanal: str = ""
    region: str = ""
    kind: str = ""
    author: str = ""
    year: str = ""
    newest: bool = False

    @property
    def line(self) -> list[str]:
        """The command line of `ssg search`."""
        chosen = {
            "kanal": self.kanal,
            "region": self.region,
            "type": self.kind,
            "author": self.author,
            "year": self.year,
        }
        found = [word for name, value in chosen.items() if value for word in (f"--{name}", value)]
        return ["search", "--json", "--count", "1000", *found, *["--newest"] * self.newest, "--", self.words]

    @property
    def options(self) -> dict[str, Any]:
        """What the script is given."""
        chosen = {"k": self.kanal, "d": self.region, "j": self.kind, "p": self.author.lower()}
        filters = [f"{letter}:{value}" for letter, value in chosen.items() if value]
        return {"filters": filters, "year": self.year, "newestFirst": self.newest}


class Archive:
    """A portal of random articles, and the queries that it is asked."""

    def __init__(self, folder: Path, seed: int, articles: int = 500) -> None:
        self.portal = site(folder, config=SITE)
        self._random = random.Random(seed)
        self._words = [self._word() for _ in range(400)]
        self._headlines: list[str] = []
        for number in range(articles):
            self.portal.add(f"content/{self._random.choice(KANAL)}/{number}.md", self._article())
        self.portal.build(hold=True)

    def _word(self) -> str:
        chance = self._random.random()
        if chance < 0.06:
            return self._random.choice(ODD)
        word = self._random.choice(STARTS) + self._random.choice(ROOTS) + self._random.choice(ENDS)
        return word.title() if chance > 0.8 else word

    def _text(self, most: int) -> str:
        few = self._random.random() < 0.5
        return " ".join(
            self._random.choice(SHORT)
            if self._random.random() < 0.2
            else self._words[int(len(self._words) * self._random.random() ** (3 if few else 1))]
            for _ in range(self._random.randint(1, most))
        )

    def _article(self) -> str:
        choice, year = self._random.choice, self._random.choice(YEARS)
        self._headlines.append(self._text(18))
        first = dates.parse(f"{year}-01-01 00:00 WIB", "WIB").epoch
        stamp = timestamps.Stamp(self._random.randrange(first, min(NOW, first + 360 * 86400)), "WIB")
        keys = {
            "summary": json.dumps(self._text(12), ensure_ascii=False),
            "tags": f"[{json.dumps(self._text(2), ensure_ascii=False)}]",
            "region": choice(["", *REGIONS.values()]), "author": choice(AUTHORS), "type": choice(TYPES),
            "timestamp": f"{stamp.local:%Y-%m-%d %H:%M} WIB",
        }  # fmt: skip
        return article(json.dumps(self._headlines[-1], ensure_ascii=False), self._text(120), **keys)

    def _mistyped(self, word: str) -> str:
        at = self._random.randrange(len(word) or 1)
        letter = self._random.choice("abeinrsu")
        return self._random.choice(
            [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
             word[:at] + word[at : at + 2][::-1] + word[at + 2 :]]
        )  # fmt: skip

    def asked(self) -> Asked:
        """Return a query."""
        choice, chance = self._random.choice, self._random.random()
        if chance < 0.25:
            parts = choice(self._headlines).split()
            start = self._random.randrange(len(parts))
            parts = parts[start : start + self._random.randint(1, 5)]
        else:
            parts = self._text(16 if chance > 0.97 else 4).split()
        if chance > 0.85:
            at = self._random.randrange(len(parts))
            parts[at] = self._mistyped(parts[at])
        if chance > 0.95:
            parts.insert(0, choice(SIGNS))
        if chance > 0.999:
            parts *= 400
        few = self._random.random()
        return Asked(
            # Of nothing at all the terminal says that it is no query.
            choice([" ", " ", " ", "-", ", ", "  "]).join(parts).strip() or "x",
            kanal=choice(KANAL) if few < 0.2 else "",
            region=choice([*REGIONS, "aceh"]) if few < 0.05 else "",
            kind=choice(TYPES) if few < 0.05 else "",
            author=choice(AUTHORS) if few > 0.95 else "",
            year=choice(["2024", "2023", "1999"]) if self._random.random() < 0.1 else "",
            newest=self._random.random() < 0.1,
        )


def answered(portal: Portal, asked: Asked) -> list[Any]:
    """Return what the terminal finds, in the form of `IN_BROWSER`."""
    done = ssg_here(portal, *asked.line)
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)
    results = [[one["url"], one["all_words"]] for one in found["results"]]
    return [results, found["corrected"], found["unknown"], found["left_out"]]


def differences(page: Page, archive: Archive, count: int) -> Iterator[tuple[Asked, Any, Any]]:
    """Yield each of so many queries for which the terminal and a page of the portal differ, with what each finds."""
    queries = iter([archive.asked() for _ in range(count)])
    while some := [*islice(queries, BATCH)]:
        here = page.evaluate(IN_BROWSER, [[asked.words, asked.options] for asked in some])
        for asked, theirs in zip(some, here, strict=True):
            ours = answered(archive.portal, asked)
            if ours != theirs:
                yield asked, ours, theirs


def main() -> int:
    """Ask many queries of a portal for each few thousand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000, help="of queries")
    parser.add_argument("--seed", type=int, default=1, help="of the first portal; each has its own, one more")
    given = parser.parse_args()
    wrong, start = 0, time.monotonic()
    with chromium() as browser:
        for number, done in enumerate(range(0, given.count, EACH)):
            seed, asked = given.seed + number, min(EACH, given.count - done)
            with tempfile.TemporaryDirectory() as folder:
                archive = Archive(Path(folder), seed)
                with serving(archive.portal.output) as base:
                    page = browser.new_page()
                    page.goto(f"{base}/404.html")
                    for query, ours, theirs in differences(page, archive, asked):
                        wrong += 1
                        print(query, *(f"  {one[1:]} {str(one[0])[:300]}" for one in (ours, theirs)), sep="\n")
                        print(f"again: python -m tests.fuzz.search --count {asked} --seed {seed}", flush=True)
                    page.close()
            print(f"{done + asked} queries, {wrong} differences, {time.monotonic() - start:.0f} s", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
