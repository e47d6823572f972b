"""Bylines: whole deltas of profiles that change whom a byline means."""

from __future__ import annotations

from tests.engine_support import Index

SARI = "authors/sari-wulan.md"


def test_other_initials(taken: Index) -> None:
    """Articles signed with the old ones are under a name of their own, those with the new ones under the person."""
    assert (
        taken.edit(SARI, "initials: sw", "initials: sawu")
        == """\
because of authors/sari-wulan.md: f:authors/sari-wulan.md p:sari-wulan p:sawu p:sw
because of daerah/air.md: @air f:daerah/air.md s:air u:/daerah/2024/10/air/
because of daerah/banjir.md: @banjir f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
groups author sari-wulan: @air
groups author sw: @air
groups body: @air @banjir
keys: c:standing f:authors/sari-wulan.md f:daerah/air.md f:daerah/banjir.md g:author:sw p:sari-wulan p:sawu p:sw s:air s:banjir u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/
look_keys: f:daerah/air.md f:daerah/banjir.md s:air s:banjir u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/
member author sari-wulan: @air
member author sw: @air
pages authors/sari-wulan.md:
pages daerah/air.md: /daerah/2024/10/air/index.html
pages daerah/banjir.md: /daerah/2024/10/banjir/index.html
profiles: authors/sari-wulan.md
reason authors/sari-wulan.md: FILE_CHANGED
reason daerah/air.md: DETAILS_CHANGED
reason daerah/banjir.md: DETAILS_CHANGED
references: f:daerah/air.md o:/foto/sari.png u:/foto/air.png u:/foto/sari.png
undecoded: u:/foto/sari.png
"""
    )
    assert taken.rows() == taken.anew()


def test_a_profile_comes(taken: Index) -> None:
    """What is published moves to the person, and what waits will stand there too."""
    assert (
        taken.add("authors/ol.md", "---\nname: Orang Lain\n---\nBio.\n")
        == """\
because of authors/ol.md: f:authors/ol.md p:ol p:orang-lain
because of daerah/besok.md: @besok f:daerah/besok.md s:besok u:/daerah/2024/10/besok/
because of daerah/cuaca.md: @cuaca @cuaca#0 f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
brought: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/penulis/ol/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/besok/ u:/terkini/
future_keys: u:/daerah/ u:/daerah/2024/10/besok/ u:/indeks/2024/ u:/indeks/2024/10/ u:/indeks/2024/10/11/ u:/indeks/tag/b/ u:/indeks/tag/ba/ u:/indeks/tag/ban/ u:/indeks/tag/be/ u:/indeks/tag/bes/ u:/penulis/ol/ u:/sitemap-2024-10.xml u:/tag/banjir/ u:/tag/besok/ u:/terkini/
future_pages daerah/besok.md: /daerah/2024/10/besok/index.html
groups author ol: @cuaca
groups author orang-lain: @cuaca
groups body: @cuaca
groups ledger corrections: @cuaca#0
keys: c:standing f:authors/ol.md f:daerah/air.md f:daerah/besok.md f:daerah/cuaca.md g:author:ol p:ol p:orang-lain s:besok s:cuaca u:/daerah/2024/10/besok/ u:/daerah/2024/10/cuaca/
look_keys: f:daerah/air.md f:daerah/cuaca.md s:cuaca u:/daerah/2024/10/cuaca/
member author ol: @cuaca
member author orang-lain: @cuaca
pages authors/ol.md:
pages daerah/besok.md:
pages daerah/cuaca.md: /daerah/2024/10/cuaca/index.html
profiles: authors/ol.md
reason authors/ol.md: NEW_FILE
reason daerah/besok.md: DETAILS_CHANGED
reason daerah/cuaca.md: DETAILS_CHANGED
references: u:/daerah/2024/10/air/
vacated: u:/penulis/orang-lain/
"""
    )
    assert taken.rows() == taken.anew()


def test_a_profile_in_other_words(taken: Index) -> None:
    """Nobody means anybody else."""
    assert (
        taken.edit(SARI, "Wartawan.", "Redaktur.")
        == """\
because of authors/sari-wulan.md: f:authors/sari-wulan.md p:sari-wulan p:sw
keys: c:standing f:authors/sari-wulan.md p:sari-wulan p:sw
pages authors/sari-wulan.md:
profiles: authors/sari-wulan.md
reason authors/sari-wulan.md: FILE_CHANGED
references: o:/foto/sari.png u:/foto/sari.png
undecoded: u:/foto/sari.png
"""
    )
    assert taken.rows() == taken.anew()
