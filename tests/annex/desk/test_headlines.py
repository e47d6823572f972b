"""The headlines in memory, as they are searched while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.desk.headlines import Headline, Headlines
from tests.annex.desk_support import Room, room
from tests.support import article, site

CONTENT = {
    "daerah/2024/10/rob.md": article(
        "Rob, Semarang-Demak Lumpuh", timestamp="2024-10-08 07:00 WIB", tags="[rob, Harga Ikan]"
    ),
    "daerah/2024/10/kudus.md": article(
        "Pasar Kudus", timestamp="2024-10-07 07:00 WIB", tags="[harga ikan, pasar]", author="Rustam Efendi"
    ),
    "daerah/2024/10/ikan.md": article(
        "Ikan Semarang", timestamp="2024-10-06 07:00 WIB", tags="[harga ikan, harga ikam, hargai ikan]"
    ),
}
BANJIR, PASAR = "Banjir Surut", "Pasar Dibuka"


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A desk, which these tests leave as it is."""
    with room(tmp_path_factory.mktemp("desk"), content=CONTENT) as found:
        yield found


def titles(known: Headlines, words: str, most: int = 100, before: int = 0) -> list[str]:
    return [one.title for one in known.search(words, most, before)]


def test_a_headline_is_known_with_what_is_searched(it: Room) -> None:
    """Its address, its words folded, its tags and its authors."""
    (found,) = it.desk.headlines.search("rob", 5)
    assert found == Headline(
        found.seq, "daerah/2024/10/rob.md", "/daerah/2024/10/rob/", "Rob, Semarang-Demak Lumpuh",
        " rob semarang demak lumpuh", ("rob", "Harga Ikan"), ("Sari Wulan",),
    )  # fmt: skip
    assert found.seq > 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [PASAR, BANJIR, "Rob, Semarang-Demak Lumpuh", "Pasar Kudus", "Ikan Semarang"]),
        ("semarang", ["Rob, Semarang-Demak Lumpuh", "Ikan Semarang"]),
        ("SEMAR", ["Rob, Semarang-Demak Lumpuh", "Ikan Semarang"]), ("demak rob", ["Rob, Semarang-Demak Lumpuh"]),
        ("“rob”, demak!", ["Rob, Semarang-Demak Lumpuh"]), ("marang", []), ("rob kudus", []),
    ],
)  # fmt: skip
def test_headlines_are_found_by_beginnings_of_words(it: Room, words: str, expected: list[str]) -> None:
    """In any order and case, whatever signs are between them; the newest first."""
    assert titles(it.desk.headlines, words) == expected


def test_no_more_than_are_wanted(it: Room) -> None:
    """Those are the newest."""
    assert titles(it.desk.headlines, "", 2) == [PASAR, BANJIR]
    assert titles(it.desk.headlines, "semarang", 1) == ["Rob, Semarang-Demak Lumpuh"]


def test_a_page_begins_below_the_one_before(it: Room) -> None:
    """Without the article at which that ended."""
    every = it.desk.headlines.search("", 100)
    for place, one in enumerate(every):
        assert it.desk.headlines.search("", 100, one.seq) == every[place + 1 :]


def test_the_headline_of_a_file(it: Room) -> None:
    """Is empty where there is none."""
    assert it.desk.headlines.title("daerah/2024/10/kudus.md") == "Pasar Kudus"
    assert it.desk.headlines.title("daerah/2024/10/tiada.md") == ""


@pytest.mark.parametrize(
    ("begin", "most", "expected"),
    [
        ("", 9, [("harga ikan", 3), ("harga ikam", 1), ("hargai ikan", 1), ("pasar", 1), ("rob", 1)]),
        ("", 2, [("harga ikan", 3), ("harga ikam", 1)]), ("har", 9, [("harga ikan", 3), ("harga ikam", 1), ("hargai ikan", 1)]),
        ("Ikan", 9, [("harga ikan", 3), ("hargai ikan", 1)]), ("kan", 9, []), ("rob", 9, [("rob", 1)]),
    ],
)  # fmt: skip
def test_tags_by_their_beginning(it: Room, begin: str, most: int, expected: list[tuple[str, int]]) -> None:
    """Or that of one of their words, in the spelling that most articles have, the largest first."""
    assert it.desk.headlines.tags(begin, most) == expected


