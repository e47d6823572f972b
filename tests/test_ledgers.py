"""The public ledgers of corrections and withdrawals, and what leads from an earlier report to the later ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import CONFIG, NOW, Portal, article, ld, site

KOREKSI, PENCABUTAN = "koreksi/index.html", "pencabutan/index.html"
A, B = "content/daerah/2024/10/a.md", "content/daerah/2024/10/b.md"
PAGE_A, PAGE_B = "daerah/2024/10/a/index.html", "daerah/2024/10/b/index.html"


def corrected(title: str, *corrections: str, **keys: str) -> str:
    lines = "".join(
        f"\n  - {{timestamp: {one.replace('|', ', type: ', 1).replace('|', ', text: ', 1)}}}" for one in corrections
    )
    return article(title, corrections=lines, **keys)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = site(tmp_path, config=CONFIG + "per_page: 2\n")
    portal.add(
        A, corrected("Jalan A", "2024-10-09 17:00 WIB|ralat|Nama desa.", "2024-10-10 09:00 WIB|hak-jawab|Tanggapan.")
    )
    portal.add(B, corrected("Pasar B", "2024-10-09 18:00 WIB|koreksi|Harga."))
    portal.build()
    return portal


def told(page: str) -> list[str]:
    return re.findall(r'<p class="ringkas">([^<]*)</p>', page)


def test_corrections_stand_by_their_own_times(portal: Portal) -> None:
    """Newest first, whatever article they are of, each with its kind, its time and a link to the article."""
    page = portal.read(KOREKSI)
    assert told(page) == ["Tanggapan.", "Harga.", "Nama desa."]
    assert re.findall(r'class="label">([^<]*)<', page) == ["Hak Jawab", "Koreksi", "Ralat"]
    assert "Kamis, 10 Oktober 2024 | 09:00 WIB" in page
    assert page.count('<a href="/daerah/2024/10/a/">Jalan A</a>') == 2
    for url in ("/koreksi/", "/pencabutan/"):
        assert f"<loc>https://uji.example{url}</loc>" in portal.read("sitemap-pages.xml")
        for name in (PAGE_B, "index.html", "tag/index.html"):
            assert f'href="{url}"' in portal.read(name)


def test_withdrawals_are_announced_with_their_reason(portal: Portal) -> None:
    """Corrections of what is withdrawn are no longer told; a withdrawal that is taken back leaves the ledger."""
    text = (portal.folder / A).read_text()
    gone = "{timestamp: 2024-10-10 10:00 WIB, reason: masa-depan-anak, text: Demi anak., title: Berita Dicabut}"
    portal.edit(A, "title: Jalan A", f"retracted: {gone}\ntitle: Jalan A")
    portal.build()
    page = portal.read(PENCABUTAN)
    assert '<a href="/daerah/2024/10/a/">Berita Dicabut</a>' in page
    assert "Demi anak." in page
    assert "melindungi masa depan anak" in page
    assert told(portal.read(KOREKSI)) == ["Harga."]
    assert portal.files() == portal.clean()
    portal.add(A, text)
    portal.build()
    assert "Berita Dicabut" not in portal.read(PENCABUTAN)
    assert told(portal.read(KOREKSI)) == ["Tanggapan.", "Harga.", "Nama desa."]
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_entries_come_and_go_with_their_articles(portal: Portal) -> None:
    """With the hour, a draft, an expiry and a deletion."""
    portal.add(B, corrected("Pasar B", "2024-10-12 18:00 WIB|koreksi|Harga.", timestamp="2024-10-12 10:00 WIB"))
    portal.add(
        "content/daerah/2024/10/c.md", corrected("C", "2024-10-09 19:00 WIB|ralat|C.", expires="2024-10-11 00:00 WIB")
    )
    for now, entries in (
        (NOW, ["Tanggapan.", "C.", "Nama desa."]), (NOW + 86400, ["Tanggapan.", "Nama desa."]),
        (NOW + 3 * 86400, ["Harga.", "Tanggapan.", "Nama desa."]), (NOW, ["Tanggapan.", "C.", "Nama desa."]),
    ):  # fmt: skip
        portal.now = now
        portal.build()
        assert told(portal.read(KOREKSI)) == entries
        assert portal.files() == portal.clean()
    portal.remove(A)
    portal.build()
    assert told(portal.read(KOREKSI)) == ["C."]
    assert portal.files() == portal.clean()


def test_the_ledgers_have_folders_of_their_own_choice(portal: Portal) -> None:
    """A portal that has a page of that name already gives the ledger another."""
    portal.add("content/pages/koreksi.md", "---\ntitle: Koreksi\n---\nIsi.\n")
    assert [one.code for one in portal.problems()] == ["reserved-address"]
    portal.add("site.yaml", CONFIG + "paths: {corrections: ralat, withdrawals: dicabut}\nper_page: 2\n")
    portal.build()
    assert told(portal.read("ralat/index.html")) == ["Tanggapan.", "Harga.", "Nama desa."]
    assert "dicabut/index.html" in portal.files()


@pytest.mark.slow
def test_follow_ups_lead_both_ways(portal: Portal) -> None:
    """The earlier report leads to the later one as long as that is published, by its headline of now."""
    box = '<span>Perkembangan terbaru</span> <a href="/daerah/2024/10/b/">'
    portal.add(A, article("Dugaan", verification="pending", aliases="[/lama/a/]"))
    later = article("Terbukti", timestamp="2024-10-10 07:00 WIB", follows="TARGET")
    for target in ("/daerah/2024/10/a.md", "a", "/daerah/2024/10/a/", "/lama/a/"):
        portal.add(B, later.replace("TARGET", target))
        portal.build()
        assert f"{box}Terbukti</a>" in portal.read(PAGE_A), target
    later = later.replace("TARGET", "a")
    for text, headline in (
        ("", ""), (later, "Terbukti"), (later.replace("title: Terbukti", "title: Dibantah"), "Dibantah"),
        (later.replace("title:", "draft: true\ntitle:"), ""), (later.replace("follows: a\n", ""), ""),
        (later.replace("2024-10-10", "2024-10-11"), ""), (later, "Terbukti"),
        (later.replace("title:", "retracted: {timestamp: 2024-10-10 09:00, reason: sara, text: X}\ntitle:"), ""),
    ):  # fmt: skip
        portal.add(B, text) if text else portal.remove(B)
        portal.build()
        page = portal.read(PAGE_A)
        assert (f"{box}{headline}</a>" in page) if headline else (box not in page), text
        assert portal.files() == portal.clean()


def test_a_reply_leads_back_to_what_it_answers(portal: Portal) -> None:
    """An article to which a correction links names the article that was corrected; both ways, as long as it does."""
    portal.add(B, article("Hak Jawab Dinas", timestamp="2024-10-10 07:00 WIB"))
    portal.add(A, corrected("Jalan A", "2024-10-10 09:00 WIB|hak-jawab|Tanggapan., link: /daerah/2024/10/b.md"))
    portal.build()
    assert 'Tanggapan. <a href="/daerah/2024/10/b/">' in portal.read(PAGE_A)
    assert '<span>Tanggapan atas berita</span> <a href="/daerah/2024/10/a/">Jalan A</a>' in portal.read(PAGE_B)
    assert portal.files() == portal.clean()
    comment = ld(portal.read(PAGE_A))["NewsArticle"]["correction"]
    assert comment == [
        {
            "@type": "CorrectionComment", "name": "Hak Jawab", "text": "Tanggapan.",
            "datePublished": "2024-10-10T09:00:00+07:00", "url": "https://uji.example/daerah/2024/10/b/",
        }
    ]  # fmt: skip
    portal.edit(A, ", link: /daerah/2024/10/b.md", "")
    portal.build()
    assert "Tanggapan atas berita" not in portal.read(PAGE_B)
    assert portal.files() == portal.clean()


def test_feeds_say_what_is_not_verified(portal: Portal) -> None:
    """At the end of the text, in brackets and italics, as the page does."""
    portal.add(A, article("Dugaan", verification="pending"))
    portal.build()
    note = "<p><em>(Berita ini masih memerlukan verifikasi"
    assert note.replace("<", "&lt;").replace(">", "&gt;") in portal.read("feed.xml")
