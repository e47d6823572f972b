"""Pictures whose variants are left to later builds."""

from __future__ import annotations

import pytest

from generator.engine.indexing import ingest
from generator.engine.indexing.ingest import _due
from generator.model.lookup_keys import url_key
from generator.model.variants import base_of
from generator.store import documents, pictures
from tests.engine_support import Index
from tests.support import png

AIR, SARI = "foto/air.png", "foto/sari.png"


def waiting(index: Index) -> list[str]:
    """Return the pictures that wait."""
    return [documents.path(index.store, doc) for doc in pictures.deferred(index.store)]


def test_pictures_wait_that_have_no_variants(portal: Index) -> None:
    """Those that come, of a build that leaves them; one with variants from an earlier build need not."""
    digest = next(file for file in portal.parsed([SARI])).digest
    version = base_of(SARI, digest).rpartition(".")[2]
    (portal.portal.folder / ".ssg/pictures" / version[:2] / version).mkdir(parents=True)
    portal.take(*portal.paths(), later=True)
    assert waiting(portal) == [AIR]


def test_no_picture_waits_otherwise(taken: Index) -> None:
    """Unless it changes in a build that leaves it."""
    assert waiting(taken) == []
    taken.portal.add(f"content/{AIR}", png(20, 10))
    taken.take(AIR, later=True)
    assert waiting(taken) == [AIR]
    taken.take("pages/redaksi.md")
    assert waiting(taken) == []


def test_what_waited_is_told_when_it_is_made(portal: Index) -> None:
    """As if it had come now: whoever shows it has to choose among its variants."""
    portal.take(*portal.paths(), later=True)
    assert waiting(portal) == [AIR, SARI]
    assert (
        portal.told(portal.take())
        == """\
because of daerah/air.md: @air @banjir @cuaca f:daerah/air.md s:air u:/daerah/2024/10/air/
because of foto/air.png: f:foto/air.png o:/foto/air.png u:/foto/air.png
because of foto/sari.png: f:foto/sari.png o:/foto/sari.png p:sari-wulan p:sw u:/foto/sari.png
groups all: @air
groups author sari-wulan: @air
groups body: @air
groups candidates: @air @banjir @cuaca
groups kanal daerah: @air
groups labels: @air
groups tag banjir: @air
groups tag hujan: @air
keys: f:daerah/air.md f:foto/air.png f:foto/sari.png o:/foto/air.png o:/foto/sari.png p:sari-wulan p:sw s:air u:/daerah/2024/10/air/ u:/foto/air.png u:/foto/sari.png
look_keys: f:daerah/air.md s:air u:/daerah/2024/10/air/
looks all: @air
looks author sari-wulan: @air
looks candidates: @air @banjir @cuaca
looks kanal daerah: @air
looks tag banjir: @air
looks tag hujan: @air
pages daerah/air.md: /daerah/2024/10/air/index.html
pictures: u:/foto/air.png u:/foto/sari.png
reason daerah/air.md: DETAILS_CHANGED
references: u:/foto/air.png u:/foto/sari.png
"""
    )
    assert waiting(portal) == []


def test_a_picture_that_goes_waits_no_longer(portal: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does one that comes in other words of an article; all others wait on."""
    monkeypatch.setattr(ingest, "AT_ONCE", 0)
    portal.take(*portal.paths(), later=True)
    portal.take("pages/redaksi.md", "daerah/air.md", later=True)
    assert waiting(portal) == [AIR, SARI]
    portal.take(gone=[AIR], later=True)
    assert waiting(portal) == [SARI]
    assert pictures.count_deferred(portal.store) == 1
    with portal.store.transaction():
        assert _due(portal.store, later=False) == [portal.doc(SARI)]
    assert pictures.count_deferred(portal.store) == 0


@pytest.mark.parametrize(("at_once", "made"), [(0, []), (1, [AIR]), (2, [AIR, SARI])])
def test_the_pictures_of_the_newest_articles_are_made_first(
    portal: Index, monkeypatch: pytest.MonkeyPatch, at_once: int, made: list[str]
) -> None:
    """A few of those that wait in each build that leaves others; all in one that does not."""
    portal.portal.edit("content/daerah/cuaca.md", "title:", "photo: {src: /foto/sari.png, credit: X}\ntitle:")
    portal.take(*portal.paths(), later=True)
    monkeypatch.setattr(ingest, "AT_ONCE", at_once)
    with portal.store.transaction():
        assert [documents.path(portal.store, doc) for doc in _due(portal.store, later=True)] == made
        assert waiting(portal) == [path for path in (AIR, SARI) if path not in made]
    assert url_key(f"/{AIR}") in portal.take().pictures or at_once


def test_how_many_are_made_at_once() -> None:
    """So many that a first build ends soon, and that later ones get done."""
    assert (ingest.AT_ONCE, ingest.MOST) == (500, 2000)
