"""Compression of the store's values with dictionaries made from the portal's own texts.

The store's modules compress what they write and decompress what they read, so nothing else knows of it. News of one
newsroom repeats names, phrases and record structure: with a dictionary of its first articles a record takes two thirds
of the bytes it needs with the package's dictionary, and a card a third.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType

DICTIONARY = "texts.dict"
"""What records of news in Indonesian have in common, until the portal has some; `tools/dictionary.py` makes it."""
TEXTS, ASKS, WORDS = 1, 2, 3
"""Numbers of the portal's own dictionaries: of records, cards and names of files, of what pages have asked, and of the
words by which articles are found."""
ENOUGH = 600
"""Samples of which a dictionary is made, as record and card of 300 articles. More make it hardly better, and later."""
_OURS = 0
"""Number of the dictionary of the package."""
_SIZE = 112 * 1024
"""Bytes of a dictionary, at most."""
_LEVEL = 3
_MAGIC = b"\x28\xb5\x2f\xfd"
"""With these bytes all that zstd makes begins, so they are not kept."""


class UnpackingError(Exception):
    """A compressed value is damaged, or its dictionary is lost or damaged."""


_Codec = tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]
"""What compresses with a dictionary, and what gives back what was compressed with it."""


class Compression:
    """Compresses the values of one store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._codecs: dict[int, _Codec] = {}
        self._numbers: dict[int, int] = {}
        """Number of a dictionary -> number of that in whose place it is, until there is one."""

    def knows(self, number: int) -> bool:
        return bool(self._db.execute("SELECT 1 FROM dictionaries WHERE number = ?", (number,)).fetchone())

    def learn(self, number: int, samples: Sequence[bytes], enough: int = 0) -> bool:
        """Train a dictionary unless it exists, if there are enough samples (`ENOUGH`); return whether it was trained.

        Later values are compressed with it; the samples must resemble them.
        """
        if len(samples) < (enough or ENOUGH) or self.knows(number):
            return False
        try:
            # Half of them, in pairs since records and cards take turns, teach as much as all in half the time.
            content = _zstd().train_dict([*samples[::4], *samples[1::4]], _SIZE).dict_content
        except (_zstd().ZstdError, ValueError):
            # Do not try again in each build.
            content = _file().read_bytes()
        self._db.execute("INSERT INTO dictionaries VALUES (?, ?)", (number, content))
        self._numbers.pop(number, None)
        return True

    def forget(self) -> None:
        """Forget cached dictionaries, after a rollback."""
        self._codecs.clear()
        self._numbers.clear()

    def pack(self, number: int, data: bytes) -> bytes:
        """Return a compressed value, preceded by the number of its dictionary.

        Raises:
            UnpackingError: the dictionary is damaged.

        """
        if number not in self._numbers:
            self._numbers[number] = number if self.knows(number) else _OURS
        known = self._numbers[number]
        return bytes((known,)) + self._codec(known)[0](data)

    def unpack(self, data: bytes) -> bytes:
        """Return a decompressed value.

        Raises:
            UnpackingError: it is damaged.

        """
        if not data:
            raise UnpackingError
        return self._codec(data[0])[1](data[1:])

    def _codec(self, number: int) -> _Codec:
        if number == _OURS:
            return _ours()
        if number not in self._codecs:
            row = self._db.execute("SELECT content FROM dictionaries WHERE number = ?", (number,)).fetchone()
            if row is None:
                raise UnpackingError
            try:
                self._codecs[number] = _codec(row[0])
            except (_zstd().ZstdError, ValueError) as error:
                raise UnpackingError(str(error)) from error
        return self._codecs[number]


@cache
def _zstd() -> ModuleType:
    # Imported here: an empty build does not need it.
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415
    else:
        from backports import zstd  # noqa: PLC0415
    return zstd


def _file() -> Path:
    return Path(__file__).with_name(DICTIONARY)


@cache
def _ours() -> _Codec:
    return _codec(_file().read_bytes())


def _codec(dictionary: bytes) -> _Codec:
    zstd = _zstd()
    known = zstd.ZstdDict(dictionary)
    # The checksum detects damage that the value itself may not show.
    options = {
        zstd.CompressionParameter.compression_level: _LEVEL,
        zstd.CompressionParameter.checksum_flag: 1,
        zstd.CompressionParameter.dict_id_flag: 0,
    }
    # One compressor for all values: creating one takes longer than compressing.
    compressor = zstd.ZstdCompressor(options=options, zstd_dict=known)

    def compress(data: bytes) -> bytes:
        try:
            made: bytes = compressor.compress(data, compressor.FLUSH_FRAME)
        except zstd.ZstdError as error:
            # Only now is an invalid dictionary reported.
            raise UnpackingError(str(error)) from error
        return made[len(_MAGIC) :]

    def decompress(data: bytes) -> bytes:
        # Like the library's own function, but without looking for a second value after the first.
        try:
            decompressor = zstd.ZstdDecompressor(known)
            found: bytes = decompressor.decompress(_MAGIC + data)
        except zstd.ZstdError as error:
            raise UnpackingError(str(error)) from error
        if not decompressor.eof or decompressor.unused_data:
            raise UnpackingError
        return found

    return compress, decompress
