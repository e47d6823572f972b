"""Covers: pictures within sound and films, which may be photos with a place of their own."""

from __future__ import annotations

from collections.abc import Callable

Photo = Callable[[bytes], bytes]
"""Cleans a picture."""


def padded(cover: bytes, size: int) -> bytes:
    """Return a picture in a room of some bytes; what comes behind its end is nothing. Empty if it is larger."""
    return cover.ljust(size, b"\0") if len(cover) <= size else bytes(size)
