"""The first pass over a source: everything articles may refer to, and where each item was published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable

from msgspec.structs import astuple, replace

from generator.annex.importing.items import (
    Fault,
    File,
    Found,
    Item,
    Note,
    Person,
    Portal,
    Redirect,
    Term,
)
from generator.base.text import SLUG, clean, slugify, squeeze
from generator.config.entries import is_void
from generator.model.records import Record


class Words(Record, frozen=True):
    """What readers see where a source says nothing."""

    kanal: str
    nobody: str
    untitled: str


_WORDS = {"en": Words("News", "Newsroom", "Untitled"), "": Words("Berita", "Redaksi", "Tanpa judul")}
_COMMENT = re.compile(r"<!(?=--).*?(?:-->|\Z)", re.DOTALL)


class Profile(Record, frozen=True):
    """A person with a profile."""

    person: Person
    slug: str
    byline: str
    """How articles name the person: by name, or by the slug where two have one name."""

    @property
    def file(self) -> str:
        """Path of the profile below content/."""
        return f"authors/{self.slug}.md"


class Survey(Record, frozen=True):
    """A source's content; people, terms and files by key."""

    portal: Portal
    people: dict[str, Profile]
    categories: dict[str, Term]
    tags: dict[str, Term]
    files: dict[str, File]
    redirects: tuple[Redirect, ...]
    entries: tuple[Item, ...]
    """Items without body and summary, in the order of the source; of several with one id the first."""
    faults: tuple[Fault, ...]
    labels: frozenset[str]
    """Slugs of the tags of published articles, and of their categories."""
    counts: dict[str, int]
    """Of all records, by kind."""

    @property
    def words(self) -> Words:
        return words_of(self.portal)


def words_of(portal: Portal) -> Words:
    """Return the words for a portal's readers, in its language."""
    return _WORDS.get(portal.language[:2], _WORDS[""])


def survey(found: Iterable[Found]) -> Survey:
    """Pass over a source and return what it holds."""
    portal = Portal()
    people: dict[str, Person] = {}
    categories: dict[str, Term] = {}
    tags: dict[str, Term] = {}
    files: dict[str, File] = {}
    redirects: list[Redirect] = []
    entries: dict[str, Item] = {}
    faults: list[Fault] = []
    counts: Counter[str] = Counter()
    labels: set[str] = set()
    for record in found:
        if isinstance(record, Note):
            continue
        counts[record.kind if isinstance(record, Item) else type(record).__name__.lower()] += 1
        match record:
            case Item():
                entries.setdefault(record.id, replace(record, body="", summary="", notes=()))
                if record.kind == "article" and record.state == "published":
                    labels.update(record.tags)
                    labels.update(record.categories)
            case File():
                files[record.key] = record
            case Person():
                people.setdefault(record.key, record)
            case Term():
                (categories if record.kind == "category" else tags).setdefault(record.key, record)
            case Redirect():
                redirects.append(record)
            case Fault():
                faults.append(record)
            case Portal():
                # If several files of one site disagree, the first is right.
                both = zip(astuple(portal), astuple(record), strict=True)
                portal = Portal(*(first or second for first, second in both))
    names = (categories[label].name if label in categories else label for label in labels)
    return Survey(
        portal, _profiles(people, words_of(portal).nobody), categories, tags, files, tuple(redirects),
        tuple(entries.values()), tuple(faults), frozenset(map(slugify, names)), dict(counts),
    )  # fmt: skip


def one_line(text: str) -> str:
    """Return a text on one line, without comments, which no reader saw and no file of ours may hold."""
    text = clean(text)
    return squeeze(_COMMENT.sub("", text) if "<!--" in text else text)


def named(text: str) -> str:
    """Return a name or the like on one line; empty if it only stands for none."""
    line = one_line(text)
    return "" if is_void("name", line) else line


def numbered(wanted: str, taken: Container[str]) -> str:
    """Return a slug, followed by the lowest number that makes it unique."""
    slug, number = wanted, 2
    while slug in taken:
        slug = f"{wanted}-{number}"
        number += 1
    return slug


def _profiles(people: dict[str, Person], nobody: str) -> dict[str, Profile]:
    names = Counter(slugify(person.name) for person in people.values())
    found: dict[str, Profile] = {}
    taken: set[str] = set()
    for key, person in sorted(people.items()):
        name = one_line(person.name) or one_line(key)
        name = nobody if not name or is_void("author", name) else name
        # Where the source has the person's page, so that its address stays.
        last = person.address.rstrip("/").rpartition("/")[2]
        wanted = last if SLUG.fullmatch(last) and len(last) <= 80 else slugify(name) or slugify(key) or "penulis"
        slug = numbered(wanted, taken)
        taken.add(slug)
        found[key] = Profile(person, slug, name if names[slugify(person.name)] == 1 else slug)
    return {key: found[key] for key in people}
