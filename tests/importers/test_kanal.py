"""Which categories go into which kanal: the proposal, and the table that people change."""

from __future__ import annotations

import pytest

from generator.base.errors import SiteError
from generator.importers import kanal
from generator.importers.found import Term
from generator.importers.kanal import Kanal, Table, proposed, written
from generator.importers.survey import Survey, survey
from generator.portal.urls import Paths
from tests.importers_support import item


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
    """Twelve at most, those of one size by their names; what is in none goes to Berita."""
    found = proposed(seen(*((20 - n // 2, f"k{n:02}") for n in range(14))), Paths())
    assert [one.slug for one in found.kanal] == [*(f"k{n:02}" for n in range(12)), "berita"]
    assert (found.default, found.kanal[-1].name) == ("berita", "Berita")
    twelve = proposed(seen(*((3, f"k{n:02}") for n in range(12))), Paths())
    assert ([one.slug for one in twelve.kanal], twelve.default) == ([f"k{n:02}" for n in range(12)], "k00")
    assert proposed(seen(), Paths()) == Table((Kanal("berita", "Berita"),), "berita")


def test_articles_without_a_category_need_a_kanal() -> None:
    """What systems call no category is none."""
    assert [one.slug for one in proposed(seen((2, "daerah"), (1, "")), Paths()).kanal] == ["daerah", "berita"]
    assert [one.slug for one in proposed(seen((2, "daerah"), (1, "uncategorized")), Paths()).kanal] == [
        "daerah",
        "berita",
    ]
    assert [one.slug for one in proposed(seen((2, "daerah"), (1, "daerah lain-lain")), Paths()).kanal] == ["daerah"]
    assert [one.slug for one in proposed(seen((1, "#dalam daerah")), Paths()).kanal] == ["daerah"]
    berita = proposed(seen((2, "berita"), (1, "")), Paths())
    assert ([one.takes for one in berita.kanal], berita.default) == ([("berita",)], "berita")


def test_a_category_takes_what_is_below_it() -> None:
    """However deep, also in circles; an article counts once for the one above."""
    terms = (
        Term("category", "a", "Atas", "Uraian."), Term("category", "b", "B", parent="a"), Term("category", "c", "C", parent="b"),
        Term("category", "x", "X", parent="y"), Term("category", "y", "Y", parent="x"), Term("category", "z", "Z", parent="tiada"),
    )  # fmt: skip
    found = proposed(seen((1, "b c"), (2, "x"), (3, "z"), terms=terms), Paths())
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
    found = proposed(
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


def test_the_first_category_that_has_a_kanal_decides() -> None:
    """The others become tags."""
    table = Table((Kanal("a", "A", ("x", "y")), Kanal("b", "B", ("z",))), "a")
    assert (table.of(("q", "z", "x")), table.of(("y",)), table.of(("q",)), table.of(())) == ("b", "a", "", "")


def test_a_proposal_is_a_file_that_can_be_read() -> None:
    """It lists what became of no kanal, the largest first."""
    survey_ = seen(
        (3, "daerah"),
        (2, "daerah harga"),
        (1, "daerah cuaca #x"),
        terms=(Term("category", "daerah", "Daerah", "Uraian"),),
    )
    table = Table((Kanal("daerah", "Daerah", ("daerah",), "Uraian"),), "daerah")
    text = written(table, survey_)
    assert kanal.read(text.encode(), "kanal.yaml", Paths()) == table
    assert text.endswith("in how many articles they are:\n#   harga (2)\n#   cuaca (1)\n")
    assert "Categories that become tags" not in written(table, seen((3, "daerah")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kanal:\n- {slug: A B, name: A}\ndefault: a\n", "this is not the slug of a kanal"), ("kanal:\n- {slug: tag, name: A}\ndefault: tag\n", "the portal has a folder of its own by this name"),
        ("kanal:\n- {slug: a}\ndefault: a\n", "a kanal has a name that readers see"), ("kanal:\n- {slug: a, name: A}\n- {slug: a, name: B}\ndefault: a\n", "another kanal of the table has this slug"),
        ("kanal:\n- {slug: a, name: A, from: [x]}\n- {slug: b, name: B, from: [y, x]}\ndefault: a\n", '"x" goes into the kanal a already'),
        ("default: a\n", "an article is in a kanal"), ("kanal:\n- {slug: a, name: A}\ndefault: b\n", "this is no kanal of the table"), ("kanal:\n- {slug: a, name: A}\n", "some articles have no category of the table"),
        ("kategori: []\nkanal:\n- {slug: a, name: A}\ndefault: a\n", "kategori"), ("kanal:\n- {slug: a, name: A, dari: [x]}\ndefault: a\n", "dari"), ("kanal: [", ""), (b"\xff\xfe\xff", ""),
    ],
)  # fmt: skip
def test_a_table_with_a_mistake_is_told_of(text: str | bytes, message: str) -> None:
    """At its line."""
    with pytest.raises(SiteError) as caught:
        kanal.read(text.encode() if isinstance(text, str) else text, "kanal.yaml", Paths())
    assert message in caught.value.problems[0].message
    assert caught.value.problems[0].where.path == "kanal.yaml"
