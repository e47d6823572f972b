"""Queries for addresses: what a link leads to, what a picture is, which standing pages there are."""

from __future__ import annotations

import msgspec
import pytest

from generator.model.lookup_keys import url_key
from generator.model.records import Followed, Named, Picture
from generator.queries import addresses
from generator.queries.archive import Archive
from generator.store.dependencies import of_key


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("satu", Named("Satu", "/daerah/2024/09/satu/")),
        ("content/daerah/2024/09/satu.md", Named("Satu", "/daerah/2024/09/satu/")),
        ("/daerah/2024/09/satu/#foto", Named("Satu", "/daerah/2024/09/satu/#foto")),
        ("dicabut", Named("Dicabut", "/nasional/2024/10/dicabut/")),
        ("/redaksi/", Named("Susunan Redaksi", "/redaksi/")),
        ("content/authors/sari.md", Named("Sari Wulan", "/penulis/sari/")),
        ("/terkini/", Named("", "/terkini/")),
        ("besok", None), ("tak-ada", None),
    ],
)  # fmt: skip
def test_what_a_link_leads_to(archive: Archive, written: str, found: Named | None) -> None:
    """Articles, notices, standing pages, people and lists; not what is scheduled or what nothing has."""
    assert addresses.target(archive, "link", written).value == found


def test_what_an_article_continues_has_its_time(archive: Archive) -> None:
    """And no time if it is no article."""
    report = addresses.followed(archive, "satu").value
    assert report is not None
    assert (report.title, report.stamp is None) == ("Satu", False)
    page = addresses.followed(archive, "/redaksi/").value
    assert page is not None
    assert page.stamp is None
    assert addresses.followed(archive, "besok").value is None
    assert addresses.followed(archive, "/terkini/").value == Followed("/terkini/", "/terkini/", None)


def test_a_picture_that_is_not_there_is_none(archive: Archive) -> None:
    """Its answer is asked again when the file comes."""
    answer = addresses.picture(archive, "/foto/tak ada.jpg", "Air")
    assert answer.value is None
    assert answer.reads == (of_key(url_key("/foto/tak ada.jpg")),)


def test_pictures_elsewhere_depend_on_nothing(archive: Archive) -> None:
    """With media.base_url their address is all that is known of them."""
    reading = msgspec.structs.replace(archive.site.reading, media_url="https://media.example")
    elsewhere = Archive(archive.store, msgspec.structs.replace(archive.site, reading=reading))
    answer = addresses.picture(elsewhere, "/foto/a.jpg", "Air")
    assert (answer.value, answer.reads) == (Picture("https://media.example/foto/a.jpg", "Air"), ())


def test_standing_pages_and_people(archive: Archive) -> None:
    """By the path of their files."""
    assert addresses.standing(archive).value == ["/penulis/sari/", "/redaksi/"]
