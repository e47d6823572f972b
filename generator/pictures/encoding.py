"""The bytes of a picture's variants, made by libvips."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from functools import lru_cache
from typing import Any

from generator.base.errors import AdvisedError
from generator.base.sentences import Sentence, sentence
from generator.base.text import squeeze
from generator.model import variants
from generator.model.records import Size
from generator.model.variants import WHOLE, WIDEST, Variant
from generator.pictures.probing import DAMAGED, EXPORT_AGAIN, sniff, vips

_LARGE = 800
"""Width above which a variant is encoded coarser: it is mostly seen on screens with two or three pixels for one."""
_SMALL = 600
"""Width up to which the AVIF encoder tries harder, at effort 1 instead of 0.

Measured on photographs with grain (docs/performance.md): each step up takes twice the time or more, for files that look
the same. Small ones, of which a list loads many, get 8 to 10 percent smaller by it, others less.
"""
_COPYRIGHT = {"exif-ifd0-Copyright": b"\x1c\x02\x74", "exif-ifd0-Artist": b"\x1c\x02\x50"}
"""All the metadata that a variant keeps: EXIF field -> how the same field begins in IPTC."""
_MAX_METADATA = 200
"""Characters of each."""
_EXIF_TYPE = re.compile(r"[^,]*, \d+ components?, \d+ bytes?\)")
"""How an EXIF field ends as libvips shows it: after its text, and the text once more in parentheses, its type."""


class BrokenPictureError(AdvisedError):
    """A picture cannot be decoded or encoded."""

    def __init__(self, said: Sentence, advice: Sentence = EXPORT_AGAIN) -> None:
        super().__init__(said, advice)


@lru_cache(maxsize=1)
def encoder_version() -> str:
    """Return what decides, besides the picture and the variant, which bytes an encoder writes."""
    # Imported here: it takes longer than all else that a build without pictures does for them.
    from importlib import metadata  # noqa: PLC0415

    return f"{variants.ENCODING} {metadata.version('pyvips')} {metadata.version('pyvips-binary')}"


class Original:
    """A picture that was decoded once for all of its variants.

    It is scaled to what the widest variant of any cut needs. That size depends on the picture alone, so a variant has
    the same bytes whichever others are made with it.
    """

    def __init__(self, data: bytes, shape: Size) -> None:
        """Decode a picture of the size that `probe` returned; raise BrokenPictureError if it ends too soon."""
        libvips = vips()
        self._shape = shape
        scale = min(1.0, WIDEST / min(shape.width, shape.height))
        width, height = (max(1, round(side * scale)) for side in (shape.width, shape.height))
        # A JPEG can be decoded at a half, a quarter or an eighth of its size, which takes less time.
        reading = {"shrink": max(n for n in (1, 2, 4, 8) if n * scale <= 1)} if sniff(data[:64]) == "jpeg" else {}
        try:
            # Not by `thumbnail_buffer`, which accepts a picture that is cut short.
            image = libvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error", **reading)
            self._copyright = _copyright(image)
            self._image = _in_srgb(image.thumbnail_image(width, height=height, size="down")).copy_memory()
        except libvips.Error as error:
            raise BrokenPictureError(DAMAGED) from error

    def encode(self, variant: Variant) -> bytes:
        """Return the bytes of a variant; raise BrokenPictureError if the encoder gives up."""
        libvips = vips()
        try:
            return self._save(self._crop(variant), variant)
        except libvips.Error as error:
            raise BrokenPictureError(sentence("its variant {suffix} cannot be made", suffix=variant.suffix)) from error

    def _crop(self, variant: Variant) -> Any:
        """Return the part of the picture that a variant shows, in the variant's size."""
        image = self._image
        part_width, part_height = variants.part_of(variant.ratio, image.width, image.height)
        x, y = variant.focus if variant.ratio != WHOLE else (0, 0)
        # As CSS positions a picture in a box: the point at x% of the picture falls on x% of the cut.
        left, top = round((image.width - part_width) * x / 100), round((image.height - part_height) * y / 100)
        height = variants.scaled(variant.ratio, variant.width, self._shape)
        part = image.crop(left, top, part_width, part_height)
        return part.thumbnail_image(variant.width, height=height, size="force")

    def _save(self, image: Any, variant: Variant) -> bytes:
        """Return the encoded bytes of an image, with no metadata but the copyright."""
        image = image.copy()
        for name in image.get_fields():
            if name.startswith(("exif-", "iptc-", "xmp-", "icc-", "png-", "gif-")) or name == "orientation":
                image.remove(name)
        for name, value in self._copyright.items():
            image.set_type(vips().GValue.gstr_type, name, value)
        keep = "exif" if self._copyright else "none"
        if variant.form == "avif":
            quality, effort = 44 if variant.width > _LARGE else 50, int(variant.width <= _SMALL)
            return bytes(image.heifsave_buffer(compression="av1", Q=quality, effort=effort, keep=keep))
        return bytes(image.jpegsave_buffer(Q=78, optimize_coding=True, interlace=True, background=255, keep=keep))


def _copyright(image: Any) -> dict[str, str]:
    """Return who made and owns a picture, as the EXIF fields that its variants get."""
    fields = {}
    iptc = bytes(image.get("iptc-data")) if image.get_typeof("iptc-data") else b""
    for name, marker in _COPYRIGHT.items():
        at = iptc.find(marker)
        raw = iptc[at + 5 : at + 5 + int.from_bytes(iptc[at + 3 : at + 5], "big")] if at >= 0 else b""
        value = raw.decode("utf-8", "replace")
        if image.get_typeof(name):
            exif = str(image.get(name))[:2000]
            value = exif_text(exif)
        # EXIF is ASCII. libvips would convert it itself, but differently in each locale.
        ascii_only = unicodedata.normalize("NFKD", value.replace("©", "(c)")).encode("ascii", "ignore").decode()
        value = squeeze("".join(c if c.isprintable() else " " for c in ascii_only))[:_MAX_METADATA]
        if value:
            # libvips takes a parenthesis at the end for its own type information, and drops it.
            fields[name] = f"{value}." if value.endswith(")") else value
    return fields


def exif_text(shown: str) -> str:
    """Return the text of an EXIF field from what libvips shows: `text (text, Ascii, 5 components, 5 bytes)`."""
    twice, _, _ = shown.rpartition(", ")
    twice, _, _ = twice.rpartition(", ")
    twice, comma, _ = twice.rpartition(", ")
    if not comma or not _EXIF_TYPE.fullmatch(shown, len(twice) + 2):
        return shown
    # A blank stands between the two, unless the text ends with one.
    text = twice[: (len(twice) - 1) // 2]
    return text if twice in (f"{text} ({text}", f"{text}({text}") else shown


def _in_srgb(image: Any) -> Any:
    libvips = vips()
    if image.get_typeof("icc-profile-data"):
        # A profile that does not fit the picture is as good as none.
        with contextlib.suppress(libvips.Error):
            return image.icc_transform("srgb", embedded=True, intent="perceptual", depth=8).copy_memory()
    if image.interpretation == "cmyk":
        return image.icc_transform("srgb", input_profile="cmyk", intent="perceptual", depth=8)
    return image if image.interpretation in ("srgb", "b-w") and image.format == "uchar" else image.colourspace("srgb")
