"""What a search costs a reader on a slow phone: time, bytes and requests, in Chromium, of queries of two words.

    python -m tools.bench_reader OUTPUT [--queries 50] [--seed 1]

OUTPUT is a built portal with a search. The phone has a processor four times
slower than this machine, 1.6 Mbit/s and 150 ms to the host, which speaks
HTTP/1.1. Each query is opened in a browser that knows nothing of the portal;
then it is asked again, as by a reader who is on the page already and has not
searched yet. Two words are of the headline of an article from anywhere in the
archive; with --newest N, of one of the newest N. With --misspelled the first
lacks a letter.

Where OUTPUT has an index of Pagefind (npx pagefind@1.6.0 --site OUTPUT), that
is asked as well, by a page that has loaded it, and gives its first ten results.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import zlib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.search.segments import CHUNK, NUMBERING
from generator.search.words import STOPWORDS, tokens
from tests.browser_support import chromium
from tools.validate import server
from tools.validate.server import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LATENCY, BYTES, SLOWER = 150, 200_000, 4
INDEX = "cari/indeks"
HEADER = 1 + NUMBERING
"""Bytes of a file before its contents."""
OTHER = "pagefind"
WATCH = """() => {
  globalThis.seen = {};
  const note = (name) => { seen[name] ??= performance.now(); };
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("[data-daftar]"), status = document.querySelector(".jumlah");
    const look = () => {
      const count = list.querySelectorAll("article").length;
      if (count) note("first");
      if (count >= 10) note("ten");
      if (/[^…]$/.test(status.textContent)) note("all");
    };
    globalThis.again = () => { globalThis.seen = {}; };
    const all = { childList: true, subtree: true, characterData: true };
    new MutationObserver(look).observe(document.querySelector(".pencarian"), all);
  });
  addEventListener("load", () => note("page"));
}"""
SUBMIT = """() => {
  again();
  const at = performance.now();
  document.querySelector("form[data-cari]").requestSubmit();
  return at;
}"""
PAGEFIND = """async (query) => {
  const engine = await import("/pagefind/pagefind.js"), seen = {};
  await engine.init();
  const at = performance.now(), note = (name) => { seen[name] ??= performance.now() - at; };
  const { results } = await engine.search(query);
  await Promise.all(results.slice(0, 10).map((one) => one.data().then(() => note("first"))));
  note("ten");
  return { first: seen.ten, ...seen, results: results.length };
}"""
Figures = dict[str, float]


def queries(folder: Path, count: int, seed: int, newest: int, *, misspelled: bool) -> list[str]:
    """Return queries of two words."""
    manifest = json.loads((folder / INDEX / "indeks.json").read_bytes())
    every = ((head, number) for head in manifest["segments"] for number in range(head["documents"] - 1, -1, -1))
    articles, chance = [*islice(every, newest or None)], random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        head, document = chance.choice(articles)
        data = (folder / INDEX / head["name"] / f"d{document // CHUNK}.bin").read_bytes()
        _, headline, *_ = json.loads(zlib.decompress(data, -15)[HEADER:])[document % CHUNK]
        words = [word for word in dict.fromkeys(tokens(headline)) if word not in STOPWORDS and len(word) > 3]
        if len(words) > 1:
            first, second = chance.sample(words, 2)
            if misspelled:
                at = chance.randrange(1, len(first) - 1)
                first = first[:at] + first[at + 1 :]
            found.append(f"{first} {second}")
    return found


def opened(browser: Browser, index: str = INDEX) -> tuple[Page, list[float]]:
    """Return a page of the slow phone, and the bytes of each file of the index that it is sent."""
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": BYTES, "uploadThroughput": BYTES},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    ours: set[str] = set()
    sizes: list[float] = []

    def sent(event: dict[str, Any]) -> None:
        if f"/{index}/" in event["request"]["url"] and event["request"]["method"] == "GET":
            ours.add(event["requestId"])

    def came(event: dict[str, Any]) -> None:
        if event["requestId"] in ours:
            sizes.append(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", came)
    page.add_init_script(f"({WATCH})()")
    return page, sizes


def ended(page: Page, sizes: list[float]) -> tuple[dict[str, float], float]:
    """Return when what was seen, once the search has ended, and how many bytes had come with the tenth result."""
    moved = 0.0
    while True:
        seen: dict[str, float] = page.evaluate("globalThis.seen ?? {}")
        if "ten" in seen or "all" in seen:
            moved = moved or sum(sizes)
        if "all" in seen:
            return seen, moved
        page.wait_for_timeout(20)


def cold(browser: Browser, base: str, query: str) -> Figures:
    """Open the address of a search."""
    page, sizes = opened(browser)
    page.goto(f"{base}/cari/?q={query}")
    seen, moved = ended(page, sizes)
    page.wait_for_timeout(50)
    first = seen.get("first", seen["all"])
    found = {
        "page": seen["page"], "first": first, "first after page": first - seen["page"],
        "ten": seen.get("ten", seen["all"]), "all": seen["all"], "bytes with the tenth": moved,
        "bytes": sum(sizes), "requests": len(sizes),
    }  # fmt: skip
    page.context.close()
    return found


def typed(browser: Browser, base: str, query: str) -> Figures:
    """Open the page, and search when it is quiet."""
    page, sizes = opened(browser)
    page.goto(f"{base}/cari/")
    page.wait_for_load_state("networkidle")
    page.locator("form[data-cari] [type=search]").fill(query)
    # Suggestions are there before anybody has typed two words.
    page.wait_for_timeout(1500)
    page.wait_for_load_state("networkidle")
    before = sum(sizes), len(sizes)
    start: float = page.evaluate(SUBMIT)
    seen, moved = ended(page, sizes)
    page.wait_for_timeout(50)
    names = {name: seen.get(name, seen["all"]) - start for name in ("first", "ten", "all")}
    page.context.close()
    more = {"bytes with the tenth": moved - before[0], "bytes": sum(sizes) - before[0]}
    return {**names, **more, "requests": len(sizes) - before[1]}


def others(browser: Browser, base: str, query: str) -> Figures:
    """Ask Pagefind, once it is there."""
    page, sizes = opened(browser, OTHER)
    page.goto(f"{base}/cari/")
    page.wait_for_load_state("networkidle")
    seen: Figures = page.evaluate(PAGEFIND, query)
    page.wait_for_timeout(50)
    page.context.close()
    return {**seen, "bytes": sum(sizes), "requests": len(sizes)}


def table(title: str, rows: list[Figures]) -> None:
    """Print medians and 95th percentiles."""
    print(f"\n{title}\n\n| | median | 95 % | most |\n|---|---|---|---|")
    for name in rows[0]:
        values = sorted(row[name] for row in rows)
        last = values[min(len(values) - 1, round(len(values) * 0.95))]
        unit = "" if name in {"requests", "results"} else " KB" if "bytes" in name else " ms"
        scale = 1000 if "bytes" in name else 1
        shown = [f"{value / scale:,.0f}{unit}" for value in (statistics.median(values), last, values[-1])]
        print(f"| {name} | {' | '.join(shown)} |")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("output", type=Path)
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--newest", type=int, default=0)
    parser.add_argument("--misspelled", action="store_true")
    given = parser.parse_args(argv)
    asked = queries(given.output, given.queries, given.seed, given.newest, misspelled=given.misspelled)
    with chromium() as browser, serving(given.output) as base:
        table("Opened by its address, nothing known", [cold(browser, base, query) for query in asked])
        table("Typed on the page", [typed(browser, base, query) for query in asked])
        if (given.output / OTHER).is_dir():
            # It cannot run under the policy of our pages.
            server.POLICY = server.POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
            table("Pagefind", [others(browser, base, query) for query in asked])
    return 0


if __name__ == "__main__":
    sys.exit(main())
