"""Makes variants of pictures with libvips; its cache, `.ssg/pictures/`, is safe to delete at any time."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.base.digest import digest
from generator.base.errors import AdvisedError
from generator.base.folder import Folder
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.state_files import claim, claim_folder
from generator.base.text import squeeze
from generator.model import variants
from generator.model.cards import Size
from generator.model.records import Record
from generator.model.variants import FOLDER, FORMS, WHOLE, WIDEST, Variant
from generator.pictures.metadata import ARTIST_TAG, COPYRIGHT_TAG, rights_in
from generator.pictures.probing import DAMAGED, EXPORT_AGAIN, sniff, vips

_LARGE = 800
"""Width above which quality is lower: such variants are mostly seen on screens of high density."""
_SMALL = 600
"""Width up to which the AVIF encoder tries harder, at effort 1 instead of 0.

Measured on photographs with grain (docs/performance.md): each step up takes twice the time or more, for files that look
the same. Small ones, of which a list loads many, get 8 to 10 percent smaller by it, others less.
"""
_KEPT = 88
"""Quality of a JPEG that variants are made from: 40 percent of the bytes of 95, and far better than they are."""
_OPAQUE = 255
_COPYRIGHT = {
    "exif-ifd0-Copyright": (COPYRIGHT_TAG, b"\x1c\x02\x74"),
    "exif-ifd0-Artist": (ARTIST_TAG, b"\x1c\x02\x50"),
}
"""The metadata that a variant keeps: its field in EXIF, with its tag, and the start of the same field in IPTC."""
_MAX_METADATA = 200
"""Characters of each."""
_VARIANT = re.compile(rf"{FOLDER}/.*\.[0-9a-f]{{12}}\.[0-9x-]+\.(?:{'|'.join(FORMS)})")
"""The path of a variant in the output."""


class BrokenPictureError(AdvisedError):
    """A picture that cannot be decoded or encoded."""

    def __init__(self, said: Sentence, advice: Sentence = EXPORT_AGAIN) -> None:
        super().__init__(said, advice)

    @property
    def fault(self) -> tuple[Sentence, Sentence]:
        """The end of a sentence about the picture, and a hint."""
        return sentence("cannot be shown: {why}", why=self.said), self.advice


@lru_cache(maxsize=1)
def encoder_version() -> str:
    """Return what decides a variant's bytes besides the picture and the variant itself."""
    # Imported here: it takes longer than everything else that a build without pictures does for them.
    from importlib import metadata  # noqa: PLC0415

    return f"{variants.ENCODING} {metadata.version('pyvips')} {metadata.version('pyvips-binary')}"


