"""What is gone: an article that was meant to end has a notice at its addresses, and nothing else anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.photos import RED, jpeg
from tests.support import CONFIG, NOW, Portal, article, site

A, B = "content/daerah/2024/10/a.md", "content/daerah/2024/10/b.md"
PAGE_A, PAGE_B = "daerah/2024/10/a/index.html", "daerah/2024/10/b/index.html"
UNDIAN = {
    "tags": "[Hadiah]", "summary": "Menangkan sepeda.", "type": "advertorial", "sponsor": "Toko Sepeda",
    "photo": "{src: /foto/sepeda.jpg, credit: X, caption: Sepeda}",
}  # fmt: skip


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path)
    portal.add("content/foto/sepeda.jpg", jpeg(100, 75, RED))
    portal.add(A, article("Undian Berhadiah", "Kirim kupon.\n\n<!-- halaman -->\n\nSyarat.", **UNDIAN))
    portal.add(B, article("Pasar Pagi", "Lihat [undian itu](a) dan [](a).\n\nBaca Juga: [](a)", follows="a"))
    portal.build()
    return portal


def end(portal: Portal, value: str) -> None:
    portal.edit(A, "title:", f"gone: {value}\ntitle:")
    portal.build()


@pytest.mark.parametrize("strict", [False, True])
def test_all_its_addresses_say_so(portal: Portal, strict: bool) -> None:
    """In the desk's words or the portal's, on the first page, the others and the one with everything; none is lost."""
    portal.edit(A, "title:", "aliases: [/undian/]\ntitle:")
    portal.edit(A, "title:", "gone: Undian sudah selesai.\ntitle:")
    report = portal.build(strict_addresses=strict)
    assert [one.code for one in report.warnings] == []
    for path in (PAGE_A, "daerah/2024/10/a/2/index.html", "daerah/2024/10/a/semua/index.html"):
        page = portal.read(path)
        assert "<h1>Artikel ini tidak ditayangkan lagi</h1>\n<p>Undian sudah selesai.</p>" in page
        assert '<meta name="robots" content="noindex' in page
        assert 'href="https://uji.example/daerah/2024/10/a/"' in page
    assert "url=/daerah/2024/10/a/" in portal.read("undian/index.html")
    portal.edit(A, "gone: Undian sudah selesai.", "gone: ya")
    portal.build()
    assert "<p>Masa tayang artikel ini sudah berakhir." in portal.read(PAGE_A)
    assert portal.files() == portal.clean()


def test_nothing_else_of_it_is_left(portal: Portal) -> None:
    """Neither headline, text, picture and tags nor a link to it; all of that comes back when it does."""
    before = portal.files()
    end(portal, "true")
    for path, data in portal.files().items():
        for word in (b"Berhadiah", b"kupon", b"Syarat", b"Hadiah", b"hadiah", b"sepeda", b"Toko Sepeda"):
            assert word not in data, path
        assert b'href="/daerah/2024/10/a/"' not in data or path == PAGE_A, path
        assert "sepeda" not in path
    assert "<p>Lihat undian itu dan .</p>" in portal.read(PAGE_B)
    assert portal.files() == portal.clean()
    portal.edit(A, "gone: true\n", "")
    portal.build()
    assert portal.files() == before


def test_no_ledger_mentions_it(portal: Portal) -> None:
    """The law's ledgers are for withdrawals; corrections of what readers no longer see are no longer told."""
    portal.edit(A, "title:", "corrections:\n  - {timestamp: 2024-10-09 17:00 WIB, text: Tanggal undian.}\ntitle:")
    portal.build()
    assert "Tanggal undian." in portal.read("koreksi/index.html")
    end(portal, "Selesai.")
    for path in ("koreksi/index.html", "pencabutan/index.html"):
        assert "/2024/10/a/" not in portal.read(path)
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_it_has_its_hour_like_any_article(portal: Portal) -> None:
    """A notice is there from the publication to the expiry, and a draft has none."""
    end(portal, "Selesai.")
    portal.edit(A, "title:", "expires: 2024-10-12 10:00 WIB\ntitle:")
    for now, there in ((NOW - 7 * 86400, False), (NOW, True), (NOW + 7 * 86400, False), (NOW, True)):
        portal.build(now=now)
        assert (PAGE_A in portal.files()) == there
        assert portal.files() == portal.clean(now=now)


def test_withdrawn_and_gone_is_one_too_many(portal: Portal) -> None:
    """What is withdrawn is announced; the desk is told to delete the other."""
    portal.edit(A, "title:", "retracted: {timestamp: 2024-10-10 09:00, reason: sara, text: X}\ntitle:")
    for old, new in (
        ("title:", "gone: Selesai.\ntitle:"),
        ("gone: Selesai.", "gone: true"),
        ("gone: true", "gone: ya"),
    ):
        portal.edit(A, old, new)
        assert [(one.code, one.line) for one in portal.problems()] == [("bad-value", 3)]


def test_bare_addresses_stay_too(tmp_path: Path) -> None:
    """Where a permalink has no slash at its end, the notice is the file that the article was."""
    portal = site(tmp_path, config=CONFIG + "permalink: '/{category}/{slug}'\n")
    portal.add(A, article("A", "Satu.\n\n<!-- halaman -->\n\nDua."))
    portal.build()
    before = {path for path in portal.files() if path.startswith("daerah/a")}
    end(portal, "true")
    assert {path for path in portal.files() if path.startswith("daerah/a")} == before
    assert portal.files() == portal.clean()
