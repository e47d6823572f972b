"""Texts of the store in few bytes, by what the portal's own texts have in common.

The modules of the store compress what they write and decompress what they read, so that nobody else knows of it. News
of one newsroom repeat names, phrases and how a record is built: with a dictionary of the first articles a record takes
two thirds of what it takes with the one that comes with the package, and a card a third.
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
TEXTS, ASKS = 1, 2
"""Numbers of the portal's own dictionaries: of records, cards and names of files, and of what pages have asked."""
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
    """What should be compressed is damaged, or its dictionary is lost or damaged."""


_Codec = tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]
"""What compresses with a dictionary, and what gives back what was compressed with it."""


class Compression:
    """What compresses values of one store."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._codecs: dict[int, _Codec] = {}
        self._numbers: dict[int, int] = {}
        """Number of a dictionary -> number of that in whose place it is, until there is one."""

    def knows(self, number: int) -> bool:
        return bool(self._db.execute("SELECT 1 FROM dictionaries WHERE number = ?", (number,)).fetchone())

    def learn(self, number: int, samples: Sequence[bytes]) -> bool:
        """Make a dictionary that was not made before, if there are enough samples; return whether it was made.

        Values are compressed with it from here on; the samples are to be like them.
        """
        if len(samples) < ENOUGH:
            return False
        try:
            content = _zstd().train_dict(samples, _SIZE).dict_content
        except (_zstd().ZstdError, ValueError):
            # It is not tried at each build again.
            content = _file().read_bytes()
        self._db.execute("INSERT INTO dictionaries VALUES (?, ?)", (number, content))
        self._numbers.pop(number, None)
        return True

    def forget(self) -> None:
        """Forget what was learnt, if that was taken back."""
        self._codecs.clear()
        self._numbers.clear()

    def pack(self, number: int, data: bytes) -> bytes:
        """Return a value compressed, after the number of the dictionary that it was compressed with.

        Raises:
            UnpackingError: the dictionary is damaged.

        """
        if number not in self._numbers:
            self._numbers[number] = number if self.knows(number) else _OURS
        known = self._numbers[number]
        return bytes((known,)) + self._codec(known)[0](data)

    def unpack(self, data: bytes) -> bytes:
        """Return what was compressed.

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
    # Imported here: a build with nothing to do has no use for it.
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
    # The checksum tells damage, of which the value might say nothing.
    options = {
        zstd.CompressionParameter.compression_level: _LEVEL,
        zstd.CompressionParameter.checksum_flag: 1,
        zstd.CompressionParameter.dict_id_flag: 0,
    }
    # One for all values: to make one takes longer than to compress with it.
    compressor = zstd.ZstdCompressor(options=options, zstd_dict=known)

    def compress(data: bytes) -> bytes:
        try:
            made: bytes = compressor.compress(data, compressor.FLUSH_FRAME)
        except zstd.ZstdError as error:
            # Not before now does it say that the dictionary is none.
            raise UnpackingError(str(error)) from error
        return made[len(_MAGIC) :]

    def decompress(data: bytes) -> bytes:
        # As the library's own function, but for a second value behind the first, of which there is none.
        try:
            decompressor = zstd.ZstdDecompressor(known)
            found: bytes = decompressor.decompress(_MAGIC + data)
        except zstd.ZstdError as error:
            raise UnpackingError(str(error)) from error
        if not decompressor.eof or decompressor.unused_data:
            raise UnpackingError
        return found

    return compress, decompress
