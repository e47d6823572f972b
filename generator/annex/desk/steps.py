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

from generator.annex.desk import articles, files, forms, keeping, moves, notes, people, waiting, workflow
from generator.annex.desk.articles import ByPath, Save
from generator.annex.desk.desk import Desk, NotAllowedError
from generator.annex.desk.people import Person
from generator.annex.desk.readers import state_of
from generator.annex.desk.workflow import Given, Work, work_on
from generator.base.errors import UsageError
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted
from generator.config.article_keys import asked_below
from generator.config.keys import Key
from generator.editing.sources import notes_of
from generator.model.records import Record

_MAX_SHOWN = 200


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
    by_author: tuple[str, ...] = ()
    """States in which a reporter may take it with an article of their own."""
    by_all: tuple[str, ...] = ()
    """States in which any reporter may."""
    takes_changes: bool = False
    """Whether it can be taken while changes wait beside what readers have."""
    is_danger: bool = False


def note(desk: Desk, person: Person, given: notes.Written) -> dict[str, Any]:
    articles.needed(desk, given.path)
    with keeping.turn(desk, person, notes_of(given.path)):
        articles.needed(desk, given.path)
        notes.add(desk, person, given.path, given.text)
        said = sentence("{name} left a note", name=person.name)
        keeping.record(desk, person, [f"content/{notes_of(given.path)}"], said)
    return {"notes": notes.shown(desk, given.path)}


def shown(desk: Desk, person: Person, given: ByPath) -> dict[str, Any]:
    return _with_steps(desk, person, articles.shown(desk, person, given))


def save(desk: Desk, person: Person, given: Save) -> dict[str, Any]:
    return _with_steps(desk, person, articles.save(desk, person, given))


def forms_of(desk: Desk, person: Person) -> dict[str, Any]:
    language, put = desk.language, desk.put
    waits = not people.publishes_entries(desk, person)
    return {
        name: {
            "label": put(row.label), "done": put(row.done), "why": put(row.why), "danger": row.is_danger,
            "changes": row.takes_changes or (name == "entry" and waits),
            "asks": [forms.field(key, language) for key in row.asks],
        }
        for name, row in STEPS.items()
    }  # fmt: skip


def take(desk: Desk, person: Person, given: Step) -> dict[str, Any]:
    """Take a step with an article in the version that was opened, and return what it is then."""
    row = STEPS.get(given.step)
    if row is None:
        raise UsageError(sentence("there is no step {step}", step=quoted(given.step)))
    values = {key.name: "" if key.required else key.default for key in row.asks} | given.values
    if len(values) > len(row.asks):
        raise UsageError(sentence("the browser sent something unexpected: {why}", why=", ".join(values)[:_MAX_SHOWN]))
    articles.needed(desk, given.path)
    with _turn(desk, person, given):
        files.check_version(articles.needed(desk, given.path), given.version)
        work = work_on(desk, person, given.path)
        if work is None or given.step not in _possible(work):
            raise NotAllowedError(sentence("you cannot do this with the article as it is now"))
        return _with_steps(desk, person, row.take(work, values))


def _turn(desk: Desk, person: Person, given: Step) -> contextlib.AbstractContextManager[None]:
    """Hold `desk.writing` for a step; history has what was typed into a file that goes."""
    paths = dict.fromkeys([given.path, notes_of(given.path)])
    if given.step == "delete":
        # Where it comes to lie, too: whoever is killed on the way leaves nothing without a name.
        goals = moves.into_bin(desk, given.path)
        paths |= dict.fromkeys([*goals, *goals.values()])
        keeping.keeping(desk).close(f"content/{path}" for path in paths)
    return keeping.turn(desk, person, *paths)


