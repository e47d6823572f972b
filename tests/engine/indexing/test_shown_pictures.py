"""Whole deltas of pictures that are shown in other ways."""

from __future__ import annotations

from generator.model.lookup_keys import url_key
from tests.engine_support import Index
from tests.store import tables
from tests.support import NOW, article

AIR = "daerah/air.md"
BANJIR = "daerah/banjir.md"
BESOK = "daerah/besok.md"
KONSEP = "nasional/konsep.md"


PHOTO = "{src: /foto/air.png, credit: X}"


def test_a_second_article_shows_a_picture(taken: Index) -> None:
    """In the same way, which changes nothing about its variants; when both are gone, it is shown no more."""
    assert "pictures" not in taken.add("daerah/lagi.md", article("Lagi", author="Ani", photo=PHOTO))
    assert taken.rows() == taken.anew()
    assert shown(taken) == [("photo", 2)]
    assert "pictures" not in taken.edit(AIR, f"photo: {PHOTO}\n", "")
    assert shown(taken) == [("photo", 1)]
    assert "pictures: u:/foto/air.png" in taken.told(taken.take(gone=["daerah/lagi.md"])).splitlines()
    assert shown(taken) == []


def test_a_body_shows_a_picture(taken: Index) -> None:
    """As it is, whole, in an article as in a standing page."""
    told = taken.edit(BANJIR, "Isi berita.", "![Air](/foto/air.png)").splitlines()
    assert "pictures: u:/foto/air.png" in told
    told = taken.edit("pages/redaksi.md", "Alamat.", "![Air](/foto/air.png)").splitlines()
    assert [line for line in told if line.startswith("pictures")] == []
    assert shown(taken) == [("photo", 1), ("whole", 2)]
    assert taken.rows() == taken.anew()


def test_pictures_of_what_is_not_published(taken: Index) -> None:
    """They count where they are wanted ahead, and are undecoded where the article will be published by itself."""
    told = taken.edit(BESOK, "title:", f"photo: {PHOTO}\ntitle:").splitlines()
    assert "undecoded: u:/foto/air.png" in told
    told = taken.edit(KONSEP, "title:", f"photo: {PHOTO}\ntitle:").splitlines()
    assert [line for line in told if line.startswith(("undecoded", "pictures"))] == []
    assert shown(taken) == [("photo", 1)]
    taken.take(now=NOW + 86400)
    assert shown(taken) == [("photo", 2)]
    taken.take()
    assert shown(taken) == [("photo", 1)]


def test_pictures_that_are_wanted_ahead(portal: Index) -> None:
    """In a preview those of drafts and scheduled articles are shown as well, and taken back with these."""
    portal.portal.edit(f"content/{BESOK}", "title:", f"photo: {PHOTO}\ntitle:")
    portal.portal.edit(f"content/{KONSEP}", "title:", f"photo: {PHOTO}\ntitle:")
    delta = portal.take(*portal.paths(), ahead=True)
    assert delta.undecoded == {url_key("/foto/sari.png")}
    assert shown(portal) == [("photo", 3)]
    delta = portal.take(gone=[BESOK], ahead=True)
    assert shown(portal) == [("photo", 2)]
    portal.portal.edit(f"content/{KONSEP}", f"photo: {PHOTO}\n", "")
    portal.take(KONSEP, ahead=True)
    assert shown(portal) == [("photo", 1)]


def shown(index: Index) -> list[tuple[str, int]]:
    return [(way, count) for _, way, _, count in tables.uses(index.store)]
