"""Icons: the squares by which phones and browsers know a portal, all made of one picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from generator.images.vips import vips
from generator.portal.records import Record

DEFAULT = "/aset/favicon.svg"
"""The picture of a site that names none, if its theme has this file."""
LEAST, MOST = 512, 8192
"""Pixels of the side of a picture that icons are made of; an SVG has no such limits."""
_SAFE = 0.8
"""Part of a maskable icon's side that is kept whatever shape it is cut to."""
_HINT = f"take a square PNG of at least {LEAST} × {LEAST} pixels, or a square SVG"


class Icon(Record, frozen=True):
    """A file that is made of the picture."""

    path: str
    """Below the output folder."""
    side: int
    """In pixels."""
    purpose: str = "any"
    """As the web manifest has it; empty for the one that iPhones ask for."""

    @property
    def url(self) -> str:
        """Address of the file."""
        return f"/{self.path}"


APPLE = Icon("aset/ikon-180.png", 180, "")
ICONS = (
    APPLE, Icon("aset/ikon-192.png", 192), Icon("aset/ikon-512.png", 512),
    Icon("aset/ikon-maskable-512.png", 512, "maskable"),
)  # fmt: skip


class IconError(Exception):
    """A picture of which no icon can be made."""

    def __init__(self, message: str, hint: str = _HINT) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def picture_of(chosen: str, assets: Mapping[str, object]) -> str:
    """Return the address of the picture that a site's icons are made of; empty when there is none.

    Args:
        chosen: what site.yaml names, if anything.
        assets: files of the theme, by their paths below the output folder.

    """
    return chosen or (DEFAULT if DEFAULT[1:] in assets else "")


@lru_cache(maxsize=8)
def make(data: bytes, icon: Icon, ground: str) -> bytes:
    """Make an icon, as PNG.

    Args:
        data: the picture, a square SVG, PNG or JPEG.
        icon: which of `ICONS`.
        ground: colour, `#rrggbb`, below what is transparent in icons that must not be so.

    Raises:
        IconError: the picture is broken, too small or not square.

    """
    libvips = vips()
    try:
        side = round(icon.side * _SAFE) if icon.purpose == "maskable" else icon.side
        image = _square(data, side)
        if icon.purpose != "any":
            colour = list(bytes.fromhex(ground[1:]))
            image = image.flatten(background=colour) if image.hasalpha() else image
            edge = (icon.side - side) // 2
            image = image.embed(edge, edge, icon.side, icon.side, extend="background", background=colour)
        return bytes(image.pngsave_buffer(compression=9, keep="none"))
    except libvips.Error as error:
        raise IconError("the picture of the icon is broken") from error


def _square(data: bytes, side: int) -> Any:
    """Return the picture as a square in sRGB, read by the loader of its own kind alone."""
    # Imported here: reading XML takes a build longer than all else that it does for icons it has already.
    from generator.readers.media import active_svg, slow_svg  # noqa: PLC0415

    loaders = vips().Image
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        image = _checked(loaders.pngload_buffer(data, fail_on="error"))
    elif data.startswith(b"\xff\xd8\xff"):
        image = _checked(loaders.jpegload_buffer(data, fail_on="error"))
    else:
        if active := active_svg(data):
            raise IconError(f"the picture of the icon is neither PNG nor JPEG, nor a plain SVG: it holds {active}")
        if slow := slow_svg(data):
            raise IconError(f"the picture of the icon is an SVG that may take long to be drawn: it holds {slow}")
        plain = loaders.svgload_buffer(data)
        _check_square(plain)
        image = loaders.svgload_buffer(data, scale=side / plain.width)
    image = image.colourspace("srgb")
    return image if image.width == image.height == side else image.thumbnail_image(side, height=side, size="force")


def _checked(image: Any) -> Any:
    _check_square(image)
    if image.width < LEAST:
        raise IconError(f"the picture of the icon is too small: {image.width} pixels, less than {LEAST}")
    if image.width > MOST:
        raise IconError(f"the picture of the icon is too large: {image.width:,} pixels, more than {MOST:,}")
    return image


def _check_square(image: Any) -> None:
    if image.width != image.height:
        raise IconError(f"the picture of the icon is not square, but {image.width} × {image.height} pixels")
