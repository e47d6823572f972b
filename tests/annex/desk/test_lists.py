"""The lists of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.annex.desk_support import Desk, desk
from tests.support import article

REGIONS = "regions:\n  Jawa Tengah: [Kota Semarang, Kudus]\n  Bali: []\n"
CONTENT = {
    "daerah/2024/10/draf.md": article("Draf Jalan", draft="true", timestamp="2024-10-10 08:00 WIB"),
    "daerah/2024/10/serah.md": article("Serah Jembatan", status="review"),
    "daerah/2024/10/besok.md": article("Besok Terbit", timestamp="2024-10-11 06:00 WIB"),
    "nasional/2024/10/hari-ini.md": article("“Banjir” Hari Ini", timestamp="2024-10-10 07:00 WIB", author="Rustam Efendi"),
    "daerah/2024/10/semarang.md": article(
        "Rob Semarang", region="Jawa Tengah/Kota Semarang", timestamp="2024-10-08 07:00 WIB", tags="[rob, harga ikan]"
    ),
    "daerah/2024/10/kudus.md": article("Pasar Kudus", region="Jawa Tengah/Kudus", timestamp="2024-10-07 07:00 WIB"),
}  # fmt: skip


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, people=REGIONS, content=CONTENT) as found:
        found.served.until(lambda: found.get("suggest", what="article", q="rob")["items"])
        yield found


def titles(it: Desk, state: str, **asked: str) -> list[str]:
    return [one["title"] for one in it.get("list", state=state, **asked)["items"]]


def test_each_article_is_in_the_list_of_its_state(it: Desk) -> None:
    """Drafts, what was handed in, what is planned, what came out today, all that readers have."""
    assert titles(it, "drafts") == ["Draf Jalan"]
    assert titles(it, "review") == ["Serah Jembatan"]
    assert titles(it, "scheduled") == ["Besok Terbit"]
    assert titles(it, "today") == ["“Banjir” Hari Ini"]
    assert titles(it, "published")[:3] == ["“Banjir” Hari Ini", "Pasar Dibuka", "Banjir Surut"]
    assert titles(it, "withdrawn") == []
    found = it.get("list")
    assert found["counts"] == {"drafts": 1, "review": 1, "scheduled": 1, "today": 1, "withdrawn": 0, "problems": 0}
    assert [one["title"] for one in found["next"]] == ["Besok Terbit"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kanal": "nasional"}, ["“Banjir” Hari Ini"]),
        ({"author": "Rustam Efendi"}, ["“Banjir” Hari Ini"]),
        ({"region": "Jawa Tengah"}, ["Rob Semarang", "Pasar Kudus"]),
        ({"region": "Jawa Tengah/Kudus"}, ["Pasar Kudus"]),
        ({"region": "Bali"}, []),
        ({"region": "Atlantis"}, []),
        ({"region": "Jawa Tengah", "kanal": "daerah", "author": "Sari Wulan"}, ["Rob Semarang", "Pasar Kudus"]),
        ({"region": "Jawa Tengah", "kanal": "nasional"}, []),
        ({"q": "banj"}, ["“Banjir” Hari Ini", "Banjir Surut"]),
        ({"q": "hari banjir"}, ["“Banjir” Hari Ini"]),
        ({"q": "anjir"}, []),
        ({"q": "pasar", "region": "Jawa Tengah"}, ["Pasar Kudus"]),
        ({"q": "%_"}, []),
    ],
)
def test_what_is_published_is_filtered(it: Desk, asked: dict[str, str], expected: list[str]) -> None:
    """By kanal, author and region, alone or together, and by beginnings of words of the headline."""
    assert titles(it, "published", **asked) == expected


def test_drafts_are_filtered_too(it: Desk) -> None:
    """By the same rules."""
    assert titles(it, "drafts", q="jal") == ["Draf Jalan"]
    assert titles(it, "drafts", q="jem") == []
    assert titles(it, "drafts", kanal="nasional") == []


def test_pages_follow_each_other(it: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No article is missed or shown twice, whether a list is filtered, searched, or neither."""
    monkeypatch.setattr("generator.annex.desk.lists._PAGE", 2)
    for asked in ({}, {"kanal": "daerah"}, {"q": "p"}):
        whole: list[Any] = []
        after = ""
        while True:
            found = it.get("list", state="published", after=after, **asked)
            whole += [one["path"] for one in found["items"]]
            after = found["after"]
            if not after:
                break
        assert len(whole) == len(set(whole))
        assert len(whole) == {(): 5, ("kanal",): 4, ("q",): 2}[tuple(asked)]


def test_suggestions(it: Desk) -> None:
    """Tags and authors by their beginnings, regions by any part, and a tag that is nearly another is told."""
    assert it.get("suggest", what="tag", q="har")["items"] == [
        {"value": "harga ikan", "label": "harga ikan", "count": 1}
    ]
    assert it.get("suggest", what="tag", q="harga ikam")["near"] == [{"value": "harga ikan", "count": 1}]
    assert [one["value"] for one in it.get("suggest", what="author", q="rus")["items"]] == ["Rustam Efendi"]
    assert [one["value"] for one in it.get("suggest", what="region", q="kud")["items"]] == ["Jawa Tengah/Kudus"]
    (found,) = it.get("suggest", what="article", q="rob")["items"]
    assert (found["value"], found["label"]) == ("/daerah/2024/10/semarang.md", "Rob Semarang")


def test_a_new_headline_is_found_at_once(it: Desk) -> None:
    """What is saved is in the search as soon as the preview has it, and what is gone is not."""
    path = "daerah/2024/10/kudus.md"
    version = it.get("article", path=path)["version"]
    it.post("save", path=path, version=version, values={"title": "Kirab Kudus"})
    it.served.until(lambda: titles(it, "published", q="kirab") == ["Kirab Kudus"])
    assert titles(it, "published", q="pasar kudus") == []
    (it.portal.folder / "content" / path).unlink()
    it.served.until(lambda: titles(it, "published", q="kirab") == [])
