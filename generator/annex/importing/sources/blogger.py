"""Reads the Atom file of Blogger's backup, old (Settings → Back up content) and new (Google Takeout, feed.atom)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.annex.importing.items import Fault, Found, Item, Note, Options, Person, Portal, State
from generator.annex.importing.old_addresses import parts_of
from generator.annex.importing.report import comments_of
from generator.annex.importing.sources.front_matter import time_of
from generator.annex.importing.xml_stream import Element, elements, opened_export
from generator.base.sentences import sentence
from generator.base.text import squeeze

_KIND = "http://schemas.google.com/g/2005#kind"
_STATES: dict[str, State] = {"LIVE": "published", "DRAFT": "draft", "SCHEDULED": "published", "SOFT_TRASHED": "trashed"}


def blogger(options: Options) -> Iterator[Found]:
    for name in options.files:
        refusal = sentence("{name} is not a backup of Blogger: take one at Settings → Back up content", name=name)
        with opened_export(name, ("<feed", "blogger"), refusal) as file:
            yield from _read(elements(file, name, "entry"), options.zone)


def _read(found: Iterator[Element | Fault | Note], zone: str) -> Iterator[Found]:
    url = ""
    for element in found:
        if isinstance(element, (Fault, Note)):
            yield element
        elif element.name == "title":
            yield Portal(name=squeeze(element.text))
        elif element.name == "link" and element.attributes.get("rel") == "alternate":
            url = element.attributes.get("href", "").rstrip("/")
            yield Portal(url=url)
        elif element.name == "entry":
            yield from _entry(element, zone)


def _entry(entry: Element, zone: str) -> Iterator[Found]:
    kind = entry.child("blogger:type").lower()
    labels = []
    for term in entry.all("category"):
        if term.attributes.get("scheme") == _KIND:
            kind = kind or term.attributes.get("term", "").rpartition("#")[2]
        elif name := squeeze(term.attributes.get("term", "")):
            labels.append(name)
    if kind == "comment":
        yield Note("comments", comments_of(1))
    if kind not in {"post", "page"}:
        return
    links = (link.attributes for link in entry.all("link"))
    address = next((link.get("href", "") for link in links if link.get("rel") == "alternate"), "")
    address = address or entry.child("blogger:filename")
    author = next((person.child("name") for person in entry.all("author")), "")
    if author:
        yield Person(author, author)
    published = time_of(entry.child("published") or entry.child("blogger:created"), zone)
    updated = time_of(entry.child("updated"), zone)
    status = "SOFT_TRASHED" if entry.child("blogger:trashed") else entry.child("blogger:status")
    is_draft = any(control.child("app:draft") == "yes" for control in entry.all("app:control"))
    yield Item(
        kind="page" if kind == "page" else "article",
        id=entry.child("id").rpartition("-")[2],
        address=address,
        title=squeeze(entry.child("title")),
        slug=parts_of(address).path.rpartition("/")[2].removesuffix(".html"),
        body=next((content.text for content in entry.all("content")), ""),
        markup="html",
        published=published,
        # Blogger counts any touch of a post as an update.
        updated=updated if updated and published and updated.epoch > published.epoch + 86_400 else None,
        state="draft" if is_draft else _STATES.get(status, "published"),
        authors=(author,) if author else (),
        categories=tuple(labels[:1]),
        tags=tuple(labels[1:]),
        summary=squeeze(entry.child("blogger:metaDescription")),
    )
