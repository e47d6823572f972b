"""The steps of the workflow: handing in, sending back, publishing, correcting, withdrawing and the like.

Each changes keys of the article's own file, so that whoever works with Git sees what the desk did, and may do the same.
What readers would not get as it is meant changes nothing, and is told with its problems.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from generator.annex.desk import articles, files, history, live_entries, manuscripts, notes, roles, waiting
from generator.annex.desk.articles import ByPath, New
from generator.annex.desk.desk import Desk, NotAllowedError, StaleError
from generator.annex.desk.manuscripts import Changes
from generator.annex.desk.people import Person
from generator.annex.desk.presence import presence
from generator.annex.desk.readers import state_of
from generator.annex.desk.work import Work, changed, written
from generator.base import dates
from generator.base.errors import UsageError
from generator.base.folder import DEVICES
from generator.base.sentences import Sentence, sentence
from generator.base.text import SLUG, quoted
from generator.base.timestamps import Stamp
from generator.cli.new import check_new
from generator.config.addresses import article_url
from generator.config.rewriting import Value
from generator.editing.changes import apply
from generator.editing.moving import moving, notes_beside
from generator.editing.sources import address_of, beside, beside_as, notes_of, read
from generator.model.index_entry import own_keys
from generator.model.lookup_keys import slug_key
from generator.model.records import Article, Record
from generator.store import names
from generator.store.files import lock

_NOW = "now"
_PATIENCE = 5.0
"""Seconds to wait for a build to end."""


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """A step with an article, against the version in which it was opened."""

    path: str
    version: str
    step: str
    values: dict[str, Any] = {}


class Note(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody says with a step."""

    note: str = ""


class Publish(msgspec.Struct, forbid_unknown_fields=True):
    """When it is published: a time, `now`, or empty for its own time, or now if that is over."""

    at: str = ""


class Withdraw(msgspec.Struct, forbid_unknown_fields=True):
    """Why it is withdrawn, and what readers are told."""

    reason: str
    text: str = ""
    title: str = ""


class Correct(msgspec.Struct, forbid_unknown_fields=True):
    """A correction."""

    text: str
    type: str = "koreksi"
    link: str = ""


class Follow(msgspec.Struct, forbid_unknown_fields=True):
    """What the next report is called."""

    title: str = ""


class Entry(msgspec.Struct, forbid_unknown_fields=True):
    """An entry of a live report."""

    text: str
    title: str = ""


class Rename(msgspec.Struct, forbid_unknown_fields=True):
    """The new name in the address."""

    slug: str


# ------------------------------------------------------------------------- answers


def note(desk: Desk, person: Person, given: notes.Written) -> dict[str, Any]:
    """Add a note to an article, and return all of them."""
    with desk.writing:
        articles.needed(desk, given.path)
        desk.intend(person, [f"content/{notes_of(given.path)}"])
        notes.add(desk, person, given.path, given.text)
        said = sentence("{name} left a note", name=person.name)
        history.record(desk, person, [f"content/{notes_of(given.path)}"], said)
    return {"notes": notes.shown(desk, given.path)}


def take(desk: Desk, person: Person, given: Step) -> dict[str, Any]:
    """Take a step with an article, and return what it is then.

    Raises:
        StaleError: it is not the version that was opened.
        NotAllowedError: the person may not, or not any more.
        RefusedError: it could not be published so.

    """
    row = _STEPS.get(given.step)
    if row is None:
        raise UsageError(sentence("there is no step {step}", step=quoted(given.step)))
    try:
        values = msgspec.convert(given.values, row.values)
    except msgspec.ValidationError as error:
        raise UsageError(sentence("the browser sent something unexpected: {why}", why=error)) from error
    with desk.writing:
        data = articles.needed(desk, given.path)
        text = data.decode("utf-8", "replace")
        if files.version_of(data) != given.version:
            said = sentence("somebody else has saved this article meanwhile; your text is not lost")
            raise StaleError(said, theirs=text, version=files.version_of(data))
        record, _ = read(given.path, data, desk.site.reading, broken=True)
        article = record if isinstance(record, Article) else None
        found = notes.of(desk, given.path)
        if article is None or given.step not in roles.steps_for(desk, article, state_of(desk, article), person, found):
            raise NotAllowedError(sentence("you cannot do this with the article as it is now"))
        work = Work(desk, person, given.path, data, text, article, found)
        if not row.apart:
            return row.take(work, values)
    return row.take(work, values)


# --------------------------------------------------------------------------- steps


def _submit(work: Work, given: Note) -> dict[str, Any]:
    said = sentence("{name} handed in “{title}”", **work.of)
    return changed(work, {"status": "review", "draft": None}, said, note=given.note)


def _return(work: Work, given: Note) -> dict[str, Any]:
    said = sentence("{name} sent back “{title}”", **work.of)
    return changed(work, {"status": "draft", "draft": None}, said, note=given.note)