class Original:
    """A picture that is decoded once for all of its variants.

    It is scaled to the size that the widest variant of any cut needs. That size depends on the picture alone, so a
    variant has the same bytes whichever others are made with it.
    """

    def __init__(self, data: bytes, shape: Size, widest: int = WIDEST) -> None:
        """Decode a picture with the size from `probe` for variants up to `widest` pixels.

        Raises:
            BrokenPictureError: it is cut short.

        """
        libvips = vips()
        self._shape = shape
        scale = min(1.0, widest / min(shape.width, shape.height))
        width, height = (max(1, round(side * scale)) for side in (shape.width, shape.height))
        # A JPEG can be decoded at a half, a quarter or an eighth of its size, which is faster.
        reading = {"shrink": max(n for n in (1, 2, 4, 8) if n * scale <= 1)} if sniff(data[:64]) == "jpeg" else {}
        try:
            # Not `thumbnail_buffer`, which accepts a truncated picture.
            image = libvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error", **reading)
            self._copyright = _copyright(image)
            self._image = _in_srgb(image.thumbnail_image(width, height=height, size="down")).copy_memory()
        except libvips.Error as error:
            raise BrokenPictureError(DAMAGED) from error

    def encode(self, variant: Variant) -> bytes:
        """Return the bytes of a variant; raises BrokenPictureError if the encoder fails."""
        libvips = vips()
        try:
            return self._save(self._crop(variant), variant)
        except libvips.Error as error:
            raise BrokenPictureError(sentence("its variant {suffix} cannot be made", suffix=variant.suffix)) from error

    def whole(self) -> tuple[bytes, str]:
        """Return the picture as it was decoded, to be kept instead of the original, with its ending.

        It is a JPEG good enough for variants to be made from it; where something shines through, a PNG.
        """
        libvips = vips()
        image, keep = self._bare(self._image)
        try:
            if image.hasalpha() and image[image.bands - 1].min() < _OPAQUE:
                return bytes(image.pngsave_buffer(keep=keep)), ".png"
            return bytes(image.jpegsave_buffer(Q=_KEPT, optimize_coding=True, background=255, keep=keep)), ".jpg"
        except libvips.Error as error:
            raise BrokenPictureError(sentence("it cannot be saved anew")) from error

    def _crop(self, variant: Variant) -> Any:
        image = self._image
        part_width, part_height = variants.part_of(variant.ratio, image.width, image.height)
        x, y = variant.focus if variant.ratio != WHOLE else (0, 0)
        # As CSS positions a picture in a box: the point at x% of the picture is at x% of the cut.
        left, top = round((image.width - part_width) * x / 100), round((image.height - part_height) * y / 100)
        height = variants.scaled(variant.ratio, variant.width, self._shape)
        part = image.crop(left, top, part_width, part_height)
        return part.thumbnail_image(variant.width, height=height, size="force")

    def _save(self, image: Any, variant: Variant) -> bytes:
        """Return the encoded bytes of an image, without metadata except the copyright."""
        image, keep = self._bare(image)
        if variant.form == "avif":
            quality, effort = 44 if variant.width > _LARGE else 50, int(variant.width <= _SMALL)
            return bytes(image.heifsave_buffer(compression="av1", Q=quality, effort=effort, keep=keep))
        return bytes(image.jpegsave_buffer(Q=78, optimize_coding=True, interlace=True, background=255, keep=keep))

    def _bare(self, image: Any) -> tuple[Any, str]:
        """Return an image without metadata except the copyright, and what an encoder is to keep of it."""
        image = image.copy()
        for name in image.get_fields():
            if name.startswith(("exif-", "iptc-", "xmp-", "icc-", "png-", "gif-")) or name == "orientation":
                image.remove(name)
        for name, value in self._copyright.items():
            image.set_type(vips().GValue.gstr_type, name, value)
        return image, "exif" if self._copyright else "none"


def _copyright(image: Any) -> dict[str, str]:
    """Return creator and copyright of a picture, as the EXIF fields for its variants."""
    fields = {}
    iptc, exif = (bytes(image.get(name)) if image.get_typeof(name) else b"" for name in ("iptc-data", "exif-data"))
    rights = rights_in(exif)
    for name, (tag, marker) in _COPYRIGHT.items():
        at = iptc.find(marker)
        raw = iptc[at + 5 : at + 5 + int.from_bytes(iptc[at + 3 : at + 5], "big")] if at >= 0 else b""
        value = rights.get(tag) or raw.decode("utf-8", "replace")
        # EXIF is ASCII. libvips would convert it itself, but differently in each locale.
        ascii_only = unicodedata.normalize("NFKD", value.replace("©", "(c)")).encode("ascii", "ignore").decode()
        value = squeeze("".join(c if c.isprintable() else " " for c in ascii_only))[:_MAX_METADATA]
        if value:
            # libvips mistakes a trailing parenthesis for its own type information, and drops it.
            fields[name] = f"{value}." if value.endswith(")") else value
    return fields


def _in_srgb(image: Any) -> Any:
    libvips = vips()
    if image.get_typeof("icc-profile-data"):
        # A profile that does not fit the picture is ignored.
        with contextlib.suppress(libvips.Error):
            return image.icc_transform("srgb", embedded=True, intent="perceptual", depth=8).copy_memory()
    if image.interpretation == "cmyk":
        return image.icc_transform("srgb", input_profile="cmyk", intent="perceptual", depth=8)
    return image if image.interpretation in ("srgb", "b-w") and image.format == "uchar" else image.colourspace("srgb")


