"""Which categories go into which kanal: the proposal, and the table that people change."""

from __future__ import annotations

import pytest

from generator.annex.importing import kanal
from generator.annex.importing.items import Portal, Term
from generator.annex.importing.kanal import Kanal, Table, propose, table_text
from generator.annex.importing.survey import Survey, survey
from generator.base.errors import SiteError
from generator.base.sentences import ENGLISH, language
from generator.model.urls import Paths
from tests.importing_support import item


def seen(*counts: tuple[int, str], terms: tuple[Term, ...] = ()) -> Survey:
    """Return a survey with so many articles in each category; several are parted by spaces."""
    numbers = iter(range(10_000))
    return survey(
        [
            *terms,
            *(item(str(next(numbers)), categories=tuple(keys.split())) for count, keys in counts for _ in range(count)),
        ]
    )


def test_the_largest_categories_become_kanal() -> None:
    """Twelve at most, Berita among them, those of one size by their names; what is in none goes to Berita."""
    found = propose(seen(*((20 - n // 2, f"k{n:02}") for n in range(14))), Paths())
    assert [one.slug for one in found.kanal] == [*(f"k{n:02}" for n in range(11)), "berita"]
    assert (found.default, found.kanal[-1].name) == ("berita", "Berita")
    twelve = propose(seen(*((3, f"k{n:02}") for n in range(12))), Paths())
    assert ([one.slug for one in twelve.kanal], twelve.default) == ([f"k{n:02}" for n in range(12)], "k00")
    eleven = propose(seen(*((3, f"k{n:02}") for n in range(12)), (1, "")), Paths())
    assert [one.slug for one in eleven.kanal] == [*(f"k{n:02}" for n in range(11)), "berita"]
    assert propose(seen(), Paths()) == Table((Kanal("berita", "Berita"),), "berita")


def test_a_small_category_is_a_tag_of_berita() -> None:
    """A kanal has at least one in a hundred articles, or a menu would be full of folders that hold one text."""
    large = propose(seen((98, "daerah"), (1, "arsip"), (1, "laut")), Paths())
    assert [one.slug for one in large.kanal] == ["daerah", "arsip", "laut"]
    small = propose(seen((197, "daerah"), (1, "arsip"), (2, "laut")), Paths())
    assert ([one.slug for one in small.kanal], small.default) == (["daerah", "laut", "berita"], "berita")
    none = propose(seen(*((1, f"k{n:03}") for n in range(101))), Paths())
    assert [one.slug for one in none.kanal] == ["berita"]


def test_articles_without_a_category_need_a_kanal() -> None:
    """What systems call no category is none."""
    assert [one.slug for one in propose(seen((2, "daerah"), (1, "")), Paths()).kanal] == ["daerah", "berita"]
    assert [one.slug for one in propose(seen((2, "daerah"), (1, "uncategorized")), Paths()).kanal] == [
        "daerah",
        "berita",
    ]
    assert [one.slug for one in propose(seen((2, "daerah"), (1, "daerah lain-lain")), Paths()).kanal] == ["daerah"]
    assert [one.slug for one in propose(seen((1, "#dalam daerah")), Paths()).kanal] == ["daerah"]
    berita = propose(seen((2, "berita"), (1, "")), Paths())
    assert ([one.takes for one in berita.kanal], berita.default) == ([("berita",)], "berita")


def test_a_category_takes_what_is_below_it() -> None:
    """However deep, also in circles; an article counts once for the one above."""
    terms = (
        Term("category", "a", "Atas", "Uraian."), Term("category", "b", "B", parent="a"), Term("category", "c", "C", parent="b"),
        Term("category", "x", "X", parent="y"), Term("category", "y", "Y", parent="x"), Term("category", "z", "Z", parent="tiada"),
    )  # fmt: skip
    found = propose(seen((1, "b c"), (2, "x"), (3, "z"), terms=terms), Paths())
    assert found.kanal[0].takes == ("z",)
    assert {one.slug: (one.name, one.takes, one.description) for one in found.kanal}["a"] == (
        "Atas",
        ("a", "b", "c"),
        "Uraian.",
    )


def test_a_slug_that_the_portal_needs_gives_way() -> None:
    """And so does the second of two that would be one."""
    terms = (
        Term("category", "Ekonomi!", "Ekonomi"),
        Term("category", "ekonomi", "Ekonomi"),
        Term("category", "EKONOMI", " "),
        Term("category", "北", "北"),
    )
    found = propose(
        seen(
            (9, "tag"),
            (8, "null"),
            (7, "penulis"),
            (6, "Ekonomi!"),
            (5, "ekonomi"),
            (4, "EKONOMI"),
            (3, "北"),
            terms=terms,
        ),
        Paths(),
    )
    assert [(one.slug, one.name) for one in found.kanal] == [
        ("kanal-tag", "tag"), ("kanal-null", "kanal-null"), ("kanal-penulis", "penulis"), ("ekonomi", "Ekonomi"), ("ekonomi-2", "Ekonomi"),
        ("ekonomi-3", "ekonomi-3"), ("kanal", "北"),
    ]  # fmt: skip


def test_a_proposal_is_a_file_that_can_be_read() -> None:
    """It lists what became of no kanal, the largest first."""
    survey_ = seen(
        (3, "daerah"),
        (2, "daerah harga"),
        (1, "daerah cuaca #x"),
        terms=(Term("category", "daerah", "Daerah", "Uraian"),),
    )
    table = Table((Kanal("daerah", "Daerah", ("daerah",), "Uraian"),), "daerah")
    text = table_text(table, survey_, ENGLISH)
    assert kanal.read(text.encode(), "kanal.yaml", Paths()) == table
    assert text.endswith("in how many articles they are:\n#   harga (2)\n#   cuaca (1)\n")
    assert "# Kategori yang menjadi tag, dan jumlah artikelnya:\n" in table_text(table, survey_, language("id"))
    assert "Categories that become tags" not in table_text(table, seen((3, "daerah")), ENGLISH)


WRITE = "write it with a-z, 0-9 and hyphens"


@pytest.mark.parametrize(
    ("text", "place", "code", "message", "hint"),
    [
        ("kanal:\n- {slug: A B, name: A}\ndefault: a\n", "2:10", "bad-value", "this is not the slug of a kanal", WRITE), ("kanal:\n- {slug: null, name: A}\ndefault: a\n", "2:10", "bad-value", "this is not the slug of a kanal", WRITE),
        ("kanal:\n- {slug: tag, name: A}\ndefault: tag\n", "2:10", "bad-value", "the portal has a folder of its own by this name", "call it kanal-tag, say"),
        ("kanal:\n- {slug: a/b, name: B}\n- {slug: a, name: A}\ndefault: a\n", "2:10", "bad-value", 'there is no kanal "a" above "a/b"', "list the kanal first, and its parts below it"),
        ("kanal:\n- {slug: a, name: A}\n- {slug: a/1, name: B}\ndefault: a\n", "3:10", "bad-value", "this is not the slug of a kanal", WRITE),
        ("kanal:\n- {slug: a}\ndefault: a\n", "2", "missing-key", '"kanal.name" is missing: a kanal has a name that readers see', "add name: …"),
        ("kanal:\n- {slug: a, name: A}\n- {slug: a, name: B}\ndefault: a\n", "3:10", "duplicate-key", "another kanal of the table has this slug", "put the categories of both below one from:"),
        ("kanal:\n- {slug: a, name: A, from: [x]}\n- {slug: b, name: B, from: [y, x]}\ndefault: a\n", "3:28", "duplicate-key", '"x" goes into the kanal a already', "name a category once"),
        ("default: a\n", "1", "missing-key", '"kanal" is missing: an article is in a kanal', "add kanal: and below it - {slug: …, name: …, from: […]}"),
        ("kanal:\n- {slug: a, name: A}\n- {slug: c, name: C}\ndefault: b\n", "4:10", "bad-value", "this is no kanal of the table", "write default: a, or another of the table"),
        ("kanal:\n- {slug: a, name: A}\n", "1", "missing-key", '"default" is missing: some articles have no category of the table', "write default: a, or another of the table"),
        ("kategori: []\nkanal:\n- {slug: a, name: A}\ndefault: a\n", "1:1", "unknown-key", 'unknown key "kategori"', 'did you mean "kanal"?'), ("categories: []\nkanal:\n- {slug: a, name: A}\ndefault: a\n", "1:1", "unknown-key", 'unknown key "categories"', 'did you mean "kanal"?'),
        ("kanal:\n- {slug: a, name: A, dari: [x]}\ndefault: a\n", "2:22", "unknown-key", 'unknown key "kanal.dari"', 'did you mean "from"?'), ("kanal:\n- {slug: a, nama: A}\ndefault: a\n", "2:13", "missing-key", 'unknown key "kanal.nama"', 'did you mean "name"?'),
        ("kanal:\n- a\ndefault: a\n", "2:3", "bad-value", "kanal must be a list of groups of keys, not text", 'write kanal: and below it, for each entry, "- slug: politik" and the other keys under the first'),
        ("kanal: [", "1:8", "bad-yaml", "the bracket [ is not closed", "write ] at its end"), (b"\xff\xfe\xff", "1:1", "not-utf8", "this character is not UTF-8", "save the file with the encoding UTF-8"),
    ],
)  # fmt: skip
def test_a_table_with_a_mistake_is_told_of(text: str | bytes, place: str, code: str, message: str, hint: str) -> None:
    """At its line, with what to write."""
    with pytest.raises(SiteError) as caught:
        kanal.read(text.encode() if isinstance(text, str) else text, "kanal.yaml", Paths())
    first = caught.value.problems[0]
    assert (str(first.where), first.code, first.message, first.hint) == (f"kanal.yaml:{place}", code, message, hint)


def test_a_table_as_people_write_it() -> None:
    """One kanal may be without categories."""
    text = "kanal:\n- slug: a\n  name: A\n  description: U\n  from: [x, y]\n- {slug: b, name: B}\ndefault: b\n"
    assert kanal.read(text.encode(), "kanal.yaml", Paths()) == Table(
        (Kanal("a", "A", ("x", "y"), "U"), Kanal("b", "B")), "b"
    )


def test_a_table_is_written_for_people() -> None:
    """What is in it, what it is for, and what becomes of the rest."""
    table = Table((Kanal("daerah", "Daerah", ("daerah",), "Uraian"), Kanal("laut", "Laut")), "laut")
    assert table_text(table, seen((1, "daerah harga harga"), (1234, "cuaca #x")), ENGLISH) == (
        "# Which categories of the old site go into which kanal. Change it, and import again with --kanal FILE.\n"
        "# An article goes where its first category leads; its other categories become tags.\n"
        "kanal:\n- slug: daerah\n  name: Daerah\n  description: Uraian\n  from:\n  - daerah\n- slug: laut\n  name: Laut\n  from: []\ndefault: laut\n"
        "# Categories that become tags, and in how many articles they are:\n#   cuaca (1,234)\n#   harga (1)\n"
    )


@pytest.mark.parametrize("key", ["uncategorized", "uncategorised", "tak-berkategori", "tanpa-kategori", "lain-lain"])
def test_what_systems_call_no_category(key: str) -> None:
    """It is none."""
    assert [one.slug for one in propose(seen((1, key)), Paths()).kanal] == ["berita"]


def test_standing_pages_make_no_kanal() -> None:
    """Articles alone do."""
    pages = survey([item("1", kind="page", categories=("laut",)), item("2", categories=("daerah",))])
    assert propose(pages, Paths()) == Table((Kanal("daerah", "daerah", ("daerah",)),), "daerah")


def test_the_name_of_a_kanal_is_one_line() -> None:
    """Of what readers see; one that says nothing is the slug."""
    terms = (
        Term("category", "a", " Laut  \u200bBiru "), Term("category", "b", "-"), Term("category", "none", "None"),
        Term("category", "c", "Pasar<!-- lama -->"),
    )  # fmt: skip
    found = propose(seen((4, "a"), (3, "b"), (2, "none"), (1, "c"), terms=terms), Paths())
    assert [one.name for one in found.kanal] == ["Laut Biru", "b", "kanal-none", "Pasar"]


def test_the_rest_of_a_portal_in_english_is_news() -> None:
    """Its readers see the word in the menu; so it is with the byline of what nobody signed."""
    found = survey([Portal(language="en-us"), item("1"), item("2", categories=("daerah",))])
    assert [one.name for one in propose(found, Paths()).kanal] == ["daerah", "News"]
    assert found.words.nobody == "Newsroom"
