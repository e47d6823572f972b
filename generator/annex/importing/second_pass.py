"""The second pass over a source: each item becomes a file, and then what belongs to all of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import msgspec

from generator.annex.importing import kanal
from generator.annex.importing.first_pass import profiles
from generator.annex.importing.items import Item, Note
from generator.annex.importing.links import Resolver
from generator.annex.importing.media import Beside, Copies, Fetched, Shelf, bring, in_order
from generator.annex.importing.old_addresses import hosts_of, is_part, parts_of
from generator.annex.importing.options import Options, Outcome
from generator.annex.importing.plan import PROPOSED, Plan, media_hosts, parsed, site_text
from generator.annex.importing.report import STATES, Notebook, report_text
from generator.annex.importing.routing import OldAddress
from generator.annex.importing.sources import MEDIA
from generator.annex.importing.target import FOLDER, Target
from generator.annex.importing.write_articles import ArticleWriter, NewFile
from generator.base.progress import Progress
from generator.base.sentences import as_it_is, counted, sentence

_LEFT_ALONE = {
    "edited": sentence("{path} was edited here, and differs at the source", path=""),
    "deleted": sentence("{path} was deleted here, and differs at the source", path=""),
}
_SITE = "site.yaml"
_HUGE = 1 << 30
"""Bytes of an article while it is not known how large the largest one is."""


class SecondPass:
    """Moves the items of one source into one folder."""

    def __init__(self, options: Options, plan: Plan, target: Target, notebook: Notebook, progress: Progress) -> None:
        self._progress = progress
        self._options, self._plan, self._target, self._notebook = options, plan, target, notebook
        self._people = profiles(plan.seen)
        placed = {parts_of(file.url).path.strip("/"): file.place for file in plan.seen.files.values() if file.place}
        self._copies: tuple[Copies | Beside, ...] = (*_copies(options), *((Beside(placed),) if placed else ()))
        self._resolver = Resolver(plan, lambda path: any(copies.find(path) for copies in self._copies))
        self._filled: set[str] = set()
        """Addresses of the lists that hold a written article."""
        reading = parsed(self._site_yaml(_HUGE)).reading
        # What site.yaml tolerates in the archive is no reason to hold an article back.
        lenient = msgspec.structs.replace(reading, require_editor=False, require_credit=False)
        self._writer = ArticleWriter(plan.seen, self._people, self._resolver, lenient)
        self._files: Counter[str] = Counter()
        self._media: Counter[str] = Counter()
        self._done: set[str] = set()
        self._compared = 0
        self._largest = 0

    def _site_yaml(self, largest: int) -> str:
        return site_text(self._plan, self._options.zone, largest, self._lists(), self._resolver.needed)

    @property
    def _ways(self) -> tuple[OldAddress, ...]:
        return (*self._plan.routes.ways, *self._lists())

    def _lists(self) -> tuple[OldAddress, ...]:
        """Return what becomes of the addresses of lists.

        None redirects to a list whose articles were all held back, or from the list of somebody without a profile.
        """
        tags, filled = f"/{self._plan.paths.tag}/", self._filled
        return tuple(
            msgspec.structs.replace(way, how="rule")
            if way.how == "redirect"
            and ((way.new.startswith(tags) and way.new not in filled) or way.old in filled or is_part(way.old, filled))
            else way
            for way in self._plan.lists
        )

    def take(self, record: Item | Note) -> None:
        """Take one record of the source."""
        if isinstance(record, Note):
            self._notebook.add((record,))
        elif record.id in self._done:
            said = sentence("it has the id of another one, which was imported")
            self._notebook.add((Note("left-out", said),), record.id, record.address)
        else:
            self._done.add(record.id)
            self._item(record)

    def _item(self, item: Item) -> None:
        route = self._plan.routes.by_id.get(item.id)
        if route is None:
            self._notebook.add((Note("left-out", STATES[item.state]),), item.id, item.address)
            return
        file = self._writer.article(item, route) if item.kind == "article" else self._writer.page(item, route)
        self._compared += 1
        self._notebook.add(file.notes, item.id, item.address, file.path)
        if file.problems:
            self._target.hold(item.id, file.path)
            self._hold(file, item.id, item.address, item.body)
            return
        self._largest = max(self._largest, len(file.data))
        self._filled.update(file.lists)
        self._put(f"item:{item.id}", f"content/{file.path}", file.data, item)

    def _hold(self, file: NewFile, key: str, address: str, source: str) -> None:
        """Keep what could not be built beside the site, with its source, for people to look at."""
        path = f"{FOLDER}/held/{file.path.replace('/', '-')}"
        first, *others = dict.fromkeys(problem.said for problem in file.problems)
        said = sentence("{path}: {what}", path=path, what=first)
        if others:
            said = counted(
                "{said}, and {count} more problem", "{said}, and {count} more problems", len(others), said=said
            )
        self._notebook.add((Note("held-back", said),), key, address, file.path)
        self._target.write(path, file.data)
        self._target.write(f"{path}.source.txt", source.encode("utf-8", "replace"))
        self._files["held"] += 1

    def _put(self, key: str, path: str, data: bytes, item: Item | None = None) -> None:
        outcome = self._target.put(key, path, data)
        self._files[outcome] += 1
        if outcome in _LEFT_ALONE:
            about = (item.id, item.address) if item else ("", "")
            said = msgspec.structs.replace(_LEFT_ALONE[outcome], values=(("path", path),))
            if path == _SITE:
                said = sentence("site.yaml was edited here; what it would be now is in {file}", file=PROPOSED)
            self._notebook.add((Note("edited", said),), *about)

    def finish(self) -> Outcome:
        """Write what belongs to all items, and return what was done."""
        for profile in self._people.values():
            file = self._writer.profile(profile)
            self._notebook.add(file.notes, profile.person.key, profile.person.address, file.path)
            if file.problems:
                self._hold(file, profile.person.key, profile.person.address, profile.person.bio)
            else:
                self._put(f"person:{profile.person.key}", f"content/{file.path}", file.data)
        self._notebook.add(self._plan.routes.notes)
        rules = [way for way in self._ways if way.how == "rule" and "?" not in way.old]
        self._notebook.add(Note("address", as_it_is(way.old), way.item, way.old, after=way.new) for way in rules)
        site = self._site_yaml(self._largest).encode()
        self._target.write(PROPOSED, site)
        self._put("site", _SITE, site)
        named = {f"item:{key}" for key in self._done}
        self._bring_media()
        vanished = [key for key in self._target.before if key.startswith("item:") and key not in named]
        self._notebook.add(Note("vanished", as_it_is(self._target.before[key].path), key[5:]) for key in vanished)
        outcome = self._outcome()
        self._write_reports(outcome)
        self._target.finish()
        return outcome

    def _bring_media(self) -> None:
        options, plan = self._options, self._plan
        shelves: tuple[Shelf, ...] = tuple(copies.take for copies in self._copies)
        if options.fetch:
            shelves += (Fetched(hosts_of((*plan.hosts.names, *media_hosts(plan.seen))), hosts_of(options.hosts)).take,)
        if not shelves or options.dry:
            return
        content = self._target.folder / "content"
        wanted = list(in_order(self._resolver.needed))
        for number, file in enumerate(wanted, 1):
            brought, notes = bring(file, shelves, content)
            self._media[brought] += 1
            self._notebook.add(notes)
            self._progress("media", number, len(wanted))

    def _write_reports(self, outcome: Outcome) -> None:
        if not self._options.kanal:
            self._target.write(f"{FOLDER}/kanal.yaml", kanal.table_text(self._plan.table, self._plan.seen).encode())
        # Not in the order of the import, which depends on what an earlier one has brought.
        lines = sorted(map(msgspec.json.encode, self._ways))
        self._target.write(f"{FOLDER}/addresses.jsonl", b"".join(line + b"\n" for line in lines))
        self._target.write(f"{FOLDER}/report.md", report_text(self._options.source, outcome, self._notebook).encode())

    def _outcome(self) -> Outcome:
        ways = self._ways
        return Outcome(
            files=dict(self._files),
            media=dict(self._media),
            found=self._plan.seen.counts,
            notes=dict(self._notebook.counts),
            compared=self._compared,
            addresses=dict(Counter(way.how for way in ways if "?" not in way.old)),
            queries=sum("?" in way.old for way in ways),
            faults=self._plan.seen.faults,
            permalink=self._plan.routes.permalink,
        )


def _copies(options: Options) -> Iterator[Copies]:
    if options.media:
        yield Copies(options.media)
    for root in options.files:
        for top in MEDIA.get(options.source, ()):
            if os.path.isdir(inside := os.path.join(root, top)):
                yield Copies(inside, exact=True)
