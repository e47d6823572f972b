"""Pictures: which variants there have to be."""

from __future__ import annotations

from generator.engine.planning.pictures import variants_of
from generator.model.index_entry import Showing
from generator.model.records import Size
from generator.model.variants import WHOLE, Recipe, Sparse, Way

SIZE = Size(1200, 900)
FEW = Sparse((160, 240), (640,))
CUT, ALL = Recipe("lebar", (16, 9), (320,), sparse=FEW), Recipe("utuh", WHOLE, (640,), sparse=FEW)


def suffixes(*shown: tuple[Way, str], old: tuple[tuple[Way, str], ...] = ()) -> list[str]:
    showings = [*(Showing(1, *way) for way in shown), *(Showing(1, *way, old=True) for way in old)]
    return [variant.suffix for variant in variants_of(SIZE, showings, (CUT, ALL))]


def test_a_picture_that_nobody_shows_has_no_variants() -> None:
    """However many recipes there are."""
    assert suffixes() == []


def test_a_picture_in_a_body_is_shown_whole() -> None:
    """By the recipes without a cut."""
    assert set(suffixes(("whole", ""))) == {"640.avif", "640.jpg"}


def test_the_photo_of_an_article_is_cut_where_the_eye_rests() -> None:
    """By the recipes of the theme, and for search engines."""
    found = suffixes(("photo", "20% 80%"))
    assert "16x9-0-80-320.avif" in found
    assert not any(name.startswith("640.") for name in found)


def test_another_place_for_the_eye_makes_other_cuts() -> None:
    """Two articles may show one photo."""
    both = suffixes(("photo", "20% 80%"), ("photo", "50% 50%"))
    assert {"16x9-0-80-320.jpg", "16x9-0-50-320.jpg"} <= set(both)


def test_each_variant_is_made_once() -> None:
    """By however many ways in which the picture is shown it is found."""
    found = suffixes(("photo", "20% 80%"), ("whole", ""), ("photo", "20% 80%"))
    assert len(found) == len(set(found))


def test_old_articles_need_few_and_leave_others_what_they_need() -> None:
    """Of a photo story the cut and the whole, each once."""
    few = suffixes(old=(("both", "20% 80%"),))
    assert set(few) == {"16x9-0-80-160.avif", "16x9-0-80-1200.jpg", "640.avif", "640.jpg"}
    new = suffixes(("photo", "20% 80%"))
    assert set(suffixes(("photo", "20% 80%"), old=(("both", "20% 80%"),))) == {*few, *new}
