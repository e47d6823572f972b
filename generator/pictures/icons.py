"""The square icons of a portal for phones and browsers, all made from one picture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from generator.base.errors import AdvisedError
from generator.base.sentences import Sentence, sentence
from generator.model.records import Record

DEFAULT = "/aset/favicon.svg"
"""The default picture, if the theme has this file."""
MIN_SIDE, MAX_SIDE = 512, 8192
"""Limits in pixels for a side of the source picture; an SVG has none."""
_HINT = sentence("use a square PNG of at least {min_side} × {min_side} pixels, or a square SVG", min_side=MIN_SIDE)


class Icon(Record, frozen=True):
    """An icon file of the output."""

    path: str
    """Below the output folder."""
    side: int
    """In pixels."""
    opaque: bool = False
    """Whether it has a background: phones of Apple fill what is transparent with black."""

    @property
    def url(self) -> str:
        return f"/{self.path}"


LARGEST = Icon("aset/ikon-512.png", 512)
ICONS = (Icon("aset/ikon-180.png", 180, opaque=True), Icon("aset/ikon-192.png", 192), LARGEST)


class IconError(AdvisedError):
    """No icon can be made from a picture."""

    def __init__(self, said: Sentence, advice: Sentence = _HINT) -> None:
        super().__init__(said, advice)


def source_url(chosen: str, assets: Mapping[str, object]) -> str:
    """Return the address of the picture that icons are made from: the one in site.yaml, or the theme's; or nothing."""
    return chosen or (DEFAULT if DEFAULT[1:] in assets else "")


@lru_cache(maxsize=8)
def make(data: bytes, icon: Icon, background: str) -> bytes:
    """Return the PNG of an icon from an SVG, PNG or JPEG; raises IconError if it is broken, too small or not square.

    `background`, as `#rrggbb`, is for icons that must be opaque.
    """
    # Imported here, for a fast start: planning needs only the names of icons.
    from generator.pictures.probing import vips  # noqa: PLC0415

    libvips = vips()
    try:
        image = _square(data, icon.side)
        if icon.opaque and image.hasalpha():
            image = image.flatten(background=list(bytes.fromhex(background[1:])))
        return bytes(image.pngsave_buffer(compression=9, keep="none"))
    except libvips.Error as error:
        raise IconError(sentence("the picture of the icon is broken")) from error


def _square(data: bytes, side: int) -> Any:
    """Return the picture as a square of `side` pixels in sRGB; only its own format's loader may read it."""
    from generator.pictures.probing import vips  # noqa: PLC0415 - as above

    loaders = vips().Image
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        image = _checked(loaders.pngload_buffer(data, fail_on="error"))
    elif data.startswith(b"\xff\xd8\xff"):
        image = _checked(loaders.jpegload_buffer(data, fail_on="error"))
    else:
        _check_svg(data)
        plain = loaders.svgload_buffer(data)
        _check_square(plain)
        image = loaders.svgload_buffer(data, scale=side / plain.width)
    image = image.colourspace("srgb")
    return image if image.width == image.height == side else image.thumbnail_image(side, height=side, size="force")


def _check_svg(data: bytes) -> None:
    # Imported here: the module says why.
    from generator.pictures.svg import active_svg  # noqa: PLC0415

    if active := active_svg(data):
        said = sentence(
            "the picture of the icon is neither PNG nor JPEG, nor a plain SVG: it holds {active}", active=active
        )
        raise IconError(said)


def _checked(image: Any) -> Any:
    _check_square(image)
    if not MIN_SIDE <= image.width <= MAX_SIDE:
        said = sentence(
            "the picture of the icon has sides of {side} pixels, not of {min_side} to {max_side}",
            side=image.width, min_side=MIN_SIDE, max_side=MAX_SIDE,
        )  # fmt: skip
        raise IconError(said)
    return image


def _check_square(image: Any) -> None:
    if image.width != image.height:
        said = sentence(
            "the picture of the icon is not square, but {width} × {height} pixels",
            width=image.width,
            height=image.height,
        )
        raise IconError(said)
