"""Makes variants of pictures, by way of a cache in `.ssg/pictures/`, which is safe to delete at any time."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.base.digest import digest
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.source import Source
from generator.base.state_files import claim, claim_folder
from generator.model.records import Record, Size
from generator.model.variants import FOLDER, FORMS, Variant
from generator.pictures.encoding import BrokenPictureError, Original, encoder_version

_VARIANT = re.compile(rf"{FOLDER}/.*\.[0-9a-f]{{12}}\.[0-9x-]+\.(?:{'|'.join(FORMS)})")
"""The path of a variant in the output."""


class VariantCache:
    """Variants by what decides their bytes; several processes may share a folder.

    A file's name states the digest of its bytes, so a file that was altered or cut short is not believed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, path: str, content: bytes) -> tuple[bytes, Path] | None:
        """Return the bytes of a variant and the file that holds them, or None if it is not cached.

        `path` is that of the variant below the output folder, `content` the digest of its picture's bytes.
        """
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
        """Store a variant as for `get`; return the file that holds it, or None if it cannot be written."""
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
        """Delete the variants of all pictures but those that these output paths are made of."""
        live = {self._location(path)[0] for path in paths}
        for folder in self._folder.glob("*/*"):
            if folder not in live:
                shutil.rmtree(folder, ignore_errors=True)

    def forget(self, paths: Iterable[str]) -> None:
        """Delete the variants with these output paths; other paths are passed over."""
        for path in paths:
            if not _VARIANT.fullmatch(path):
                continue
            folder, prefix = self._location(path)
            with contextlib.suppress(OSError):
                _delete(folder, prefix)
                # What a killed build was just writing.
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
    """A picture of content/ that variants are made of, as it was when it was probed."""

    path: str
    """Below content/."""
    digest: bytes
    """Of its bytes."""
    shape: Size
    """Its size as it is seen."""
    size: int
    """Number of its bytes."""


class VariantJob(Record, frozen=True):
    """A variant to be made."""

    path: str
    """Below the output folder."""
    variant: Variant
    source: SourcePicture


class VariantMaker:
    """Makes variants; it keeps the last picture decoded, so jobs of one picture should follow each other."""

    def __init__(self, content: Source, cache: VariantCache) -> None:
        self._content = content
        self._cache = cache
        self._source: SourcePicture | None = None
        self._decoded: Original | BrokenPictureError | None = None

    def make(self, job: VariantJob) -> tuple[bytes, Path | None]:
        """Return the bytes of a variant, and the cached file that holds them, if any; raise BrokenPictureError."""
        cached = self._cache.get(job.path, job.source.digest)
        if cached is not None:
            return cached
        data = self._original(job.source).encode(job.variant)
        return data, self._cache.put(job.path, job.source.digest, data)

    def _original(self, source: SourcePicture) -> Original:
        """Return a decoded picture; one that is broken is not tried again for its next variant."""
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


def bytes_of(content: Source, source: SourcePicture) -> bytes:
    """Return the bytes of a picture; raise BrokenPictureError if it was changed since it was probed."""
    try:
        with content.opened() as folder:
            data = folder.read(source.path, source.size)
    except OSError as error:
        raise BrokenPictureError(
            sentence("the file cannot be read: {strerror}", strerror=error.strerror), NOTHING
        ) from error
    if digest(data) != source.digest:
        raise BrokenPictureError(sentence("it was changed while it was being read"), sentence("build again"))
    return data


def undecodable(content: Source, batch: tuple[SourcePicture, ...]) -> list[tuple[str, Sentence, Sentence]]:
    """Decode pictures, in any process; return path, fault and hint of those that are broken."""
    broken = []
    for source in batch:
        try:
            fault = fault_of(bytes_of(content, source), source.shape)
        except BrokenPictureError as error:
            fault = fault_and_hint(error)
        if fault:
            broken.append((source.path, *fault))
    return broken


def fault_of(data: bytes, shape: Size) -> tuple[Sentence, Sentence] | None:
    """Decode a picture whose size, as `probe` returned it, is `shape`; return fault and hint if it is broken."""
    try:
        Original(data, shape)
    except BrokenPictureError as error:
        return fault_and_hint(error)
    return None


def fault_and_hint(error: BrokenPictureError) -> tuple[Sentence, Sentence]:
    """Return what follows the name of a broken picture in a sentence, and what to do about it."""
    return sentence("cannot be shown: {why}", why=error.said), error.advice
