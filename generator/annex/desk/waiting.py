"""Changes that wait beside a text which readers have, until they are saved into it.

It is one text, whoever writes it: what two people, or two windows, type at once is merged as in any article.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from starlette.responses import RedirectResponse, Response

from generator.annex.desk import files, keeping
from generator.annex.desk.desk import Desk, MissingError
from generator.annex.desk.merging import reconcile
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.editing import sources
from generator.editing.sources import NOTES, beside, kept_of
from generator.model.records import Article
from generator.model.urls import on_host

_MOST = 10_000
"""Texts of which it is known who typed them."""
_KEPT = re.compile(r"\.[0-9a-f]{12}\.md\Z")


class Page(msgspec.Struct, forbid_unknown_fields=True):
    """The page of an article, by its path below content/; `waiting` makes another address of it for another text."""

    path: str
    waiting: str = ""


class _Writers(dict[str, Person]):
    """Who typed what waits, by its path; of what lay there when the desk began, nobody is known."""

    def __init__(self, desk: Desk) -> None:
        del desk


def read(desk: Desk, path: str, article: bytes) -> bytes | None:
    """Return what waits beside an article, by its path below content/ and its bytes."""
    # Whatever stands in its place, the article itself can be opened.
    return _there(desk, kept_of(path, article))


def paths(site: Path, folders: Iterable[str]) -> Iterator[str]:
    """Yield the paths of the articles in some folders of content/ beside which something waits."""
    for folder in folders:
        with contextlib.suppress(OSError):
            for name in os.listdir(site / "content" / folder / NOTES):
                if _KEPT.search(name):
                    yield f"{folder}/{_KEPT.sub('.md', name)}".lstrip("/")


def page(desk: Desk, person: Person, given: Page) -> Response:
    """Return the page of an article with what waits beside it; lead to its own page where that cannot be shown."""
    del person
    reading = desk.site.reading
    data = files.need(desk.folder, given.path, reading.article_bytes)
    kept = read(desk, given.path, data)
    article, changed = (sources.read(given.path, one, reading)[0] if one is not None else None for one in (data, kept))
    if not isinstance(article, Article):
        raise MissingError(sentence("The page appears as soon as nothing is wrong with the article."))
    pages = desk.live.preview.pages
    html = pages.with_unsaved(article.url, changed) if isinstance(changed, Article) else None
    headers = {"cache-control": "no-store"}
    if html is None:
        return RedirectResponse(on_host(article.url, desk.site.base_path), 302, headers)
    return Response(html, 200, headers, "text/html; charset=utf-8")


def put(desk: Desk, person: Person, path: str, article: bytes, text: bytes) -> None:
    """Let a text wait beside an article with some bytes. The caller has the turn of `keeping`."""
    place, writers = kept_of(path, article), desk.part(_Writers)
    files.write(desk.folder, place, files.read(desk.folder, place, desk.site.reading.article_bytes), text)
    if len(writers) > _MOST:
        writers.clear()
    writers[place] = person
    presence(desk).saved(path, files.version_of(text), person)


def clear(desk: Desk, path: str, article: bytes) -> None:
    """Let nothing wait beside an article with some bytes: it is saved. What waits for others becomes a version."""
    place = kept_of(path, article)
    if (there := _there(desk, place)) is not None:
        files.write(desk.folder, place, there, None)
    drop(desk, path)


def discard(desk: Desk, person: Person, path: str, article: bytes) -> None:
    """Let somebody throw away what waits beside an article; what another person typed becomes a version."""
    if is_of(desk, person, path, article):
        clear(desk, path, article)
    else:
        drop(desk, path)


def is_of(desk: Desk, person: Person, path: str, article: bytes) -> bool:
    """Return whether somebody typed what waits beside an article."""
    return desk.part(_Writers).get(kept_of(path, article)) == person


def follow(desk: Desk, person: Person, path: str, before: bytes, after: bytes) -> None:
    """Merge what a step has made of an article into what waits beside it, which becomes a version if it cannot be."""
    there = _there(desk, kept_of(path, before))
    if there is not None:
        merged = reconcile(*(one.decode("utf-8", "replace") for one in (before, after, there)))
        if merged is not None:
            clear(desk, path, before)
            put(desk, desk.part(_Writers).get(kept_of(path, before), person), path, after, merged.encode())
            return
    drop(desk, path)


def drop(desk: Desk, path: str, *, but: str = "") -> None:
    """Let nothing wait beside an article any more, but at one place: it becomes a version."""
    for place in beside(desk.folder, path):
        if _KEPT.search(place) and place != but and (data := _there(desk, place)) is not None:
            writer = desk.part(_Writers).get(place) or keeping.nobody(desk)
            keeping.keep(desk, writer, path, data.decode("utf-8", "replace"))
            files.write(desk.folder, place, data, None)


def lapse(desk: Desk, path: str) -> None:
    """Let what waits for another text of an article, which other programs have changed, become a version."""
    if any(_KEPT.search(place) for place in beside(desk.folder, path)):
        with desk.writing:
            drop(desk, path, but=kept_of(path, files.need(desk.folder, path, desk.site.reading.article_bytes)))


def _there(desk: Desk, place: str) -> bytes | None:
    """Return what waits at a place; None for nothing, and for what can be no text of ours."""
    try:
        return files.read(desk.folder, place, desk.site.reading.article_bytes)
    except UsageError:
        return None
