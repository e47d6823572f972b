"""The steps of the workflow: handing in, sending back, publishing, correcting, withdrawing and the like.

Each changes keys of the article's own file, so that whoever works with Git sees what the desk did, and may do the same.
What readers would not get as it is meant changes nothing, and is told with its problems.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from generator.annex.desk import articles, files, forms, history, live_entries, manuscripts, moves, notes, roles
from generator.annex.desk.articles import ByPath, New
from generator.annex.desk.desk import Desk, NotAllowedError, StaleError
from generator.annex.desk.manuscripts import Changes
from generator.annex.desk.people import Person
from generator.annex.desk.work import Given, Work, changed, written
from generator.base import dates
from generator.base.errors import UsageError
from generator.base.sentences import NOTHING, Language, Sentence, sentence
from generator.base.text import quoted
from generator.base.timestamps import Stamp
from generator.config.article_keys import asked_below
from generator.config.keys import Key
from generator.config.rewriting import Value
from generator.editing.sources import notes_of, read
from generator.model.records import Article, Record

_NOW = "now"
_UNSENT = 3600
"""Seconds after a withdrawal in which it can be taken back, unless the portal was built meanwhile."""
_SHOWN = 200
"""Letters of what a browser sent that a refusal repeats."""


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """A step with an article, against the version in which it was opened."""

    path: str
    version: str
    step: str
    values: dict[str, str] = {}


class Row(Record, frozen=True):
    """A step of the workflow: who may take it when, what it asks for, and what it does."""

    take: Callable[[Work, Given], dict[str, Any]]
    states: tuple[str, ...]
    """In which an article can take it."""
    label: Sentence
    done: Sentence
    why: Sentence = NOTHING
    """What its form says first."""
    asks: tuple[Key, ...] = ()
    by_author: bool = False
    """Whether a reporter may take it with a draft, or a live report, of their own."""
    by_all: bool = False
    is_danger: bool = False
    holds_no_lock: bool = False
    """Whether it takes long, and holds `desk.writing` itself as long as it has to."""


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


def shown(desk: Desk, person: Person, given: ByPath) -> dict[str, Any]:
    """Return an article with everything that the desk shows of it, and the steps that somebody may take now."""
    return _with_steps(desk, person, articles.shown(desk, person, given))


def forms_of(language: Language) -> dict[str, Any]:
    """Return the steps as browsers ask for them, by name."""
    put = language.put
    return {
        name: {
            "label": put(row.label), "done": put(row.done), "why": put(row.why), "danger": row.is_danger,
            "asks": [forms.field(key, language) for key in row.asks],
        }
        for name, row in STEPS.items()
    }  # fmt: skip


def take(desk: Desk, person: Person, given: Step) -> dict[str, Any]:
    """Take a step with an article, and return what it is then.

    Raises:
        StaleError: it is not the version that was opened.
        NotAllowedError: the person may not, or not any more.
        RefusedError: it could not be published so.

    """
    row = STEPS.get(given.step)
    if row is None:
        raise UsageError(sentence("there is no step {step}", step=quoted(given.step)))
    values = {key.name: "" if key.required else key.default for key in row.asks} | given.values
    if len(values) > len(row.asks):
        raise UsageError(sentence("the browser sent something unexpected: {why}", why=", ".join(values)[:_SHOWN]))
    with desk.writing:
        data = articles.needed(desk, given.path)
        text = data.decode("utf-8", "replace")
        if files.version_of(data) != given.version:
            said = sentence("somebody else has saved this article meanwhile; your text is not lost")
            raise StaleError(said, theirs=text, version=files.version_of(data))
        record, _ = read(given.path, data, desk.site.reading, broken=True)
        found = notes.of(desk, given.path)
        if not isinstance(record, Article) or given.step not in _possible(desk, person, record, found):
            raise NotAllowedError(sentence("you cannot do this with the article as it is now"))
        work = Work(desk, person, given.path, data, text, record, found)
        if not row.holds_no_lock:
            return _with_steps(desk, person, row.take(work, values))
    return _with_steps(desk, person, row.take(work, values))


def _with_steps(desk: Desk, person: Person, told: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of an article with the steps that somebody may take with it now."""
    if "version" not in told:
        return told
    path = told["path"]
    record, _ = read(path, articles.needed(desk, path), desk.site.reading, broken=True)
    return told | {
        "steps": _possible(desk, person, record, notes.of(desk, path)) if isinstance(record, Article) else []
    }


