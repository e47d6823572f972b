"""Positions in subtitles: drones write where they are into those of their films."""

from __future__ import annotations

import re

_POSITION = re.compile(
    rb"\b(?:gps|home)\s*\(\s*(?:[nsew]\s*:?\s*)?[-+]?\d|\b(?:lat(?:itude)?|long?t?(?:itude)?)\s*[:=]\s*[-+]?\d",
    re.IGNORECASE,
)
"""As in `GPS(106.8456,-6.2088,15)` and `[latitude: -6.2088]`."""


def tells_position(text: bytes) -> bool:
    """Return whether subtitles tell where something was taken, as no spoken word does."""
    return _POSITION.search(text) is not None
