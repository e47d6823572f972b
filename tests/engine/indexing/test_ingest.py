"""Intake: whole deltas of files that come, change and go."""

from __future__ import annotations

import pytest

from generator.engine.indexing import ingest
from generator.model.lookup_keys import answered_key, file_key, followed_key, url_key
from tests.engine_support import Index
from tests.store import tables
from tests.support import png

AIR = "daerah/air.md"
BANJIR = "daerah/banjir.md"
CUACA = "daerah/cuaca.md"


def test_another_body(taken: Index) -> None:
    """It touches the article, who chooses among its terms, and what it follows."""
    assert (
        taken.edit(BANJIR, "Isi berita.", "Isi lain.")
        == """\
because of daerah/banjir.md: @air @banjir @cuaca f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
groups all: @banjir
groups author sari-wulan: @banjir
groups body: @banjir
groups candidates: @air @banjir @cuaca
groups kanal daerah: @banjir
groups labels: @banjir
groups tag banjir: @banjir
keys: f:daerah/air.md f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
look_keys: f:daerah/air.md f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
looks all: @banjir
looks author sari-wulan: @banjir
looks candidates:
looks kanal daerah: @banjir
looks tag banjir: @banjir
pages daerah/banjir.md: /daerah/2024/10/banjir/index.html
reason daerah/banjir.md: FILE_CHANGED
references: f:daerah/air.md
"""
    )
    assert taken.rows() == taken.anew()


def test_a_file_that_moves(taken: Index) -> None:
    """It is one that is gone and one that is new, under another address."""
    data = (taken.content / BANJIR).read_bytes()
    (taken.content / BANJIR).unlink()
    taken.portal.add("content/nasional/rob.md", data)
    assert (
        taken.told(taken.take("nasional/rob.md", gone=[BANJIR]))
        == """\
because of daerah/banjir.md: f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
because of nasional/rob.md: @air @cuaca @rob f:nasional/rob.md s:rob u:/nasional/2024/10/rob/
gone: daerah/banjir.md
groups all: @rob
groups author sari-wulan: @rob
groups body: @rob
groups candidates: @air @cuaca @rob
groups kanal daerah: @rob
groups kanal nasional: @rob
groups tag banjir: @rob
keys: f:daerah/air.md f:daerah/banjir.md f:nasional/rob.md s:banjir s:rob u:/daerah/2024/10/banjir/ u:/nasional/2024/10/rob/
look_keys: f:daerah/air.md
looks candidates:
member all: @rob
member author sari-wulan: @rob
member kanal daerah: @rob
member kanal nasional: @rob
member tag banjir: @rob
pages nasional/rob.md: /nasional/2024/10/rob/index.html
reason nasional/rob.md: NEW_FILE
references: f:daerah/air.md
vacated: u:/daerah/1/
"""
    )
    assert taken.rows() == taken.anew()


def test_an_article_that_others_name_goes(taken: Index) -> None:
    """What follows it, or corrects it, learns of that by its names; its picture is shown in no way any more."""
    (taken.content / AIR).unlink()
    assert (
        taken.told(taken.take(gone=[AIR, "daerah/tiada.md"]))
        == """\
because of daerah/air.md: @air @banjir @cuaca f:daerah/air.md s:air u:/daerah/2024/10/air/
days: 2024-10-09
gone: daerah/air.md
groups all: @air
groups author sari-wulan: @air
groups candidates: @air @banjir @cuaca
groups kanal daerah: @air
groups tag banjir: @air
groups tag hujan: @air
keys: c:d:2024-10-09 c:m:2024-10 c:terms c:y:2024 c:years f:daerah/air.md s:air u:/daerah/2024/10/air/
looks candidates:
member all: @air
member author sari-wulan: @air
member kanal daerah: @air
member tag banjir: @air
member tag hujan: @air
pictures: u:/foto/air.png
references: u:/foto/air.png
vacated: u:/daerah/1/ u:/terkini/2/
"""
    )