def _possible(desk: Desk, person: Person, article: Article, noted: list[notes.Note]) -> list[str]:
    """Return the names of the steps that somebody may take now."""
    matter, where = article.matter, articles.state_of(desk, article)
    ends = matter.live_until.epoch if matter.live_until is not None else 0
    impossible = {
        "reinstate": matter.retracted is None or not _is_unsent(desk, noted),
        "entry": matter.type != "live" or ends < desk.now,
        "delete": roles.was_public(noted),
    }
    found = {name: row for name, row in STEPS.items() if where in row.states and not impossible.get(name)}
    if not person.publishes:
        own = roles.is_author(matter, person, roles.people_of(desk))
        may = own and (where == "draft" or matter.type == "live")
        found = {
            name: row
            for name, row in found.items()
            if row.by_all or (may and row.by_author and (name == "entry" or where == "draft"))
        }
    return [*found]


# --------------------------------------------------------------------------- steps


def _submit(work: Work, given: Given) -> dict[str, Any]:
    said = sentence("{name} handed in “{title}”", **work.of)
    return changed(work, {"status": "review", "draft": None}, said, note=given["note"])


def _return(work: Work, given: Given) -> dict[str, Any]:
    said = sentence("{name} sent back “{title}”", **work.of)
    return changed(work, {"status": "draft", "draft": None}, said, note=given["note"])


def _publish(work: Work, given: Given) -> dict[str, Any]:
    desk, matter = work.desk, work.matter
    at = desk.now
    now = Stamp(at - at % 60, work.zone)
    stamp = matter.stamp
    if given["at"] == _NOW:
        stamp = now
    elif given["at"]:
        stamp = dates.parse(given["at"], work.zone)
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


def _unpublish(work: Work, given: Given) -> dict[str, Any]:
    was = work.matter.stamp.epoch <= work.desk.now
    said = sentence("{name} took “{title}” back", **work.of)
    text = given["note"] or (work.desk.put(sentence("taken back")) if was else "")
    step = notes.UNPUBLISHED if was else ""
    return changed(work, {"status": "draft", "draft": None}, said, note=text, step=step)


def _withdraw(work: Work, given: Given) -> dict[str, Any]:
    retracted = {"timestamp": work.now, "reason": given["reason"], "title": given["title"], "text": given["text"]}
    said = sentence("{name} withdrew “{title}”", **work.of)
    return changed(work, {"retracted": retracted}, said, step=notes.WITHDRAWN)


def _reinstate(work: Work, _: Given) -> dict[str, Any]:
    return changed(work, {"retracted": None}, sentence("{name} took the withdrawal of “{title}” back", **work.of))


def _is_unsent(desk: Desk, noted: list[notes.Note]) -> bool:
    """Return whether an article was withdrawn here a short while ago, and readers still have its page."""
    done = notes.last(noted, notes.WITHDRAWN)
    built = 0.0
    with contextlib.suppress(OSError):
        built = (desk.folder / ".ssg/changed.json").stat().st_mtime
    return done is not None and done.at >= max(built, desk.now - _UNSENT)


def _correct(work: Work, given: Given) -> dict[str, Any]:
    entry = {"timestamp": work.now, "type": given["type"], "text": given["text"], "link": given["link"]}
    epochs = [dates.parse(one["timestamp"], work.zone).epoch for one in _corrections(work)]
    newest_first = len(epochs) > 1 and epochs[0] > epochs[-1]
    text = manuscripts.entered(work.text, "corrections", entry, first=newest_first)
    # An answer of somebody else changes nothing in the report itself.
    values: Changes = {} if given["type"] == "hak-jawab" else {"updated": work.now}
    return changed(work, values, sentence("{name} corrected “{title}”", **work.of), text=text)


