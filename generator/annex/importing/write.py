"""Writes each item as a file, checked by the site's own readers, and then the files shared by all."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.annex.importing import kanal
from generator.annex.importing.bodies.convert import Converted, convert
from generator.annex.importing.bodies.from_markdown import plain_line
from generator.annex.importing.bodies.openings import without_photo
from generator.annex.importing.bodies.wording import Lookups
from generator.annex.importing.items import File, Item, Note, Options
from generator.annex.importing.links import Resolver
from generator.annex.importing.media import Shelf, bring, copies_of, in_order
from generator.annex.importing.old_addresses import hosts_of
from generator.annex.importing.plan import PROPOSED, Plan, media_hosts, parsed, site_text
from generator.annex.importing.questions import questions
from generator.annex.importing.report import STATES, Notebook, Outcome, report_text
from generator.annex.importing.routing import OldAddress, Route
from generator.annex.importing.sources.front_matter import plain
from generator.annex.importing.survey import Profile, Survey, one_line
from generator.annex.importing.target import FOLDER, Target
from generator.base.codes import CODES
from generator.base.errors import Problem
from generator.base.sentences import as_it_is, sentence
from generator.base.text import lead, slugify
from generator.base.timestamps import Stamp, is_midnight, iso
from generator.base.workers import Progress
from generator.config.entries import is_void
from generator.config.rewriting import block
from generator.markup.documents import parse
from generator.model.records import Record
from generator.model.site import Reading
from generator.model.urls import article_slug, is_web, media_address, own_path

_LONGEST_TAG = _MOST_TAGS = 100
_SITE = "site.yaml"
_HUGE = 1 << 30
"""Bytes of an article while it is not known how large the largest one is."""


class NewFile(Record, frozen=True):
    """A file to write."""

    path: str
    """Below content/."""
    data: bytes
    problems: tuple[Problem, ...]
    """With any, the site could not be built with it."""
    notes: tuple[Note, ...]
    lists: tuple[str, ...] = ()
    """Addresses of the lists of tags and people that an article is in, if it is published."""


class ArticleWriter:
    """Turns items into files."""

    def __init__(self, survey: Survey, resolver: Resolver, reading: Reading) -> None:
        """Take everything that a file's text may depend on; `reading` is the new site's."""
        self._people, self._words, self._resolver, self._reading = survey.people, survey.words, resolver, reading
        self._attached: dict[str, list[File]] = {}
        for file in survey.files.values():
            if file.item:
                self._attached.setdefault(file.item, []).append(file)

    def article(self, item: Item, route: Route) -> NewFile:
        converted, notes = self._converted(item, whole=False)
        title = one_line(item.title)
        if not title or is_void("title", title):
            title = lead(converted.body.lead, 80) or f"{self._words.untitled} ({route.slug})"
            notes.append(Note("headline", as_it_is(title)))
        draft = item.state != "published"
        authors = self._authors(item, notes)
        if item.state in {"private", "protected"}:
            notes.append(Note("made-draft", STATES[item.state]))
        if item.published is None:
            notes.append(Note("time", as_it_is(iso(route.stamp))))
        if not (photo := self._photo(item, notes)):
            without = [
                text for text in map(one_line, (item.caption, item.credit)) if text and not is_void("caption", text)
            ]
            notes += [Note("caption", as_it_is(text)) for text in without]
        # Midnight to the second is what systems write for want of an hour.
        day_only = item.published is not None and is_midnight(item.published)
        folder = route.file.partition("/")[0]
        head: dict[str, Any] = {
            "title": title,
            "author": authors[0] if len(authors) == 1 else authors,
            "editor": [name for name in map(one_line, item.editors) if name and not is_void("editor", name)],
            "timestamp": f"{route.stamp.local:%Y-%m-%d}" if day_only else _time(route.stamp),
            "time_unknown": day_only,
            "expires": _time(item.expires) if item.expires else "",
            "updated": _updated(item, day_only=day_only),
            "category": "" if folder == route.category else route.category,
            "tags": self._tags(item, route, notes),
            "region": one_line(item.region),
            "summary": _shown(item.summary, item),
            "photo": photo,
            "slug": "" if article_slug(route.file) == route.slug else route.slug,
            "aliases": list(route.aliases),
            "draft": draft,
            "id": route.id,
        }
        text, head["photo"] = without_photo(converted.text, head["photo"])
        file = self._file(head, replace(converted, text=text), route.file, notes)
        paths = self._reading.paths
        lists = (*map(paths.tag_url, map(slugify, head["tags"])), *map(paths.author_url, map(slugify, authors)))
        return file if draft else replace(file, lists=lists)

    def page(self, item: Item, route: Route) -> NewFile:
        converted, notes = self._converted(item, whole=True)
        if item.photo:
            notes.append(Note("dropped", as_it_is(item.photo)))
        title = one_line(item.title)
        head = {
            "title": route.slug if is_void("title", title) else title or route.slug,
            "summary": _shown(item.summary, item),
            "aliases": list(route.aliases),
        }
        return self._file(head, converted, route.file, notes)

    def profile(self, profile: Profile) -> NewFile:
        person = profile.person
        item = Item("page", f"author:{person.key}", person.address, person.name, profile.slug, person.bio, "html", None)
        converted, notes = self._converted(item, whole=True)
        name = one_line(person.name)
        head = {"name": self._words.nobody if is_void("name", name) else name or profile.slug}
        return self._file(head, converted, profile.file, notes)

    def _file(self, head: dict[str, Any], converted: Converted, path: str, notes: list[Note]) -> NewFile:
        front = f"---\n{block({key: value for key, value in head.items() if value})}---\n"
        # The body was checked already, but for a second front matter at its beginning.
        beginning = f"\n{converted.text}" if converted.text.startswith("---") else ""
        _, problems = parse(f"{front}{beginning}".encode(), path, self._reading)
        problems = [problem for problem in problems if CODES[problem.code].severity == "error"]
        problems += converted.problems
        return NewFile(path, f"{front}\n{converted.text}\n".encode(), tuple(problems), tuple(notes))

    def _converted(self, item: Item, *, whole: bool) -> tuple[Converted, list[Note]]:
        base, resolver = item.address, self._resolver
        lookups = Lookups(
            link=lambda href: resolver.target(href, base),
            picture=lambda source: resolver.media(source, base),
            file=resolver.file,
            attached=lambda: self._attached.get(item.id, ()),
            base_url=self._reading.base_url,
        )
        converted = convert(item, lookups, whole=whole)
        lost, come = converted.lost, converted.come
        notes = [*item.notes, *converted.notes]
        # An unparsable text has no words to compare; it is held back.
        if (lost or come) and not converted.problems:
            said = sentence("{lost} words are missing, {come} are new", lost=len(lost), come=len(come))
            notes.append(Note("words", said, before=" ".join(lost), after=" ".join(come)))
        return converted, notes

    def _authors(self, item: Item, notes: list[Note]) -> list[str]:
        found = [self._people[key].byline if key in self._people else one_line(key) for key in item.authors]
        names = [name for name in dict.fromkeys(found) if name and not is_void("author", name)]
        if not names:
            notes.append(Note("author", sentence("{name} stands for the author", name=self._words.nobody)))
        return names or [self._words.nobody]

    def _tags(self, item: Item, route: Route, notes: list[Note]) -> list[str]:
        found: dict[str, str] = {}
        for name in (*item.tags, *route.also):
            tag = one_line(name)
            slug = slugify(tag)
            if not slug or len(tag) > _LONGEST_TAG or len(found) >= _MOST_TAGS:
                notes.append(Note("tag", as_it_is(tag[:200]), before=tag))
            else:
                found.setdefault(slug, tag)
        return list(found.values())

    def _photo(self, item: Item, notes: list[Note]) -> dict[str, str]:
        if not item.photo:
            return {}
        file = self._resolver.file(item.photo)
        source = file.url if file else item.photo
        if not file and source.isdigit():
            said = sentence("the featured picture {picture} is not in the source", picture=source)
            notes.append(Note("missing-media", said))
            return {}
        target = self._resolver.media(source, item.address)
        path = own_path(target.address, self._reading.base_url) or target.address
        if not path or not (is_web(path) or media_address(path)):
            said = sentence("the featured picture {picture} has no address", picture=source)
            notes.append(Note("missing-media", said, before=source))
            return {}
        if target.note:
            notes.append(Note(target.note, as_it_is(target.address), before=source))
        photo = {"src": target.address}
        for key in ("caption", "credit", "alt"):
            photo[key] = _shown(getattr(item, key), item) or one_line(getattr(file, key, ""))
        return {key: value for key, value in photo.items() if value and not is_void(key, value)}


def _shown(text: str, item: Item) -> str:
    """Return what readers saw of a standfirst or caption, in which many systems allow the markup of bodies."""
    return one_line(plain_line(text) if item.markup == "markdown" else plain(text))


def _updated(item: Item, *, day_only: bool) -> str:
    """Return the time of the last change; empty if it is not after publication, as far as that is known."""
    at, first = item.updated, item.published
    if not at or not first or at.epoch <= first.epoch or (day_only and at.local.date() <= first.local.date()):
        return ""
    return f"{at.local:%Y-%m-%d}" if day_only and is_midnight(at) else f"{at.local.replace(tzinfo=None)} {at.zone}"


def _time(stamp: Stamp) -> str:
    at = stamp.local.replace(tzinfo=None)
    return f"{at.isoformat(' ', 'seconds' if at.second else 'minutes')} {stamp.zone}"


class SecondPass:
    """Moves one source's items into one folder."""

    def __init__(self, options: Options, plan: Plan, target: Target, notebook: Notebook, progress: Progress) -> None:
        self._progress = progress
        self._options, self._plan, self._target, self._notebook = options, plan, target, notebook
        self._copies = tuple(copies_of(options, plan))
        self._resolver = Resolver(plan, lambda path: any(shelf.find(path)[1] for shelf in self._copies))
        self._filled: set[str] = set()
        """Addresses of written articles, and of the lists that hold them."""
        # What site.yaml tolerates in the archive is no reason to hold back an article.
        reading = replace(parsed(self._site_yaml(_HUGE)).reading, require_editor=False, require_credit=False)
        self._writer = ArticleWriter(plan.seen, self._resolver, reading)
        self._files: Counter[str] = Counter()
        self._media: Counter[str] = Counter()
        self._empty: list[str] = []
        """Addresses of articles that are published without a word."""
        self._done: set[str] = set()
        self._largest = 0

    def _site_yaml(self, largest: int) -> str:
        return site_text(self._plan, self._options.zone, largest, self._lists(), self._resolver.needed)

    def _lists(self) -> tuple[OldAddress, ...]:
        """Return the fate of lists' addresses; none redirects to what was held back, or from one without a profile."""
        tags, filled = f"/{self._plan.paths.tag}/", self._filled
        texts = {route.url for route in self._plan.routes.by_id.values()}

        def is_empty(old: OldAddress) -> bool:
            if (old.new.startswith(tags) or old.new in texts) and old.new not in filled:
                return True
            return old.how == "redirect" and old.old in filled

        return tuple(replace(old, how="lost") if is_empty(old) else old for old in self._plan.lists)

    def take(self, record: Item | Note) -> None:
        if isinstance(record, Note):
            self._notebook.add((record,))
            return
        route = self._plan.routes.by_id.get(record.id)
        if route is None or record.id in self._done:
            why = STATES[record.state]
            if record.id in self._done:
                why = sentence("it has the id of another one, which was imported")
            size = len(record.body) if record.state == "published" else 0
            self._notebook.add((Note("left-out", why, size=size),), record.id, record.address)
            return
        self._done.add(record.id)
        write = self._writer.article if record.kind == "article" else self._writer.page
        file = write(record, route)
        self._largest = max(self._largest, len(file.data))
        if not file.problems:
            if record.kind == "article" and record.state == "published" and not record.body.strip():
                self._empty.append(record.address or record.id)
            self._filled.update((route.url, *file.lists))
        self._keep(file, f"item:{record.id}", record.address)

    def _keep(self, file: NewFile, key: str, address: str) -> None:
        """Write a file with its notes; one that does not build is held back by the portal's builds."""
        identity = key.partition(":")[2]
        notes = file.notes
        if file.problems:
            first = file.problems[0]
            said = sentence("{what}; {hint}", what=first.said, hint=first.advice) if first.advice else first.said
            notes += (Note("held-back", said, size=len(file.data)),)
        self._notebook.add(notes, identity, address, file.path)
        about = (identity, address) if key.startswith("item:") else ("", "")
        self._put(key, f"content/{file.path}", file.data, *about)

    def _put(self, key: str, path: str, data: bytes, item: str = "", address: str = "") -> None:
        self._files[outcome := self._target.put(key, path, data)] += 1
        if outcome not in {"edited", "deleted"}:
            return
        before = self._target.before.get(key)
        there = before.path if before else path
        if path == _SITE:
            said = sentence("site.yaml was edited here; what it would be now is in {file}", file=PROPOSED)
        elif outcome == "deleted":
            said = sentence("{path} was deleted here, and differs at the source", path=there)
        else:
            said = sentence("{path} was edited here, and differs at the source", path=there)
        note = Note("edited" if there == path else "moved", said, after="" if there == path else path)
        self._notebook.add((note,), item, address)

    def finish(self) -> Outcome:
        """Write what is shared by all items, and return the result."""
        plan, target, add = self._plan, self._target, self._notebook.add
        for _, profile in sorted(plan.seen.people.items()):
            person = profile.person
            self._keep(self._writer.profile(profile), f"person:{person.key}", person.address)
        add(plan.routes.notes)
        addresses = (*plan.routes.old, *self._lists())
        lost = [old for old in addresses if old.how == "lost"]
        add(Note("address", as_it_is(old.old), old.item, old.old, after=old.new) for old in lost)
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
            addresses=dict(Counter(old.how for old in addresses)),
            faults=plan.seen.faults,
            permalink=plan.routes.permalink,
            questions=tuple(
                questions(self._options, plan, self._notebook, self._empty, self._media["missing"], self._media.total())
            ),
        )
        if not self._options.kanal:
            table = kanal.table_text(plan.table, plan.seen, self._notebook.language)
            target.write(f"{FOLDER}/kanal.yaml", table.encode())
        # Not in import order, which depends on earlier imports.
        lines = sorted(map(msgspec.json.encode, addresses))
        target.write(f"{FOLDER}/addresses.jsonl", b"".join(line + b"\n" for line in lines))
        target.write(f"{FOLDER}/report.md", report_text(self._options.source, outcome, self._notebook).encode())
        target.finish()
        return outcome

    def _bring_media(self) -> None:
        options, plan = self._options, self._plan
        shelves: tuple[Shelf, ...] = tuple(shelf.take for shelf in self._copies)
        if options.fetch:
            from generator.annex.importing.fetching import Fetched  # noqa: PLC0415 - the network is slow to import

            hosts = hosts_of((*plan.hosts.names, *media_hosts(plan.seen)))
            shelves += (Fetched(hosts, hosts_of(options.hosts), plan.seen.portal.url).take,)
        if plan.media_url or options.dry:
            return
        content = self._target.folder / "content"
        wanted = list(in_order(self._resolver.needed))
        for number, file in enumerate(wanted, 1):
            brought, notes = bring(file, shelves, content)
            self._media[brought] += 1
            self._notebook.add(notes)
            self._progress("media", number, len(wanted))