def test_a_profile_goes(taken: Index) -> None:
    """Its initials mean nobody, and its picture is shown by nobody."""
    (taken.content / "authors/sari-wulan.md").unlink()
    assert (
        taken.told(taken.take(gone=["authors/sari-wulan.md"]))
        == """\
because of authors/sari-wulan.md: f:authors/sari-wulan.md p:sari-wulan p:sw
because of daerah/air.md: @air f:daerah/air.md s:air u:/daerah/2024/10/air/
because of daerah/banjir.md: @banjir f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
gone: authors/sari-wulan.md
groups author sari-wulan: @air
groups author sw: @air
groups body: @air @banjir
keys: c:standing f:authors/sari-wulan.md f:daerah/air.md f:daerah/banjir.md g:author:sw p:sari-wulan p:sw s:air s:banjir u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/
look_keys: f:daerah/air.md f:daerah/banjir.md s:air s:banjir u:/daerah/2024/10/air/ u:/daerah/2024/10/banjir/
member author sari-wulan: @air
member author sw: @air
pages daerah/air.md: /daerah/2024/10/air/index.html
pages daerah/banjir.md: /daerah/2024/10/banjir/index.html
profiles: authors/sari-wulan.md
reason daerah/air.md: DETAILS_CHANGED
reason daerah/banjir.md: DETAILS_CHANGED
references: f:daerah/air.md o:/foto/sari.png u:/foto/air.png u:/foto/sari.png
"""
    )
    assert taken.rows() == taken.anew()


def test_a_standing_page_comes_and_goes(taken: Index) -> None:
    """It concerns who lists them, and who names it."""
    assert (
        taken.add("pages/kontak.md", "---\ntitle: Kontak\n---\n[Air](/daerah/air.md#isi)\n")
        == """\
because of pages/kontak.md: f:pages/kontak.md u:/kontak/
keys: c:standing f:pages/kontak.md u:/kontak/
pages pages/kontak.md: /kontak/index.html
reason pages/kontak.md: NEW_FILE
references: # f:daerah/air.md o:/daerah/air.md
"""
    )
    assert taken.rows() == taken.anew()
    (taken.content / "pages/kontak.md").unlink()
    assert (
        taken.told(taken.take(gone=["pages/kontak.md"]))
        == """\
because of pages/kontak.md: f:pages/kontak.md u:/kontak/
gone: pages/kontak.md
keys: c:standing f:pages/kontak.md u:/kontak/
references: # f:daerah/air.md o:/daerah/air.md
"""
    )
    assert taken.rows() == taken.anew()


def test_the_picture_of_a_person_changes(taken: Index) -> None:
    """Whoever asked for the person by a name learns of it."""
    assert (
        taken.add("foto/sari.png", png(640, 640))
        == """\
because of foto/sari.png: f:foto/sari.png o:/foto/sari.png p:sari-wulan p:sw u:/foto/sari.png
keys: f:foto/sari.png o:/foto/sari.png p:sari-wulan p:sw u:/foto/sari.png
pages foto/sari.png: /foto/sari.png
pictures: u:/foto/sari.png
reason foto/sari.png: FILE_CHANGED
undecoded: u:/foto/sari.png
"""
    )
    assert taken.rows() == taken.anew()


def test_the_picture_of_an_article_goes(taken: Index) -> None:
    """The article is looked at again, for its card is without it."""
    (taken.content / "foto/air.png").unlink()
    assert (
        taken.told(taken.take(gone=["foto/air.png"]))
        == """\
because of daerah/air.md: @air @banjir @cuaca f:daerah/air.md s:air u:/daerah/2024/10/air/
because of foto/air.png: f:foto/air.png o:/foto/air.png u:/foto/air.png
gone: foto/air.png
groups all: @air
groups author sari-wulan: @air
groups body: @air
groups candidates: @air @banjir @cuaca
groups kanal daerah: @air
groups labels: @air
groups tag banjir: @air
groups tag hujan: @air
keys: f:daerah/air.md f:foto/air.png o:/foto/air.png s:air u:/daerah/2024/10/air/ u:/foto/air.png
look_keys: f:daerah/air.md s:air u:/daerah/2024/10/air/
looks all: @air
looks author sari-wulan: @air
looks candidates: @air @banjir @cuaca
looks kanal daerah: @air
looks tag banjir: @air
looks tag hujan: @air
pages daerah/air.md: /daerah/2024/10/air/index.html
pictures: u:/foto/air.png
reason daerah/air.md: DETAILS_CHANGED
references: u:/foto/air.png
"""
    )
    assert taken.rows() == taken.anew()


