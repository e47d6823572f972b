"""content/front.yaml steers the home page. What is said of mistakes is in fixtures/problems.txt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.base import dates
from tests.support import Portal, article, site


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    made = site(tmp_path)
    for number in range(9):
        made.add(f"content/daerah/b{number}.md", article(f"Berita {number}", timestamp=f"2024-10-09 1{number}:00 WIB"))
    return made


def first(portal: Portal, front: str, at: str = "2024-10-10 12:00 WIB") -> str:
    """Return the article that the home page leads with at some time."""
    portal.add("content/front.yaml", front)
    portal.build(now=dates.parse(at, "WIB").epoch)
    return re.findall(r"/daerah/2024/10/(b\d)/", portal.read("index.html").partition("<main")[2])[0]


def test_a_place_takes_an_article_by_any_of_its_names(portal: Portal) -> None:
    """A path, an address, which may be copied from the browser, or a slug; with an end or without."""
    names = (
        "b1",
        "/daerah/b2.md",
        "/daerah/2024/10/b3/",
        "https://uji.example/daerah/2024/10/b4/",
        "{article: b5}",
        "{article: b6, until: 2024-10-11}",
    )
    found = [first(portal, f"lead: {name}\nnext: [b7, {{article: b0}}]\npicks: b7\n") for name in names]
    assert found == ["b1", "b2", "b3", "b4", "b5", "b6"]


def test_a_place_is_free_at_its_end(portal: Portal) -> None:
    """Not before; an end without an hour includes the day, and one long ago is over."""
    day = "lead: {article: b1, until: 10 Oktober 2024}\n"
    assert [first(portal, day, at) for at in ("2024-10-10 23:58 WIB", "2024-10-10 23:59 WIB")] == ["b1", "b8"]
    hour = "lead: {article: b1, until: 2024-10-11 18:00 WITA}\n"
    assert [first(portal, hour, at) for at in ("2024-10-11 16:59 WIB", "2024-10-11 17:00 WIB")] == ["b1", "b8"]
    for end in ("1970-01-01 07:00", "1900-01-01 00:00"):
        assert first(portal, f"lead: {{article: b1, until: {end}}}\n") == "b8"


def test_keys_may_be_indonesian(portal: Portal) -> None:
    """As those of articles."""
    front = "utama: {berita: b1, sampai: 2024-10-11}\nblok: [{kanal: daerah, jumlah: 3}]\npenting: {teks: Gempa, tautan: /daerah/}\n"
    assert first(portal, front) == "b1"
    assert "Gempa" in portal.read("index.html")


def test_an_empty_file_steers_nothing(portal: Portal) -> None:
    """Whoever comments everything out is where one is without the file."""
    assert {first(portal, text) for text in ("", "\n", "# nanti\n", "lead:\nnext: []\nbreaking:\n")} == {"b8"}
