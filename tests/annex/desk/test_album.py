"""The photos in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.annex.desk import album
from generator.annex.desk.album import Album, Photo, is_photo
from tests.annex.desk_support import Room, room
from tests.support import png

PHOTOS = ("foto/2024/09/lama.png", "foto/Logo.PNG", "foto/2024/10/a.png", "foto/2024/10/b.png")


def filled(it: Room, *paths: str) -> None:
    for number, path in enumerate(paths):
        it.portal.add(f"content/{path}", png(100 + number, 100))
        it.take_in()


def names(it: Room, own: Album) -> list[tuple[str, str]]:
    with it.desk.stored() as store:
        return [(one.month, one.folded) for one in own.photos(store)]


def test_newest_first(tmp_path: Path) -> None:
    """By the month of their folder, then as they came; those without a month last, and drawings not at all."""
    with room(tmp_path) as it:
        filled(it, *PHOTOS)
        it.portal.add("content/foto/2024/10/peta.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
        it.take_in()
        own = Album()
        assert names(it, own) == [
            ("2024/10", "foto/2024/10/b.png"), ("2024/10", "foto/2024/10/a.png"), ("2024/09", "foto/2024/09/lama.png"),
            ("", "foto/logo.png"),
        ]  # fmt: skip


def test_they_are_read_once_until_something_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or until some seconds are over, at the first question after them."""
    clock = [1000.0]
    monkeypatch.setattr(album.time, "monotonic", lambda: clock[0])
    with room(tmp_path) as it:
        own = Album()
        filled(it, "foto/2024/10/a.png")
        assert names(it, own) == [("2024/10", "foto/2024/10/a.png")]
        filled(it, "foto/2024/11/b.png")
        clock[0] += album._SECONDS - 0.5
        assert names(it, own) == [("2024/10", "foto/2024/10/a.png")]
        clock[0] += 0.5
        both = [("2024/11", "foto/2024/11/b.png"), ("2024/10", "foto/2024/10/a.png")]
        assert names(it, own) == both
        it.portal.remove("content/foto/2024/11/b.png")
        it.take_in()
        assert names(it, own) == both
        own.expire()
        assert names(it, own) == [("2024/10", "foto/2024/10/a.png")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("foto/a.jpg", True), ("foto/A.JPEG", True), ("a.webp", True), ("a.svg", False), ("a.md", False), ("jpg", False)],
)
def test_what_is_named_like_a_photo(path: str, expected: bool) -> None:
    """By its ending, in whatever case."""
    assert is_photo(path) is expected


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("foto/2024/10/a.jpg", "2024/10"), ("2024/10/a.jpg", "2024/10"), ("foto/2024/10/lain/a.jpg", ""),
        ("foto/12024/10/a.jpg", ""), ("foto/2024/1/a.jpg", ""), ("foto/A.JPG", ""),
    ],
)  # fmt: skip
def test_the_month_of_a_photo(path: str, month: str) -> None:
    """Is that of the folder in which it lies, and of no other."""
    assert album._photo(7, path) == Photo(month, 7, path.lower())
