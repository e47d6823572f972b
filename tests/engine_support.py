"""A site whose files are taken in by the index alone, and what the index says of that in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from copy import copy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.base.digest import key
from generator.base.source import Source
from generator.base.timestamps import day_of
from generator.engine.clock import Clock
from generator.engine.index import index
from generator.engine.parse import Job, Parsed, kind_of, parse_batch
from generator.engine.scan import Candidate
from generator.model.delta import Delta
from generator.model.lookup_keys import FRAGMENTS
from generator.store import groups, times
from generator.store.database import open_store
from generator.store.folders import UNKNOWN
from generator.theming.loading import read_site_yaml
from tests.store import tables
from tests.support import CONFIG, NOW, Portal, article

REGIONS = (
    CONFIG
    + """\
per_page: 2
regions:
  Jawa Tengah: [Kota Semarang]
"""
)
"""The configuration of `SITE`, whose lists get numbered pages soon."""
SITE = f"""
-- content/authors/sari-wulan.md --
---
name: Sari Wulan
initials: sw
photo: /foto/sari.png
---
Wartawan.
-- content/pages/redaksi.md --
---
title: Redaksi
---
Alamat.
-- content/daerah/air.md --
{article("Air", author="sw", tags="[Banjir, Hujan]", photo="{src: /foto/air.png, credit: X}")}
-- content/daerah/banjir.md --
{article("Banjir", tags="[Banjir]", follows="/daerah/air.md")}
-- content/daerah/cuaca.md --
{article("Cuaca", timestamp="2024-10-08 09:00 WIB", author="Orang Lain", tags="[Hujan]", region="Jawa Tengah/Kota Semarang", corrections="[{timestamp: 2024-10-09 09:00 WIB, text: Salah, link: /daerah/2024/10/air/}]")}
-- content/daerah/besok.md --
{article("Besok", timestamp="2024-10-11 08:00 WIB", author="Orang Lain", tags="[Banjir, Besok]")}
-- content/nasional/konsep.md --
{article("Konsep", timestamp="2024-10-07 09:00 WIB", author="Ani", tags="[Hujan]", draft="true", corrections="[{timestamp: 2024-10-08 09:00 WIB, text: Salah}]")}
-- content/nasional/ditarik.md --
{article("Ditarik", timestamp="2024-10-06 09:00 WIB", author="Ani", tags="[Lama]", retracted="{timestamp: 2024-10-09 20:00 WIB, reason: sara}")}
-- content/nasional/usang.md --
{article("Usang", timestamp="2024-10-05 09:00 WIB", author="Ani", expires="2024-10-09 09:00 WIB", tags="[Lama]")}
"""
"""A portal with something for each concern of the index; its pictures are `foto/air.png` and `foto/sari.png`."""


class Index:
    """A site whose files are taken in by the index alone."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.content = portal.folder / "content"
        self.site = read_site_yaml(portal.folder)
        self.store = open_store(portal.folder / ".ssg")
        self._docs: dict[int, str] = {}
        self._places: dict[int, str] = {}
        self._words: set[str] = set()

    def paths(self) -> list[str]:
        return sorted(file.relative_to(self.content).as_posix() for file in self.content.rglob("*.*") if file.is_file())

    def parsed(self, paths: Iterable[str]) -> Iterator[Parsed]:
        """Yield files as a build does, the articles last."""
        files = sorted(paths, key=lambda path: (kind_of(path) == "article", path))
        return iter(
            parse_batch(
                Job(Source(str(self.content)), self.site.reading),
                tuple(Candidate(path, UNKNOWN, b"") for path in files),
            )
        )

    def take(
        self, *paths: str, gone: Iterable[str] = (), now: int = NOW, drafts: bool = False, **how: bool
    ) -> Delta:  # fmt: skip
        """Take in files that are new or changed; `how` is as for `index`."""
        self._learn()
        with self.store.transaction():
            delta = index(self.store, self.parsed(paths), gone, self.site, Clock(now, drafts), **how)
            # As the plan does, which makes their pages of them.
            times.clear_arrivals(self.store)
        self._learn()
        return delta

    def edit(self, path: str, old: str, new: str) -> str:
        """Take in a file in which a text is another one; return what is told of that."""
        self.portal.edit(f"content/{path}", old, new)
        return self.told(self.take(path))

    def add(self, path: str, text: str | bytes) -> str:
        """Take in a new file, or other words of one; return what is told of that."""
        self.portal.add(f"content/{path}", text)
        return self.told(self.take(path))

    def anew(self, **how: Any) -> dict[str, list[object]]:
        """Return the rows that a first reading of the files leaves; `how` is as for `take`."""
        other = copy(self)
        with TemporaryDirectory() as folder, closing(open_store(Path(folder, ".ssg"))) as other.store:
            other.take(*other.paths(), **how)
            return other.rows()

    def doc(self, path: str) -> int:
        return tables.doc_of(self.store, path)

    def seq(self, path: str) -> int:
        return tables.seq_of(self.store, path)

    def group(self, kind: str, slug: str) -> int:
        return groups.ensure(self.store, kind, slug)

    def rows(self) -> dict[str, list[object]]:
        """Return what the index keeps, with names in place of ids."""
        return tables.index_rows(self.store)

    def told(self, delta: Delta) -> str:
        """Return what a delta says, a line for each entry, with names in place of numbers: @ is a place in time."""
        docs, places = self._docs.__getitem__, self._places.__getitem__
        keys = {key(name): name for name in self._names()} | {FRAGMENTS: "#"}
        known = {group: " ".join(name).strip() for group, name in tables.group_names(self.store).items()}
        differs, reserved = delta.invalidated, delta.reserved
        part: dict[str, Any] = {
            "groups": differs.groups, "looks": differs.cosmetic_groups, "keys": differs.keys,
            "look_keys": differs.cosmetic_keys, "pages": delta.pages, "future_pages": reserved.pages,
            "gone": delta.gone, "days": delta.days, "profiles": delta.profiles, "references": delta.references,
            "pictures": delta.pictures, "undecoded": delta.undecoded, "future_keys": reserved.scheduled,
            "brought": reserved.brought, "vacated": reserved.vacated,
        }  # fmt: skip
        lines = [field for field in ("first",) if getattr(delta, field)]
        for field in ("groups", "looks"):
            for id_, seqs in part[field].items():
                place = _day if known[id_] == "days" else places
                lines.append(_line(f"{field} {known[id_]}", map(place, seqs)))
        for path in {*differs.causes.values()} - {""}:
            named = (keys.get(n) or places(n) for n, cause in differs.causes.items() if cause == path)
            lines.append(_line(f"because of {path}", named))
        lines += [f"reason {docs(doc)}: {why.name}" for doc, why in delta.reasons.items()]
        for field in ("pages", "future_pages"):
            lines += [
                _line(f"{field} {docs(doc)}", (f"/{one.path}" for one in few)) for doc, few in part[field].items()
            ]
        lines += [f"member {known[id_]}: {places(seq)}" for id_, seq in delta.members.items()]
        lines += [f"future_number {keys[one]}: {known[id_]}, {n}" for one, (id_, n) in reserved.numbered.items()]
        for field, name in (
            ("keys", keys.__getitem__), ("look_keys", keys.__getitem__), ("gone", docs), ("days", _day), ("profiles", str),
            ("references", lambda n: keys.get(n, "another")), ("pictures", keys.__getitem__), ("undecoded", keys.__getitem__),
            ("future_keys", keys.__getitem__), ("brought", keys.__getitem__), ("vacated", keys.__getitem__),
        ):  # fmt: skip
            if some := part[field]:
                lines.append(_line(field, map(name, some)))
        return "".join(f"{line}\n" for line in sorted(lines))

    def _learn(self) -> None:
        """Keep the names of documents and places, also of such as are gone later."""
        self._docs |= tables.paths_of(self.store)
        for file in self.content.rglob("*.md"):
            self._words |= {*re.findall(r"[\w/?=.-]+", file.read_text("utf-8", "replace").lower())}
        now = {seq: f"@{_stem(path)}" for seq, path in tables.paths_in_time(self.store).items()}
        now |= {seq: f"@{_stem(path)}#{number}" for seq, path, number in tables.ledger_entries(self.store)}
        before = {
            seq: f"{name.removesuffix(' before')} before" for seq, name in self._places.items() if name in now.values()
        }
        self._places |= before | now

    def _names(self) -> Iterator[str]:
        """Yield all names that keys may stand for."""
        urls = {"/terkini/", "/koreksi/", "/pencabutan/"}
        for path in self._docs.values():
            yield from (f"f:{path}", f"b:{path}")
            urls |= {f"/{path}", f"/{path.partition('/')[0]}/"}
        slugs = [slug for _, slug in tables.group_names(self.store).values()]
        for word in {*slugs} | self._words | {_stem(path) for path in self._docs.values()}:
            yield from (f"{sort}:{word}" for sort in "sipq")
            urls |= {word, *(f"/{folder}{word}/" for folder in ("", "daerah/2024/10/", "nasional/2024/10/"))}
        prefixes = {slug[:size] for slug in slugs for size in (1, 2, 3)}
        urls |= {f"/{folder}/{slug}/" for slug in slugs for folder in ("tag", "penulis", "wilayah")}
        urls |= {f"/indeks/tag/{prefix}/" for prefix in prefixes}
        urls |= {f"{url}{number}/" for url in urls for number in range(1, 5)}
        days = [f"2024-10-{day:02d}" for day in range(1, 32)]
        urls |= {
            "/indeks/2024/",
            "/indeks/2024/10/",
            "/sitemap-2024-10.xml",
            *(f"/indeks/{day.replace('-', '/')}/" for day in days),
        }
        yield from (f"{sort}:{url}" for sort in "uo" for url in urls)
        yield from ("c:standing", "c:years", "c:terms", "c:y:2024", "c:m:2024-10", *(f"c:d:{day}" for day in days))
        yield from (f"c:terms:{prefix}" for prefix in prefixes)
        yield from (f"g:{kind}:{slug}" for kind, slug in tables.group_names(self.store).values())


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _day(number: int) -> str:
    return day_of(number).isoformat()


def _line(head: str, names: Iterable[str]) -> str:
    return f"{head}: {' '.join(sorted(names))}".rstrip()
