"""Cuts: the arithmetic of variants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base import dates
from generator.model.cards import Picture, Size
from generator.model.variants import (
    LONGEST,
    NONE_OLD,
    SEARCH,
    USES,
    WHOLE,
    Recipe,
    Sparse,
    Use,
    Variant,
    ageing,
    base_of,
    for_search,
    part_of,
    point,
    scaled,
    sources,
    uses_in,
    uses_of,
    variant_at,
    variants,
    widths,
)

CUT: tuple[Use, ...] = ("photo",)
WIDE = Recipe("lebar", (16, 9), (360, 736, 1200))
ALL = Recipe("utuh", WHOLE, (480, 960))


@pytest.mark.parametrize(
    ("cut", "size", "part"),
    [
        ((16, 9), (1600, 900), (1600, 900)), ((16, 9), (1600, 1200), (1600, 900)), ((16, 9), (900, 1600), (900, 506)),
        ((4, 3), (1600, 900), (1200, 900)), ((1, 1), (1600, 900), (900, 900)), ((16, 9), (1, 5000), (1, 1)),
        (WHOLE, (123, 45), (123, 45)),
    ],
)  # fmt: skip
def test_the_largest_part_of_a_shape(cut, size, part):
    """As much of the picture as the shape lets in."""
    assert part_of(cut, *size) == part


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (4000, (360, 736, 1200)), (1200, (360, 736, 1200)), (1000, (360, 736, 1000)), (800, (360, 800)),
        (736, (360, 736)), (390, (390,)), (120, (120,)),
    ],
)  # fmt: skip
def test_nothing_is_enlarged(most, expected):
    """A smaller picture gives all that it has, and no second file that is hardly smaller."""
    assert widths((736, 360, 1200), most) == expected


def test_what_is_odd_is_shown_whole():
    """A portrait, a panorama, a photo story and an infographic; a card shows the cut of each."""
    assert uses_of("berita", Size(1600, 1067)) == ("photo",)
    assert uses_of("berita", Size(1600, 1200)) == ("photo",)
    assert uses_of("berita", Size(1300, 1000)) == uses_of("berita", Size(2000, 1000)) == ("photo",)
    for size in (Size(1200, 1600), Size(1299, 1000), Size(2001, 1000), Size(3000, 1000)):
        assert uses_of("berita", size) == ("photo", "whole")
    assert uses_of("foto", Size(1600, 900)) == uses_of("infografik", Size(1600, 900)) == ("photo", "whole")


def test_few_files_for_a_photo():
    """The cuts of search engines, and of each recipe an AVIF in each width and one JPEG, that of a search engine if it can."""
    square = Recipe("baris", (4, 3), (240, 480))
    found = {one.suffix for one in variants(Size(3000, 2000), CUT, "20% 80%", (WIDE, square, ALL))}
    assert len(found) == 9
    assert {"16x9-0-80-1200.jpg", "4x3-20-0-1200.jpg", "1x1-20-0-1200.jpg", "4x3-20-0-480.jpg"} <= found
    assert {one.suffix for one in variants(Size(3000, 2000), ("whole",), "", (WIDE, ALL))} == {
        "480.avif", "960.avif", "960.jpg",
    }  # fmt: skip


def test_no_more_files_for_a_photo_that_is_cut_and_whole():
    """A portrait, a panorama, a photo story: of the cut the small ones, whole the large ones, and of the search engines one."""
    recipes = (
        Recipe("lebar", (16, 9), (384, 736, 1200)), Recipe("baris", (4, 3), (256, 400)), Recipe("utuh", WHOLE, (480, 960, 1440)),
    )  # fmt: skip
    found = [one.suffix for one in dict.fromkeys(variants(Size(1600, 2000), USES, "", recipes))]
    assert sorted(found) == [
        "1440.avif", "16x9-0-30-1200.jpg", "16x9-0-30-384.avif", "16x9-0-30-736.avif",
        "4x3-0-30-256.avif", "4x3-0-30-400.avif", "4x3-0-30-400.jpg", "960.avif", "960.jpg",
    ]  # fmt: skip
    picture = Picture("/foto/a.jpg", "", 1600, 2000, "", "/gambar/foto/a.123", USES)
    assert [one.url for one in for_search(picture, recipes[2])] == ["/gambar/foto/a.123.16x9-0-30-1200.jpg"]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (1000, 1000), (9000, 1000)])
def test_any_number_of_articles_make_few_files_of_a_photo(size):
    """Wherever the eye may rest, places that nobody can tell apart share their files: eleven in each direction."""
    square = Recipe("baris", (4, 3), (240, 480))
    found = {
        one.suffix
        for x in range(101)
        for y in range(101)
        for one in variants(Size(*size), CUT, f"{x}% {y}%", (WIDE, square))
    }
    assert len(found) <= 11 * 9
    assert [point(text) for text in ("", "0% 4%", "5% 14%", "95% 96%", "100% 50%")] == [
        (50, 30), (0, 0), (10, 10), (100, 100), (100, 50),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("size", "widest"),
    [
        ((1000, 16384), 1000), ((1000, 17500), 936), ((1000, 32768), 500), ((1000, 32769), 0), ((763, 65500), 0),
        ((2000, 25000), 1310), ((40000, 1000), 1440), ((65500, 763), 1440), ((100, 16385), 99),
    ],
)  # fmt: skip
def test_a_long_infographic_is_made_narrower(size, widest):
    """AVIF has no room for its height; one that would lose more than half of its width is shown as it is."""
    recipe = Recipe("utuh", WHOLE, (480, 960, 1440))
    made = list(variants(Size(*size), ("whole",), "", (recipe,)))
    assert max((one.width for one in made), default=0) == widest
    found = sources(Picture("/foto/a.png", "", *size, "", "/gambar/foto/a.123", ("whole",)), recipe)
    assert (found is None) == (widest == 0)
    assert all(scaled(WHOLE, one.width, Size(*size)) <= LONGEST for one in made)


@given(
    st.tuples(st.integers(100, 65500), st.integers(100, 65500)),
    st.tuples(st.integers(1, 99), st.integers(1, 99)),
)
def test_no_variant_is_longer_than_its_format_has_room_for(size, cut):
    """Whatever the shape of the picture and of the cut."""
    for one in variants(Size(*size), CUT, "", (Recipe("a", cut, (16, 1600)),)):
        assert 1 <= one.width <= 1600
        assert 1 <= scaled(one.ratio, one.width, Size(*size)) <= LONGEST


def test_an_address_says_all_that_decides_the_bytes():
    """Place and bytes of the picture, cut, focus, width and format."""
    base = base_of("foto/2024/10/Banjir & Surut.JPG", b"1" * 16)
    assert base.startswith("/gambar/foto/2024/10/banjir-surut.")
    assert base != base_of("foto/2024/10/Banjir & Surut.JPG", b"2" * 16)
    assert base.rpartition(".")[2] != base_of("foto/2024/10/banjir-surut.jpg", b"1" * 16).rpartition(".")[2]
    assert len(base_of("x" * 300 + ".jpg", b"").rpartition("/")[2]) < 100
    assert base_of("фото/图.jpg", b"").startswith("/gambar/x/x.")


@given(
    st.tuples(st.integers(100, 9000), st.integers(100, 9000)),
    st.sampled_from(["", "0% 0%", "100% 100%", "50% 20%"]),
    st.sampled_from([CUT, ("whole",), USES]),
)
def test_a_page_names_what_is_made(size, focus, uses):
    """Every address that a page may name is one of a variant that is planned, and reads back as it."""
    picture = Picture("/foto/a.jpg", "", *size, focus, "/gambar/foto/a.123", uses)
    planned = list(variants(Size(*size), uses, focus, (WIDE, ALL)))
    addresses = {f"/gambar/foto/a.123.{one.suffix}" for one in planned}
    assert [variant_at(f"gambar/a.1b.{one.suffix}") for one in planned] == planned
    named = set()
    for recipe in (WIDE, ALL):
        found = sources(picture, recipe)
        if found is not None:
            entries = [entry.split(" ") for entry in found.avif.split(", ")]
            assert all(
                address.rpartition("-")[2].rpartition(".")[0].endswith(width[:-1]) or recipe is ALL
                for address, width in entries
            )
            named |= {address for address, _ in entries} | {found.src}
    if "photo" in uses:
        named |= {one.url for one in for_search(picture, None)}
        assert all(
            abs(one.width * cut[1] / cut[0] - one.height) <= 1
            for one, cut in zip(for_search(picture, None), SEARCH[: 1 if uses == USES else 3], strict=True)
        )
    assert named == addresses


@given(
    st.tuples(st.integers(100, 9000), st.integers(100, 9000)),
    st.sampled_from(["", "0% 0%", "100% 100%", "50% 20%"]),
    st.sampled_from(["photo", "both", "whole"]),
    st.sets(st.integers(16, 1200), min_size=1, max_size=3),
)
def test_an_old_photo_has_four_files_at_most(size, focus, way, widths):
    """Whatever its shape, the type of its article and the recipes of the theme; and pages name these and no others."""
    sparse = Sparse(tuple(sorted(widths)), (480, 960))
    recipes = [
        Recipe(one.name, one.ratio, one.widths, sparse=sparse)
        for one in (WIDE, Recipe("baris", (4, 3), (256, 400)), ALL, Recipe("lain", WHOLE, (1440,)))
    ]
    uses = uses_in(way, Size(*size))
    picture = Picture("/foto/a.jpg", "", *size, focus, "/gambar/foto/a.123", uses, old=True)
    planned = {f"/gambar/foto/a.123.{one.suffix}" for one in variants(Size(*size), uses, focus, recipes, old=True)}
    assert len(planned) <= 4
    named = {one.url for one in for_search(picture, recipes[2])} - {picture.url}
    for recipe in recipes:
        found = sources(picture, recipe)
        if found is not None:
            assert recipe.use in uses
            named |= {entry.partition(" ")[0] for entry in found.avif.split(", ")} | {found.src}
    assert named == planned


def test_an_old_photo_has_files_that_it_had():
    """None is made anew if the widths are of the recipe for 16:9, and what platforms show stays at its address."""
    size, sparse = Size(1600, 900), Sparse((384, 736), (480, 960, 1440))
    wide, whole = Recipe("lebar", (16, 9), (384, 736, 1200)), Recipe("utuh", WHOLE, (480, 960, 1440))
    new = {one.suffix for one in variants(size, USES, "", (wide, whole))}
    recipes = (Recipe("lebar", (16, 9), (1200,), sparse=sparse), Recipe("utuh", WHOLE, (480,), sparse=sparse))
    old = {one.suffix for one in variants(size, ("photo",), "", recipes, old=True)}
    assert old == {"16x9-0-0-384.avif", "16x9-0-0-736.avif", "16x9-0-0-1200.jpg"}
    both = {one.suffix for one in variants(size, ("photo", "whole"), "", recipes, old=True)}
    assert both == {"16x9-0-0-384.avif", "16x9-0-0-1200.jpg", "960.avif", "960.jpg"}
    assert old | both < new


def test_a_picture_without_variants_is_itself():
    """One on another host, a drawing, an animation."""
    picture = Picture("https://foto.example/a.jpg")
    assert sources(picture, WIDE) is None
    assert for_search(picture, None) == (picture,)
    assert Variant((16, 9), (50, 30), 720, "avif").suffix == "16x9-50-30-720.avif"


def at(text: str, zone: str = "WIB") -> int:
    return dates.parse(text, zone).epoch


@pytest.mark.parametrize(
    ("months", "now", "since"),
    [
        (12, "2026-11-30 23:59", "2025-11-01 00:00"), (12, "2026-12-01 00:00", "2025-12-01 00:00"),
        (1, "2026-01-31 12:00", "2025-12-01 00:00"), (18, "2026-11-15 12:00", "2025-05-01 00:00"),
    ],
)  # fmt: skip
def test_articles_grow_old_on_the_first_of_a_month(months: int, now: str, since: str) -> None:
    """In the zone of the site."""
    for zone in ("WIB", "WIT"):
        assert ageing(months, zone, at(f"{now} {zone}")).since == at(f"{since} {zone}")


def test_without_an_age_nothing_is_old() -> None:
    """Nor before there are years."""
    assert ageing(0, "WIB", at("2026-11-30 23:59 WIB")).since == NONE_OLD
    assert ageing(0, "WIB", 0).hour_of(0) is None
    assert ageing(1200, "WIB", -(1 << 35)).since < 0
    assert ageing(1, "WIB", 0).hour_of(at("9999-12-01 00:00 WIB")) is None


@given(st.integers(-(1 << 31), 1 << 37), st.integers(1, 1200), st.sampled_from(["WIB", "WITA", "WIT"]))
def test_the_hour_is_the_first_at_which_it_is_old(epoch: int, months: int, zone: str) -> None:
    """And not the second before."""
    hour = ageing(months, zone, 0).hour_of(epoch)
    assert hour is not None
    assert ageing(months, zone, hour - 1).since <= epoch < ageing(months, zone, hour).since
