"""Pictures of plain colours, for tests."""

from __future__ import annotations

import pyvips

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (240, 240, 240)


def plain(width: int, height: int, colour=RED):
    return (pyvips.Image.black(width, height) + list(colour)).cast("uchar").copy(interpretation="srgb")


def quarters(width: int, height: int):
    """A picture that is red, green, blue and white in its corners, by rows."""
    part = (width // 2, height // 2)
    return pyvips.Image.arrayjoin([plain(*part, colour) for colour in (RED, GREEN, BLUE, WHITE)], across=2)


def jpeg(width: int = 160, height: int = 120, colour=RED, **options) -> bytes:
    return bytes(plain(width, height, colour).jpegsave_buffer(**options))


def cut_short() -> bytes:
    """The first half of a JPEG that is large enough to have variants."""
    data = bytes(pyvips.Image.gaussnoise(400, 300, mean=128, sigma=40, seed=1).cast("uchar").jpegsave_buffer())
    return data[: len(data) // 2]
