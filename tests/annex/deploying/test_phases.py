"""In which order files go to a target."""

from __future__ import annotations

import pytest

from generator.annex.deploying.changes import Built, compare
from generator.annex.deploying.phases import Phase, Turn, phase_of, turn_of


@pytest.mark.parametrize(
    ("path", "kind", "phase"),
    [
        ("gambar/x-480.jpg", "picture", Phase.ASSETS),
        ("aset/warna.css", "colours", Phase.ASSETS),
        ("daerah/2024/10/a/index.html", "article", Phase.PAGES),
        ("lama/index.html", "redirect", Phase.LISTS),
        ("_redirects", "host", Phase.LISTS),
        (".htaccess", "host", Phase.LISTS),
        ("feed.xml", "feed", Phase.FEEDS),
        ("fragmen/terkini.html", "fragment", Phase.FEEDS),
    ],
)
def test_nothing_leads_to_what_is_not_there_yet(path: str, kind: str, phase: Phase) -> None:
    """What the host is told of old addresses goes after the articles that they lead to."""
    assert phase_of(path, kind) is phase


@pytest.mark.parametrize(
    ("path", "kind", "new", "old"),
    [
        ("tag/baru/index.html", "listing", Turn.NEW_LISTS, Turn.LISTS),
        ("tag/baru/feed.xml", "listing", Turn.NEW_LISTS, Turn.FEEDS),
        ("daerah/2024/10/a/index.html", "article", Turn.PAGES, Turn.PAGES),
        ("gambar/x-480.jpg", "picture", Turn.ASSETS, Turn.ASSETS),
        ("lama/index.html", "redirect", Turn.LISTS, Turn.LISTS),
        ("kabar/.htaccess", "host", Turn.LISTS, Turn.LISTS),
        ("sitemap.xml", "sitemaps", Turn.FEEDS, Turn.FEEDS),
        ("404.html", "404", Turn.LISTS, Turn.LISTS),
        ("index.html", "home", Turn.FIRST_HOME, Turn.LISTS),
    ],
)
def test_what_is_new_goes_before_what_readers_know(path: str, kind: str, new: Turn, old: Turn) -> None:
    """But for what is known elsewhere before it is there: old addresses, what lies at the top, and the home page."""
    assert (turn_of(path, kind, new=True), turn_of(path, kind, new=False)) == (new, old)


def test_a_packed_twin_goes_with_its_text() -> None:
    """That of a list that readers know is no new list, though it is there for the first time."""
    known = {
        "daerah/index.html": Built("listing", b"2"),
        "daerah/index.html.gz": Built("listing", b"2gz", "daerah/index.html"),
        "daerah/baru/index.html": Built("article", b"1"),
        "tag/baru/index.html": Built("listing", b"1"),
    }
    found = compare(known, {"daerah/index.html": b"1"}, with_headers=False)
    assert [*found.files] == [
        "tag/baru/index.html", "daerah/baru/index.html", "daerah/index.html", "daerah/index.html.gz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kind", "turn"),
    [
        ("lama/feed.xml", "redirect", Turn.LISTS), ("kabar/_redirects", "host", Turn.LISTS), ("a/b.xml", "media", Turn.ASSETS), ("a/b.json", "lain", Turn.NEW_LISTS),
        ("a/b.txt", "lain", Turn.NEW_LISTS), ("b.txt", "lain", Turn.FEEDS), ("a/b.bin", "lain", Turn.ASSETS), ("tentang/index.html", "standing", Turn.PAGES),
    ],
)  # fmt: skip
def test_when_a_new_file_goes(path: str, kind: str, turn: Turn) -> None:
    """By what it is, and where that does not say it by its ending."""
    assert turn_of(path, kind, new=True) is turn
