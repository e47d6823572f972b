"""Documents: the pages of what changed in content/."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.config.site_yaml import parse
from generator.engine.planning import documents
from generator.engine.planning.rows import Wanted, place
from generator.model.delta import Delta, Reserved
from generator.model.lookup_keys import page_key
from generator.model.page import Page
from generator.model.rebuild_reasons import Reason
from generator.model.site import Site
from generator.model.variants import WHOLE, Variant
from generator.store.database import Store, open_store
from tests.support import CONFIG

ARTICLE, ALIAS = Page("a/index.html", "article", number=1), Page("lama/index.html", "redirect")
MEDIA = Page("foto/a.jpg", "media", 7)
PICTURE = Page("gambar/foto/a.1.720.avif", "picture", 7, detail=Variant(WHOLE, (0, 0), 720, "avif"))

SITE: Site = parse(CONFIG)[0]  # type: ignore[assignment]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / ".ssg")) as store:
        place(store, {page_key(page.path): Wanted(page) for page in (MEDIA, PICTURE)}, ())
        yield store


def test_pages_get_their_document_as_owner_and_its_reason(store: Store) -> None:
    """Its aliases too."""
    part = documents.plan(store, Delta(pages={3: (ARTICLE, ALIAS)}, reasons={3: Reason.NEW_FILE}), SITE, ())
    assert part.wanted == [
        Wanted(Page("a/index.html", "article", 3, 1), Reason.NEW_FILE),
        Wanted(Page("lama/index.html", "redirect", 3), Reason.NEW_FILE),
    ]
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


def test_future_pages_have_their_document_as_owner() -> None:
    """As they will be when they are published."""
    assert documents.future_pages(Delta(reserved=Reserved(pages={4: (ALIAS,)}))) == [
        Page("lama/index.html", "redirect", 4)
    ]
