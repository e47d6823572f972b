"""The cache of variants, in `.ssg/pictures/`: what was encoded once is not encoded again.

It outlives the store and the output, and it is safe to delete at any time.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.base.digest import digest
from generator.base.state_files import claim, claim_folder
from generator.model.variants import FOLDER, FORMS
from generator.pictures.encoding import encoder_version

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

        Args:
            path: of the variant, below the output folder.
            content: digest of its picture's bytes.

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
        """Store the bytes of a variant; return the file that holds them, or None if it cannot be written.

        Args:
            path: of the variant, below the output folder.
            content: digest of its picture's bytes.
            data: the variant's bytes.

        """
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
        """Return the cache folder and the beginning of the file name for a variant's output path."""
        name = path.rpartition("/")[2]
        _, shown, suffix = name.split(".", 2)
        return self._folder / shown[:2] / shown, f"{suffix}."


def _delete(folder: Path, prefix: str) -> None:
    """Delete the files of a folder whose names begin with a prefix."""
    for name in os.listdir(folder):
        if name.startswith(prefix):
            (folder / name).unlink(missing_ok=True)


def _key(content: bytes) -> str:
    return digest(content + encoder_version().encode()).hex()[:16]
