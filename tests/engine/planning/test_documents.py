"""Documents: the pages of what changed in content/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.config.site_yaml import parse
from generator.engine.planning import documents
from generator.engine.planning.documents import variants_of
from generator.engine.planning.rows import Wanted, place
from generator.model.cards import Size
from generator.model.delta import Delta
from generator.model.index_entry import Showing
from generator.model.lookup_keys import page_key
from generator.model.page import Page
from generator.model.rebuild_reasons import Reason
from generator.model.site import Site
from generator.model.variants import WHOLE, Recipe, Sparse, Variant, Way
from generator.store.database import Store, open_store
from tests.support import CONFIG, article, png, site

ARTICLE, ALIAS = Page("a/index.html", "article", 3, 1), Page("lama/index.html", "redirect", 3)
MEDIA = Page("foto/a.jpg", "media", 7)
PICTURE = Page("gambar/foto/a.1.720.avif", "picture", 7, detail=Variant(WHOLE, (0, 0), 720, "avif"))

SITE: Site = parse(CONFIG)[0]  # type: ignore[assignment]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        place(store, {page_key(page.path): Wanted(page) for page in (MEDIA, PICTURE)}, ())
        yield store


def test_pages_get_the_reason_of_their_document(store: Store) -> None:
    """Its aliases too."""
    part = documents.plan(store, Delta(pages={3: (ARTICLE, ALIAS)}, reasons={3: Reason.NEW_FILE}), SITE, ())
    assert part.wanted == [Wanted(ARTICLE, Reason.NEW_FILE), Wanted(ALIAS, Reason.NEW_FILE)]
    assert part.rows == []


def test_a_document_that_is_no_longer_published_wants_no_page(store: Store) -> None:
    """What it has is found, so that it goes."""
    part = documents.plan(store, Delta(pages={7: ()}), SITE, ())
    assert part.wanted == []
    assert [row.page for row in part.rows] == [MEDIA]


def test_the_variants_of_a_picture_go_with_its_file(store: Store) -> None:
    """While the file is there, whoever shows it decides."""
    part = documents.plan(store, Delta(gone={7}), SITE, ())
    assert {row.page for row in part.rows} == {MEDIA, PICTURE}


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


def test_a_drafts_picture_that_site_yaml_names_for_a_time(tmp_path: Path) -> None:
    """Is there as long, however often."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("A", "![a](/foto/a.png)", draft="true"))
    portal.add("content/foto/a.png", png(8, 8))
    for named in (False, True, False, True, False):
        portal.add("site.yaml", CONFIG + "logo: /foto/a.png\n" * named)
        portal.build()
        assert ("foto/a.png" in portal.files()) is named
        assert portal.files() == portal.clean()