class VariantCache:
    """Variants, keyed by what decides their bytes; several processes may share a folder.

    A file's name contains the digest of its bytes, so a damaged file is not used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, path: str, content: bytes) -> tuple[bytes, Path] | None:
        """Return the bytes of a variant and their file, by its output path and its picture's digest."""
        folder, prefix = self._location(path)
        start = prefix + _key(content) + "."
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

    def put(self, path: str, content: bytes, data: bytes) -> Path | None:
        """Store a variant as for `get`; return its file, or None if it cannot be written."""
        folder, prefix = self._location(path)
        try:
            for parent in (self._folder, folder.parent, folder):
                claim_folder(parent)
            _delete(folder, prefix)
            unfinished = claim(folder / f"new.{prefix}{os.getpid()}")
            unfinished.write_bytes(data)
            file = folder / f"{prefix}{_key(content)}.{digest(data).hex()}"
            os.replace(unfinished, file)
        except OSError:
            return None
        return file

    def sweep(self, paths: Iterable[str]) -> None:
        """Delete the variants of all pictures but those with variants at these output paths."""
        live = {self._location(path)[0] for path in paths}
        for folder in self._folder.glob("*/*"):
            if folder not in live:
                shutil.rmtree(folder, ignore_errors=True)

    def forget(self, paths: Iterable[str]) -> None:
        """Delete the variants at these output paths; other paths are ignored."""
        for path in paths:
            if not _VARIANT.fullmatch(path):
                continue
            folder, prefix = self._location(path)
            with contextlib.suppress(OSError):
                _delete(folder, prefix)
                # Left by a killed build.
                _delete(folder, "new.")
                folder.rmdir()
                folder.parent.rmdir()

    def _location(self, path: str) -> tuple[Path, str]:
        name = path.rpartition("/")[2]
        _, shown, suffix = name.split(".", 2)
        return self._folder / shown[:2] / shown, f"{suffix}."


def _delete(folder: Path, prefix: str) -> None:
    for name in os.listdir(folder):
        if name.startswith(prefix):
            (folder / name).unlink(missing_ok=True)


def _key(content: bytes) -> str:
    return digest(content + encoder_version().encode()).hex()[:16]


class SourcePicture(Record, frozen=True):
    """A picture of content/ that variants are made from, as it was when probed."""

    path: str
    """Below content/."""
    digest: bytes
    """Of its bytes."""
    shape: Size
    """Its displayed size."""
    size: int
    """In bytes."""


class VariantJob(Record, frozen=True):
    """A variant to be made."""

    path: str
    """Below the output folder."""
    variant: Variant
    source: SourcePicture


class VariantMaker:
    """Makes variants; it keeps the last decoded picture, so jobs for one picture should be consecutive."""

    def __init__(self, content: str, cache: VariantCache) -> None:
        self._content = content
        self._cache = cache
        self._source: SourcePicture | None = None
        self._decoded: Original | BrokenPictureError | None = None

    def make(self, job: VariantJob) -> tuple[bytes, Path | None]:
        """Return the bytes of a variant, and its cached file, if any; raises BrokenPictureError."""
        cached = self._cache.get(job.path, job.source.digest)
        if cached is not None:
            return cached
        data = self._original(job.source).encode(job.variant)
        return data, self._cache.put(job.path, job.source.digest, data)

    def _original(self, source: SourcePicture) -> Original:
        """Return a decoded picture; a broken one is not tried again for its next variant."""
        if self._source != source:
            self._source = self._decoded = None
            data = bytes_of(self._content, source)
            try:
                self._decoded = Original(data, source.shape)
            except BrokenPictureError as error:
                self._decoded = error
            self._source = source
        if isinstance(self._decoded, BrokenPictureError):
            raise self._decoded
        assert self._decoded is not None
        return self._decoded


def bytes_of(content: str, source: SourcePicture) -> bytes:
    """Return the bytes of a picture; raises BrokenPictureError if it changed since it was probed."""
    try:
        with Folder(content) as folder:
            data = folder.read(source.path, source.size)
    except OSError as error:
        said = sentence("the file cannot be read: {strerror}", strerror=error.strerror)
        raise BrokenPictureError(said, NOTHING) from error
    if digest(data) != source.digest:
        raise BrokenPictureError(sentence("it was changed while it was being read"), sentence("build again"))
    return data


def fault_of(data: bytes, shape: Size) -> tuple[Sentence, Sentence] | None:
    """Decode a picture with the size from `probe`; return fault and hint if it is broken."""
    try:
        Original(data, shape)
    except BrokenPictureError as error:
        return error.fault
    return None