def _corrections(work: Work) -> list[dict[str, str]]:
    known = manuscripts.values_of(work.text).get("corrections") or []
    return [one for one in known if isinstance(one, dict) and isinstance(one.get("timestamp"), str)]


def _follow(work: Work, given: Given) -> dict[str, Any]:
    matter = work.matter
    values: dict[str, Any] = {"follows": f"/{work.path}", "tags": [*matter.tags], "region": matter.region}
    title = given["title"].strip() or work.title
    return articles.begin(work.desk, work.person, New(title, matter.category, values=values))


def _entry(work: Work, given: Given) -> dict[str, Any]:
    people = roles.people_of(work.desk)
    who = "" if roles.is_author(work.matter, work.person, people) else work.person.name
    at = Stamp(work.desk.now, work.zone)
    body = live_entries.with_entry(work.text, work.path, work.desk.site.reading, at, given["title"], given["text"], who)
    return changed(work, {}, sentence("{name} added to “{title}”", **work.of), body=body)


_DRAFTS = ("draft", "review")
_PUBLIC = ("published", "expired")
_NOTE = Key("note", label=sentence("Note"), widget="long")
_TITLE = Key("title", label=sentence("Headline of the entry, if it has one"))

STEPS: Mapping[str, Row] = MappingProxyType(
    {
        "submit": Row(
            _submit, ("draft",), sentence("Hand in"), sentence("Handed in."),
            sentence("An editor reads it next. You can go on writing."), (_NOTE,), by_author=True,
        ),
        "return": Row(
            _return, ("review",), sentence("Send back"), sentence("Sent back to its author."),
            sentence("The note stands beside the text."),
            (Key("note", label=sentence("What is missing?"), widget="long", required=True),),
        ),
        "publish": Row(
            _publish, (*_DRAFTS, "scheduled"), sentence("Publish"), sentence("Published."),
            asks=(Key("at", widget="hour"),),
        ),
        "unpublish": Row(
            _unpublish, ("scheduled", *_PUBLIC), sentence("Back to draft"), sentence("It is a draft again."),
            sentence("Readers no longer find it. What has long been public is better withdrawn."), (_NOTE,),
            is_danger=True,
        ),
        "withdraw": Row(
            _withdraw, _PUBLIC, sentence("Withdraw"), sentence("Withdrawn."),
            sentence("The page stays, and says that the report was withdrawn, and why."),
            asked_below("retracted", "reason", "text", "title"), is_danger=True,
        ),
        "reinstate": Row(
            _reinstate, ("withdrawn",), sentence("Take the withdrawal back"), sentence("The withdrawal is taken back."),
            sentence("Readers still have the page as it was, and go on having it."),
        ),
        "correct": Row(
            _correct, _PUBLIC, sentence("Correct or answer"), sentence("The correction is there."),
            sentence("Readers see it with today's date."), asked_below("corrections", "type", "text", "link"),
        ),
        "follow": Row(
            _follow, _PUBLIC, sentence("Write a follow-up"), sentence("The follow-up has begun."),
            sentence("A new draft that leads readers to this report."),
            (Key("title", label=sentence("Headline"), required=True),), by_all=True,
        ),
        "entry": Row(
            _entry, ("published",), sentence("Add a live entry"), sentence("The entry is there."),
            sentence("It stands on top of the report with the time of now."),
            (Key("text", label=sentence("What has happened"), widget="long", required=True), _TITLE), by_author=True,
        ),
        "rename": Row(
            moves.rename, (*_DRAFTS, "scheduled", *_PUBLIC), sentence("Change the address"),
            sentence("The address is changed."),
            sentence(
                "Lower-case letters, digits and hyphens. The old address leads to the new one if it was published."
            ),
            (Key("slug", label=sentence("Name in the address"), widget="slug", required=True),),
            by_author=True, holds_no_lock=True,
        ),
        "delete": Row(
            moves.delete, _DRAFTS, sentence("Delete the draft"), sentence("The draft is deleted."),
            sentence("For 30 days it can be brought back from the bin, with its notes."),
            by_author=True, is_danger=True,
        ),
    }
)  # fmt: skip
"""In the order in which browsers offer them."""
