"""Flat cost: no statement of a one-edit build reads a whole table that grows with the archive."""

from __future__ import annotations

import re
import sqlite3
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.store.compression import Compression
from tests.fuzz.newsroom.words import photos
from tests.support import CONFIG, NOW, Portal, article, site

GROWING = {
    "docs",
    "records",
    "words",
    "cards",
    "members",
    "names",
    "links",
    "shown",
    "pages",
    "reads",
    "chunks",
    "reserved",
    "queries",
}


def scans(portal: Portal, now: int = NOW) -> set[str]:
    """Build, and return the statements whose plan walks a growing table from end to end."""
    statements: list[str] = []
    connect = sqlite3.connect

    def traced(*args: object, **keys: object) -> sqlite3.Connection:
        connection = connect(*args, **keys)  # type: ignore[call-overload]
        connection.set_trace_callback(statements.append)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", traced)
        portal.build(now=now)
    assert len(statements) > 50
    found = set()
    check = sqlite3.connect(portal.folder / ".ssg/store.db")
    check.execute("CREATE TEMP TABLE IF NOT EXISTS looked_at (key INTEGER, doc INTEGER)")
    for sql in set(statements):
        if not re.match(r"\s*(SELECT|UPDATE|DELETE)", sql):
            continue
        for row in check.execute(f"EXPLAIN QUERY PLAN {sql}"):
            step = re.match(
                r"SCAN (\w+)(?! USING (?:COVERING )?INDEX (?:docs_other|docs_faulty|docs_draft|docs_withdrawn|docs_expires|pages_site|pages_stale))",
                row[3],
            )
            if (
                step
                and step[1] in GROWING
                and not sql.endswith("FROM docs LIMIT 1")
                and not sql.endswith("FROM pages LIMIT 1")
                and not sql.endswith("FROM reserved LIMIT 1")
                and not sql.endswith("FROM queries LIMIT 1")
            ):
                found.add(f"{row[3]}: {sql}")
    check.close()
    return found


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=f"{CONFIG}search: true\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\nBio.\n")
    for n in range(120):
        stamp = f"2024-09-{n % 28 + 1:02d} {n // 28 + 8:02d}:00 WIB"
        portal.add(
            f"content/daerah/2024/09/b-{n}.md",
            article(
                f"Berita {n}", f"Isi.\n\nKedua.\n\nBaca Juga: [](b-{max(0, n - 1)})", timestamp=stamp, tags="[Banjir]"
            ),
        )
    portal.build()
    return portal


def test_nothing_changed(portal: Portal) -> None:
    """A build of an unchanged site scans no growing table."""
    assert scans(portal) == set()


def test_one_new_article(portal: Portal) -> None:
    """A new article costs index lookups alone."""
    portal.add("content/daerah/2024/10/baru.md", article("Baru", "Teks.\n\nBaca Juga: [](b-7)", tags="[Banjir, Baru]"))
    assert scans(portal) == set()


@pytest.mark.slow
def test_articles_grow_old(portal: Portal) -> None:
    """The first build of the month in which photos get fewer sizes looks at the articles of one month alone."""
    portal.add("site.yaml", (portal.folder / "site.yaml").read_text() + "pictures: {archive: {older_than: 1mo}}\n")
    portal.add("content/foto/a.png", photos()[0])
    for n in range(3):
        portal.edit(
            f"content/daerah/2024/09/b-{n}.md", "editor:", "photo: {src: /foto/a.png, credit: X, alt: Y}\neditor:"
        )
    portal.build()
    later = NOW + 30 * 86400
    assert scans(portal, later) == set()
    assert portal.report is not None
    assert portal.report.rendered >= 120
    assert portal.report.deleted


def test_an_old_article_changed_or_deleted(portal: Portal) -> None:
    """So do a typo, a new headline, a move and a deletion."""
    portal.edit("content/daerah/2024/09/b-3.md", "Kedua.", "Keduanya.")
    assert scans(portal) == set()
    portal.edit("content/daerah/2024/09/b-4.md", "title: Berita 4", "title: Berita Empat")
    assert scans(portal) == set()
    text = (portal.folder / "content/daerah/2024/09/b-119.md").read_text("utf-8")
    portal.remove("content/daerah/2024/09/b-119.md")
    portal.add("content/nasional/2024/09/b-119.md", text)
    assert scans(portal) == set()
    portal.remove("content/nasional/2024/09/b-119.md")
    assert scans(portal) == set()


