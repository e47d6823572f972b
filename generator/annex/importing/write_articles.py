"""The text of each file that an import writes, checked by the readers of the site itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from generator.annex.importing.bodies.context import Lookups
from generator.annex.importing.bodies.convert import Converted, convert
from generator.annex.importing.items import File, Item, Note
from generator.annex.importing.links import Resolver
from generator.annex.importing.report import STATES
from generator.annex.importing.routing import Route, identity
from generator.annex.importing.survey import Profile, Survey
from generator.base.codes import KINDS
from generator.base.errors import Problem
from generator.base.sentences import as_it_is, sentence
from generator.base.text import clean, lead, slugify, squeeze
from generator.base.timestamps import Stamp, iso
from generator.config.addresses import media_address
from generator.config.entries import is_void
from generator.config.rewriting import block
from generator.markup.documents import parse_article, parse_profile, parse_standing
from generator.model.records import Record
from generator.model.site import Reading
from generator.model.urls import is_web, own_path

_LONGEST_TAG = 100
_MOST_TAGS = 100
_NOBODY = "Redaksi"


class NewFile(Record, frozen=True):
    """A file that is to be written."""

    path: str
    """Below content/."""
    data: bytes
    problems: tuple[Problem, ...]
    """With any, the site could not be built with it."""
    notes: tuple[Note, ...]
    lists: tuple[str, ...] = ()
    """Addresses of the lists of tags and people that an article is in, if it is published."""


class ArticleWriter:
    """Makes files of items."""

    def __init__(self, survey: Survey, resolver: Resolver, reading: Reading) -> None:
        """Take all that the text of a file may depend on; `reading` is that of the site which is made."""
        self._people, self._resolver, self._reading = survey.people, resolver, reading
        self._attached: dict[str, list[File]] = {}
        for file in survey.files.values():
            if file.item:
                self._attached.setdefault(file.item, []).append(file)

    def article(self, item: Item, route: Route) -> NewFile:
        """Return the file of an article."""
        converted = convert(item, self._lookups(item))
        notes = [*item.notes, *converted.notes, *_words(converted)]
        title = _line(item.title)
        if not title or is_void("title", title):
            title = lead(converted.body.lead, 80) or f"Tanpa judul ({route.slug})"
            notes.append(Note("headline", as_it_is(title)))
        draft = item.state != "published"
        authors = self._authors(item, notes)
        if item.state in {"private", "protected"}:
            notes.append(Note("made-draft", STATES[item.state]))
        if item.published is None:
            notes.append(Note("time", as_it_is(iso(route.stamp))))
        updated = item.updated
        if updated and not (item.published and updated.epoch > item.published.epoch):
            updated = None
        folder, name = route.file.partition("/")[0], route.file.rpartition("/")[2]
        head: dict[str, Any] = {
            "title": title,
            "author": authors[0] if len(authors) == 1 else authors,
            "timestamp": f"{route.stamp.local:%Y-%m-%d}" if item.day_only else _time(route.stamp),
            "time_unknown": item.day_only,
            "updated": f"{updated.local.replace(tzinfo=None)} {updated.zone}" if updated else "",
            "category": "" if folder == route.category else route.category,
            "tags": self._tags(item, route, notes),
            "summary": _line(item.summary),
            "photo": self._photo(item, notes),
            "slug": "" if name == f"{route.slug}.md" else route.slug,
            "aliases": list(route.aliases),
            "draft": draft,
            "id": identity(item.id),
        }
        file = self._file(head, converted, route.file, notes, parse_article)
        paths = self._reading.paths
        lists = (*map(paths.tag_url, map(slugify, head["tags"])), *map(paths.author_url, map(slugify, authors)))
        return file if draft else replace(file, lists=lists)

    def page(self, item: Item, route: Route) -> NewFile:
        """Return the file of a standing page."""
        converted = convert(item, self._lookups(item), whole=True)
        notes = [*item.notes, *converted.notes, *_words(converted)]
        title = _line(item.title)
        head = {
            "title": route.slug if is_void("title", title) else title or route.slug,
            "summary": _line(item.summary),
            "aliases": list(route.aliases),
        }
        return self._file(head, converted, route.file, notes, parse_standing)

    def profile(self, profile: Profile) -> NewFile:
        """Return the file of a person."""
        person = profile.person
        item = Item("page", f"author:{person.key}", person.address, person.name, profile.slug, person.bio, "html", None)
        converted = convert(item, self._lookups(item), whole=True)
        name = _line(person.name)
        head = {"name": _NOBODY if is_void("name", name) else name or profile.slug}
        return self._file(head, converted, profile.file, [*converted.notes, *_words(converted)], parse_profile)

    def _file(
        self, head: dict[str, Any], converted: Converted, path: str, notes: list[Note],
        parse: Callable[[bytes, str, Reading], tuple[object, list[Problem]]],
    ) -> NewFile:  # fmt: skip
        front = f"---\n{block({key: value for key, value in head.items() if value})}---\n"
        # The body was read already; with an empty one, the front matter alone is.
        _, problems = parse(front.encode(), path, self._reading)
        problems = [problem for problem in problems if KINDS[problem.code].severity == "error"]
        problems += converted.problems
        return NewFile(path, f"{front}\n{converted.text}\n".encode(), tuple(problems), tuple(notes))

    def _lookups(self, item: Item) -> Lookups:
        base = item.address
        resolver = self._resolver
        return Lookups(
            link=lambda href: resolver.target(href, base),
            picture=lambda source: resolver.media(source, base),
            file=resolver.file,
            attached=lambda: self._attached.get(item.id, ()),
            base_url=self._reading.base_url,
        )

    def _authors(self, item: Item, notes: list[Note]) -> list[str]:
        found = [self._people[key].byline if key in self._people else squeeze(clean(key)) for key in item.authors]
        names = [name for name in dict.fromkeys(found) if name and not is_void("author", name)]
        if not names:
            notes.append(Note("author", sentence("{name} stands for the author", name=_NOBODY)))
        return names or [_NOBODY]

    def _tags(self, item: Item, route: Route, notes: list[Note]) -> list[str]:
        found: dict[str, str] = {}
        for name in (*item.tags, *route.also):
            tag = squeeze(clean(name))
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
        photo = {
            "src": target.address,
            "caption": _line(item.caption or (file.caption if file else "")),
            "credit": _line(item.credit or (file.credit if file else "")),
            "alt": _line(item.alt or (file.alt if file else "")),
        }
        return {key: value for key, value in photo.items() if value and not is_void(key, value)}


def _line(text: str) -> str:
    """Return a text on one line, without the comments in it, which no reader saw and no front matter may hold."""
    text = clean(text)
    parts, end = [], 0
    while end >= 0 and (start := text.find("<!--", end)) >= 0:
        parts.append(text[end:start])
        end = text.find("-->", start)
        end += 3 if end >= 0 else 0
    return squeeze("".join((*parts, text[end:] if end >= 0 else "")))


def _time(stamp: Stamp) -> str:
    at = stamp.local.replace(tzinfo=None)
    return f"{at.isoformat(' ', 'seconds' if at.second else 'minutes')} {stamp.zone}"


def _words(converted: Converted) -> list[Note]:
    if converted.problems or not (converted.lost or converted.come):
        # What cannot be parsed has no words to compare; it is held back.
        return []
    said = sentence("{lost} words are missing, {come} are new", lost=len(converted.lost), come=len(converted.come))
    return [Note("words", said, before=" ".join(converted.lost), after=" ".join(converted.come))]
