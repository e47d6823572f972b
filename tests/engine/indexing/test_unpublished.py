"""Unpublished: whole deltas of articles that bring addresses when they are published."""

from __future__ import annotations

import pytest

from generator.engine.indexing import publish
from tests.engine_support import Index
from tests.support import article

CUACA = "daerah/cuaca.md"
BESOK = "daerah/besok.md"


def test_another_tag_of_a_scheduled_article(taken: Index) -> None:
    """It gives up the address of one list, and brings that of another."""
    assert (
        taken.edit(BESOK, "[Banjir, Besok]", "[Banjir, Lusa]")
        == """\
because of daerah/besok.md: @besok f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
brought: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/l/ u:/indeks/tag/lu/ u:/indeks/tag/lus/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/lusa/ u:/terkini/
future_keys: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/l/ u:/indeks/tag/lu/ u:/indeks/tag/lus/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/lusa/ u:/terkini/
future_pages daerah/besok.md: /daerah/2024/10/besok/index.html
keys: f:daerah/besok.md g:tag:lusa s:besok u:/daerah/2024/10/besok/
pages daerah/besok.md:
reason daerah/besok.md: FILE_CHANGED
vacated: u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/tag/besok/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_scheduled_article_comes_and_goes(taken: Index) -> None:
    """It may bring lists a page more, which nobody brings once it is gone."""
    text = article("Lusa", timestamp="2024-10-12 08:00 WIB", author="Orang Lain", tags="[Hujan]")
    assert (
        taken.add("daerah/lusa.md", text)
        == """\
because of daerah/lusa.md: @lusa f:daerah/lusa.md s:lusa u:/daerah/2024/10/lusa/
brought: u:/daerah/ u:/daerah/2024/10/lusa/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/12/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/hujan/ u:/tag/hujan/1/ u:/terkini/
future_keys: u:/daerah/ u:/daerah/2024/10/lusa/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/12/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/hujan/ u:/terkini/
future_pages daerah/lusa.md: /daerah/2024/10/lusa/index.html
keys: f:daerah/lusa.md s:lusa u:/daerah/2024/10/lusa/
pages daerah/lusa.md:
reason daerah/lusa.md: NEW_FILE
"""
    )
    assert taken.rows() == taken.anew()
    (taken.content / "daerah/lusa.md").unlink()
    assert (
        taken.told(taken.take(gone=["daerah/lusa.md"]))
        == """\
because of daerah/lusa.md: f:daerah/lusa.md s:lusa u:/daerah/2024/10/lusa/
gone: daerah/lusa.md
keys: f:daerah/lusa.md s:lusa u:/daerah/2024/10/lusa/
vacated: u:/daerah/2024/10/lusa/ u:/indeks/2024/10/12/ u:/tag/hujan/1/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_draft_comes(taken: Index) -> None:
    """Its addresses are kept, but nobody waits for them."""
    assert (
        taken.add("daerah/nanti.md", article("Nanti", author="Ani", draft="true"))
        == """\
because of daerah/nanti.md: @nanti f:daerah/nanti.md s:nanti u:/daerah/2024/10/nanti/
brought: u:/daerah/ u:/daerah/2024/10/nanti/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/09/ u:/penulis/ani/ u:/sitemap-2024-10.xml u:/terkini/
keys: f:daerah/nanti.md s:nanti u:/daerah/2024/10/nanti/
pages daerah/nanti.md:
reason daerah/nanti.md: NEW_FILE
"""
    )
    assert taken.rows() == taken.anew()


def test_a_scheduled_article_becomes_a_draft(taken: Index) -> None:
    """Its addresses stay, and no hour brings them."""
    assert (
        taken.edit(BESOK, "title:", "draft: true\ntitle:")
        == """\
because of daerah/besok.md: @besok f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
brought: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/besok/ u:/terkini/
keys: f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
pages daerah/besok.md:
reason daerah/besok.md: FILE_CHANGED
"""
    )
    assert taken.rows() == taken.anew()


def test_a_published_article_expires(taken: Index) -> None:
    """Nobody brings its lists by itself, but it has an address still."""
    assert (
        taken.edit(CUACA, "title:", "expires: 2024-10-09 09:00 WIB\ntitle:")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
brought: u:/daerah/ u:/daerah/2024/10/cuaca/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/08/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/ u:/penulis/orang-lain/ u:/sitemap-2024-10.xml u:/tag/hujan/ u:/terkini/ u:/wilayah/jawa-tengah/ u:/wilayah/jawa-tengah/kota-semarang/
days: 2024-10-08
groups all: @cuaca
groups author orang-lain: @cuaca
groups candidates: @air @banjir @cuaca
groups days: 2024-10-08
groups kanal daerah: @cuaca
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
keys: c:d:2024-10-08 c:m:2024-10 c:terms c:y:2024 c:years f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md
looks candidates:
member all: @cuaca
member author orang-lain: @cuaca
member kanal daerah: @cuaca
member ledger corrections: @cuaca#0
member region jawa-tengah/kota-semarang: @cuaca
member region jawa-tengah: @cuaca
member tag hujan: @cuaca
pages daerah/cuaca.md:
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_withdrawal_that_is_scheduled_is_in_no_list(taken: Index) -> None:
    """It brings its own address alone."""
    notice = "retracted: {timestamp: 2024-10-11 09:00 WIB, reason: sara}\ntitle:"
    assert (
        taken.edit(BESOK, "title:", notice)
        == """\
because of daerah/besok.md: @besok f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
brought: u:/daerah/2024/10/besok/
future_keys: u:/daerah/2024/10/besok/
future_pages daerah/besok.md: /daerah/2024/10/besok/index.html
keys: f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
pages daerah/besok.md:
reason daerah/besok.md: FILE_CHANGED
vacated: u:/daerah/ u:/daerah/1/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/penulis/orang-lain/ u:/tag/banjir/ u:/tag/besok/ u:/terkini/2/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_list_with_more_pages_to_come(taken: Index) -> None:
    """Whatever becomes of the lists of others in the same run."""
    paths = [f"daerah/zebra-{n}.md" for n in range(6)]
    for n, path in enumerate(paths):
        text = article("Zebra", timestamp=f"2024-10-12 0{n}:00 WIB", author="Ani", tags="[Zebra]")
        taken.portal.add(f"content/{path}", text)
    (taken.content / "daerah/air.md").unlink()
    delta = taken.take(*paths, gone=["daerah/air.md"])
    told = [line for line in taken.told(delta).splitlines() if line.startswith("future_number")]
    assert told == [
        "future_number u:/daerah/2/: kanal daerah, 2",
        "future_number u:/daerah/3/: kanal daerah, 3",
        "future_number u:/penulis/ani/1/: author ani, 1",
        "future_number u:/penulis/ani/2/: author ani, 2",
        "future_number u:/tag/zebra/1/: tag zebra, 1",
        "future_number u:/tag/zebra/2/: tag zebra, 2",
        "future_number u:/terkini/2/: all, 2",
        "future_number u:/terkini/3/: all, 3",
    ]


def test_many_rows_are_written_some_at_a_time(taken: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are gathered, all are kept."""
    monkeypatch.setattr(publish, "_MANY", 3)
    assert taken.anew() == taken.rows()
