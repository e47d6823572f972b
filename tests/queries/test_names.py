"""Queries for names: who is behind a byline, how a tag is spelled, what a link leads to, what a picture is."""

from __future__ import annotations

import msgspec
import pytest

from generator.model.cards import Followed, Person, Picture
from generator.model.lookup_keys import person_key, url_key
from generator.model.records import Named
from generator.queries import names
from generator.queries.archive import Archive
from generator.store.dependencies import of_key


@pytest.mark.parametrize("byline", ["Sari Wulan", "sari wulan", "SW", "sari"])
def test_a_byline_means_the_person_with_that_name(archive: Archive, byline: str) -> None:
    """By name, initials or slug, in any case."""
    answer = names.person(archive, byline)
    assert (answer.value.name, answer.value.url) == ("Sari Wulan", "/penulis/sari/")


def test_who_has_no_profile_is_a_name(archive: Archive) -> None:
    """Such a person has no page of a profile; the answer is asked again when one comes."""
    answer = names.person(archive, "Tono Hadi")
    assert answer.value == Person("Tono Hadi", slug="tono-hadi")
    assert answer.reads == (of_key(person_key("tono-hadi")),)


def test_a_profile_is_found_by_its_slug(archive: Archive) -> None:
    """Or nothing is."""
    found = names.profile(archive, "sari").value
    assert found is not None
    assert found.role == "Wartawan"
    assert names.profile(archive, "tono-hadi").value is None


def test_the_oldest_article_spells_a_tag(archive: Archive) -> None:
    """So no newer one can change how a page of an old list is headed."""
    assert names.tag(archive, "banjir-lindan").value == "Banjir Lindan"


def test_the_spelling_of_an_author_is_the_first_byline(archive: Archive) -> None:
    """Of someone without a profile."""
    assert names.author(archive, "tono-hadi").value == "Tono Hadi"


def test_what_no_article_has_is_spelled_as_its_slug(archive: Archive) -> None:
    """And the page learns of the first article that has it, whenever that may be."""
    assert names.tag(archive, "tak-ada").value == "tak-ada"


def test_tags_by_letter(archive: Archive) -> None:
    """Digits count as letters."""
    assert [term.url for term in names.terms(archive, "b").value] == ["/tag/banjir-lindan/"]
    assert [term.name for term in names.terms(archive, "4").value] == ["4 Sehat"]
    assert names.letters(archive).value == ["4", "b"]


def test_the_spellings_of_all_tags_of_a_page_are_read_in_one_go(archive: Archive) -> None:
    """A page may have hundreds."""
    asked: list[str] = []
    archive.store.db.set_trace_callback(asked.append)
    assert len(names.popular(archive, 10).value) > 1
    assert len([sql for sql in asked if " FROM cards " in sql]) == 1


def test_popular_tags_have_their_numbers(archive: Archive) -> None:
    """The largest first, as many as are asked for."""
    assert [(term.name, term.count) for term in names.popular(archive, 10).value] == [
        ("Banjir Lindan", 3), ("4 Sehat", 1),
    ]  # fmt: skip
    assert len(names.popular(archive, 1).value) == 1


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
    assert names.target(archive, "link", written).value == found


def test_what_an_article_continues_has_its_time(archive: Archive) -> None:
    """And no time if it is no article."""
    report = names.followed(archive, "satu").value
    assert report is not None
    assert (report.title, report.stamp is None) == ("Satu", False)
    page = names.followed(archive, "/redaksi/").value
    assert page is not None
    assert page.stamp is None
    assert names.followed(archive, "besok").value is None
    assert names.followed(archive, "/terkini/").value == Followed("/terkini/", "/terkini/", None)


def test_a_picture_that_is_not_there_is_none(archive: Archive) -> None:
    """Its answer is asked again when the file comes."""
    answer = names.picture(archive, "/foto/tak ada.jpg", "Air")
    assert answer.value is None
    assert answer.reads == (of_key(url_key("/foto/tak ada.jpg")),)


def test_pictures_elsewhere_depend_on_nothing(archive: Archive) -> None:
    """With media.base_url their address is all that is known of them."""
    reading = msgspec.structs.replace(archive.site.reading, media_url="https://media.example")
    elsewhere = Archive(archive.store, msgspec.structs.replace(archive.site, reading=reading))
    answer = names.picture(elsewhere, "/foto/a.jpg", "Air")
    assert (answer.value, answer.reads) == (Picture("https://media.example/foto/a.jpg", "Air"), ())


def test_standing_pages_and_people(archive: Archive) -> None:
    """By the path of their files."""
    assert names.standing(archive).value == ["/penulis/sari/", "/redaksi/"]