def _publish(work: Work, given: Publish) -> dict[str, Any]:
    desk, matter = work.desk, work.matter
    at = desk.now
    now = Stamp(at - at % 60, work.zone)
    stamp = matter.stamp
    if given.at == _NOW:
        stamp = now
    elif given.at:
        stamp = dates.parse(given.at, work.zone)
    elif stamp.epoch <= now.epoch and not roles.was_public(work.notes):
        stamp = now
    values: dict[str, Value | None] = {"draft": None, "status": None}
    if stamp != matter.stamp:
        values |= {"timestamp": written(stamp), "time_unknown": None}
        if matter.updated is not None and matter.updated.epoch < stamp.epoch:
            values["updated"] = None
    if not matter.editors and not roles.is_author(matter, work.person, roles.people_of(desk)):
        values["editor"] = work.person.name
    if stamp.epoch > at:
        said = sentence("{name} scheduled “{title}” for {at}", at=written(stamp), **work.of)
    else:
        said = sentence("{name} published “{title}”", **work.of)
    return changed(work, values, said, strict=True)


def _unpublish(work: Work, given: Note) -> dict[str, Any]:
    was = work.matter.stamp.epoch <= work.desk.now
    said = sentence("{name} took “{title}” back", **work.of)
    text = given.note or (work.desk.put(sentence("taken back")) if was else "")
    step = notes.UNPUBLISHED if was else ""
    return changed(work, {"status": "draft", "draft": None}, said, note=text, step=step)


def _withdraw(work: Work, given: Withdraw) -> dict[str, Any]:
    retracted = {"timestamp": work.now, "reason": given.reason, "title": given.title, "text": given.text}
    return changed(work, {"retracted": retracted}, sentence("{name} withdrew “{title}”", **work.of))


def _correct(work: Work, given: Correct) -> dict[str, Any]:
    entry = {"timestamp": work.now, "type": given.type, "text": given.text, "link": given.link}
    epochs = [dates.parse(one["timestamp"], work.zone).epoch for one in _corrections(work)]
    newest_first = len(epochs) > 1 and epochs[0] > epochs[-1]
    text = manuscripts.entered(work.text, "corrections", entry, first=newest_first)
    # An answer of somebody else changes nothing in the report itself.
    values: Changes = {} if given.type == "hak-jawab" else {"updated": work.now}
    return changed(work, values, sentence("{name} corrected “{title}”", **work.of), text=text)


def _corrections(work: Work) -> list[dict[str, str]]:
    known = manuscripts.values_of(work.text).get("corrections") or []
    return [one for one in known if isinstance(one, dict) and isinstance(one.get("timestamp"), str)]


def _follow(work: Work, given: Follow) -> dict[str, Any]:
    matter = work.matter
    values: dict[str, Any] = {"follows": f"/{work.path}", "tags": [*matter.tags], "region": matter.region}
    title = given.title.strip() or work.title
    return articles.begin(work.desk, work.person, New(title, matter.category, values=values))


def _entry(work: Work, given: Entry) -> dict[str, Any]:
    people = roles.people_of(work.desk)
    who = "" if roles.is_author(work.matter, work.person, people) else work.person.name
    at = Stamp(work.desk.now, work.zone)
    body = live_entries.with_entry(work.text, work.path, work.desk.site.reading, at, given.title, given.text, who)
    return changed(work, {}, sentence("{name} added to “{title}”", **work.of), body=body)


def _delete(work: Work, _: Note) -> dict[str, Any]:
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


def _rename(work: Work, given: Rename) -> dict[str, Any]:
    desk, site, path = work.desk, work.desk.folder, work.path
    folder, _, name = path.rpartition("/")
    new = f"{folder}/{given.slug}.md".lstrip("/")
    if not SLUG.fullmatch(given.slug) or given.slug in DEVICES:
        raise UsageError(sentence("{given} is not a slug", given=quoted(given.slug)))
    if "slug" in manuscripts.values_of(work.text):
        with desk.writing:
            return _respelled(work, given.slug)
    if new == path or name == f"{given.slug}.md":
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


class _Row(Record, frozen=True):
    values: type[msgspec.Struct]
    take: Callable[[Work, Any], dict[str, Any]]
    apart: bool = False
    """Whether it takes long, and holds `desk.writing` itself as long as it has to."""


_STEPS: Mapping[str, _Row] = MappingProxyType(
    {
        "submit": _Row(Note, _submit), "return": _Row(Note, _return), "publish": _Row(Publish, _publish),
        "unpublish": _Row(Note, _unpublish), "withdraw": _Row(Withdraw, _withdraw), "correct": _Row(Correct, _correct),
        "follow": _Row(Follow, _follow), "entry": _Row(Entry, _entry), "rename": _Row(Rename, _rename, apart=True),
        "delete": _Row(Note, _delete),
    }
)  # fmt: skip
