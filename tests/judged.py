"""A portal of two years, and what a demanding editor wants to see in Artikel Terkait under its stories.

    python -m tests.judged

builds it and prints the boxes that are not as they should be. The articles and the judgements are documents, in
`tests/fixtures/judged/`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import msgspec
import yaml

from generator.base import dates
from tests.support import ROOT, Portal, site

FOLDER = ROOT / "tests/fixtures/judged"
NOW = dates.parse("2026-09-16 12:00 WIB", "WIB").epoch
"""When the portal is built: one of its articles is scheduled for the day after."""
FRESHNESS = 48 * 3600
"""Seconds after an article's own time from which on nothing can stand on its page any more."""

CONFIG = """\
name: Kabar Arandala
tagline: Dari hulu sampai pesisir
base_url: https://kabararandala.example
timezone: Asia/Jakarta
freshness: 48h
categories:
  - {slug: daerah, name: Daerah}
  - {slug: politik, name: Politik}
  - {slug: ekonomi, name: Ekonomi}
  - {slug: hukum, name: Hukum}
  - {slug: olahraga, name: Olahraga}
  - {slug: pendidikan, name: Pendidikan}
  - {slug: kesehatan, name: Kesehatan}
  - {slug: budaya, name: Budaya}
  - {slug: lingkungan, name: Lingkungan}
  - {slug: opini, name: Opini}
"""

_HEADLINE = re.compile(r'<h3><a href="[^"]*/([^/"]+)/">')


class Judgement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the box under one story has to be like; articles are named by their slugs."""

    kind: str
    why: str
    must: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def faults(self, box: Sequence[str]) -> list[str]:
        """Return what is wrong with a box, in words."""
        found = [f"missing:        {slug}" for slug in self.must if slug not in box]
        if self.one_of and not set(self.one_of) & set(box):
            found.append(f"missing one of: {', '.join(self.one_of)}")
        return found + [f"must not stand: {slug}" for slug in box if slug in self.never]

    def report(self, slug: str, box: Sequence[str]) -> str:
        """Return what is wrong with the box under a story, as a table; empty if nothing is."""
        faults = self.faults(box)
        if not faults:
            return ""
        signs = {**dict.fromkeys(self.may, "·"), **dict.fromkeys((*self.must, *self.one_of), "+")}
        signs |= dict.fromkeys(self.never, "!")
        rows = [f"{slug} ({self.kind})", f"  {self.why}"]
        rows += [f"  {place}. {signs.get(one, ' ')} {one}" for place, one in enumerate(box, 1)]
        return "\n".join([*rows, *(f"  {fault}" for fault in faults)])


class Story(msgspec.Struct, frozen=True):
    """An article of the portal, as far as the judgements have to do with it."""

    address: str
    """Of its page, from the root of the output."""
    epoch: int
    public: bool
    """It is published, and not withdrawn."""
    paid: bool


def _read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def judgements() -> dict[str, Judgement]:
    """Return the judgements by the slugs of their stories."""
    text = (FOLDER / "judgements.yaml").read_text("utf-8")
    return msgspec.convert(_read(text), dict[str, Judgement])


def stories() -> dict[str, Story]:
    """Return all articles by their slugs, the oldest first."""
    content = FOLDER / "content"
    found = []
    for path in content.rglob("*.md"):
        matter = _read(path.read_text("utf-8").split("---\n")[1])
        epoch = dates.parse(matter["timestamp"], "WIB").epoch
        story = Story(
            address=path.relative_to(content).with_suffix("").as_posix(),
            epoch=epoch,
            public=epoch <= NOW and "retracted" not in matter and not matter.get("draft"),
            paid=matter.get("type") == "advertorial",
        )
        found.append((epoch, path.stem, story))
    return {slug: story for _, slug, story in sorted(found)}


def portal(folder: Path) -> Portal:
    """Return the portal, built in a folder."""
    made = site(folder, config=CONFIG)
    copytree(FOLDER / "content", made.folder / "content", dirs_exist_ok=True)
    made.now = NOW
    made.build()
    return made


def boxes(made: Portal) -> dict[str, list[str]]:
    """Return the slugs in Artikel Terkait of each published article, in order."""
    found = {}
    for slug, story in stories().items():
        if story.public:
            page = made.read(f"{story.address}/index.html")
            section = page.partition('<section class="terkait">')[2].partition("</section>")[0]
            found[slug] = _HEADLINE.findall(section)
    return found


def main() -> int:
    """Print what is wrong, and how many judgements hold."""
    with tempfile.TemporaryDirectory() as folder:
        shown = boxes(portal(Path(folder)))
    reports = [one.report(slug, shown[slug]) for slug, one in judgements().items()]
    print("\n\n".join(filter(None, reports)))
    print(f"\n{reports.count('')} of {len(reports)} boxes are as they should be.")
    print(
        f"{sum(map(len, shown.values()))} places filled in {len(shown)} boxes, {list(shown.values()).count([])} empty."
    )
    return int(any(reports))


if __name__ == "__main__":
    sys.exit(main())