@pytest.mark.parametrize(
    ("begin", "most", "expected"),
    [
        ("", 9, [("Sari Wulan", 4), ("Rustam Efendi", 1)]), ("", 1, [("Sari Wulan", 4)]),
        ("efe", 9, [("Rustam Efendi", 1)]), ("x", 9, []),
    ],
)  # fmt: skip
def test_authors_by_their_beginning(it: Room, begin: str, most: int, expected: list[tuple[str, int]]) -> None:
    """The same of bylines."""
    assert it.desk.headlines.authors(begin, most) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("harga ikan", [("harga ikam", 1), ("hargai ikan", 1)]), ("Harga Ikan", [("harga ikam", 1), ("hargai ikan", 1)]),
        ("HARGA IKAN", [("harga ikan", 3), ("harga ikam", 1), ("hargai ikan", 1)]), ("harga ikat", [("harga ikan", 3), ("harga ikam", 1)]),
        ("robo", [("rob", 1)]), ("robot", []), ("rob", []),
    ],
)  # fmt: skip
def test_a_tag_that_is_nearly_another(it: Room, tag: str, expected: list[tuple[str, int]]) -> None:
    """By a letter, or by its capitals alone; the larger ones first."""
    assert it.desk.headlines.nearly(tag) == expected


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    """Another headline takes the place of the old one, a new one comes in where its time says, and one that goes is gone."""
    with room(tmp_path, content=CONTENT) as it:
        known = it.desk.headlines
        path, new, gone = "daerah/2024/10/kudus.md", "nasional/2024/10/baru.md", "daerah/2024/10/ikan.md"
        it.portal.add(f"content/{path}", article("Kirab Kudus", timestamp="2024-10-07 07:00 WIB", tags="[kirab]"))
        it.portal.add(f"content/{new}", article("Baru", timestamp="2024-10-07 08:00 WIB"))
        it.portal.remove(f"content/{gone}")
        it.take_in()
        known.update(["daerah/2024/10/foto.jpg"])
        assert titles(known, "kirab") == []
        known.update([path, new, gone])
        assert titles(known, "") == [PASAR, BANJIR, "Rob, Semarang-Demak Lumpuh", "Baru", "Kirab Kudus"]
        assert known.tags("", 9) == [("Harga Ikan", 1), ("kirab", 1), ("rob", 1)]
        assert known.authors("", 9) == [("Sari Wulan", 5)]
        assert (known.title(path), known.title(gone)) == ("Kirab Kudus", "")
        assert known.nearly("harga ikan") == [("Harga Ikan", 1)]
        known.read()
        assert titles(known, "") == [PASAR, BANJIR, "Rob, Semarang-Demak Lumpuh", "Baru", "Kirab Kudus"]
        assert known.tags("", 9) == [("Harga Ikan", 1), ("kirab", 1), ("rob", 1)]
        assert known.authors("", 9) == [("Sari Wulan", 5)]


def test_what_has_gone_is_not_there_when_all_are_read_again(tmp_path: Path) -> None:
    """Also where nobody told of it."""
    with room(tmp_path, content=CONTENT) as it:
        known, path = it.desk.headlines, "daerah/2024/10/ikan.md"
        assert known.title(path) == "Ikan Semarang"
        it.portal.remove(f"content/{path}")
        it.look()
        assert (known.title(path), known.search("ikan", 9)) == ("", [])
        assert [one.title for one in known.search("semarang", 9)] == ["Rob, Semarang-Demak Lumpuh"]


def test_nothing_is_known_before_all_are_read(tmp_path: Path) -> None:
    """Nor of a site whose preview has read nothing yet, which is no failure."""
    portal = site(tmp_path)
    known = Headlines(portal.folder)
    known.read()
    known.update(["daerah/2024/10/a.md"])
    assert (known.ready.is_set(), known.search("", 9), known.tags("", 9), known.title("daerah/2024/10/a.md")) == (
        False, [], [], "",
    )  # fmt: skip


def test_they_are_ready_once_they_are_read(it: Room) -> None:
    """For whoever waits for it."""
    assert it.desk.headlines.ready.is_set()
