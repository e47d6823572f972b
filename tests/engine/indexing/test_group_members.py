"""Membership: whole deltas of published articles that enter groups, leave them and look different."""

from __future__ import annotations

from tests.engine_support import Index

AIR = "daerah/air.md"
BANJIR = "daerah/banjir.md"
CUACA = "daerah/cuaca.md"


def test_another_headline(taken: Index) -> None:
    """All groups of the article show it otherwise; it neither leaves nor enters any."""
    assert (
        taken.edit(AIR, "title: Air", "title: Air Bah")
        == """\
because of daerah/air.md: @air @banjir @cuaca f:daerah/air.md s:air u:/daerah/2024/10/air/
groups all: @air
groups author sari-wulan: @air
groups body: @air
groups candidates: @air @banjir @cuaca
groups kanal daerah: @air
groups labels: @air
groups tag banjir: @air
groups tag hujan: @air
keys: f:daerah/air.md s:air u:/daerah/2024/10/air/
look_keys: f:daerah/air.md s:air u:/daerah/2024/10/air/
looks all: @air
looks author sari-wulan: @air
looks candidates: @banjir @cuaca
looks kanal daerah: @air
looks tag banjir: @air
looks tag hujan: @air
pages daerah/air.md: /daerah/2024/10/air/index.html
reason daerah/air.md: FILE_CHANGED
references: u:/foto/air.png
"""
    )
    assert taken.rows() == taken.anew()


def test_another_address(taken: Index) -> None:
    """Who leads there under the old name or the new one learns of it."""
    assert (
        taken.edit(BANJIR, "title: Banjir", "title: Banjir\nslug: rob")
        == """\
because of daerah/banjir.md: @air @banjir @cuaca f:daerah/banjir.md s:banjir s:rob u:/daerah/2024/10/banjir/ u:/daerah/2024/10/rob/
groups all: @banjir
groups author sari-wulan: @banjir
groups body: @banjir
groups candidates: @air @banjir @cuaca
groups kanal daerah: @banjir
groups labels: @banjir
groups tag banjir: @banjir
keys: f:daerah/air.md f:daerah/banjir.md s:banjir s:rob u:/daerah/2024/10/banjir/ u:/daerah/2024/10/rob/
look_keys: f:daerah/air.md f:daerah/banjir.md
looks all: @banjir
looks author sari-wulan: @banjir
looks candidates: @air @banjir @cuaca
looks kanal daerah: @banjir
looks tag banjir: @banjir
pages daerah/banjir.md: /daerah/2024/10/rob/index.html
reason daerah/banjir.md: FILE_CHANGED
references: f:daerah/air.md
"""
    )
    assert taken.rows() == taken.anew()


