"""An article whose file goes elsewhere: renamed, or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.annex.desk import articles, files, history, manuscripts, notes, waiting
from generator.annex.desk.articles import ByPath
from generator.annex.desk.desk import StaleError
from generator.annex.desk.presence import presence
from generator.annex.desk.work import Given, Work, changed
from generator.base.errors import UsageError
from generator.base.folder import DEVICES
from generator.base.sentences import Sentence, sentence
from generator.base.text import SLUG, quoted
from generator.cli.new import check_new
from generator.config.addresses import article_url
from generator.config.rewriting import Value
from generator.editing.changes import apply
from generator.editing.moving import moving, notes_beside
from generator.editing.sources import address_of, beside, beside_as
from generator.model.index_entry import own_keys
from generator.model.lookup_keys import slug_key
from generator.store import names
from generator.store.files import lock

_PATIENCE = 5.0
"""Seconds to wait for a build to end."""


def delete(work: Work, _: Given) -> dict[str, Any]:
    desk, site = work.desk, work.desk.folder
    # History has what somebody typed last, and what waited to be saved.
    history.keeping(desk).close(f"content/{work.path}")
    waiting.drop(desk, work.path, displaced=True)
    there = _beside(work)
    paths = [f"content/{one}" for one in (work.path, *there)]
    desk.intend(work.person, paths)
    files.write(site, work.path, work.data, None)
    for path, data in there.items():
        files.write(site, path, data, None)
    said = sentence("{name} deleted the draft “{title}”", **work.of)
    _record_place(work, paths, said)
    return {"path": work.path, "deleted": True}


def _record_place(work: Work, paths: Sequence[str], said: Sentence) -> None:
    """Record a step after which an article is elsewhere, or nowhere; lists show it."""
    history.record(work.desk, work.person, paths, said)
    presence(work.desk).lists_changed(work.person)


def _beside(work: Work) -> dict[str, bytes | None]:
    """Return the files that belong to an article, all of which can be read."""
    site = work.desk.folder
    return {path: files.read(site, path, notes.READ_BYTES) for path in beside(site, work.path)}


def rename(work: Work, given: Given) -> dict[str, Any]:
    desk, site, path, slug = work.desk, work.desk.folder, work.path, given["slug"]
    folder, _, name = path.rpartition("/")
    new = f"{folder}/{given['slug']}.md".lstrip("/")
    if not SLUG.fullmatch(slug) or slug in DEVICES:
        raise UsageError(sentence("{given} is not a slug", given=quoted(slug)))
    if "slug" in manuscripts.values_of(work.text):
        with desk.writing:
            return _respelled(work, slug)
    if new == path or name == f"{given['slug']}.md":
        return articles.shown(desk, work.person, ByPath(path))
    if work.matter.draft and not _has_users(work):
        return _moved_alone(work, new)
    # All texts are read, for whatever leads here: that takes its time, in which others go on writing.
    done = moving(site, desk.site, path, new)
    with lock(site / ".ssg", waiting=_busy, patience=_PATIENCE), desk.writing:
        _check_current(work)
        moves = (*done.moves, *notes_beside(site, done))
        paths = [*(change.path for change in done.changes), *(one for move in moves for one in (move.old, move.new))]
        desk.intend(work.person, paths)
        apply(site, done.changes, moves)
        url = done.addresses[0][1] if done.addresses else work.article.url
        said = _with_address(work, url)
        _record_place(work, paths, said)
    return articles.shown(desk, work.person, ByPath(new))


def _with_address(work: Work, url: str) -> Sentence:
    return sentence("{name} gave “{title}” the address {url}", url=url, **work.of)


def _busy() -> None:
    raise UsageError(sentence("the portal is being built just now; try again in a minute"))


def _check_current(work: Work) -> None:
    """Raise StaleError if an article is another than the one that the person may take the step with."""
    if articles.needed(work.desk, work.path) != work.data:
        raise StaleError(sentence("somebody else has saved this article meanwhile; your text is not lost"))


def _has_users(work: Work) -> bool:
    """Return whether anything refers to an article by its file, its address or its slug."""
    keys = own_keys(work.article)
    with work.desk.stored() as store:
        return any(names.users(store, key) for key in keys)


def _moved_alone(work: Work, new: str) -> dict[str, Any]:
    """Give the file of a draft that nothing refers to another name."""
    desk, site = work.desk, work.desk.folder
    check_new(site, new, work.text)
    with desk.writing:
        _check_current(work)
        if files.read(site, new, notes.READ_BYTES) is not None:
            raise UsageError(sentence("{path} is there already; nothing was changed", path=f"content/{new}"))
        there = _beside(work)
        goals = {path: beside_as(path, work.path, new) for path in there}
        paths = [f"content/{one}" for one in (work.path, new, *there, *goals.values())]
        desk.intend(work.person, paths)
        files.write(site, new, None, work.data)
        files.write(site, work.path, work.data, None)
        for path, kept in there.items():
            files.write(site, goals[path], files.read(site, goals[path], notes.READ_BYTES), kept)
            files.write(site, path, kept, None)
        url = address_of(new, work.data, desk.site.reading)[0]
        said = _with_address(work, url)
        _record_place(work, paths, said)
    return articles.shown(desk, work.person, ByPath(new))


def _respelled(work: Work, slug: str) -> dict[str, Any]:
    """Change the address of an article that has its slug in the front matter."""
    desk, old, matter = work.desk, work.article.url, work.matter
    new = article_url(desk.site.reading, matter.stamp, matter.category, slug, matter.id)
    with desk.stored() as store:
        users = names.users(store, slug_key(matter.slug))
    if users:
        raise UsageError(sentence("other articles name it by this slug; change them first"))
    aliases = manuscripts.values_of(work.text).get("aliases") or []
    known = [aliases] if isinstance(aliases, str) else list(aliases)
    values: dict[str, Value | None] = {"slug": slug}
    if not matter.draft and old not in (new, *known):
        values["aliases"] = [*known, old]
    said = _with_address(work, new)
    return changed(work, values, said)
