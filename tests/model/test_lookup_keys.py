"""Keys: numbers that stand for exact names."""

from __future__ import annotations

import pytest

from generator.markup.documents import parse_article
from generator.model import lookup_keys
from generator.model.lookup_keys import unexplained_initials
from generator.model.page import Exact, Page
from generator.model.records import Link
from tests.support import READING, article


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("banjir-lindan", lookup_keys.slug_key("banjir-lindan")),
        ("content/daerah/banjir.md", lookup_keys.file_key("daerah/banjir.md")),
        ("/daerah/banjir.md#foto", lookup_keys.file_key("daerah/banjir.md")),
        ("/daerah/banjir", lookup_keys.url_key("/daerah/banjir/")),
        ("/daerah/banjir/?a=b#c", lookup_keys.url_key("/daerah/banjir/")),
    ],
)
def test_a_link_names_a_slug_a_file_or_an_address(written: str, expected: int) -> None:
    """What is written decides by its form, without looking at the site."""
    assert lookup_keys.link_key(Link("link", written)) == expected


def test_a_picture_is_named_by_its_address() -> None:
    """Though it has no slash at its beginning."""
    assert lookup_keys.link_key(Link("image", "foto/a.jpg")) == lookup_keys.url_key("/foto/a.jpg")


def test_letter_case_of_addresses_does_not_count() -> None:
    """Many hosts and file systems take /A/ and /a/ for the same, so two pages never differ in it alone."""
    assert lookup_keys.url_key("/Daerah/") == lookup_keys.url_key("/daerah/")
    assert lookup_keys.file_key("Daerah.md") != lookup_keys.file_key("daerah.md")


def test_names_of_different_sorts_never_meet() -> None:
    """The slug, the person and the count of one name have keys of their own."""
    makers = (
        lookup_keys.file_key,
        lookup_keys.url_key,
        lookup_keys.slug_key,
        lookup_keys.person_key,
        lookup_keys.count_key,
        lookup_keys.spelling_key,
        lookup_keys.id_key,
    )
    assert len({make("sari") for make in makers}) == len(makers)


def test_a_page_has_the_key_of_its_address() -> None:
    """A file of the output is found by what a link to it says."""
    assert lookup_keys.page_key("daerah/banjir/index.html") == lookup_keys.link_key(Link("link", "/daerah/banjir/"))


def test_a_key_fits_the_store() -> None:
    """SQLite's whole numbers have 63 bits and a sign, and minus a key is a group of its own."""
    assert 0 < lookup_keys.url_key("/daerah/") < 1 << 63


def test_a_link_with_a_query_may_mean_an_old_address() -> None:
    """Or the page without it; pictures have no old addresses."""
    assert lookup_keys.link_keys(Link("link", "/?p=1#a")) == (lookup_keys.query_key("/?p=1"), lookup_keys.url_key("/"))
    assert lookup_keys.link_keys(Link("link", "/a/#b?c")) == (lookup_keys.url_key("/a/"),)
    assert lookup_keys.link_keys(Link("image", "/a.jpg?b=1")) == (lookup_keys.url_key("/a.jpg"),)
    assert lookup_keys.link_keys(Link("link", "lain")) == (lookup_keys.slug_key("lain"),)


def test_what_continues_and_what_answers_are_found_apart() -> None:
    """By the link, which keys of other sorts do not meet."""
    link = lookup_keys.slug_key("banjir")
    found = {
        link,
        lookup_keys.followed_key(link),
        lookup_keys.answered_key(link),
        lookup_keys.followed_key(lookup_keys.slug_key("lain")),
    }
    assert len(found) == 4
    assert (
        lookup_keys.followed_key(lookup_keys.followed_key(link))
        == lookup_keys.answered_key(lookup_keys.answered_key(link))
        == link
    )


def test_a_page_whose_address_differs_in_letter_case_alone_has_a_key_of_its_own() -> None:
    """Any other has that of its address."""
    assert lookup_keys.key_of(Page("A/index.html", "alias", detail=Exact())) == lookup_keys.spelling_key("A/index.html")
    assert lookup_keys.key_of(Page("A/index.html", "alias")) == lookup_keys.url_key("/a/")
    assert lookup_keys.relative_path_key("Foto/A.jpg") == lookup_keys.relative_path_key("foto/a.jpg")
    assert (
        len(
            {
                make("a")
                for make in (
                    lookup_keys.query_key,
                    lookup_keys.relative_path_key,
                    lookup_keys.original_key,
                    lookup_keys.id_key,
                    lookup_keys.slug_key,
                )
            }
        )
        == 5
    )


@pytest.mark.parametrize(
    ("mark", "keys", "expected"),
    [
        ("SW", {}, ()), ("sw", {}, ()), ("S.W.", {}, ()), ("sari", {}, ()), ("XX", {}, ("XX",)), ("S", {}, ("S",)),
        ("SW/XX", {}, ("XX",)), ("AB & CD", {}, ("AB", "CD")), ("XX/XX", {}, ("XX",)), ("XX", {"initials": "xx"}, ()),
        ("SW/XX", {"initials": "XX"}, ()), ("XX", {"author": "[Sari Wulan, Xaverius Xena]"}, ()),
        ("XX", {"retracted": "{timestamp: 2024-10-10 10:00 WIB, reason: sara, text: Dicabut.}"}, ()),
    ],
)  # fmt: skip
def test_which_initials_the_article_does_not_explain(mark, keys, expected):
    """Those that are neither in the front matter nor made of an author's name."""
    text = article("Judul", f"Isi.***({mark})", **keys)
    record, problems = parse_article(text.encode(), "daerah/a.md", READING)
    assert record is not None, problems
    assert unexplained_initials(record) == expected
