"""The first pass over a source: what it says of the site, and what there is."""

from __future__ import annotations

from tempfile import TemporaryFile

import pytest

from generator.annex.importing.items import (
    Census,
    Fault,
    File,
    Found,
    Item,
    Note,
    Person,
    Portal,
    Redirect,
    Term,
    Texts,
)
from generator.annex.importing.run import spooled, unspooled
from generator.annex.importing.survey import Survey, Words, named, numbered, one_line, survey, words_of
from generator.base.sentences import sentence
from generator.base.timestamps import Stamp
from tests.importing_support import item


def test_all_that_an_article_may_refer_to() -> None:
    """By its key; of several with one key the first counts, of files the last."""
    seen = survey(
        [
            Portal("Kabar", "", "https://lama.example"), Portal("Lain", "Semboyan", "", "id"), Person("sari", "Sari"), Person("sari", "Lain"),
            Term("category", "daerah", "Daerah"), Term("category", "daerah", "Lain"), Term("tag", "banjir", "Banjir"), File("8", "/a.jpg"), File("8", "/b.jpg"),
            Redirect("/a/", "/b/"), Fault("a.xml", sentence("x"), 3, 4), Note("comments", sentence("x")), item("1"), item("1", title="Lain"),
            item("2", kind="page"),
        ]
    )  # fmt: skip
    assert seen.portal == Portal("Kabar", "Semboyan", "https://lama.example", "id")
    assert (seen.people["sari"].person.name, seen.categories["daerah"].name, seen.files["8"].url) == (
        "Sari",
        "Daerah",
        "/b.jpg",
    )
    assert (list(seen.tags), seen.redirects) == (["banjir"], (Redirect("/a/", "/b/"),))
    assert [(one.id, one.title) for one in seen.entries] == [("1", "Judul"), ("2", "Judul")]
    assert len(seen.entries) == 2
    assert [str(one) for one in seen.faults] == ["a.xml:3:4: x"]
    assert seen.counts == {
        "portal": 2, "person": 2, "term": 3, "file": 2, "redirect": 1, "fault": 1, "note": 1, "article": 2, "page": 1,
    }  # fmt: skip


def test_of_a_source_that_says_nothing_there_is_nothing() -> None:
    """Each field is empty."""
    assert survey([]) == Survey(Portal("", "", "", ""), {}, {}, {}, {}, (), (), (), frozenset(), {})


def test_an_entry_is_an_item_without_its_body() -> None:
    """All that decides where it goes."""
    stamp = Stamp(1_000_000, "WITA")
    (entry,) = survey(
        [
            Item(
                "page",
                "7",
                "/a/",
                "T",
                "s",
                "Isi",
                "html",
                stamp,
                state="draft",
                categories=("c",),
                aliases=("/b/",),
                photo="8",
            )
        ]
    ).entries
    assert (entry.kind, entry.id, entry.address, entry.title, entry.slug, entry.published) == (
        "page",
        "7",
        "/a/",
        "T",
        "s",
        stamp,
    )
    assert (entry.state, entry.categories, entry.aliases, entry.photo) == ("draft", ("c",), ("/b/",), "8")


def test_labels_are_those_that_readers_see() -> None:
    """Tags and categories of published articles, by the names that they have."""
    seen = survey(
        [
            Term("category", "c1", "Ekonomi Desa"), item("1", tags=("Harga Ikan",), categories=("c1", "lain")), item("2", tags=("x",), state="draft"),
            item("3", tags=("y",), kind="page"),
        ]
    )  # fmt: skip
    assert seen.labels == {"harga-ikan", "ekonomi-desa", "lain"}


def found(*people: Found) -> dict[str, tuple[str, str]]:
    """Return slug and byline of each, by key."""
    return {key: (one.slug, one.byline) for key, one in survey(people).people.items()}


