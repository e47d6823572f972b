"""An article that goes elsewhere: to another address, into the bin, and back."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.annex.desk import files, keeping, manuscripts, notes, people, waiting
from generator.annex.desk.articles import ByPath
from generator.annex.desk.desk import Desk, NotAllowedError
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.annex.desk.readers import article_in
from generator.annex.desk.workflow import Given, Work, changed
from generator.base.errors import UsageError
from generator.base.folder import DEVICES
from generator.base.sentences import Sentence, sentence
from generator.base.text import SLUG, quoted
from generator.config.addresses import article_url
from generator.config.rewriting import Value
from generator.editing.sources import NOTES, TRASH, beside, beside_as, notes_of
from generator.model.lookup_keys import slug_key
from generator.model.records import Article
from generator.model.urls import article_slug
from generator.store import documents, names

_BIN_SECONDS = 30 * 24 * 3600


def delete(work: Work, _: Given) -> dict[str, Any]:
    """Put a draft into the bin, and remove for good what has been there too long."""
    desk, person, path = work.desk, work.person, work.path
    waiting.drop(desk, path)
    notes.add(desk, person, path, "", notes.DELETED)
    paths = _moved(desk, into_bin(desk, path))
    for old in [old for old, _, note in _bin(desk) if desk.now - note.at > _BIN_SECONDS]:
        for one in (old, *beside(desk.folder, old)):
            files.write(desk.folder, one, files.read(desk.folder, one), None)
            paths.append(f"content/{one}")
    _record_place(desk, person, paths, sentence("{name} deleted the draft “{title}”", **work.of))
    return {"path": path, "deleted": True}


def deleted(desk: Desk, person: Person) -> list[tuple[Article, notes.Note]]:
    found = [
        (article, note)
        for _, article, note in _bin(desk)
        if desk.now - note.at <= _BIN_SECONDS and _may_bring_back(desk, person, article)
    ]
    return sorted(found, key=lambda one: -one[1].at)


def bring_back(desk: Desk, person: Person, given: ByPath) -> dict[str, Any]:
    """Bring an article back from the bin: to where it was, or beside what is there now."""
    old = f"{TRASH}/{given.path}"
    files.need(desk.folder, old)
    goals = _goals(desk, old, _free(desk, given.path))
    with keeping.turn(desk, person, *goals, *goals.values()):
        data = files.need(desk.folder, old)
        article = article_in(desk, given.path, data)
        if article is None or not _may_bring_back(desk, person, article):
            raise NotAllowedError(sentence("you cannot do this with the article as it is now"))
        said = sentence("{name} brought “{title}” back from the bin", name=person.name, title=article.matter.title)
        _record_place(desk, person, _moved(desk, goals), said)
    return {"path": goals[old]}


def _bin(desk: Desk) -> Iterator[tuple[str, Article, notes.Note]]:
    """Yield what lies in the bin: its path there, the article as it was at its own, and the note of who deleted it."""
    top = desk.folder / "content" / TRASH
    for file in sorted(top.rglob("*.md")):
        path = file.relative_to(top).as_posix()
        if NOTES in path.split("/"):
            continue
        article = article_in(desk, path, files.peek(desk.folder, f"{TRASH}/{path}") or b"")
        note = notes.last(notes.of(desk, f"{TRASH}/{path}"), notes.DELETED)
        if article is not None and note is not None:
            yield f"{TRASH}/{path}", article, note


def _may_bring_back(desk: Desk, person: Person, article: Article) -> bool:
    matter = article.matter
    return person.publishes or (matter.draft and people.is_author(desk, matter, person))


def _free(desk: Desk, path: str) -> str:
    """Return a path below content/ at which there is nothing: this one, or one with a number."""
    stem = path.removesuffix(".md")
    names = itertools.chain([path], (f"{stem}-{number}.md" for number in itertools.count(2)))
    return next(name for name in names if not os.path.lexists(desk.folder / "content" / name))


def into_bin(desk: Desk, path: str) -> dict[str, str]:
    """Return the files of a draft, and where they come to lie in the bin."""
    return _goals(desk, path, _free(desk, f"{TRASH}/{path}"))


def _goals(desk: Desk, old: str, new: str) -> dict[str, str]:
    return {old: new} | {path: beside_as(path, old, new) for path in (notes_of(old), *beside(desk.folder, old))}


def _moved(desk: Desk, goals: Mapping[str, str]) -> list[str]:
    """Move the files of an article, all of which can be read; return the paths from the site's folder."""
    site, paths = desk.folder, [f"content/{one}" for one in (*goals, *goals.values())]
    there = {path: data for path in goals if (data := files.read(site, path)) is not None}
    for path, data in there.items():
        files.write(site, goals[path], files.read(site, goals[path]), data)
        files.write(site, path, data, None)
    return paths


def _record_place(desk: Desk, person: Person, paths: Sequence[str], said: Sentence) -> None:
    """Record a step after which an article is elsewhere, or nowhere; lists show it."""
    keeping.record(desk, person, paths, said)
    presence(desk).saved("", "", person)


def rename(work: Work, given: Given) -> dict[str, Any]:
    """Change the address of an article by its slug; the file stays, and so does what leads to it."""
    desk, matter, slug = work.desk, work.matter, given["slug"]
    if not SLUG.fullmatch(slug) or slug in DEVICES:
        raise UsageError(sentence("{given} is not a slug", given=quoted(slug)))
    old, new = work.article.url, article_url(desk.site.reading, matter.stamp, matter.category, slug, matter.id)
    with desk.stored() as store:
        namer = next(
            (one.path for one in names.last_users(store, slug_key(matter.slug), 2) if one.path != work.path), ""
        )
        if namer:
            raise UsageError(sentence("{path} names it by its slug; change that first", path=f"content/{namer}"))
        other = next((one for one in documents.claimants_at(store, new, drafts=True) if one != work.path), "")
        if other:
            raise UsageError(
                sentence("{url} is an address of {other}; nothing was changed", url=new, other=f"content/{other}")
            )
    aliases = manuscripts.values_of(work.text).get("aliases") or []
    known = [aliases] if isinstance(aliases, str) else list(aliases)
    values: dict[str, Value | None] = {"slug": None if slug == article_slug(work.path) else slug}
    if (not matter.draft or notes.was_public(work.notes)) and old not in (new, *known):
        values["aliases"] = [*known, old]
    said = sentence("{name} gave “{title}” the address {url}", url=new, **work.of)
    return changed(work, values, said)