def _with_steps(desk: Desk, person: Person, told: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of an article with the steps that somebody may take with it now."""
    if "version" not in told:
        return told
    work = work_on(desk, person, told["path"])
    if work is None:
        return told | {"steps": [], "mark": None, "others": []}
    others = [] if work.waits is None else waiting.others(desk, person, work.path, work.data)
    return told | {"steps": _possible(work), "mark": notes.marked(desk, _way(work)), "others": others}


def _way(work: Work) -> notes.Note | None:
    """Return how far a draft, or what waits beside an article, came on its way to an editor."""
    is_beside = not work.matter.draft
    return notes.way(work.notes, beside=is_beside) if not is_beside or work.waits is not None else None


def _possible(work: Work) -> list[str]:
    desk, person, matter = work.desk, work.person, work.matter
    where, way = state_of(desk, work.article), _way(work)
    ends = matter.live_until.epoch if matter.live_until is not None else 0
    waits = not matter.draft and work.waits is not None
    is_submitted = way is not None and way.step == notes.SUBMITTED
    impossible = {
        "submit": where != "draft" and (not waits or is_submitted),
        "recall": not is_submitted or way is None or way.who != person.name,
        "return": where != "review" and not is_submitted,
        "release": not waits,
        "discard": not waits,
        "reinstate": matter.retracted is None or not matter.retracted.stamp.epoch,
        "entry": matter.type != "live" or ends < desk.now,
        "delete": notes.was_public(work.notes),
    }
    found = [(name, row) for name, row in STEPS.items() if where in row.states and not impossible.get(name)]
    if not person.publishes:
        own = people.is_author(desk, matter, person)
        found = [(name, row) for name, row in found if where in row.by_all or (own and where in row.by_author)]
    return [name for name, _ in found]


_DRAFTS = ("draft", "review")
_PUBLIC = ("published", "expired")
_BESIDE = ("scheduled", *_PUBLIC, "withdrawn")
_NOTE = Key("note", label=sentence("Note"), widget="long")
_TITLE = Key("title", label=sentence("Headline of the entry, if it has one"))
_WHEN = Key(
    "when", label=sentence("When readers get it"), form="choice", choices=("now", "later"), default="now",
    labels={
        "now": sentence("Now, with the changes that wait"),
        "later": sentence("Later, with changes of the text"),
    },
)  # fmt: skip

STEPS: Mapping[str, Row] = MappingProxyType(
    {
        "submit": Row(
            workflow.submit, ("draft", *_BESIDE), sentence("Hand in"), sentence("Handed in."),
            sentence("An editor reads it next. You can go on writing."), (_NOTE,),
            by_author=("draft",), by_all=_BESIDE, takes_changes=True,
        ),
        "recall": Row(
            workflow.recall, ("review", *_BESIDE), sentence("Take back"), sentence("Taken back: it is with you again."),
            sentence("Editors see no longer that it waits for them."),
            by_author=("review",), by_all=_BESIDE, takes_changes=True,
        ),
        "return": Row(
            workflow.send_back, ("review", *_BESIDE), sentence("Send back"), sentence("Sent back to its author."),
            sentence("The note stands beside the text."),
            (Key("note", label=sentence("What is missing?"), widget="long", required=True),), takes_changes=True,
        ),
        "release": Row(
            workflow.release, _BESIDE, sentence("Publish changes"), sentence("The changes are saved for readers."),
            sentence("Readers get your changes."), takes_changes=True,
        ),
        "discard": Row(
            workflow.discard, _BESIDE, sentence("Discard changes"), sentence("The changes are discarded."),
            sentence("The article stays as readers have it now."),
            by_all=_BESIDE, takes_changes=True, is_danger=True,
        ),
        "publish": Row(
            workflow.publish, (*_DRAFTS, "scheduled"), sentence("Publish"), sentence("It is ready for readers."),
            asks=(Key("at", widget="hour"),),
        ),
        "unpublish": Row(
            workflow.unpublish, ("scheduled", *_PUBLIC), sentence("Back to draft"), sentence("It is a draft again."),
            sentence("Readers no longer find it. What has long been public is better withdrawn."), (_NOTE,),
            is_danger=True,
        ),
        "withdraw": Row(
            workflow.withdraw, _PUBLIC, sentence("Withdraw"), sentence("Withdrawn."),
            sentence("The page stays, and says that the report was withdrawn, and why."),
            asked_below("retracted", "reason", "text", "title"), is_danger=True,
        ),
        "reinstate": Row(
            workflow.reinstate, ("withdrawn",), sentence("Publish again"), sentence("It is published again."),
            sentence("Readers get the report back, with a note: when it was withdrawn, when it came back, and why."),
            (Key("why", label=sentence("Why it is published again"), widget="long", required=True),),
        ),
        "correct": Row(
            workflow.correct, _PUBLIC, sentence("Correct or answer"), sentence("The correction is there."),
            sentence("Readers see it with today's date."),
            (*asked_below("corrections", "type", "text", "link"), _WHEN), takes_changes=True,
        ),
        "follow": Row(
            workflow.follow_up, _PUBLIC, sentence("Write a follow-up"), sentence("The follow-up has begun."),
            sentence("A new draft that leads readers to this report."),
            (Key("title", label=sentence("Headline"), required=True),), by_all=_PUBLIC, takes_changes=True,
        ),
        "entry": Row(
            workflow.add_entry, (*_DRAFTS, "published"), sentence("Add a live entry"), sentence("The entry is there."),
            sentence("It stands on top of the report with the time of now."),
            (Key("text", label=sentence("What has happened"), widget="long", required=True), _TITLE),
            by_author=("draft", "published"),
        ),
        "rename": Row(
            moves.rename, (*_DRAFTS, "scheduled", *_PUBLIC), sentence("Change the address"),
            sentence("The address is changed."),
            sentence(
                "Lower-case letters, digits and hyphens. The old address leads to the new one if it was published."
            ),
            (Key("slug", label=sentence("Name in the address"), widget="slug", required=True),),
            by_author=("draft",),
        ),
        "delete": Row(
            moves.delete, _DRAFTS, sentence("Delete the draft"), sentence("The draft is deleted."),
            sentence("For 30 days it can be brought back from the bin, with its notes."),
            by_author=("draft",), is_danger=True,
        ),
    }
)  # fmt: skip
"""In the order in which browsers offer them."""
