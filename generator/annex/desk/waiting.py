"""Changes that wait beside a text which readers have, until they are saved into it.

It is one text, whoever writes it: what two people, or two windows, type at once is merged as in any article. Whoever
takes anything out of it that others may have written, or discards it, leaves a version of it as it was.
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


def _known(_: Desk) -> dict[str, dict[Person, bool]]:
    """Return who wrote into what waits, by its path: the last one last, True for whom a version has all."""
    return {}


def _writers(desk: Desk, place: str) -> dict[Person, bool]:
    # Of what lay there when the desk began, nobody knows whose it is.
    return desk.part(_known).setdefault(place, {keeping.nobody(desk): False})


def others(desk: Desk, person: Person, path: str, article: bytes) -> list[str]:
    """Return the names of whoever else wrote into what waits beside an article."""
    return [one.name for one in _writers(desk, kept_of(path, article)) if one != person]


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
    place = kept_of(path, article)
    there = files.read(desk.folder, place)
    writers = dict[Person, bool]()
    if there is not None:
        _keep_others(desk, person, path, place, there, text)
        writers = _writers(desk, place)
    files.write(desk.folder, place, there, text)
    desk.part(_known)[place] = {one: kept for one, kept in writers.items() if one != person} | {person: False}
    presence(desk).saved(path, files.version_of(text), person)


def clear(desk: Desk, person: Person, path: str, article: bytes, text: bytes = b"") -> None:
    """Let nothing wait beside an article with some bytes; `text` is what somebody saved in its place.

    What waits for another text of the article becomes a version.
    """
    place = kept_of(path, article)
    if (there := files.peek(desk.folder, place)) is not None:
        _keep_others(desk, person, path, place, there, text)
        files.write(desk.folder, place, there, None)
    desk.part(_known).pop(place, None)
    drop(desk, path)


def _keep_others(desk: Desk, person: Person, path: str, place: str, there: bytes, text: bytes) -> None:
    """Keep what waits as a version if somebody's text lacks any of it, and others wrote into it since the last one."""
    writers = _writers(desk, place)
    unkept = [one for one, is_kept in writers.items() if one != person and not is_kept]
    if unkept and not _adds(there, text):
        keeping.keep(desk, unkept[-1], path, there.decode("utf-8", "replace"))
        writers.update(dict.fromkeys(writers, True))


def _adds(before: bytes, after: bytes) -> bool:
    """Return whether a text is another one with something more at one place, as after most saves while one types."""
    same = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        same += 1
    return after[same:].endswith(before[same:])


def is_of(desk: Desk, person: Person, path: str, article: bytes) -> bool:
    """Return whether somebody was the last to write into what waits beside an article."""
    return [*_writers(desk, kept_of(path, article))][-1] == person


def follow(desk: Desk, person: Person, path: str, before: bytes, after: bytes) -> None:
    """Merge what a step has made of an article into what waits beside it, which becomes a version if it cannot be."""
    there = files.peek(desk.folder, kept_of(path, before))
    if there is not None:
        merged = reconcile(*(one.decode("utf-8", "replace") for one in (before, after, there)))
        if merged is not None:
            writers = _writers(desk, kept_of(path, before))
            clear(desk, person, path, before, there)
            put(desk, person, path, after, merged.encode())
            desk.part(_known)[kept_of(path, after)] = writers
            return
    drop(desk, path)


def drop(desk: Desk, path: str, *, but: str = "") -> None:
    """Let nothing wait beside an article any more, but at one place: it becomes a version."""
    for place in beside(desk.folder, path):
        if _KEPT.search(place) and place != but and (data := files.peek(desk.folder, place)) is not None:
            keeping.keep(desk, [*_writers(desk, place)][-1], path, data.decode("utf-8", "replace"))
            files.write(desk.folder, place, data, None)
            desk.part(_known).pop(place, None)


def lapse(desk: Desk, path: str) -> None:
    """Let what waits for another text of an article, which other programs have changed, become a version."""
    if any(_KEPT.search(place) for place in beside(desk.folder, path)):
        with desk.writing:
            drop(desk, path, but=kept_of(path, files.need(desk.folder, path)))