def test_another_tag(taken: Index) -> None:
    """It leaves one list and enters another; of the first, the last and no other article, links to letters learn."""
    assert (
        taken.edit(AIR, "[Banjir, Hujan]", "[Banjir, Rob]")
        == """\
because of daerah/air.md: @air @cuaca f:daerah/air.md s:air u:/daerah/2024/10/air/
groups author sari-wulan: @air
groups body: @air
groups candidates: @air @cuaca
groups labels: @air
groups tag banjir: @air
groups tag hujan: @air
groups tag rob: @air
keys: c:terms c:terms:r c:terms:ro c:terms:rob f:daerah/air.md g:tag:rob s:air u:/daerah/2024/10/air/ u:/indeks/tag/r/ u:/indeks/tag/ro/ u:/indeks/tag/rob/
look_keys: f:daerah/air.md s:air u:/daerah/2024/10/air/
looks author sari-wulan: @air
looks candidates:
looks tag banjir: @air
member tag hujan: @air
member tag rob: @air
pages daerah/air.md: /daerah/2024/10/air/index.html
reason daerah/air.md: FILE_CHANGED
references: u:/foto/air.png
"""
    )
    assert (
        taken.edit(CUACA, "[Hujan]", "[Banjir]")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
brought: u:/tag/banjir/1/
future_number u:/tag/banjir/1/: tag banjir, 1
groups author orang-lain: @cuaca
groups body: @cuaca
groups candidates: @air @banjir @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups tag banjir: @cuaca
groups tag hujan: @cuaca
keys: c:terms c:terms:h c:terms:hu c:terms:huj f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/ u:/indeks/tag/h/ u:/indeks/tag/hu/ u:/indeks/tag/huj/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks author orang-lain: @cuaca
looks candidates:
member tag banjir: @cuaca
member tag hujan: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert (
        taken.edit(CUACA, "[Banjir]", "[Rob]")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups author orang-lain: @cuaca
groups body: @cuaca
groups candidates: @air @banjir @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups tag banjir: @cuaca
groups tag rob: @cuaca
keys: c:terms f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks author orang-lain: @cuaca
looks candidates:
member tag banjir: @cuaca
member tag rob: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
vacated: u:/tag/banjir/1/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_tag_is_spelled_otherwise(taken: Index) -> None:
    """Lists whose name is taken from the article learn of it, and no others."""
    assert (
        taken.edit(CUACA, "[Hujan]", "[HUJAN]")
        == """\
because of daerah/cuaca.md: @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups author orang-lain: @cuaca
groups body: @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups tag hujan: @cuaca
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks author orang-lain: @cuaca
looks tag hujan: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert (
        taken.edit(CUACA, "Orang Lain", "ORANG LAIN")
        == """\
because of daerah/cuaca.md: @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups author orang-lain: @cuaca
groups body: @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups tag hujan: @cuaca
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks author orang-lain: @cuaca
looks tag hujan: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_another_region(taken: Index) -> None:
    """The lists of its province and its city."""
    assert (
        taken.edit(CUACA, "Jawa Tengah/Kota Semarang", "Jawa Tengah")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups all: @cuaca
groups author orang-lain: @cuaca
groups body: @cuaca
groups candidates: @air @banjir @cuaca
groups kanal daerah: @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks all: @cuaca
looks author orang-lain: @cuaca
looks candidates:
looks kanal daerah: @cuaca
looks region jawa-tengah: @cuaca
looks tag hujan: @cuaca
member region jawa-tengah/kota-semarang: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert (
        taken.edit(CUACA, "region: Jawa Tengah\n", "")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups all: @cuaca
groups author orang-lain: @cuaca
groups body: @cuaca
groups candidates: @air @banjir @cuaca
groups kanal daerah: @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks all: @cuaca
looks author orang-lain: @cuaca
looks candidates:
looks kanal daerah: @cuaca
looks tag hujan: @cuaca
member region jawa-tengah: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_somebody_pays(taken: Index) -> None:
    """All lists of the article may leave it out, so that it does not only look different."""
    assert (
        taken.edit(CUACA, "title:", "type: advertorial\nsponsor: Bank Uji\ntitle:")
        == """\
because of daerah/cuaca.md: @air @banjir @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups all: @cuaca
groups author orang-lain: @cuaca
groups body: @cuaca
groups candidates: @air @banjir @cuaca
groups kanal daerah: @cuaca
groups labels: @cuaca
groups ledger corrections: @cuaca#0
groups region jawa-tengah/kota-semarang: @cuaca
groups region jawa-tengah: @cuaca
groups tag hujan: @cuaca
groups type advertorial: @cuaca
keys: f:daerah/air.md f:daerah/cuaca.md g:type:advertorial s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
looks candidates:
member type advertorial: @cuaca
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()


def test_another_article_that_is_chosen(taken: Index) -> None:
    """Names that it kept count as other ones, since it chooses others."""
    assert (
        taken.edit(CUACA, "title:", "related: [/daerah/banjir.md]\ntitle:")
        == """\
because of daerah/cuaca.md: @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
groups body: @cuaca
groups ledger corrections: @cuaca#0
keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
reason daerah/cuaca.md: FILE_CHANGED
references: f:daerah/banjir.md u:/daerah/2024/10/air/
"""
    )
    assert taken.rows() == taken.anew()
