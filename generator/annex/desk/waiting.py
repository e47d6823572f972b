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
from generator.base.sentences import sentence
from generator.editing import sources
from generator.editing.sources import NOTES, beside, kept_of
from generator.model.records import Article
from generator.model.urls import on_host

_KEPT = re.compile(r"\.[0-9a-f]{12}\.md\Z")


class Page(msgspec.Struct, forbid_unknown_fields=True):
    """The page of an article, by its path below content/; `waiting` makes another address of it for another text."""

    path: str
    waiting: str = ""


def _writers(_: Desk) -> dict[str, Person]:
    """Return who typed what waits, by its path; of what lay there when the desk began, nobody is known."""
    return {}


def read(desk: Desk, path: str, article: bytes) -> bytes | None:
    # Whatever stands in its place, the article itself can be opened.
    return files.peek(desk.folder, kept_of(path, article))


def paths(site: Path, folders: Iterable[str]) -> Iterator[str]:
    """Yield the paths of the articles in some folders of content/ beside which something waits."""
    for folder in folders:
        with contextlib.suppress(OSError):
            for name in os.listdir(site / "content" / folder / NOTES):
                if _KEPT.search(name):
                    yield f"{folder}/{_KEPT.sub('.md', name)}".lstrip("/")


def page(desk: Desk, _: Person, given: Page) -> Response:
    """Return the page of an article with what waits beside it; lead to its own page where that cannot be shown."""
    reading = desk.site.reading
    data = files.need(desk.folder, given.path)
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
    place, writers = kept_of(path, article), desk.part(_writers)
    files.write(desk.folder, place, files.read(desk.folder, place), text)
    writers[place] = person
    presence(desk).saved(path, files.version_of(text), person)


def clear(desk: Desk, path: str, article: bytes) -> None:
    """Let nothing wait beside an article with some bytes: it is saved. What waits for others becomes a version."""
    place = kept_of(path, article)
    if (there := files.peek(desk.folder, place)) is not None:
        files.write(desk.folder, place, there, None)
        desk.part(_writers).pop(place, None)
    drop(desk, path)


def discard(desk: Desk, person: Person, path: str, article: bytes) -> None:
    """Let somebody throw away what waits beside an article; what another person typed becomes a version."""
    if is_of(desk, person, path, article):
        clear(desk, path, article)
    else:
        drop(desk, path)


def is_of(desk: Desk, person: Person, path: str, article: bytes) -> bool:
    """Return whether somebody typed what waits beside an article."""
    return desk.part(_writers).get(kept_of(path, article)) == person


def follow(desk: Desk, person: Person, path: str, before: bytes, after: bytes) -> None:
    """Merge what a step has made of an article into what waits beside it, which becomes a version if it cannot be."""
    there = files.peek(desk.folder, kept_of(path, before))
    if there is not None:
        merged = reconcile(*(one.decode("utf-8", "replace") for one in (before, after, there)))
        if merged is not None:
            writer = desk.part(_writers).get(kept_of(path, before), person)
            clear(desk, path, before)
            put(desk, writer, path, after, merged.encode())
            return
    drop(desk, path)


def drop(desk: Desk, path: str, *, but: str = "") -> None:
    """Let nothing wait beside an article any more, but at one place: it becomes a version."""
    for place in beside(desk.folder, path):
        if _KEPT.search(place) and place != but and (data := files.peek(desk.folder, place)) is not None:
            writer = desk.part(_writers).pop(place, None) or keeping.nobody(desk)
            keeping.keep(desk, writer, path, data.decode("utf-8", "replace"))
            files.write(desk.folder, place, data, None)


def lapse(desk: Desk, path: str) -> None:
    """Let what waits for another text of an article, which other programs have changed, become a version."""
    if any(_KEPT.search(place) for place in beside(desk.folder, path)):
        with desk.writing:
            drop(desk, path, but=kept_of(path, files.need(desk.folder, path)))
