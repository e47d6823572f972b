"""Green stays green: random sites are edited, and after each build without problems the clock walks through all that is to come.

    make fuzz KIND=green    (python -m tests.fuzz.green --steps 10000 --seed 1)

After each step the problems, or the bytes, must be those of a first build. When there are no problems, nobody edits
anything, and at hours at which something comes or goes there must be none either, hour after hour and back again. At
some of these hours the bytes must be those of a first build, too.

A turn is one site with its edits, and has a seed of its own, one more than the turn before; what failed prints its site.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyvips

from generator.base import dates, timestamps
from tests.fuzz import counts, fronts
from tests.support import CONFIG, NOW, Portal, Problem, RefusedError, article, indonesian, tree

HOUR = 3600
STEPS, HOURS_AHEAD, FIRST = 14, 12, 5
"""Edits of one site, hours to come that are looked at after each of them, and one of how many of these is held against
a first build."""

SLUGS = ["a", "b", "c", "d", "1", "2", "11", "2024", "tag"]
TAGS = ["Zebra", "Agam", "1", "Ani", "zebra"]
NAMES = ["Ani", "Budi", "ani-w", "AW", "Sari Wulan"]
LISTS = [
    "/tag/zebra/", "/tag/agam/", "/tag/1/", "/tag/zebra/halaman/1/", "/tag/zebra/halaman/2/", "/tag/agam/halaman/1/", "/penulis/ani/", "/penulis/ani-w/",
    "/penulis/ani/halaman/1/", "/penulis/budi/", "/penulis/aw/", "/wilayah/teluk/", "/wilayah/teluk/utara/", "/koreksi/", "/koreksi/halaman/1/", "/daerah/halaman/1/", "/daerah/halaman/2/", "/daerah/halaman/3/", "/nasional/halaman/1/", "/nasional/halaman/2/",
    "/daerah/b/", "/daerah/b/halaman/1/",
    "/terkini/halaman/1/", "/terkini/halaman/2/", "/terkini/halaman/4/", "/indeks/2024/10/09/", "/indeks/2024/10/11/", "/indeks/2024/10/", "/indeks/2024/11/",
    "/indeks/2024/11/01/", "/indeks/2025/", "/indeks/2025/01/", "/indeks/tag/z/", "/indeks/tag/a/", "/indeks/tag/1/", "/sitemap-2024-11.xml",
]  # fmt: skip
PAGES = [
    "/lama/", "/Lama/", "/LAMA.html", "/lama.html", "/satu/", "/daerah/a/", "/a/", "/a/2/", "/daerah/2024/10/a/",
    "/daerah/2024/10/a/2/", "/daerah/2024/10/A/", "/daerah/2024/10/a/semua/", "/nasional/2024/10/b/", "/nasional/2024/11/b/2/", "/nasional/b/3/",
    "/daerah/2024/11/c/", "/daerah/1/2/", "/daerah/2024/", "/daerah/2024/10/", "/daerah/2024", "/lama/a/", "/lama/a/b/",
    "/lama/a.html", "/lama/a.html/b/", "/lama/2/", "/nasional/2024/10/b/semua/x/",
]  # fmt: skip
OTHERS = [
    "a",
    "b",
    "c",
    "1",
    "daerah/a.md",
    "nasional/b.md",
    "pages/satu.md",
    "topics/zebra.md",
    "/foto/a.png",
    "/foto/A.png",
    "/aset/kabar.css",
    "/feed.xml",
]
BODIES = [
    "Isi.",
    "Isi.",
    "Satu.\n\n<!-- halaman -->\n\nDua.",
    "Satu.\n\n<!-- halaman -->\n\nDua.\n\n<!-- halaman -->\n\nTiga.",
    "![G](/foto/a.png)",
]
EXTRA = [
    "", "", "", "permalink: '/{category}/{slug}/'\n", "permalink: '/{slug}/'\n", "logo: /foto/a.png\n", "theme: uji\n",
    "regions: {Teluk: [Utara], Bukit: [Utara]}\n", "regions: {Teluk: [Utara, Selatan]}\n",
    "permalink: '/{category}/{slug}'\n", "permalink: '/{slug}.html'\npaths: {tag: label}\n",
]  # fmt: skip
PHOTO = bytes(pyvips.Image.black(700, 500, bands=3).cast("uchar").copy(interpretation="srgb").pngsave_buffer())
HOURS = [-80, -60, -30, -5, -1, 0, 0, 1, 2, 3, 15, 20, 36, 37, 60, 500, 530, 600, 2000, 2100]
"""Of what is published and taken down, counted from the first build: days, months and years begin in between."""


@dataclass
class Site:
    """A site, and the dice that it is edited by."""

    portal: Portal
    dice: random.Random
    files: dict[str, str | bytes] = field(default_factory=dict)
    keys: bool = False
    """Whether half of the articles have Indonesian keys."""

    def put(self, path: str, text: str | bytes | None) -> None:
        """Write a file, or take it away."""
        if text is None:
            self.portal.remove(path)
            del self.files[path]
        else:
            self.portal.add(path, text)
            self.files[path] = text

    def edit(self) -> None:
        """Do one of the things that happen in a newsroom."""
        draw = self.dice.random()
        others = sorted(path for path in self.files if path.endswith((".md", ".vtt")))
        if draw < 0.55 or not others:
            self.put(
                f"content/{self.dice.choice(['daerah', 'nasional', 'daerah/b'])}/{self.dice.choice('abcdef')}.md",
                self.article(),
            )
        elif draw < 0.68:
            self.put(self.dice.choice(others), None)
        elif draw < 0.74:
            names = self.dice.sample(
                ["name: Ani", "name: Budi", "name: Wati\ninitials: AW", "name: Wati\ninitials: Ani"], 1
            )
            self.put(
                f"content/authors/{self.dice.choice(['ani', 'ani-w', 'aw', 'budi'])}.md",
                f"---\n{names[0]}\n---\nBio.\n",
            )
        elif draw < 0.77:
            pinned, timeline = self.target(*OTHERS), self.dice.choice(["true", "false"])
            since = self.dice.choice(["", "2024-10-10", "2024-10-12 08:00 WIB"])
            self.put(
                f"content/topics/{self.dice.choice(['zebra', 'agam', 'ani', '1'])}.md",
                f"---\npinned: {pinned}\ntimeline: {timeline}\nsince: {since}\n---\n{self.links()}\n",
            )
        elif draw < 0.8:
            self.put(
                f"content/pages/{self.dice.choice(['satu', 'lama', 'a'])}.md",
                f"---\ntitle: Satu\n---\n{self.links()}\n",
            )
        elif draw < 0.85:
            self.put(
                *self.dice.choice(
                    [("content/foto/a.png", PHOTO), ("content/foto/A.png", PHOTO), ("content/lama.html/a.vtt", "x")]
                )
            )
        elif draw < 0.88:
            path, text = fronts.front(self.dice, [*SLUGS, *PAGES, *OTHERS], lambda: hour(self.dice.choice(HOURS)))
            if text is not None or path in self.files:
                self.put(path, text)
        elif draw < 0.9:
            path, text = counts.counts(self.dice, PAGES, lambda: hour(self.dice.choice(HOURS)))
            if text is not None or path in self.files:
                self.put(path, text)
        elif draw < 0.93:
            self.configure()
        elif draw < 0.945:
            self.put(f"content/iklan/{self.dice.choice('ab')}.md", self.advertisement())
        elif draw < 0.95:
            name = self.dice.choice(["logo.svg", "Logo.svg"])
            shutil.rmtree(self.portal.folder / "themes/uji/assets")
            self.portal.add(f"themes/uji/assets/{name}", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        else:
            self.portal.now += self.dice.choice(HOURS) * HOUR

    def configure(self) -> None:
        """Write a site.yaml."""
        text = (
            CONFIG
            + self.dice.choice(["", "  - {slug: daerah/b, name: B}\n"])
            + "search: true\n"
            + f"per_page: {self.dice.choice([1, 1, 2, 3])}\nmedia: {{allow: [txt]}}\n"
            + "theme_settings: {iklan: [atas]}\n"
            + self.dice.choice(EXTRA)
            + f"footer: [{{name: X, url: '{self.target()}'}}]\n"
        )
        self.put("site.yaml", text)

    def advertisement(self) -> str:
        """Return an advertisement of some hours."""
        start = self.dice.choice(HOURS)
        times = [f"from: {hour(start)}\n", f"until: {hour(start + self.dice.choice([1, 20, 600]))}\n"]
        shown = "".join(self.dice.sample(times, self.dice.choice([0, 1, 2])))
        return f"---\npicture: /foto/a.png\nalt: X\nlink: {self.target()}\nplaces: [atas]\n{shown}---\n"

    def target(self, *more: str) -> str:
        """Return something to link to; most of it is there."""
        there = [f"/{path.removesuffix('index.html')}" for path in sorted(tree(self.portal.output)) if path != ".warta"]
        return self.dice.choice(there if there and self.dice.random() < 0.88 else [*LISTS, *PAGES, *more])

    def links(self) -> str:
        """Return a text with some links."""
        return " ".join(f"[x]({self.target(*OTHERS)})" for _ in range(self.dice.choice([0, 0, 1, 2])))

    def article(self) -> str:
        """Return an article of some hour."""
        pick, chance = self.dice.choice, self.dice.random
        start = pick(HOURS)
        keys = {"timestamp": hour(start), "author": pick(NAMES)}
        if chance() < 0.45:
            keys["expires"] = hour(start + pick([1, 2, 16, 40, 600]))
        if chance() < 0.5:
            keys["tags"] = f"[{', '.join(dict.fromkeys(self.dice.sample(TAGS, pick([1, 2]))))}]"
        if chance() < 0.3:
            keys["aliases"] = f"[{pick(LISTS + PAGES + PAGES)}]"
        if chance() < 0.4:
            keys["slug"] = pick(SLUGS)
        if chance() < 0.08:
            keys["draft"] = "true"
        if chance() < 0.06:
            keys["retracted"] = f"{{timestamp: {hour(start + 1)}, reason: sara, text: Salah.}}"
        if chance() < 0.06:
            keys["gone"] = pick(["true", "Selesai."])
        if chance() < 0.1:
            keys["region"] = pick(["Teluk", "Teluk/Utara", "Bukit/Utara"])
        if chance() < 0.1:
            at = hour(start + pick([0, 1, 20, 600]))
            keys["corrections"] = f"[{{timestamp: {at}, type: ralat, text: Salah, link: '{self.target()}'}}]"
        if chance() < 0.2:
            keys["type"] = pick(["opini", "foto", "video", "infografik"])
        if chance() < 0.1:
            keys["photo"] = "{src: /foto/a.png, credit: X, caption: Y}"
        body = f"{self.links()}\n\n{pick(BODIES)}"
        if chance() < 0.1:
            keys |= {"type": "live", "live_until": hour(start + pick([1, 2, 16, 40]))}
            body = (
                f"{self.links()}\n\n## {hour(start)} – A\n\n{self.links()}\n\n## {hour(start + 1)} – B ({pick(NAMES)})"
            )
        text = article(pick("ABCD"), body, **keys)
        return indonesian(text) if self.keys and chance() < 0.5 else text


def hour(number: int) -> str:
    """Return an hour, counted from the first build, as articles write it."""
    return f"{timestamps.Stamp(NOW + number * HOUR, 'WIB').local:%Y-%m-%d %H:%M} WIB"


def moments(site: Site) -> list[int]:
    """Return the hours to come at which something may happen: those that people wrote, and what follows from them."""
    files = [*(site.portal.folder / "content").rglob("*.*"), *(site.portal.folder / "data").glob("*.*")]
    text = "".join(file.read_text("utf-8") for file in files if file.suffix in (".md", ".yaml", ".json", ".csv"))
    written = set(re.findall(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?", text))
    hours = {dates.parse(f"{one} WIB" if ":" in one else f"{one} 00:00 WIB", "WIB").epoch for one in written}
    # The news sitemap begins with another article after two days, and counts are too old after three.
    hours |= {at + days * 24 * HOUR for at in hours for days in (2, 3)}
    return sorted(at for at in hours if at > site.portal.now)


class NotGreenError(AssertionError):
    """A promise that was not kept."""


def expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise NotGreenError(f"{what}:\n  found  {found}\n  wanted {wanted}")


def built(site: Site, now: int) -> tuple[Problem, ...]:
    """Build; return the problems."""
    try:
        site.portal.build(now=now)
    except RefusedError as error:
        assert error.problems, error.said
        return error.problems
    return ()


def as_first(site: Site, now: int, problems: tuple[Problem, ...]) -> None:
    """Expect that a first build has these problems, or leaves the bytes that are there."""
    at, before = f"at {hour((now - NOW) // HOUR)}", site.portal.now
    site.portal.now = now
    try:
        clean = site.portal.clean(encoded=False)
    except RefusedError as error:
        expect(f"{at} a later build does not have the problems of a first one", problems, error.problems)
    else:
        expect(f"{at} a later build has problems that a first one has not", problems, ())
        found = site.portal.files()
        differ = sorted(path for path in found.keys() | clean.keys() if found.get(path) != clean.get(path))
        expect(f"{at} these files differ from a first build's", differ, [])
    site.portal.now = before


def turn(top: Path, seed: str, steps: int = STEPS) -> Iterator[int]:
    """Edit a site; after each step, yield the number of hours that were looked at."""
    dice = random.Random(seed)
    site = Site(Portal(top / "site"), dice, keys=dice.choice([False, True]))
    site.put("site.yaml", CONFIG + "per_page: 1\nmedia: {allow: [txt]}\n")
    site.put("content/foto/a.png", PHOTO)
    for name in "bc":
        site.put(f"content/daerah/{name}.md", article(name, site.dice.choice(BODIES), tags="[Agam]", author="Budi"))
    site.portal.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    site.portal.add("themes/uji/assets/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    expect("the first build", built(site, site.portal.now), ())
    for _ in range(steps):
        yield step(site)


def step(site: Site) -> int:
    """Edit a site, and look at it now and, if it is green, at hours to come; return how many."""
    before, now = dict(site.files), site.portal.now
    for _ in range(site.dice.choice([1, 1, 1, 2, 3])):
        site.edit()
    start = site.portal.now
    problems = built(site, start)
    as_first(site, start, problems)
    if problems:
        # Some mistakes stay for a while, most are taken back.
        if site.dice.random() < 0.8:
            for path in site.files.keys() - before.keys():
                site.put(path, None)
            for path in [path for path, text in before.items() if site.files.get(path) != text]:
                site.put(path, before[path])
            site.portal.now = now
        return 0
    hours = moments(site)
    hours = sorted(site.dice.sample(hours, min(HOURS_AHEAD, len(hours))))
    for at in [*hours, start]:
        expect(f"green at {hour((start - NOW) // HOUR)}, and at {hour((at - NOW) // HOUR)}", built(site, at), ())
        if site.dice.randrange(FIRST) == 0:
            as_first(site, at, ())
    return len(hours)


def main() -> None:
    """Walk through many sites, and say how far it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", "--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first turn")
    given = parser.parse_args()
    steps, hours, seed, last = 0, 0, given.seed, time.monotonic()
    while steps < given.steps:
        with tempfile.TemporaryDirectory(prefix="warta-green-") as top:
            try:
                for looked in turn(Path(top), f"{seed}"):
                    steps, hours = steps + 1, hours + looked
            except Exception as error:  # noqa: BLE001 - whatever it is, the site that it came of is shown
                shown = "\n".join(
                    f"-- {path.relative_to(top)} --\n{path.read_bytes()[:600].decode(errors='replace')}"
                    for path in sorted(Path(top, "site").rglob("*"))
                    if path.is_file() and path.relative_to(top).parts[1] in ("content", "data", "site.yaml")
                )
                again = f"again: python -m tests.fuzz.green --steps 1 --seed {seed}"
                sys.exit(f"{shown}\n{type(error).__name__}: {error}\nafter {steps} steps; {again}")
        seed += 1
        if time.monotonic() - last > 10:
            last = time.monotonic()
            print(f"{steps:,} steps, {hours:,} hours to come", flush=True)
    print(f"{steps:,} steps, {hours:,} hours to come: all green")


if __name__ == "__main__":
    main()
