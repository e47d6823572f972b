"""Operations on pages."""

from __future__ import annotations

import pytest

from generator.portal.page import Asset, Detail, Feed, Front, IconSource, Manifest, Numbered, Page, Terms
from generator.portal.variants import WHOLE, Variant
from generator.store import pages


@pytest.mark.parametrize(
    ("kind", "number", "detail", "note"),
    [
        ("article", 2, None, ""),
        ("listing", 3, Numbered(newest=True), "last"),
        ("listing", 3, Numbered(newest=False), ""),
        ("listing", 0, Front(0), "0"),
        ("listing", 0, Front(12), "12"),
        ("feed", 0, Feed(), ""),
        ("feed-json", 0, Feed("daerah"), "daerah"),
        ("tags", 0, Terms("b"), "b"),
        ("asset", 0, Asset("a1b2"), "a1b2"),
        ("manifest", 0, Manifest(), ""),
        ("icon", 192, IconSource("a1b2", "#ffffff", "/foto/ikon kecil.png"), "a1b2 #ffffff /foto/ikon kecil.png"),
        ("picture", 0, Variant(WHOLE, (0, 0), 720, "avif"), "720.avif"),
        ("picture", 0, Variant((16, 9), (50, 30), 720, "jpg"), "16x9-50-30-720.jpg"),
    ],
)
def test_the_detail_of_a_page_is_kept_as_a_text(kind: str, number: int, detail: Detail | None, note: str) -> None:
    """Each sort has its own form in the column `note`, and is read back as the same value."""
    page = Page("a/index.html", kind, 7, number, 1, 2, detail)
    columns = pages.columns_of(page)
    assert columns[-1] == note
    assert pages.page_of(*columns) == page
