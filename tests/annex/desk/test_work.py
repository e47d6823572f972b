"""A step with an article: what it writes, what history is told, and what keeps it from being written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.annex.desk import articles, files, history, notes, steps, work
from generator.annex.desk.articles import ByPath
from generator.annex.desk.desk import RefusedError
from generator.annex.desk.people import Person
from generator.annex.desk.steps import Step
from generator.base import dates
from generator.base.timestamps import Stamp
from tests.annex.desk_support import LEAD, REPORTER, Room, room
from tests.support import NOW, article

PATH, PUBLIC = "daerah/2024/10/naskah.md", "daerah/2024/10/banjir.md"
REVIEW = {PATH: article("Harga Ikan", "Isi.", status="review")}


def take(it: Room, path: str, step: str, person: Person = LEAD, **values: Any) -> dict[str, Any]:
    return steps.take(it.desk, person, Step(path, files.version_of(it.file(path)), step, values))


def head(it: Room, path: str) -> list[str]:
    return it.file(path).decode().split("---\n")[1].splitlines()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str], str]]:
    """What history is told of steps: who, of which files, and what is said."""
    found: list[tuple[str, list[str], str]] = []
    known = history.record

    def record(desk: Any, person: Person, paths: list[str], said: Any) -> None:
        found.append((person.name, [*paths], str(said)))
        known(desk, person, paths, said)

    monkeypatch.setattr(history, "record", record)
    return found


@pytest.mark.parametrize(
    ("path", "step", "values", "said", "state"),
    [
        (PATH, "publish", {}, "Ratna Ayu published “Harga Ikan”", "published"),
        (PATH, "publish", {"at": "2024-10-11 06:00"}, "Ratna Ayu scheduled “Harga Ikan” for 2024-10-11 06:00 WIB", "scheduled"),
        (PATH, "return", {}, "Ratna Ayu sent back “Harga Ikan”", "draft"),
        (PUBLIC, "withdraw", {"reason": "sara", "text": "Maaf."}, "Ratna Ayu withdrew “Banjir Surut”", "withdrawn"),
        (PUBLIC, "correct", {"text": "Semula 46."}, "Ratna Ayu corrected “Banjir Surut”", "published"),
    ],
)  # fmt: skip
def test_what_history_is_told_of_a_step(
    tmp_path: Path, told: list[Any], path: str, step: str, values: dict[str, str], said: str, state: str
) -> None:
    """Who did what with which article; the answer is the article as it is then."""
    with room(tmp_path, content=REVIEW) as it:
        done = take(it, path, step, **values)
        assert (done["state"], told) == (state, [("Ratna Ayu", [f"content/{path}"], said)])
        assert done == articles.shown(it.desk, LEAD, ByPath(path))


def test_a_note_comes_with_its_step(tmp_path: Path, told: list[Any]) -> None:
    """It is recorded with the article, and noted before either is written."""
    intended: list[Any] = []
    with room(tmp_path, content=REVIEW) as it:
        it.desk.intend = lambda person, paths: intended.append((person.name, [*paths]))
        done = take(it, PATH, "return", note="Sumbernya siapa?")
        paths = [f"content/{PATH}", "content/daerah/2024/10/.notes/naskah.jsonl"]
        assert (told, intended) == ([("Ratna Ayu", paths, "Ratna Ayu sent back “Harga Ikan”")], [("Ratna Ayu", paths)])
        assert done["notes"] == [
            {"at": "10 Okt 2024, 12:00 WIB", "epoch": NOW, "who": "Ratna Ayu", "text": "Sumbernya siapa?"}
        ]
        assert notes.of(it.desk, PATH) == [notes.Note(NOW, "Ratna Ayu", "Sumbernya siapa?")]


def test_taking_back_is_noted(tmp_path: Path, told: list[Any]) -> None:
    """Of what readers had, with or without a word; of what was only planned, with a word alone."""
    planned = {PATH: article("Harga Ikan", timestamp="2024-10-11 06:00 WIB")}
    with room(tmp_path, content=planned) as it:
        take(it, PUBLIC, "unpublish")
        assert notes.of(it.desk, PUBLIC) == [notes.Note(NOW, "Ratna Ayu", "taken back", notes.UNPUBLISHED)]
        assert head(it, PUBLIC)[-2:] == ["status: draft", "summary: Air surut."]
        take(it, PATH, "unpublish")
        assert notes.of(it.desk, PATH) == []
        assert [said for _, _, said in told] == [
            "Ratna Ayu took “Banjir Surut” back",
            "Ratna Ayu took “Harga Ikan” back",
        ]


def test_the_whole_file_after_a_withdrawal(tmp_path: Path) -> None:
    """The time of the step, the reason, and what readers are told."""
    with room(tmp_path) as it:
        before = it.file(PUBLIC).decode()
        take(it, PUBLIC, "withdraw", reason="sara", text="Maaf.", title="Dicabut")
        retracted = "retracted:\n  timestamp: 2024-10-10 12:00 WIB\n  reason: sara\n  title: Dicabut\n  text: Maaf.\n"
        assert it.file(PUBLIC).decode().replace(retracted, "") == before


def test_what_a_step_of_publishing_writes(tmp_path: Path) -> None:
    """The minute of now, who answers for it, and neither a status nor an update before that."""
    content = {
        PATH: article("Harga Ikan", editor="", status="review", updated="2024-10-09 18:00 WIB", time_unknown="true")
    }
    with room(tmp_path, content=content) as it:
        it.desk._fixed_now = NOW + 59
        take(it, PATH, "publish")
        assert head(it, PATH) == [
            "title: Harga Ikan",
            "author: Sari Wulan",
            "editor: Ratna Ayu",
            "timestamp: 2024-10-10 12:00 WIB",
        ]


def test_a_time_in_the_zone_of_the_article(tmp_path: Path) -> None:
    """Is written in that; one beyond Indonesia in that of the site."""
    for zone, expected in (("WITA", "2024-10-10 13:00 WITA"), ("UTC-5", "2024-10-10 12:00 WIB")):
        with room(tmp_path / zone, content={PATH: article("A", timestamp=f"2024-10-09 16:10 {zone}")}) as it:
            take(it, PATH, "correct", text="Isi.")
            assert f"updated: {expected}" in head(it, PATH)


@pytest.mark.parametrize(("text", "expected"), [("2024-10-09 16:10:59 WIB", "2024-10-09 16:10 WIB"), ("2024-01-02 03:04 WIT", "2024-01-02 03:04 WIT")])  # fmt: skip
def test_a_time_as_it_is_written(text: str, expected: str) -> None:
    """To the minute."""
    stamp = dates.parse(text, "WIB")
    assert work.written(Stamp(stamp.epoch, stamp.zone)) == expected


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"follows": "/tidak/ada/"}, None), ({"slug": "banjir"}, "/daerah/2024/10/banjir/ is an address of content/daerah/2024/10/banjir.md"),
        ({"slug": "banjir", "follows": "/tidak/ada/"}, "2 things have to be put right first"),
    ],
)  # fmt: skip
def test_a_step_that_a_build_would_refuse(
    tmp_path: Path, told: list[Any], keys: dict[str, str], said: str | None
) -> None:
    """Is refused with what is wrong, or how many things are; nothing is written, noted or recorded."""
    with room(tmp_path, content={PATH: article("Harga Ikan", status="review", **keys)}) as it:
        before = it.file(PATH)
        with pytest.raises(RefusedError) as refused:
            take(it, PATH, "publish")
        problems = refused.value.told["problems"]
        assert str(refused.value.said) == (said or problems[0]["message"])
        assert len(problems) == (2 if said and said.startswith("2") else 1)
        taken = [one for one in problems if one["code"] == "address-taken"]
        assert {one["path"] for one in problems} == {f"content/{PATH}"}
        assert [one["hint"] for one in taken] == ["give one of them another slug"] * ("slug" in keys)
        assert (it.file(PATH), told, notes.of(it.desk, PATH)) == (before, [], [])


def test_what_was_wrong_before_keeps_nobody(tmp_path: Path) -> None:
    """From a step that makes it no worse; one that publishes is kept from it."""
    wrong = article("Banjir Surut", "[x](/tidak/ada/)")
    with room(tmp_path) as it:
        it.portal.add(f"content/{PUBLIC}", wrong)
        assert take(it, PUBLIC, "correct", text="Isi.")["state"] == "published"
        it.portal.add(f"content/{PATH}", wrong.replace("---\nt", "---\nstatus: review\nt", 1))
        with pytest.raises(RefusedError):
            take(it, PATH, "publish")
        assert take(it, PATH, "return", person=LEAD)["state"] == "draft"
        assert take(it, PATH, "submit", person=REPORTER)["state"] == "review"


@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [
        ({"aliases": "[/daerah/]"}, "address-taken", "/daerah/ is an address of site.yaml"),
        ({"author": "Ratna Ayu", "editor": "Ratna Ayu"}, "own-editor", None),
    ],
)  # fmt: skip
def test_what_only_the_whole_site_can_tell(tmp_path: Path, keys: dict[str, str], code: str, said: str | None) -> None:
    """Is told at the file of the article."""
    with room(tmp_path, "desk: {review: true}\n", content={PATH: article("Harga Ikan", status="review", **keys)}) as it:
        with pytest.raises(RefusedError) as refused:
            take(it, PATH, "publish")
        (problem,) = refused.value.told["problems"]
        assert (problem["code"], problem["path"], problem["message"]) == (
            code,
            f"content/{PATH}",
            said or problem["message"],
        )


@pytest.mark.parametrize(
    ("slug", "said"),
    [("lama", f"/lama is an address of content/{PUBLIC}"), ("daerah", "/daerah is an address of site.yaml")],
)
def test_an_address_without_an_ending_is_taken_by_one_with_a_slash(tmp_path: Path, slug: str, said: str) -> None:
    """Hosts show one page at both."""
    texts = {PATH: article("Ikan", status="review", slug="x"), PUBLIC: article("Banjir", aliases="[/lama/]")}
    with room(tmp_path, "permalink: /{slug}\n", content=texts) as it:
        it.portal.edit(f"content/{PATH}", "slug: x", f"slug: {slug}")
        with pytest.raises(RefusedError) as refused:
            take(it, PATH, "publish")
        assert str(refused.value.said) == said


def test_a_step_is_a_save(tmp_path: Path) -> None:
    """Whoever shows the article is told of its bytes before and after."""
    with room(tmp_path, content=REVIEW) as it:
        saves: list[Any] = []
        it.desk.told = [lambda person, *given: saves.append((person.name, *given[:3]))]
        before = it.file(PATH)
        take(it, PATH, "return")
        assert saves == [("Ratna Ayu", PATH, before, it.file(PATH))]
