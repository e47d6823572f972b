"""Footnotes: their numbers, and the ids of what refers to them."""

from __future__ import annotations

import pytest

from generator.markup.footnotes import Notes, note_id, reference_id
from generator.markup.markdown import parse_body
from generator.model.urls import Anchors


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
