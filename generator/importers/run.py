"""An import, from the files of another system to those of a site: the story."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from generator.base.errors import UsageError
from generator.base.progress import Progress
from generator.base.textfile import read
from generator.importers import kanal
from generator.importers.addresses import hosts_of
from generator.importers.filing import Filed, Filing
from generator.importers.found import Asked, Fault, Found, Item, Note
from generator.importers.kanal import Table
from generator.importers.people import profiles
from generator.importers.placing import Places, place
from generator.importers.reporting import Notebook, opened
from generator.importers.resolving import Resolver
from generator.importers.siteyaml import allows, base_url, parsed, site_yaml
from generator.importers.sources.table import SOURCES
from generator.importers.survey import Survey, survey
from generator.importers.target import FOLDER, Target

_HUGE = 1 << 30
"""Bytes of an article while it is not known how large the largest one is."""


class Order(msgspec.Struct, frozen=True):
    """What is to be imported, and how."""

    source: str
    """A name of the table of sources."""
    files: tuple[str, ...]
    into: str
    zone: str = "WIB"
    kanal: str = ""
    """File with the table of kanal; empty for a proposal."""
    hosts: tuple[str, ...] = ()
    """Further names of the old site's host."""
    media_url: str = ""
    """Where media are; empty for the old site."""
    mapping: str = ""
    dry: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """What an import did."""

    files: dict[str, int]
    """Of each outcome of `target.Target.put`, how many files."""
    found: dict[str, int]
    """Of each kind of record, how many the source has."""
    notes: dict[str, int]
    """Of each code."""
    compared: int
    """Bodies whose words were compared."""
    addresses: dict[str, int]
    """Old addresses without a query, by what became of them (`placing.Way`)."""
    faults: tuple[Fault, ...]
    permalink: str
    pages: str
    """The report, as Markdown."""


def run(order: Order, progress: Progress) -> Outcome:
    """Import an archive.

    Args:
        order: what is to be done.
        progress: is told how far it is.

    Raises:
        UsageError: the files are nothing that the source can read, or the folder is not one to write to.
        SiteError: the table of kanal has problems.

    """
    source = partial(SOURCES[order.source], order.files, Asked(order.zone, order.mapping))
    target = Target(Path(order.into), order.source, dry=order.dry)
    seen = survey(_counted(source(), progress, "read", 0))
    if not seen.entries and not seen.faults:
        raise UsageError(f"there is no article in {', '.join(order.files)}")
    table = kanal.read(read(Path(order.kanal)), order.kanal) if order.kanal else kanal.proposed(seen)
    hosts = hosts_of((seen.portal.url, *order.hosts))
    places = place(seen, table, hosts, _known(target), allows)
    media_url = order.media_url or _media_url(seen)
    with _report(target, dry=order.dry) as file:
        resolver = Resolver(seen, table, places, hosts, media_url)
        moving = _Moving(order, seen, table, places, resolver, media_url, target, Notebook(file))
        for one in _counted(source(), progress, "import", seen.number):
            moving.take(one)
        return moving.finish()


def _known(target: Target) -> dict[str, str]:
    return {key.removeprefix("item:"): path for key, path in target.files.items() if key.startswith("item:")}


def _media_url(seen: Survey) -> str:
    """Return where the media of the source are now: the host of most of them."""
    found = Counter(base_url(file.url) for file in seen.files.values())
    return found.most_common(1)[0][0] if found else base_url(seen.portal.url)


def _counted(found: Iterator[Found], progress: Progress, stage: str, total: int) -> Iterator[Found]:
    """Yield what a source finds, and tell how many items there were."""
    done = 0
    for one in found:
        yield one
        if isinstance(one, Item):
            done += 1
            progress(stage, done, max(done, total))


@contextlib.contextmanager
def _report(target: Target, *, dry: bool) -> Iterator[BinaryIO | None]:
    """Give a file for the notes, which takes its name when the import has ended well."""
    if dry:
        yield None
        return
    folder = target.folder / FOLDER
    file = opened(folder)
    try:
        with file:
            yield file
        os.replace(file.name, folder / "report.jsonl")
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise


