"""The steps of the workflow: handing in, sending back, publishing, correcting, withdrawing and the like.

Each changes keys of the article's own file, so that whoever works with Git sees what the desk did, and may do the same.
What readers would not get as it is meant changes nothing, and is told with its problems.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from types import MappingProxyType
from typing import Any

import msgspec

from generator.annex.desk import articles, files, history, live_entries, manuscripts, notes, roles
from generator.annex.desk.articles import ByPath, New
from generator.annex.desk.desk import Desk, NotAllowedError, RefusedError, StaleError
from generator.annex.desk.manuscripts import Changes
from generator.annex.desk.people import Person
from generator.base import dates
from generator.base.errors import Problem, UsageError, Where
from generator.base.folder import Folder
from generator.base.sentences import Sentence, sentence
from generator.base.text import SLUG, quoted
from generator.base.timestamps import ZONES, Stamp
from generator.config.rewriting import Value
from generator.editing.changes import apply
from generator.editing.moving import moving
from generator.editing.sources import addresses_of, beside, lists_of, notes_of, read
from generator.lint.dead_links import check_unread
from generator.lint.own_editors import is_unreviewed
from generator.lint.own_editors import problem as of_own_editor
from generator.lint.references import references_in, settled
from generator.model.lookup_keys import slug_key, url_key
from generator.model.records import Article, Matter, Record
from generator.preview import state
from generator.store import documents, names
from generator.store.database import open_reader
from generator.store.files import lock

_NOW = "now"


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


class _Work(Record, frozen=True):
    """An article with which a step is taken."""

    desk: Desk
    person: Person
    path: str
    data: bytes
    text: str
    article: Article
    notes: list[notes.Note]

    @property
    def matter(self) -> Matter:
        return self.article.matter

    @property
    def title(self) -> str:
        return self.matter.retracted.headline if self.matter.retracted else self.matter.title

    @property
    def now(self) -> str:
        """The time of the step, to the minute, as front matter has it."""
        return _written(Stamp(self.desk.live.now, _zone(self)))

    @property
    def of(self) -> dict[str, str]:
        """Who takes the step with which article, as history says it."""
        return {"name": self.person.name, "title": self.title}


# ------------------------------------------------------------------------- answers


def note(desk: Desk, person: Person, given: notes.Written) -> dict[str, Any]:
    """Add a note to an article, and return all of them."""
    with desk.writing:
        articles.needed(desk, given.path)
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
        if article is None or given.step not in roles.steps_for(
            desk, article, articles.state_of(desk, article), person, found
        ):
            raise NotAllowedError(sentence("you cannot do this with the article as it is now"))
        return row.take(_Work(desk, person, given.path, data, text, article, found), values)


# --------------------------------------------------------------------------- steps


def _submit(work: _Work, given: Note) -> dict[str, Any]:
    said = sentence("{name} handed in “{title}”", **work.of)
    return _changed(work, {"status": "review", "draft": None}, said, note=given.note)


def _return(work: _Work, given: Note) -> dict[str, Any]:
    said = sentence("{name} sent back “{title}”", **work.of)
    return _changed(work, {"status": "draft", "draft": None}, said, note=given.note)


def _publish(work: _Work, given: Publish) -> dict[str, Any]:
    desk, matter = work.desk, work.matter
    now = Stamp(desk.live.now - desk.live.now % 60, _zone(work))
    stamp = matter.stamp
    if given.at == _NOW:
        stamp = now
    elif given.at:
        stamp = dates.parse(given.at, _zone(work))
    elif stamp.epoch <= now.epoch and not roles.was_public(work.notes):
        stamp = now
    values: dict[str, Value | None] = {"draft": None, "status": None}
    if stamp != matter.stamp:
        values |= {"timestamp": _written(stamp), "time_unknown": None}
        if matter.updated is not None and matter.updated.epoch < stamp.epoch:
            values["updated"] = None
    if not matter.editors and not roles.is_author(matter, work.person, roles.people_of(desk)):
        values["editor"] = work.person.name
    if stamp.epoch > desk.live.now:
        said = sentence("{name} scheduled “{title}” for {at}", at=_written(stamp), **work.of)
    else:
        said = sentence("{name} published “{title}”", **work.of)
    return _changed(work, values, said, strict=True)


def _unpublish(work: _Work, given: Note) -> dict[str, Any]:
    was = work.matter.stamp.epoch <= work.desk.live.now
    said = sentence("{name} took “{title}” back", **work.of)
    text = given.note or (work.desk.put(sentence("taken back")) if was else "")
    step = notes.UNPUBLISHED if was else ""
    return _changed(work, {"status": "draft", "draft": None}, said, note=text, step=step)


def _withdraw(work: _Work, given: Withdraw) -> dict[str, Any]:
    retracted = {"timestamp": work.now, "reason": given.reason, "title": given.title, "text": given.text}
    return _changed(work, {"retracted": retracted}, sentence("{name} withdrew “{title}”", **work.of))


def _correct(work: _Work, given: Correct) -> dict[str, Any]:
    entry = {"timestamp": work.now, "type": given.type, "text": given.text, "link": given.link}
    written = [dates.parse(one["timestamp"], _zone(work)).epoch for one in _corrections(work)]
    newest_first = len(written) > 1 and written[0] > written[-1]
    text = manuscripts.entered(work.text, "corrections", entry, first=newest_first)
    # An answer of somebody else changes nothing in the report itself.
    values: Changes = {} if given.type == "hak-jawab" else {"updated": work.now}
    return _changed(work, values, sentence("{name} corrected “{title}”", **work.of), text=text)


def _corrections(work: _Work) -> list[dict[str, str]]:
    known = manuscripts.values_of(work.text).get("corrections") or []
    return [one for one in known if isinstance(one, dict) and isinstance(one.get("timestamp"), str)]


def _follow(work: _Work, given: Follow) -> dict[str, Any]:
    matter = work.matter
    values: dict[str, Any] = {"follows": f"/{work.path}", "tags": [*matter.tags], "region": matter.region}
    title = given.title.strip() or work.title
    return articles.begin(work.desk, work.person, New(title, matter.category, values=values))


def _entry(work: _Work, given: Entry) -> dict[str, Any]:
    people = roles.people_of(work.desk)
    who = "" if roles.is_author(work.matter, work.person, people) else work.person.name
    at = Stamp(work.desk.live.now, _zone(work))
    body = live_entries.with_entry(work.text, work.path, work.desk.site.reading, at, given.title, given.text, who)
    return _changed(work, {}, sentence("{name} added to “{title}”", **work.of), body=body)


def _delete(work: _Work, _: Note) -> dict[str, Any]:
    desk, site = work.desk, work.desk.folder
    there = beside(site, work.path)
    files.write(site, work.path, work.data, None)
    for path in there:
        files.write(site, path, files.read(site, path, notes.READ_BYTES), None)
    said = sentence("{name} deleted the draft “{title}”", **work.of)
    history.record(desk, work.person, [f"content/{one}" for one in (work.path, *there)], said)
    return {"path": work.path, "deleted": True}


def _rename(work: _Work, given: Rename) -> dict[str, Any]:
    desk, site, path = work.desk, work.desk.folder, work.path
    folder, _, name = path.rpartition("/")
    new = f"{folder}/{given.slug}.md".lstrip("/")
    if not SLUG.fullmatch(given.slug):
        raise UsageError(sentence("{given} is not a slug", given=quoted(given.slug)))
    if "slug" in manuscripts.values_of(work.text):
        return _respelled(work, given.slug)
    if new == path or name == f"{given.slug}.md":
        return articles.shown(desk, work.person, ByPath(path))
    # All texts are read, for whatever leads here: nobody's save is to wait for that, but this one has to be right.
    done = moving(site, desk.site, path, new)
    with lock(site / ".ssg"):
        apply(site, done.changes, (*done.moves, *done.notes))
    url = done.addresses[0][1] if done.addresses else work.article.url
    said = sentence("{name} gave “{title}” the address {url}", url=url, **work.of)
    moved = [one for move in (*done.moves, *done.notes) for one in (move.old, move.new)]
    history.record(desk, work.person, [*(change.path for change in done.changes), *moved], said)
    return articles.shown(desk, work.person, ByPath(new))


def _respelled(work: _Work, slug: str) -> dict[str, Any]:
    """Change the address of an article that has its slug in the front matter."""
    desk, old = work.desk, work.article.url
    with closing(open_reader(state.folder_of(desk.folder))) as store, store.reading():
        users = names.users(store, slug_key(work.matter.slug))
    if users:
        raise UsageError(sentence("other articles name it by this slug; change them first"))
    aliases = manuscripts.values_of(work.text).get("aliases") or []
    known = [aliases] if isinstance(aliases, str) else list(aliases)
    values: dict[str, Value | None] = {"slug": slug}
    if not work.matter.draft and old not in known:
        values["aliases"] = [*known, old]
    said = sentence("{name} gave “{title}” the address {url}", url=old.replace(work.matter.slug, slug), **work.of)
    return _changed(work, values, said)


# ------------------------------------------------------------------------- writing


def _changed(
    work: _Work, values: Changes, said: Sentence, *, text: str = "", body: str | None = None, note: str = "",
    step: str = "", strict: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Write the changes of a step, unless the reader would refuse the file; return the article as it is then.

    `strict` is for a step that publishes: anything that a build refuses counts, not only what is new.
    """
    desk, path = work.desk, work.path
    after = manuscripts.changed(text or work.text, values, body).encode()
    _refuse(work, after, strict=strict)
    if note:
        notes.add(desk, work.person, path, note, step)
    files.write(desk.folder, path, work.data, after)
    desk.saved(work.person, path, work.data, after)
    history.record(desk, work.person, [f"content/{one}" for one in (path, *([notes_of(path)] if note else []))], said)
    return articles.shown(desk, work.person, ByPath(path))


