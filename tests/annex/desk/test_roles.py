"""Which steps somebody may take with an article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.desk import roles
from generator.annex.desk.desk import Desk
from generator.annex.desk.notes import Note
from generator.annex.desk.people import Person
from generator.editing.sources import read
from generator.model.records import Article
from generator.preview.watch import EVERYTHING
from tests.annex.desk_support import unserved
from tests.support import NOW, READING, article

SARI, DEWI = Person("Sari Wulan", "reporter"), Person("Dewi Lestari", "reporter")
BUDI, RATNA = Person("Budi Rahman", "editor"), Person("Ratna Ayu", "lead")
STATES = ("draft", "review", "scheduled", "published", "expired", "withdrawn", "broken")
OPEN = {"type": "live", "live_until": "2024-10-10 12:00 WIB"}
"""A live report that ends now."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Desk]:
    with unserved(tmp_path) as made:
        yield made


def of(**keys: str) -> Article:
    body = "## 20.30 WIB – Satu\n\nIsi." if keys.get("type") == "live" else "Isi."
    found, _ = read("daerah/2024/10/a.md", article("Judul", body, **keys).encode(), READING)
    assert isinstance(found, Article)
    return found


def told(room: Desk, one: Article, person: Person, *notes: Note) -> dict[str, list[str]]:
    """Return the steps by each state that has any."""
    found = {where: roles.steps_for(room, one, where, person, list(notes)) for where in STATES}
    return {where: steps for where, steps in found.items() if steps}


@pytest.mark.parametrize("person", [BUDI, RATNA])
def test_who_publishes(room: Desk, person: Person) -> None:
    """An editor, like a lead, takes every step that an article can take where it is, whoever wrote it."""
    public = ["unpublish", "withdraw", "correct", "follow", "rename"]
    assert told(room, of(), person) == {
        "draft": ["submit", "publish", "rename", "delete"],
        "review": ["return", "publish", "rename", "delete"],
        "scheduled": ["publish", "unpublish", "rename"],
        "published": public,
        "expired": public,
    }


@pytest.mark.parametrize(
    "keys", [{}, {"author": "Sari  wulan"}, {"author": "[Dewi Lestari, Sari Wulan]"}, {"author": ""}]
)
def test_a_reporter_with_an_article_of_their_own(room: Desk, keys: dict[str, str]) -> None:
    """A reporter hands in, renames and deletes a draft of their own, or of nobody's; what readers have they follow up."""
    assert told(room, of(**keys), SARI) == {
        "draft": ["submit", "rename", "delete"], "published": ["follow"], "expired": ["follow"],
    }  # fmt: skip


def test_a_reporter_with_an_article_of_somebody_else(room: Desk) -> None:
    """With an article of a colleague a reporter does nothing but follow it up."""
    assert told(room, of(), DEWI) == {"published": ["follow"], "expired": ["follow"]}
    assert told(room, of(**OPEN), DEWI) == {"published": ["follow"], "expired": ["follow"]}


def test_a_live_report(room: Desk) -> None:
    """Entries come to a live report that readers have, until it ends, from who wrote it and from who publishes."""
    assert told(room, of(**OPEN), SARI) == {
        "draft": ["submit", "rename", "delete"], "published": ["follow", "entry"], "expired": ["follow"],
    }  # fmt: skip
    assert told(room, of(**OPEN), BUDI)["published"] == [
        "unpublish", "withdraw", "correct", "follow", "entry", "rename",
    ]  # fmt: skip
    assert "entry" not in told(room, of(**OPEN), BUDI)["expired"]


@pytest.mark.parametrize("person", [SARI, BUDI])
@pytest.mark.parametrize("keys", [{}, {**OPEN, "live_until": "2024-10-10 11:59 WIB"}])
def test_no_live_report(room: Desk, person: Person, keys: dict[str, str]) -> None:
    """What has ended, or is no live report, has no entries."""
    assert "entry" not in told(room, of(**keys), person)["published"]


def test_what_was_public_once(room: Desk) -> None:
    """A draft that readers had is not deleted, however long ago that was, and whatever else was noted since."""
    said = Note(NOW, "Budi Rahman", "Ditarik", "unpublished")
    other = Note(NOW, "Budi Rahman", "unpublished", "return")
    assert told(room, of(), SARI, other)["draft"] == ["submit", "rename", "delete"]
    assert told(room, of(), SARI, said, other)["draft"] == ["submit", "rename"]
    assert told(room, of(), BUDI, other, said)["review"] == ["return", "publish", "rename"]
    assert [roles.was_public(notes) for notes in ([], [other], [said], [other, said])] == [False, False, True, True]


def test_what_cannot_be_read(room: Desk) -> None:
    """With a file that is no article nobody takes a step."""
    for person in (SARI, RATNA):
        assert [roles.steps_for(room, None, where, person, []) for where in STATES] == [[]] * len(STATES)


def test_the_people_behind_bylines(tmp_path: Path) -> None:
    """Whose profile has the initials that a byline has wrote the article."""
    profile = "---\nname: Sari Wulan\ninitials: SWN\n---\nWartawan.\n"
    with unserved(tmp_path, content={"authors/sari-wulan.md": profile}) as room:
        room.live.preview.update(NOW, EVERYTHING, lambda *_: None)
        people = roles.people_of(room)
        assert people.profiles["sari-wulan"].name == "Sari Wulan"
        assert roles.is_author(of(author="SWN").matter, SARI, people)
        assert not roles.is_author(of(author="SWN").matter, DEWI, people)
        assert not roles.is_author(of(author="DL").matter, SARI, people)
        assert told(room, of(author="SWN"), SARI)["draft"] == ["submit", "rename", "delete"]
