"""The second pass over a source: each item becomes a file, and then what belongs to all of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from generator.annex.importing import kanal
from generator.annex.importing.items import Item, Note, Options
from generator.annex.importing.links import Resolver
from generator.annex.importing.media import Beside, Copies, Fetched, Shelf, bring, in_order
from generator.annex.importing.old_addresses import hosts_of, is_part, parts_of
from generator.annex.importing.plan import PROPOSED, Plan, media_hosts, parsed, site_text
from generator.annex.importing.report import STATES, Notebook, Outcome, report_text
from generator.annex.importing.routing import OldAddress
from generator.annex.importing.sources import MEDIA
from generator.annex.importing.target import FOLDER, Target
from generator.annex.importing.write_articles import ArticleWriter, NewFile
from generator.base.sentences import as_it_is, counted, sentence
from generator.base.workers import Progress

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
        self._copies = tuple(_copies(options, plan))
        self._resolver = Resolver(plan, lambda path: any(copies.find(path) for copies in self._copies))
        self._filled: set[str] = set()
        """Addresses of the lists that hold a written article."""
        reading = parsed(self._site_yaml(_HUGE)).reading
        # What site.yaml tolerates in the archive is no reason to hold an article back.
        lenient = replace(reading, require_editor=False, require_credit=False)
        self._writer = ArticleWriter(plan.seen, self._resolver, lenient)
        self._files: Counter[str] = Counter()
        self._media: Counter[str] = Counter()
        self._done: set[str] = set()
        self._compared = 0
        self._largest = 0

    def _site_yaml(self, largest: int) -> str:
        return site_text(self._plan, self._options.zone, largest, self._lists(), self._resolver.needed)

    def _lists(self) -> tuple[OldAddress, ...]:
        """Return what becomes of the addresses of lists.

        None redirects to a list whose articles were all held back, or from the list of somebody without a profile.
        """
        tags, filled = f"/{self._plan.paths.tag}/", self._filled
        return tuple(
            replace(way, how="rule")
            if way.how == "redirect"
            and ((way.new.startswith(tags) and way.new not in filled) or way.old in filled or is_part(way.old, filled))
            else way
            for way in self._plan.lists
        )

    def take(self, record: Item | Note) -> None:
        """Take one record of the source."""
        if isinstance(record, Note):
            self._notebook.add((record,))
            return
        route = self._plan.routes.by_id.get(record.id)
        if record.id in self._done:
            said = sentence("it has the id of another one, which was imported")
            self._notebook.add((Note("left-out", said),), record.id, record.address)
        elif route is None:
            self._notebook.add((Note("left-out", STATES[record.state]),), record.id, record.address)
        else:
            write = self._writer.article if record.kind == "article" else self._writer.page
            file = write(record, route)
            self._compared += 1
            if file.problems:
                self._target.hold(record.id, file.path)
            else:
                self._largest = max(self._largest, len(file.data))
                self._filled.update(file.lists)
            self._keep(file, f"item:{record.id}", record.address, record.body)
        self._done.add(record.id)

    def _keep(self, file: NewFile, key: str, address: str, source: str) -> None:
        """Write a file with its notes; what could not be built goes beside the site, for people to look at."""
        identity = key.partition(":")[2]
        self._notebook.add(file.notes, identity, address, file.path)
        if not file.problems:
            about = (identity, address) if key.startswith("item:") else ("", "")
            self._put(key, f"content/{file.path}", file.data, *about)
            return
        path = f"{FOLDER}/held/{file.path.replace('/', '-')}"
        first, *others = dict.fromkeys(problem.said for problem in file.problems)
        said = sentence("{path}: {what}", path=path, what=first)
        if others:
            said = counted(
                "{said}, and {count} more problem", "{said}, and {count} more problems", len(others), said=said
            )
        self._notebook.add((Note("held-back", said),), identity, address, file.path)
        self._target.write(path, file.data)
        self._target.write(f"{path}.source.txt", source.encode("utf-8", "replace"))
        self._files["held"] += 1

    def _put(self, key: str, path: str, data: bytes, item: str = "", address: str = "") -> None:
        outcome = self._target.put(key, path, data)
        self._files[outcome] += 1
        if outcome in _LEFT_ALONE:
            said = replace(_LEFT_ALONE[outcome], values=(("path", path),))
            if path == _SITE:
                said = sentence("site.yaml was edited here; what it would be now is in {file}", file=PROPOSED)
            self._notebook.add((Note("edited", said),), item, address)

    def finish(self) -> Outcome:
        """Write what belongs to all items, and return what was done."""
        plan, target, add = self._plan, self._target, self._notebook.add
        for _, profile in sorted(plan.seen.people.items()):
            person = profile.person
            self._keep(self._writer.profile(profile), f"person:{person.key}", person.address, person.bio)
        add(plan.routes.notes)
        ways = (*plan.routes.ways, *self._lists())
        rules = [way for way in ways if way.how == "rule" and "?" not in way.old]
        add(Note("address", as_it_is(way.old), way.item, way.old, after=way.new) for way in rules)
        site = self._site_yaml(self._largest).encode()
        target.write(PROPOSED, site)
        self._put("site", _SITE, site)
        self._bring_media()
        items = {key.removeprefix("item:"): file for key, file in target.before.items() if key.startswith("item:")}
        add(Note("vanished", as_it_is(file.path), key) for key, file in items.items() if key not in self._done)
        outcome = Outcome(
            files=dict(self._files),
            media=dict(self._media),
            found=plan.seen.counts,
            notes=dict(self._notebook.counts),
            compared=self._compared,
            addresses=dict(Counter(way.how for way in ways if "?" not in way.old)),
            queries=sum("?" in way.old for way in ways),
            faults=plan.seen.faults,
            permalink=plan.routes.permalink,
        )
        if not self._options.kanal:
            target.write(f"{FOLDER}/kanal.yaml", kanal.table_text(plan.table, plan.seen).encode())
        # Not in the order of the import, which depends on what an earlier one has brought.
        lines = sorted(map(msgspec.json.encode, ways))
        target.write(f"{FOLDER}/addresses.jsonl", b"".join(line + b"\n" for line in lines))
        target.write(f"{FOLDER}/report.md", report_text(self._options.source, outcome, self._notebook).encode())
        target.finish()
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


def _copies(options: Options, plan: Plan) -> Iterator[Copies | Beside]:
    if options.media:
        yield Copies(options.media)
    for root in options.files:
        for top in MEDIA.get(options.source, ()):
            if os.path.isdir(inside := os.path.join(root, top)):
                yield Copies(inside, exact=True)
    placed = {parts_of(file.url).path.strip("/"): file.place for file in plan.seen.files.values() if file.place}
    if placed:
        yield Beside(placed)
