"""What the parts of a desk share."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.desk.desk import Desk, RefusedError, StaleError
from generator.base.errors import UsageError
from generator.base.sentences import NOTHING, as_it_is, sentence
from generator.preview.watch import Saved
from tests.annex.desk_support import LEAD, room, unserved
from tests.support import article


def test_a_part_is_made_once(tmp_path: Path) -> None:
    """When it is first asked for, and for the desk that asks."""
    made: list[Desk] = []

    def part(desk: Desk) -> list[str]:
        made.append(desk)
        return []

    with room(tmp_path) as it:
        first = it.desk.part(part)
        assert it.desk.part(part) is first
        assert it.desk.part(lambda _: {}) == {}
        assert made == [it.desk]


def test_what_is_saved_is_told_to_all_in_turn(tmp_path: Path) -> None:
    """With its bytes before and after, and what the step is called, if it is one."""
    told: list[object] = []
    with room(tmp_path) as it:
        it.desk.told = [lambda *given: told.append((1, *given)), lambda *given: told.append((2, *given))]
        it.desk.saved(LEAD, "a.md", None, b"x")
        said = as_it_is("begitu")
        it.desk.saved(LEAD, "a.md", b"x", b"y", said)
    saved, step = (LEAD, "a.md", None, b"x", NOTHING), (LEAD, "a.md", b"x", b"y", said)
    assert told == [(1, *saved), (2, *saved), (1, *step), (2, *step)]


def test_a_desk_alone_keeps_nothing(tmp_path: Path) -> None:
    """Until somebody opens its history."""
    with room(tmp_path) as it:
        bare = Desk(it.desk.live, it.desk.site)
        assert (bare.told, bare.intend(LEAD, []), bare.reconcile("a", "b", "c"), bare.keep(LEAD, "a.md", "x", waits=True)) == (
            [], None, None, "",
        )  # fmt: skip
        assert bare.folder == it.portal.folder


def test_the_configuration_is_the_last_that_is_right(tmp_path: Path) -> None:
    """That of the beginning, until the preview has read a later one."""
    with unserved(tmp_path) as opened:
        assert opened.site.name == "Kabar Uji"
    with room(tmp_path / "lain") as it:
        it.portal.edit("site.yaml", "Kabar Uji", "Kabar Baru")
        assert it.desk.site.name == "Kabar Uji"
        it.look()
        assert it.desk.site.name == "Kabar Baru"
        it.portal.edit("site.yaml", "name:", "nama_lain:")
        it.take_in()
        assert it.desk.site.name == "Kabar Baru"


def test_the_desk_speaks_its_language(tmp_path: Path) -> None:
    """Whatever is said."""
    with room(tmp_path) as it:
        assert it.desk.put(sentence("choose a kanal first")) == "choose a kanal first"
    with room(tmp_path / "lain", speaking="id") as it:
        assert it.desk.put(sentence("choose a kanal first")) != "choose a kanal first"


def test_what_the_preview_takes_in_is_followed(tmp_path: Path) -> None:
    """The headlines of the files that were saved are read again, and no others."""
    with room(tmp_path) as it:
        for name in ("banjir", "pasar"):
            it.portal.add(f"content/daerah/2024/10/{name}.md", article(f"Baru {name}"))
        it.take_in()
        it.desk.follow(Saved(folders=frozenset(("daerah/2024/10",)), names=("content/daerah/2024/10/banjir.md",)))
        assert [one.title for one in it.desk.headlines.search("", 9)] == ["Pasar Dibuka", "Baru banjir"]


@pytest.mark.parametrize(
    ("saved", "expired"),
    [
        (Saved(folders=frozenset(("a",)), names=("content/a.md",)), False), (Saved(folders=None), True),
        (Saved(folders=frozenset(), media=frozenset(("/foto/a.jpg",))), True), (Saved(folders=frozenset(), setup=True), True),
    ],
)  # fmt: skip
def test_photos_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: Saved, *, expired: bool) -> None:
    """When one came, or when nobody knows what came."""
    with room(tmp_path) as it:
        calls: list[int] = []
        monkeypatch.setattr(it.desk.album, "expire", lambda: calls.append(1))
        monkeypatch.setattr(it.desk.headlines, "read", lambda: None)
        it.desk.follow(saved)
        assert calls == [1] * expired


def test_a_refusal_tells_what_goes_with_it() -> None:
    """As plain data, beside its sentence."""
    said = as_it_is("begitu")
    for error in (StaleError(said, version="x"), RefusedError(said, version="x")):
        assert (error.said, error.told, str(error)) == (said, {"version": "x"}, "begitu")
        assert not isinstance(error, UsageError)
    assert StaleError(said).told == {}