class _Moving:
    """The second pass: each item becomes a file."""

    def __init__(
        self, order: Order, seen: Survey, table: Table, places: Places, resolver: Resolver, media_url: str,
        target: Target, notebook: Notebook,
    ) -> None:  # fmt: skip
        self._order, self._seen, self._table, self._places = order, seen, table, places
        self._media_url, self._target, self._notebook = media_url, target, notebook
        self._people = profiles(seen)
        self._filing = Filing(seen, self._people, resolver, parsed(self._site_yaml(_HUGE)).reading)
        self._files: Counter[str] = Counter()
        self._done: set[str] = set()
        self._compared = 0
        self._largest = 0

    def _site_yaml(self, largest: int) -> str:
        return site_yaml(
            self._seen,
            self._table,
            self._places.permalink,
            self._order.zone,
            media_url=self._media_url,
            largest=largest,
        )

    def take(self, one: Found) -> None:
        """Take one record."""
        if isinstance(one, Note):
            self._notebook.add((one,))
        elif isinstance(one, Item) and one.id not in self._done:
            self._done.add(one.id)
            self._item(one)

    def _item(self, item: Item) -> None:
        place = self._places.by_id.get(item.id)
        if place is None or (item.kind == "page" and item.state != "published"):
            self._notebook.add((Note("left-out", f"it is {item.state}"),), item.id, item.address)
            return
        filed = self._filing.article(item, place) if item.kind == "article" else self._filing.page(item, place)
        self._compared += 1
        self._notebook.add(filed.notes, item.id, item.address, filed.path)
        if filed.problems:
            self._hold(item, filed)
            return
        self._largest = max(self._largest, len(filed.data))
        self._put(f"item:{item.id}", f"content/{filed.path}", filed, item)

    def _hold(self, item: Item, filed: Filed) -> None:
        """Keep what could not be built beside the site, for people."""
        what = "; ".join(dict.fromkeys(problem.message for problem in filed.problems))[:500]
        path = f"{FOLDER}/held/{filed.path.replace('/', '-')}"
        self._notebook.add((Note("held-back", f"{path}: {what}"),), item.id, item.address, filed.path)
        if not self._order.dry:
            self._target.write(path, filed.data)
            self._target.write(f"{path}.source.txt", item.body.encode("utf-8", "replace"))
        self._files["held"] += 1

    def _put(self, key: str, path: str, filed: Filed, item: Item | None = None) -> None:
        outcome = self._target.put(key, path, filed.data)
        self._files[outcome] += 1
        if outcome in {"edited", "deleted"}:
            about = (item.id, item.address) if item else ("", "")
            self._notebook.add((Note("edited", f"{path} was {outcome} here, and differs at the source"),), *about)

    def finish(self) -> Outcome:
        """Write what belongs to all items, and return what was done."""
        for one in self._people.values():
            filed = self._filing.profile(one)
            self._notebook.add(filed.notes, one.person.key, one.person.address, filed.path)
            if not filed.problems:
                self._put(f"person:{one.person.key}", f"content/{filed.path}", filed)
        self._notebook.add(self._places.notes)
        rules = [way for way in self._places.ways if way.how == "rule" and "?" not in way.old]
        self._notebook.add(Note("address", way.old, way.item, way.old, after=way.new) for way in rules)
        text = self._site_yaml(self._largest)
        self._put("site", "site.yaml", Filed("site.yaml", text.encode(), (), ()))
        for key in self._target.vanished():
            self._notebook.add((Note("vanished", self._target.before[key].path, item=key),))
        if not self._order.dry:
            if not self._order.kanal:
                self._target.write(f"{FOLDER}/kanal.yaml", kanal.written(self._table, self._seen).encode())
            lines = map(msgspec.json.encode, map(msgspec.structs.asdict, self._places.ways))
            self._target.write(f"{FOLDER}/addresses.jsonl", b"".join(line + b"\n" for line in lines))
            self._target.write(f"{FOLDER}/report.md", self._pages().encode())
        self._target.finish()
        return Outcome(
            dict(self._files), self._seen.counts, dict(self._notebook.counts), self._compared, self._addresses(),
            self._seen.faults, self._places.permalink, self._pages(),
        )  # fmt: skip

    def _addresses(self) -> dict[str, int]:
        """Return what became of how many addresses of the old site, those by number apart."""
        return dict(Counter(way.how for way in self._places.ways if "?" not in way.old))

    def _pages(self) -> str:
        found = "\n".join(f"- {kind}: {count:,}" for kind, count in sorted(self._seen.counts.items()))
        files = "\n".join(f"- {kind}: {count:,}" for kind, count in sorted(self._files.items()))
        addresses = "\n".join(f"- {kind}: {count:,}" for kind, count in sorted(self._addresses().items()))
        queries = sum("?" in way.old for way in self._places.ways)
        faults = "".join(f"- {fault}\n" for fault in self._seen.faults)
        return (
            f"# Import from {self._order.source}\n\n## Found\n\n{found}\n\n## Files\n\n{files}\n\n"
            f"## Addresses of the old site (permalink: `{self._places.permalink}`)\n\n{addresses}\n"
            f"- with a query, in need of a rule on the host: {queries:,}\n\nAll of them are in `addresses.jsonl`.\n\n"
            + (f"## Not read to the end\n\n{faults}\n" if faults else "")
            + f"The words of {self._compared:,} texts were compared with those of the source.\n\n"
            + self._notebook.pages()
        )
