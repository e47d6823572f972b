"""Headings: levels without gaps, ids, and the repetition of a title."""

from __future__ import annotations

import re

import pytest

from generator.markup.collector import Notes, note_id, reference_id
from generator.markup.markdown import parse_body
from generator.model.urls import Anchors
from tests.support import article, site


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("# Harga Ikan Turun\n\nIsi.", False), ("Harga  *ikan* turun!\n===\n\nIsi.", False), ("<!-- a -->\n\n# Harga Ikan Turun\n\nIsi.", False),
        ("## Harga Ikan Turun\n\nIsi.", True), ("Isi.\n\n# Harga Ikan Turun", True), ("# Harga Ikan\n\nIsi.", True),
        ("# Satu\n\n# Harga Ikan Turun", True), ("Isi.\n\n<!-- halaman -->\n\n# Harga Ikan Turun", True),
    ],
)  # fmt: skip
def test_a_first_heading_that_repeats_the_title_goes(body, left):
    """It stands above the text already; any other heading is the writer's own."""
    found, _ = parse_body(body, "a.md", title="Harga Ikan Turun")
    assert ("<h" in str(found.parts)) == left


def test_the_titles_of_all_files(tmp_path):
    """An article's headline, a page's title and a person's name are not said twice."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("Harga Ikan", "# Harga Ikan\n\nIsi."))
    portal.add("content/pages/tentang.md", "---\ntitle: Tentang Kami\n---\n# Tentang kami\n\nIsi.\n")
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\n---\n# Sari Wulan\n\nIsi.\n")
    portal.build()
    for path in ("daerah/2024/10/a/index.html", "tentang/index.html", "penulis/sari-wulan/index.html"):
        assert not re.search('<h[2-6] id="(harga|tentang|sari)', portal.read(path)), path


def test_very_many_headings_of_one_name():
    """Their ids differ, and finding them takes no time."""
    body, _ = parse_body("# a\n" * 4000 + "# a 2\n" * 4000, "a.md")
    assert len(body.anchors) == 8000


def test_they_are_numbered_as_the_text_refers_to_them() -> None:
    """Each reference has an id of its own, and each id the page that it is on."""
    anchors = Anchors(())
    notes = Notes(anchors)
    found = [notes.refer(label, part) for label, part in (("b", 1), ("a", 1), ("b", 2), ("b", 2))]
    assert found == [(1, "rujukan_1"), (2, "rujukan_2"), (1, "rujukan_1_2"), (1, "rujukan_1_3")]
    assert notes.waiting == ["b", "a"]
    assert (notes.number("a"), "a" in notes, "c" in notes) == (2, True, False)
    assert (note_id(3), reference_id(3)) == ("catatan_3", "rujukan_3")
    assert dict(anchors.parts) == {
        "catatan_1": 1, "rujukan_1": 1, "catatan_2": 1, "rujukan_2": 1, "rujukan_1_2": 2, "rujukan_1_3": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "refers"),
    [("a", True), ("a" * 200, True), ("a" * 201, False), ("a b", False), ("", False), ("a-1!", True)],
)
def test_what_refers_to_one(label: str, refers: bool) -> None:
    """A label of up to 200 signs without blanks."""
    html = str(parse_body(f"x[^{label}]\n\n[^{label}]: y", "a.md")[0].parts)
    assert ("doc-noteref" in html) == refers
