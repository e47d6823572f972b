"""Changes that wait beside a text which readers have, until they are saved into it: one text, whoever writes it.

Who goes on with what waits says which text that is. Whoever says another one, since two people type at once, or one
person in two windows, takes its place, and what waited becomes a version that is not merged yet.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from starlette.responses import RedirectResponse, Response

from generator.annex.desk import files
from generator.annex.desk.desk import Desk, MissingError
from generator.annex.desk.people import Person
from generator.annex.desk.versions import Versions, continues
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.editing import sources
from generator.editing.sources import NOTES, beside, kept_of
from generator.model.records import Article
from generator.model.urls import on_host

_MOST = 10_000
"""Texts of which it is known who typed them."""
_KEPT = re.compile(r"\.[0-9a-f]{12}\.md\Z")
_WAITING = re.compile(r"\.[0-9a-f]{12}\.md\Z|-[0-9]+w\.md\Z")
_OWN = re.compile(r"\.[0-9a-f]{12}\.md\Z|-[0-9]+w\.md\Z|/waiting\.jsonl\Z")
"""What is not recorded: it is gone in a moment."""


class Page(msgspec.Struct, forbid_unknown_fields=True):
    """The page of an article, by its path below content/; `waiting` makes another address of it for another text."""

    path: str
    waiting: str = ""


class _Writers(dict[str, Person]):
    """Who typed what waits, by its path; of what lay there when the desk began, nobody is known."""

    def __init__(self, desk: Desk) -> None:
        del desk


def is_waiting(path: str) -> bool:
    """Return whether a file is what waits beside a text; history has it once it is saved."""
    return f"/{NOTES}/" in path and _OWN.search(path) is not None


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


def put(desk: Desk, person: Person, path: str, article: bytes, text: bytes | None, seen: str) -> None:
    """Let a text wait beside an article with some bytes; None once it is saved. The caller holds `writing`.

    `seen` is the version of what waited when it was typed; empty for nothing.
    """
    place, writers = kept_of(path, article), desk.part(_Writers)
    # A text that was saved is not refused for what stands in the place of another one.
    there = _there(desk, place) if text is None else files.read(desk.folder, place, desk.site.reading.article_bytes)
    if there is not None and files.version_of(there) != seen:
        # A browser whose last answer was lost goes on with what it sent, without having seen it there.
        goes_on = text is not None and continues(there, text, unfinished=writers.get(place) == person)
        if not goes_on:
            _keep(desk, path, there, writers.get(place))
    if there is not None or text is not None:
        files.write(desk.folder, place, there, text)
    if text is not None:
        if len(writers) > _MOST:
            writers.clear()
        writers[place] = person
    else:
        # What waited for a text that is not there any more.
        drop(desk, path)


def discard(desk: Desk, person: Person, path: str, article: bytes, seen: str) -> None:
    """Let somebody throw away what waits beside an article; what another person typed becomes a version."""
    own = desk.part(_Writers).get(kept_of(path, article)) == person
    put(desk, person, path, article, None, seen if own else "")


def drop(desk: Desk, path: str, *, displaced: bool = False) -> None:
    """Let nothing wait beside an article any more: it becomes a version. The caller holds `writing`.

    With `displaced`, what others have taken the place of does, too: the article is about to go.
    """
    wanted = _WAITING if displaced else _KEPT
    _lapse(desk, path, filter(wanted.search, beside(desk.folder, path)))


def lapse(desk: Desk, path: str) -> None:
    """Let what waits for another text of an article, which other programs have changed, become a version."""
    others = [place for place in beside(desk.folder, path) if _KEPT.search(place)]
    if not others:
        return
    with desk.writing:
        own = kept_of(path, files.need(desk.folder, path, desk.site.reading.article_bytes))
        _lapse(desk, path, (place for place in others if place != own))


def _lapse(desk: Desk, path: str, places: Iterable[str]) -> None:
    places = list(places)
    if not places:
        # As with nearly every save: the lists of versions need not be read.
        return
    writers, displaced = desk.part(_Writers), {one.id: one.who for one in Versions(desk.folder).entries(path)}
    for place in places:
        if (data := _there(desk, place)) is not None:
            name = displaced.get(place.rpartition("/")[2].removesuffix(".md"), "")
            email = next((one.email for one in desk.site.desk.people if one.name == name), "")
            _keep(desk, path, data, Person(name, "reporter", email) if name else writers.get(place), waits=False)
            files.write(desk.folder, place, data, None)


def _there(desk: Desk, place: str) -> bytes | None:
    """Return what waits at a place; None for nothing, and for what can be no text of ours."""
    try:
        return files.read(desk.folder, place, desk.site.reading.article_bytes)
    except UsageError:
        return None


def _keep(desk: Desk, path: str, text: bytes, writer: Person | None, *, waits: bool = True) -> None:
    writer = writer or Person(desk.put(sentence("Redaksi")), "editor")
    desk.keep(writer, path, text.decode("utf-8", "replace"), waits=waits)
