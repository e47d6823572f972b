"""Pictures: what a picture file is, and the bytes of its variants, made by libvips.

Only the four formats that cameras and editors write are let in; whatever else
a file may be is told by its first bytes, and refused.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.digest import digest
from generator.base.folder import Folder
from generator.base.ownfiles import claim, claim_folder
from generator.base.text import squeeze
from generator.images.frames import cut_short
from generator.images.vips import vips
from generator.portal import variants
from generator.portal.records import Record, Shape
from generator.portal.variants import FOLDER, LEAST, WHOLE, WIDEST, Variant

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PIXELS = 50_000_000
"""Of a picture that is opened: a file of a few kilobytes can claim to be larger than any memory."""
_SIDE = 65_500
"""Pixels of the longest side that a JPEG can have."""

_LARGE = 800
"""Width from which a picture is mostly seen on a screen with two or three pixels for one: it may be coarser.

The AVIF encoder takes its time for the smaller ones alone, which are most; a large one would cost six times as much.
"""
_COPYRIGHT = {"exif-ifd0-Copyright": b"\x1c\x02\x74", "exif-ifd0-Artist": b"\x1c\x02\x50"}
"""All that a variant keeps of what its picture says about itself, in EXIF -> how the same begins in IPTC."""
_MOST_SAID = 200
"""Characters of it."""
_FIELD = re.compile(r"(.*?) ?\(\1, \w+, \d+ components?, \d+ bytes?\)", re.DOTALL)
"""An EXIF field as libvips shows it: its text, and once more with what it is."""

_VARIANT = re.compile(rf"{FOLDER}/.*\.[0-9a-f]{{12}}\.[0-9x-]+\.(?:{'|'.join(variants.FORMS)})")
"""A file of the output that a variant may be."""

_NOT = "is not the picture that its name says"


class Probe(Record, frozen=True):
    """What is known of a picture before any variant is made."""

    width: int = 0
    """As it is seen, turned the way the camera was held."""
    height: int = 0
    variable: bool = False
    """Whether variants can be made of it."""
    fault: str = ""
    """Why it cannot be shown, as the end of a sentence about it."""
    hint: str = ""


_DAMAGED = "it is damaged or cut short"
_ANEW = "open it in an image editor and export it anew"


class BrokenError(Exception):
    """A picture cannot be decoded."""

    def __init__(self, message: str, hint: str = _ANEW) -> None:
        super().__init__(message)
        self.hint = hint


def sniff(head: bytes) -> str:
    """Return what a file is from its first 64 bytes: jpeg, png, webp, avif, gif, animated, or nothing known."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "animated" if head[37:41] == b"acTL" else "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "animated" if head[12:16] == b"VP8X" and head[20:21] and head[20] & 2 else "webp"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[4:8] == b"ftyp":
        return {b"avif": "avif", b"mif1": "avif", b"avis": "animated"}.get(head[8:12], "")
    return ""


def probe(data: bytes, width: int, height: int) -> Probe:
    """Look at a picture that the site may show; `width` and `height` are 0 when not known.

    An animation and a very small picture are shown as they are, so it is now
    that their structure is followed to its end; a photo is decoded when its
    variants are made, or for `prove`.
    """
    form = sniff(data[:64])
    if not form:
        hint = "export it anew as JPEG, PNG, WebP or AVIF"
        return Probe(fault=f"{_NOT}, by its first bytes", hint=hint)
    if too_large := _too_large(width, height):
        return too_large
    if form in ("gif", "animated"):
        broken = not width or cut_short(data)
        return Probe(fault=f"cannot be read: {_DAMAGED}", hint=_ANEW) if broken else Probe(width, height)
    libvips = vips()
    try:
        image = libvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error")
        width, height = image.width, image.height
        if too_large := _too_large(width, height):
            return too_large
        if min(width, height) < LEAST and cut_short(data):
            return Probe(fault=f"cannot be read: {_DAMAGED}", hint=_ANEW)
    except libvips.Error:
        return Probe(fault=f"cannot be read: {_DAMAGED}", hint=_ANEW)
    if image.get_typeof("orientation") and image.get("orientation") in (5, 6, 7, 8):
        width, height = height, width
    return Probe(width, height, min(width, height) >= LEAST)


def _too_large(width: int, height: int) -> Probe | None:
    """Return what is said of a picture that would fill the memory."""
    if width * height <= MOST_PIXELS and max(width, height) <= _SIDE:
        return None
    message = f"has {width:,} × {height:,} pixels, more than {MOST_PIXELS // 1_000_000} million"
    if max(width, height) > _SIDE:
        message = f"has a side of {max(width, height):,} pixels, more than {_SIDE:,}"
    return Probe(fault=message, hint="make it smaller; 2,400 pixels on the longer side are plenty")


@lru_cache(maxsize=1)
def encoder() -> str:
    """Return what decides, beside the program, which bytes are made of a picture."""
    # Imported here: it takes longer than all else that a build without pictures does for them.
    from importlib import metadata  # noqa: PLC0415

    return f"{variants.ENCODING} {metadata.version('pyvips')} {metadata.version('pyvips-binary')}"


