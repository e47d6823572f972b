"""Queries for names: who is behind a byline, how a tag is spelled, which tags there are."""

from __future__ import annotations

import pytest

from generator.model.lookup_keys import person_key
from generator.model.records import Person
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
