"""Parcels: what goes to a worker and comes back, and the files of content/ as they are in one."""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from typing import Any

from generator.base.folder import Files

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_OPTIONS: dict[int, int] = {zstd.CompressionParameter.compression_level: 1, zstd.CompressionParameter.checksum_flag: 1}


def squeezed(data: bytes) -> bytes:
    """Return bytes as they travel. Pages of one theme are much alike, so the quickest level makes a tenth of them."""
    return zstd.compress(data, options=_OPTIONS)


def restored(data: bytes) -> bytes:
    """Return bytes that have travelled."""
    return zstd.decompress(data)


def packed(value: object) -> bytes:
    """Return a value as it travels. It is Python's own form: whoever takes part in a cluster may run what he likes."""
    return squeezed(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def unpacked(data: bytes) -> Any:
    """Return a value that has travelled."""
    return pickle.loads(restored(data))  # noqa: S301 - see `packed`


class Carried(Files):
    """The files of content/ that came with a parcel (`folder.Files`), and what is known of others."""

    def __init__(self, files: dict[str, bytes], known: dict[str, bool]) -> None:
        """Take path -> bytes of files, and path -> whether there is such a file."""
        super().__init__()
        self._files = files
        self._known = known
        self.asked: set[str] = set()
        """Paths of which nobody here knows whether there are such files."""

    def close(self) -> None:
        """Do nothing: the bytes are here."""

    def read(self, path: str, most: int | None) -> bytes:
        """Return the bytes of a file, which were cut where they were read."""
        del most
        return self._files[path]

    def open(self, path: str) -> int:
        """Return a descriptor for reading a file."""
        with tempfile.TemporaryFile() as file:
            file.write(self._files[path])
            file.seek(0)
            return os.dup(file.fileno())

    def has(self, path: str) -> bool:
        """Return whether there is a file of this path; if nobody here knows, that is noted."""
        if path not in self._known:
            self.asked.add(path)
        return self._known.get(path, False)