def _refuse(work: _Work, after: bytes, *, strict: bool) -> None:
    """Raise RefusedError if a build would refuse a file for a problem that it did not have before."""
    desk, path = work.desk, work.path
    site = desk.site
    known = set() if strict else {(one.code, one.said) for one in _problems(work, work.data)}
    errors, _ = site.severities.parted(_problems(work, after))
    left = [one for one in errors if (one.code, one.said) not in known]
    if left:
        said = (
            left[0].said if len(left) == 1 else sentence("{count} things have to be put right first", count=len(left))
        )
        raise RefusedError(said, problems=articles.told(desk, path, after, left))


def _problems(work: _Work, data: bytes) -> list[Problem]:
    """Return what a build would find in an article with some bytes: alone, and beside the others."""
    desk, path = work.desk, work.path
    record, found = read(path, data, desk.site.reading, broken=True)
    if not isinstance(record, Article) or record.matter.draft:
        return found
    site, reading = desk.site, desk.site.reading
    with Folder(desk.folder / "content") as folder:
        links = settled(record.body.links, folder, path, pictures=not reading.media_url).links
    article = msgspec.structs.replace(record, body=msgspec.structs.replace(record.body, links=links))
    with closing(open_reader(state.folder_of(desk.folder))) as store, store.reading():
        found += check_unread(store, {path: references_in(article)}, site)
        for url in addresses_of(article, reading):
            others = [one for one in documents.claimants(store, url_key(url), drafts=False) if one != path]
            if others or url in lists_of(site):
                other = f"content/{others[0]}" if others else "site.yaml"
                said = sentence("{url} is an address of {other}", url=url, other=other)
                hint = sentence("give one of them another slug")
                found.append(Problem(Where(f"content/{path}"), "address-taken", said, hint))
    if is_unreviewed(article.matter, roles.people_of(desk), site):
        found.append(of_own_editor(Where(f"content/{path}"), article.matter))
    return found


def _zone(work: _Work) -> str:
    zone = work.matter.stamp.zone
    return zone if zone in ZONES else work.desk.site.zone


def _written(stamp: Stamp) -> str:
    return f"{stamp.local:%Y-%m-%d %H:%M} {stamp.zone}"


class _Row(Record, frozen=True):
    values: type[msgspec.Struct]
    take: Callable[[_Work, Any], dict[str, Any]]


_STEPS: Mapping[str, _Row] = MappingProxyType(
    {
        "submit": _Row(Note, _submit), "return": _Row(Note, _return), "publish": _Row(Publish, _publish),
        "unpublish": _Row(Note, _unpublish), "withdraw": _Row(Withdraw, _withdraw), "correct": _Row(Correct, _correct),
        "follow": _Row(Follow, _follow), "entry": _Row(Entry, _entry), "rename": _Row(Rename, _rename),
        "delete": _Row(Note, _delete),
    }
)  # fmt: skip
