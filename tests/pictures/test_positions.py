"""Positions in the subtitles of drones."""

from __future__ import annotations

import pytest

from generator.pictures.positions import tells_position


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"GPS(106.8456,-6.2088,15)", True), (b"GPS (W: 106.8)", True), (b"HOME(E 106)", True), (b"home( -6", True), (b"[latitude: -6.2088]", True),
        (b"lat=6", True), (b"Long : +106", True), (b"longt: 5", True), (b"lon:1", True), (b"longitude = 106", True),
        (b"GPS kami mati.", False), (b"latihan: 6", False), (b"flat: 6", False), (b"Lon: Aji", False), (b"Gps(barat)", False), (b"", False),
    ],
)  # fmt: skip
def test_what_tells_where_something_was_taken(text: bytes, told: bool) -> None:
    """No spoken word does."""
    assert tells_position(text) is told