class Original:
    """A picture that was decoded once for all of its variants.

    It is brought to a size that is enough for the widest variant of any cut;
    that size depends on the picture alone, so a variant has the same bytes
    whichever others are made with it.
    """

    def __init__(self, data: bytes, shape: Shape) -> None:
        """Decode a picture of the size that `probe` found.

        Raises:
            BrokenError: it cannot be decoded to its end.

        """
        libvips = vips()
        self._shape = shape
        scale = min(1.0, WIDEST / min(shape.width, shape.height))
        wide, high = (max(1, round(side * scale)) for side in (shape.width, shape.height))
        # A JPEG can be read at a half, a quarter or an eighth of its size, which takes less time.
        reading = {"shrink": max(n for n in (1, 2, 4, 8) if n * scale <= 1)} if sniff(data[:64]) == "jpeg" else {}
        try:
            # Not by `thumbnail_buffer`, which takes a picture that is cut short for a whole one.
            image = libvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error", **reading)
            self._kept = _copyright(image)
            self._image = _in_srgb(image.thumbnail_image(wide, height=high, size="down")).copy_memory()
        except libvips.Error as error:
            raise BrokenError(_DAMAGED) from error

    def encode(self, variant: Variant) -> bytes:
        """Return the bytes of a variant.

        Raises:
            BrokenError: the encoder gave up.

        """
        libvips = vips()
        try:
            return self._save(self._shaped(variant, self._image), variant)
        except libvips.Error as error:
            raise BrokenError(f"its variant {variant.note} cannot be made") from error

    def _shaped(self, variant: Variant, image: Any) -> Any:
        wide, high = variants.part_of(variant.cut, image.width, image.height)
        x, y = variant.at if variant.cut != WHOLE else (0, 0)
        # As CSS places a picture in a box: the point at x% of the picture comes to lie at x% of the cut.
        left, top = round((image.width - wide) * x / 100), round((image.height - high) * y / 100)
        height = variants.scaled(variant.cut, variant.width, self._shape)
        return image.crop(left, top, wide, high).thumbnail_image(variant.width, height=height, size="force")

    def _save(self, image: Any, variant: Variant) -> bytes:
        kept = self._kept
        image = image.copy()
        for name in image.get_fields():
            if name.startswith(("exif-", "iptc-", "xmp-", "icc-", "png-", "gif-")) or name == "orientation":
                image.remove(name)
        for name, value in kept.items():
            image.set_type(vips().GValue.gstr_type, name, value)
        keep = "exif" if kept else "none"
        large = variant.width > _LARGE
        if variant.form == "avif":
            quality, effort = (44, 0) if large else (50, 2)
            return bytes(image.heifsave_buffer(compression="av1", Q=quality, effort=effort, keep=keep))
        if variant.form == "webp":
            return bytes(image.webpsave_buffer(Q=66 if large else 72, effort=3, keep=keep))
        return bytes(image.jpegsave_buffer(Q=78, optimize_coding=True, interlace=True, background=255, keep=keep))


def _copyright(image: Any) -> dict[str, str]:
    """Return whose picture it is, as the EXIF fields of its variants."""
    found = {}
    iptc = bytes(image.get("iptc-data")) if image.get_typeof("iptc-data") else b""
    for name, begin in _COPYRIGHT.items():
        at = iptc.find(begin)
        text = iptc[at + 5 : at + 5 + int.from_bytes(iptc[at + 3 : at + 5], "big")] if at >= 0 else b""
        said = text.decode("utf-8", "replace")
        if image.get_typeof(name):
            shown = str(image.get(name))[:2000]
            match = _FIELD.fullmatch(shown)
            said = match[1] if match else shown
        # EXIF is ASCII. libvips would make it so itself, but in the manner of the machine's language.
        plain = unicodedata.normalize("NFKD", said.replace("©", "(c)")).encode("ascii", "ignore").decode()
        said = squeeze("".join(c if c.isprintable() else " " for c in plain))[:_MOST_SAID]
        if said:
            # libvips takes a bracket at the end for its own words, and leaves it out.
            found[name] = f"{said}." if said.endswith(")") else said
    return found


def _in_srgb(image: Any) -> Any:
    """Return a picture in the colours of the web, eight bits deep."""
    libvips = vips()
    if image.get_typeof("icc-profile-data"):
        # A profile that does not fit the picture is as good as none.
        with contextlib.suppress(libvips.Error):
            return image.icc_transform("srgb", embedded=True, intent="perceptual", depth=8).copy_memory()
    if image.interpretation == "cmyk":
        return image.icc_transform("srgb", input_profile="cmyk", intent="perceptual", depth=8)
    return image if image.interpretation in ("srgb", "b-w") and image.format == "uchar" else image.colourspace("srgb")


# ------------------------------------------------------------------------- the cache


