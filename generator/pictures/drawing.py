"""Draws what templates of SVG make."""

from __future__ import annotations

import re

_TEXT = re.compile(rb"<(?:\w+:)?text\b")


def drawn(svg: bytes, width: int, height: int) -> bytes:
    """Return the PNG of an SVG of a theme, without transparency; raises ValueError if it cannot be drawn."""
    # Imported here, for a fast start: few builds draw.
    from generator.pictures.probing import vips  # noqa: PLC0415

    libvips = vips()
    if _TEXT.search(svg):
        raise ValueError("it holds <text>, which looks different on each machine: put text in by the filter huruf")
    try:
        image = libvips.Image.svgload_buffer(svg)
        if (image.width, image.height) != (width, height):
            raise ValueError(f"it is {image.width} × {image.height} pixels large, and has to be {width} × {height}")
        image = image.colourspace("srgb").flatten(background=255)
        return bytes(image.pngsave_buffer(compression=6, keep="none"))
    except libvips.Error as error:
        raise ValueError("it is no SVG that can be drawn") from error
