"""What is sent to a worker and back: values, files of content/, and the store after the plan."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.base.digest import digest
from generator.base.folder import Folder
from generator.engine.batches import JOB
from generator.engine.renderer import COMPILED
from generator.store import database

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_OPTIONS: dict[int, int] = {zstd.CompressionParameter.compression_level: 1, zstd.CompressionParameter.checksum_flag: 1}
PIECE = 4 << 20
"""Bytes of each piece of a store except the last."""
STORE = "store.db"


def compressed(data: bytes) -> bytes:
    """Return bytes compressed for sending. Pages of one theme are alike: the fastest level shrinks them to a tenth."""
    return zstd.compress(data, options=_OPTIONS)


def decompressed(data: bytes) -> bytes:
    return zstd.decompress(data)


def packed(value: object) -> bytes:
    """Return a value serialized for sending. It is pickled: all members of a cluster may run code on each other."""
    return compressed(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def unpacked(data: bytes) -> Any:
    """Return a value that was sent."""
    return pickle.loads(decompressed(data))  # noqa: S301 - see `packed`


class SentFiles(Folder):
    """The files of content/ sent with a batch, and which other paths exist."""

    def __init__(self, files: dict[str, bytes], known: dict[str, bool]) -> None:
        super().__init__("")
        self._files = files
        self._known = known
        self.asked: set[str] = set()
        """Paths not known here to exist or not."""

    def close(self) -> None:
        """Do nothing: the bytes are here."""

    def read(self, path: str, _: int | None) -> bytes:
        """Return a file's bytes, which the sender limited."""
        return self._files[path]

    def open(self, path: str) -> int:
        with tempfile.TemporaryFile() as file:
            file.write(self._files[path])
            file.seek(0)
            return os.dup(file.fileno())

    def has(self, path: str) -> bool:
        """Return whether there is a file at this path; note the path if that is not known here."""
        if path not in self._known:
            self.asked.add(path)
        return self._known.get(path, False)


class Snapshot:
    """A nameless copy of a store: however this process ends, it is gone."""

    def __init__(self, state: Path) -> None:
        self.beside = {JOB: (state / JOB).read_bytes()}
        """Files beside a store, by name: how pages are rendered, and the compiled templates."""
        for file in sorted((state / COMPILED).iterdir()):
            self.beside[f"{COMPILED}/{file.name}"] = file.read_bytes()
        self.digests: list[bytes] = []
        """Of the pieces, as sent."""
        self._sizes: list[int] = []
        self._file = tempfile.TemporaryFile(dir=state)  # noqa: SIM115 - until it is closed
        folder = Path(tempfile.mkdtemp(prefix="cluster.", dir=state))
        try:
            database.copy(state, folder)
            with open(folder / STORE, "rb") as store:
                while data := store.read(PIECE):
                    piece = compressed(data)
                    self.digests.append(digest(piece))
                    self._sizes.append(len(piece))
                    self._file.write(piece)
        except BaseException:
            self.close()
            raise
        finally:
            shutil.rmtree(folder)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces to send; they are made once for all workers."""
        self._file.seek(0)
        return map(self._file.read, self._sizes)

    def close(self) -> None:
        self._file.close()