class Cache:
    """The variants that were made before, by what decides their bytes; safe to delete at any time.

    A file's name says what its bytes must be, so that one that was altered or
    cut short is not believed.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder, which may be used by several processes at a time."""
        self._folder = folder

    def _place(self, path: str) -> tuple[Path, str]:
        """Return folder and beginning of the name for a file of the output."""
        name = path.rpartition("/")[2]
        _, shown, note = name.split(".", 2)
        return self._folder / shown[:2] / shown, f"{note}."

    def find(self, path: str, content: bytes) -> tuple[bytes, Path] | None:
        """Return the bytes of a variant and the file that holds them, if it was made before.

        Args:
            path: of the variant below the output.
            content: digest of the bytes of its picture.

        """
        folder, note = self._place(path)
        start = note + _key(content) + "."
        try:
            names = sorted(name for name in os.listdir(folder) if name.startswith(start))
        except OSError:
            return None
        for name in names:
            file = folder / name
            with contextlib.suppress(OSError):
                data = claim(file).read_bytes()
                if digest(data).hex() == name.removeprefix(start):
                    return data, file
                file.unlink()
        return None

    def keep(self, path: str, content: bytes, data: bytes) -> Path | None:
        """Keep the bytes of a variant; return the file that holds them, or None if there is no room."""
        folder, note = self._place(path)
        try:
            for one in (self._folder, folder.parent, folder):
                claim_folder(one)
            self._drop(folder, note)
            unfinished = claim(folder / f"new.{note}{os.getpid()}")
            unfinished.write_bytes(data)
            file = folder / f"{note}{_key(content)}.{digest(data).hex()}"
            os.replace(unfinished, file)
        except OSError:
            return None
        return file

    def sweep(self, paths: Iterable[str]) -> None:
        """Delete what was kept of pictures that none of these files of the output is made of."""
        live = {self._place(path)[0] for path in paths}
        for folder in self._folder.glob("*/*"):
            if folder not in live:
                shutil.rmtree(folder, ignore_errors=True)

    def forget(self, paths: Iterable[str]) -> None:
        """Delete what was kept for files of the output."""
        for path in paths:
            # A page or a file of content/ may lie there too.
            if not _VARIANT.fullmatch(path):
                continue
            folder, note = self._place(path)
            with contextlib.suppress(OSError):
                self._drop(folder, note)
                # What a killed build was just writing.
                self._drop(folder, "new.")
                folder.rmdir()
                folder.parent.rmdir()

    def _drop(self, folder: Path, note: str) -> None:
        for name in os.listdir(folder):
            if name.startswith(note):
                (folder / name).unlink(missing_ok=True)


def _key(content: bytes) -> str:
    return digest(content + encoder().encode()).hex()[:16]


class Order(Record, frozen=True):
    """A variant that is wanted."""

    path: str
    """Below the output."""
    note: str
    source: str
    """The picture, below content/."""
    content: bytes
    """Digest of its bytes."""
    shape: Shape
    """Its size as it is seen."""
    size: int
    """Number of its bytes."""


class Workshop:
    """Makes variants, those of one picture best one after the other: it is decoded once for all of them."""

    def __init__(self, content: Path, cache: Cache) -> None:
        self._content = content
        self._cache = cache
        self._known: tuple[str, bytes] | None = None
        self._original: Original | BrokenError | None = None

    def make(self, order: Order) -> tuple[bytes, Path | None]:
        """Return the bytes of a variant, and the file that they are kept in, if any.

        Raises:
            BrokenError: the picture cannot be decoded, or is no longer the one that was read.

        """
        found = self._cache.find(order.path, order.content)
        if found is not None:
            return found
        data = self._decoded(order).encode(variants.read_note(order.note))
        return data, self._cache.keep(order.path, order.content, data)

    def _decoded(self, order: Order) -> Original:
        """Return the picture that a variant is made of; a broken one is not tried again for each of its variants."""
        if self._known != (order.source, order.content):
            self._known = self._original = None
            try:
                with Folder(self._content) as folder:
                    data = folder.read(order.source, order.size)
            except OSError as error:
                raise BrokenError(f"the file cannot be read: {error.strerror}", "") from error
            if digest(data) != order.content:
                raise BrokenError("it was changed while it was being read", "build again")
            try:
                self._original = Original(data, order.shape)
            except BrokenError as error:
                self._original = error
            self._known = (order.source, order.content)
        if isinstance(self._original, BrokenError):
            raise self._original
        assert self._original is not None
        return self._original

    def prove(self, order: Order) -> None:
        """Decode a picture of which no variant is made yet.

        Raises:
            BrokenError: as `make`.

        """
        self._decoded(order)


def prove(content: str, batch: tuple[Order, ...]) -> list[tuple[str, str, str]]:
    """Decode pictures, in any process; return path, fault and hint of those that cannot be decoded to their end."""
    workshop = Workshop(Path(content), Cache(Path()))
    found = []
    for order in batch:
        try:
            workshop.prove(order)
        except BrokenError as error:
            found.append((order.source, f"cannot be shown: {error}", error.hint))
    return found