def test_the_clock_and_a_profile(portal: Portal) -> None:
    """So do a scheduled article whose hour comes, and a profile that changes."""
    portal.add("content/daerah/2024/10/nanti.md", article("Nanti", timestamp="2024-10-11 08:00 WIB"))
    assert scans(portal) == set()
    assert scans(portal, NOW + 86400) == set()
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan Dewi\n---\nBio.\n")
    assert scans(portal, NOW + 86400) == set()


def test_an_old_body_makes_one_page(portal: Portal) -> None:
    """An edit of an old body makes one page again and asks few again."""
    portal.edit("content/daerah/2024/09/b-3.md", "Kedua.", "Keduanya.")
    report = portal.build()
    assert (report.changed, report.rendered) == (1, 1)


@pytest.mark.slow
def test_memory_of_one_edit_does_not_grow_with_what_it_does_not_touch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The most memory that a build takes for one old article is the same beside a few others and beside many."""
    # Files that were written a moment ago would be read again, as many as there are.
    monkeypatch.setattr("generator.engine.scan.RACY", 0)
    # Both archives have dictionaries of their own, which take the same memory.
    for module in ("store.compression", "engine.indexing.ingest"):
        monkeypatch.setattr(f"generator.{module}.ENOUGH", 40)
    peaks: list[int] = []
    for others in (60, 600):
        portal = site(tmp_path / str(others))
        for n in range(others):
            at = f"20{10 + n % 10}-{n % 12 + 1:02d}-{n % 28 + 1:02d} 08:00 WIB"
            portal.add(
                f"content/nasional/{at[:4]}/{at[5:7]}/b-{n}.md", article(f"Lain {n}", "Isi. " * 200, timestamp=at)
            )
        portal.add(
            "content/nasional/2009/09/satu.md",
            article("Satu", "Ringkas. " * 60 + "\n\nIsi.", timestamp="2009-09-01 08:00 WIB"),
        )
        portal.build()
        for turn in (("Isi.", "Isi lain."), ("Isi lain.", "Isi.")):
            # The first edit fills what a process keeps for all builds.
            portal.edit("content/nasional/2009/09/satu.md", *turn)
            tracemalloc.start()
            report = portal.build()
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert report.rendered == 1
        peaks.append(peak)
    assert peaks[1] < 1.25 * peaks[0], peaks


def test_a_photo_that_is_shown_anew(portal: Portal) -> None:
    """Its replacement, another focus and one article more cost what shows it."""
    portal.add("content/foto/a.png", photos()[0])
    path = "content/daerah/2024/09/berfoto.md"
    portal.add(path, article("Berfoto", photo="{src: /foto/a.png, credit: X}"))
    portal.build()
    portal.add("content/foto/a.png", photos()[1])
    assert scans(portal) == set()
    portal.add(path, article("Berfoto", photo="{src: /foto/a.png, credit: X, focus: 10% 90%}"))
    assert scans(portal) == set()
    portal.add(path, article("Berfoto"))
    assert scans(portal) == set()


def test_an_edit_in_the_past(tmp_path: Path) -> None:
    """Where all later articles are scheduled, as in a preview of another day, an edit reads none of them."""
    read: list[int] = []
    for later in (10, 60):
        portal = site(tmp_path / str(later))
        for n in range(later):
            at = f"2024-10-{11 + n % 20} 08:00 WIB"
            portal.add(f"content/daerah/2024/10/b-{n}.md", article(f"B {n}", timestamp=at, tags="[Banjir]"))
        portal.add("content/daerah/2024/10/kini.md", article("Kini", "Isi.", tags="[Banjir]", aliases="[/lama/]"))
        portal.build()
        portal.edit("content/daerah/2024/10/kini.md", "Isi.", "Isi, lain.")
        unpacked: list[bytes] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Compression, "unpack", _noting(Compression.unpack, unpacked))
            assert scans(portal) == set()
        read.append(len(unpacked))
    assert read[0] == read[1] > 0


def _noting(
    unpack: Callable[[Compression, bytes], bytes], unpacked: list[bytes]
) -> Callable[[Compression, bytes], bytes]:
    def noting(compression: Compression, data: bytes) -> bytes:
        unpacked.append(data)
        return unpack(compression, data)

    return noting