def test_a_person_has_the_address_that_the_source_had() -> None:
    """Else that of the name, else that of the key."""
    assert found(Person("a", "Sari Wulan", address="https://lama.example/author/sari/")) == {
        "a": ("sari", "Sari Wulan")
    }
    assert found(Person("a", "Sari  Wulan", address="/?author=1")) == {"a": ("sari-wulan", "Sari Wulan")}
    assert found(Person("Made_1", "北")) == {"Made_1": ("made-1", "北")}
    assert found(Person("北", "北")) == {"北": ("penulis", "北")}
    assert found(Person("sari", " ")) == {"sari": ("sari", "sari")}
    assert found(Person("", "-")) == {"": ("redaksi", "Redaksi")}
    assert found(Person("a", "A", address="/x/" + 80 * "b"))["a"][0] == 80 * "b"
    assert found(Person("a", "A", address="/x/" + 81 * "b"))["a"][0] == "a"


def test_two_of_one_name_are_told_apart() -> None:
    """Their articles name them by their slugs; one has the plain one."""
    people = (Person("a", "Sari"), Person("b", "sari"), Person("c", "SARI"), Person("d", "Made"))
    assert found(*people) == {
        "a": ("sari", "sari"),
        "b": ("sari-2", "sari-2"),
        "c": ("sari-3", "sari-3"),
        "d": ("made", "Made"),
    }
    assert survey(people).people["b"].file == "authors/sari-2.md"


def test_the_second_pass_gets_the_items_and_notes_of_the_first_one() -> None:
    """In their order, texts with halves of characters included; the survey keeps the records of all other kinds."""
    found = [
        Portal("Kabar"),
        Person("sari", "Sari \ud83d"),
        Term("tag", "a", "A"),
        File("1", "https://a.example/x.jpg"),
        Redirect("/a/", "/b/"),
        Note("words", "…"),
        Fault("x", "cut"),
        Item("article", "7", "/a/", "Judul", "a", "Isi\0", "html", Stamp(5, "WITA")),
    ]
    with TemporaryFile() as file:
        assert list(spooled(found, file)) == found
        assert list(unspooled(file)) == [one for one in found if isinstance(one, (Item, Note))]


def test_what_readers_see_where_a_source_says_nothing() -> None:
    """In the language of the portal, which is Indonesian unless it is English."""
    for language, words in (
        ("en", Words("News", "Newsroom", "Untitled")), ("en-us", Words("News", "Newsroom", "Untitled")), ("", Words("Berita", "Redaksi", "Tanpa judul")),
        ("id", Words("Berita", "Redaksi", "Tanpa judul")), ("jv", Words("Berita", "Redaksi", "Tanpa judul")),
    ):  # fmt: skip
        assert words_of(Portal(language=language)) == words
        assert survey([Portal(language=language)]).words == words


def test_the_texts_of_several_folders_count_together() -> None:
    """The first of their maps is the one that is proposed."""
    first, second = Census((), {}, ()), Census((), {"title": ("a",)}, ())
    seen = survey([Texts(2), first, Texts(3), second])
    assert (seen.texts, seen.census) == (5, first)
    assert seen.counts == {}


@pytest.mark.parametrize(("taken", "slug"), [((), "a"), (("b",), "a"), (("a",), "a-2"), (("a", "a-2", "a-4"), "a-3")])
def test_a_slug_that_is_taken_has_the_lowest_number_that_is_free(taken: tuple[str, ...], slug: str) -> None:
    """One that is free has none."""
    assert numbered("a", taken) == slug


@pytest.mark.parametrize(
    ("text", "line"),
    [(" Satu\n dua ", "Satu dua"), ("a<!-- b -->c<!-- d", "ac"), ("a <!- b ->", "a <!- b ->"), ("a\x1b\u200bb", "ab"), ("a<!-- b\nc -->", "a"), ("<!---->a", "a"), ("", "")],
)  # fmt: skip
def test_a_text_on_one_line(text: str, line: str) -> None:
    """Without comments, which no reader saw, and without signs that nobody sees."""
    assert one_line(text) == line


@pytest.mark.parametrize(("text", "name"), [(" Laut  Biru ", "Laut Biru"), ("-", ""), ("null", ""), ("", "")])
def test_a_name_that_stands_for_none_is_empty(text: str, name: str) -> None:
    """So that something better takes its place."""
    assert named(text) == name