def test_a_file_is_no_longer_a_picture(taken: Index) -> None:
    """It is still there by its name, but nothing shows it."""
    assert (
        taken.add("foto/air.png", b"bukan foto")
        == """\
because of daerah/air.md: @air @banjir @cuaca f:daerah/air.md s:air u:/daerah/2024/10/air/
because of foto/air.png: f:foto/air.png o:/foto/air.png u:/foto/air.png
groups all: @air
groups author sari-wulan: @air
groups body: @air
groups candidates: @air @banjir @cuaca
groups kanal daerah: @air
groups labels: @air
groups tag banjir: @air
groups tag hujan: @air
keys: f:daerah/air.md f:foto/air.png o:/foto/air.png s:air u:/daerah/2024/10/air/ u:/foto/air.png
look_keys: f:daerah/air.md s:air u:/daerah/2024/10/air/
looks all: @air
looks author sari-wulan: @air
looks candidates: @air @banjir @cuaca
looks kanal daerah: @air
looks tag banjir: @air
looks tag hujan: @air
pages daerah/air.md: /daerah/2024/10/air/index.html
pages foto/air.png: /foto/air.png
pictures: u:/foto/air.png
reason daerah/air.md: DETAILS_CHANGED
reason foto/air.png: FILE_CHANGED
references: u:/foto/air.png
undecoded: u:/foto/air.png
"""
    )
    assert taken.rows() == taken.anew()
    assert tables.faulty(taken.store) == ["foto/air.png"]


def test_old_addresses_with_a_query(taken: Index) -> None:
    """They are kept with the address of their document, and go with it."""
    assert (
        taken.edit(BANJIR, "title:", "aliases: [/?p=3, /lama/]\ntitle:")
        == """\
because of daerah/banjir.md: @banjir f:daerah/banjir.md q:/?p=3 s:banjir u:/daerah/2024/10/banjir/ u:/lama/
groups body: @banjir
keys: f:daerah/air.md f:daerah/banjir.md q:/?p=3 s:banjir u:/daerah/2024/10/banjir/ u:/lama/
look_keys: f:daerah/air.md f:daerah/banjir.md s:banjir u:/daerah/2024/10/banjir/
pages daerah/banjir.md: /daerah/2024/10/banjir/index.html /lama/index.html
reason daerah/banjir.md: FILE_CHANGED
references: f:daerah/air.md q:/?p=3
"""
    )
    assert tables.query_addresses(taken.store) == [("/?p=3", "/daerah/2024/10/banjir/")]
    assert taken.rows() == taken.anew()
    taken.edit(BANJIR, "/?p=3, ", "")
    assert tables.query_addresses(taken.store) == []


def test_what_a_file_is_published_with_in_spite_of_all(taken: Index) -> None:
    """Its warnings are kept as long as it has them."""
    before = tables.count(taken.store, "faults")
    taken.edit(CUACA, "title: Cuaca", "title: Cuaca\nwarna: biru")
    assert taken.rows() == taken.anew()
    taken.edit(CUACA, "warna: biru\n", "")
    assert tables.count(taken.store, "faults") == before
    assert taken.rows() == taken.anew()


def test_a_file_with_problems_is_as_if_it_were_not_there(taken: Index) -> None:
    """All that was known of it goes, whatever it was."""
    told = [taken.add(path, b"\xff") for path in ("authors/sari-wulan.md", "pages/redaksi.md", CUACA)]
    assert [line for lines in told for line in lines.splitlines() if line.startswith("gone")] == [
        "gone: authors/sari-wulan.md", "gone: pages/redaksi.md", "gone: daerah/cuaca.md"
    ]  # fmt: skip
    assert taken.rows() == taken.anew()


def test_all_that_is_kept(taken: Index) -> None:
    """Of each sort as many rows as the portal gives cause for."""
    assert {table: len(rows) for table, rows in taken.rows().items()} == {
        "docs": 11,
        "records": 11,
        "cards": 3,
        "groups": 14,
        "prefixes": 6,
        "members": 17,
        "days": 2,
        "names": 32,
        "links": 5,
        "sequels": 2,
        "queries": 0,
        "reserved": 39,
        "entries": 3,
        "shown": 1,
        "deferred": 0,
        "faults": 2,
        "postings": 8,
    }


def test_what_leads_back_to_an_article_is_found(taken: Index) -> None:
    """What follows it, and what a correction leads from, by keys of the links to it."""
    followed, answered = followed_key(file_key(AIR)), answered_key(url_key("/daerah/2024/10/air/"))
    assert tables.sequels(taken.store) == [
        (followed, BANJIR), (answered, CUACA)
    ]  # fmt: skip
    taken.edit(BANJIR, "follows: /daerah/air.md\n", "")
    taken.take(gone=[CUACA])
    assert tables.sequels(taken.store) == []


def test_many_names_are_written_some_at_a_time(taken: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are gathered, all are kept."""
    monkeypatch.setattr(ingest, "_MANY", 3)
    assert taken.anew() == taken.rows()
