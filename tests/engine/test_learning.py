"""What the store learns from the first articles of a portal, and what comes of it: the same pages from a smaller store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from generator.engine.indexing import ingest
from generator.store import compression
from generator.store.compression import ASKS, TEXTS, WORDS
from generator.store.database import Store, open_reader
from tests.support import CONFIG, Portal, article, site

FEW = 12


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A portal with more articles than it takes to learn from them."""
    for module in (ingest, compression):
        monkeypatch.setattr(module, "ENOUGH", 2 * FEW)
    made = site(tmp_path / "portal", config=f"{CONFIG}search: true\n")
    for number in range(FEW + 3):
        made.add(f"content/daerah/2024/10/{number}.md", report(number))
    return made


def report(number: int) -> str:
    words = (
        f"Warga Desa Muara Teduh {number} kembali ke rumah setelah air surut. Tanggul di hulu sungai belum diperbaiki."
    )
    return article(f"Air Surut di Desa {number}", words, timestamp=f"2024-10-05 {number % 24:02}:00 WIB")


def opened(portal: Portal) -> closing[Store]:
    return closing(open_reader(portal.folder / ".ssg"))


def learnt(portal: Portal) -> list[bool]:
    with opened(portal) as store:
        return [store.compression.knows(number) for number in (TEXTS, ASKS, WORDS)]


def test_a_first_build_teaches_the_store(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records, cards, words and what pages asked are kept with dictionaries; the pages are what they are without."""
    portal.build()
    assert learnt(portal) == [True, True, True]
    for module in (ingest, compression):
        monkeypatch.setattr(module, "ENOUGH", 1000)
    assert portal.files() == portal.clean()


def test_edits_after_that_end_in_the_bytes_of_a_clean_build(portal: Portal) -> None:
    """Old articles are read with the dictionary that they were kept with, and so are the new ones."""
    portal.build()
    portal.add("content/daerah/2024/10/3.md", report(33))
    portal.add("content/daerah/2024/10/baru.md", report(34))
    portal.remove("content/daerah/2024/10/5.md")
    portal.build()
    assert portal.files() == portal.clean()


def test_a_newsroom_that_begins_with_nothing_learns_later(portal: Portal) -> None:
    """As soon as it has enough articles, though they came one by one."""
    late = range(FEW // 2 - 1, FEW + 3)
    for number in late:
        portal.remove(f"content/daerah/2024/10/{number}.md")
    portal.build()
    assert learnt(portal)[0] is False
    for number in (*late, 40):
        portal.add(f"content/daerah/2024/10/{number}.md", report(number))
        portal.build()
    assert (learnt(portal)[0], learnt(portal)[2]) == (True, True)
    assert portal.files() == portal.clean()


def test_a_build_that_fails_has_taught_nothing(portal: Portal) -> None:
    """What it learnt is taken back with all else; the next one learns it again."""
    portal.add("content/daerah/2024/10/rusak.md", "---\njudul\n---\n")
    with pytest.raises(Exception, match="rusak"):
        portal.build()
    portal.remove("content/daerah/2024/10/rusak.md")
    portal.build()
    assert learnt(portal) == [True, True, True]
