"""Build the demo site and one of a thousand articles, and let everything be checked.

    python -m tools.validate [--without html,lighthouse] [--only links] [--articles N]

Exit codes: 0 nothing was found, 1 something was, 2 a checker could not run and
was not named by `--without`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

from tools.validate import articles, axe, feeds, html, jsonld, lighthouse, links, origins, shares, sitemaps
from tools.validate.portal import ROOT, Finding, Portal, Skipped, build

Portals = Literal["all", "small", "demo"]
CHECKS: tuple[tuple[str, Callable[[Portal], Iterable[Finding]], Portals], ...] = (
    ("links", links.check, "all"),
    ("origins", origins.check, "all"),
    ("jsonld", jsonld.check, "all"),
    ("shares", shares.check, "all"),
    ("feeds", feeds.check, "all"),
    ("sitemaps", sitemaps.check, "all"),
    ("html", html.check, "all"),
    ("axe", axe.check, "small"),
    ("lighthouse", lighthouse.check, "demo"),
)
"""Name, what checks, and which portals: "small" ones are the demo and the samples, which have pages of all kinds."""
DEMO_NOW, LARGE_NOW = "2026-11-21 06:00 WIB", "2025-12-22 21:00 WIB"
SAMPLES, PATH = 60, "/portal"
"""Articles with all sorts of markup, and below which path of a host they lie."""
PLACES = 12
"""Places shown of one mistake."""


def large(folder: Path, count: int) -> Path:
    """Write the large site, with the archive maker that Warta is measured with if it is there."""
    maker = ROOT.parent / "shared/bench/corpus.py"
    if not maker.is_file():
        articles.write(folder, count)
        return folder
    folder.mkdir()
    subprocess.run([sys.executable, str(maker), str(folder), "--n", str(count)], check=True, stdout=subprocess.DEVNULL)
    (folder / "site.yaml").write_text((maker.parent / "site.yaml").read_text("utf-8"), "utf-8")
    return folder


def show(found: list[Finding]) -> None:
    """Print findings: each mistake once, with its places."""
    by_text: dict[str, list[Finding]] = {}
    for one in found:
        by_text.setdefault(one.text, []).append(one)
    for text, places in sorted(by_text.items()):
        print(f"    {text}")
        for one in sorted(places)[:PLACES]:
            print(f"      {one.page}" + (f"  {one.place}" if one.place else ""))
        if len(places) > PLACES:
            print(f"      … and {len(places) - PLACES} more")


def main(argv: list[str] | None = None) -> int:
    """Run what was asked for."""
    names = [name for name, _, _ in CHECKS]
    parser = argparse.ArgumentParser(prog="make validate", description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--without", default="", metavar="NAMES", help=f"leave out, of {','.join(names)}")
    parser.add_argument("--only", default="", metavar="NAMES", help="leave out all others")
    parser.add_argument("--articles", type=int, default=1000, help="of the large site; 0 for none (default 1000)")
    given = parser.parse_args(argv)
    without, only = (set(filter(None, one.split(","))) for one in (given.without, given.only))
    if unknown := (without | only) - set(names):
        parser.error(f"there is no checker {', '.join(sorted(unknown))}")
    found, skipped = 0, []
    with tempfile.TemporaryDirectory(prefix="warta-validate-") as folder:
        work = Path(folder)
        portals = [("demo", build(ROOT, work / "demo", DEMO_NOW))]
        if given.articles:
            source = large(work / "source", given.articles)
            portals.append((f"{given.articles} articles", build(source, work / "large", LARGE_NOW)))
        articles.write(work / "samples", SAMPLES, PATH)
        portals.append((f"{SAMPLES} articles below {PATH}", build(work / "samples", work / "below", LARGE_NOW)))
        which = {"all": portals, "small": [portals[0], portals[-1]], "demo": portals[:1]}
        for name, checker, asked in CHECKS:
            if name in without or (only and name not in only):
                print(f"LEFT OUT {name}, as asked", flush=True)
                continue
            for title, portal in which[asked]:
                start = time.monotonic()
                try:
                    these = list(checker(portal))
                except Skipped as reason:
                    print(f"SKIPPED  {name}: {reason}", flush=True)
                    skipped.append(name)
                    break
                verdict = f"{len(these)} FOUND" if these else "ok"
                what = f"{name}, {title} ({len(portal.pages)} pages)"
                print(f"{verdict:8} {what}, {time.monotonic() - start:.1f} s", flush=True)
                show(these)
                found += len(these)
    if skipped:
        print(f"Not checked: {', '.join(skipped)}. Name them with --without to go on without them.")
    return 1 if found else 2 if skipped else 0


if __name__ == "__main__":
    sys.exit(main())
