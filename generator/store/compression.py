"""Compression of the store's values, with a dictionary of what records of news in Indonesian have in common.

The store's modules compress what they write and decompress what they read, so nothing else knows of it.
`tools/dictionary.py` makes the dictionary.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

DICTIONARY = "texts.dict"
_LEVEL = 3
_PIECE = 1 << 20
_MAGIC = b"\x28\xb5\x2f\xfd"
"""With these bytes all that zstd makes begins, so they are not kept."""


class UnpackingError(Exception):
    """A compressed value is damaged."""


def pack(data: bytes) -> bytes:
    """Return a value compressed."""
    return _codec()[0](data)


def unpack(data: bytes) -> bytes:
    """Return a decompressed value.

    Raises:
        UnpackingError: it is damaged.

    """
    if not data:
        raise UnpackingError
    return _codec()[1](data)


@cache
def _zstd() -> ModuleType:
    # Imported here: an empty build does not need it.
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415
    else:
        from backports import zstd  # noqa: PLC0415
    return zstd


def pack_file(source: Path, goal: Path) -> None:
    """Compress a file, with a checksum and without the dictionary, as `zstd` does."""
    zstd = _zstd()
    options = {zstd.CompressionParameter.compression_level: _LEVEL, zstd.CompressionParameter.checksum_flag: 1}
    with open(source, "rb") as file, zstd.open(goal, "wb", options=options) as packed:
        while data := file.read(_PIECE):
            packed.write(data)


def unpack_file(source: Path, goal: Path, most: int) -> None:
    """Decompress a file.

    Raises:
        UnpackingError: it is damaged, or has more than `most` bytes: a few can expand without bound.

    """
    zstd = _zstd()
    try:
        with zstd.open(source, "rb") as packed, open(goal, "wb") as file:
            while data := packed.read(_PIECE):
                file.write(data)
                if file.tell() > most:
                    raise UnpackingError
    except (zstd.ZstdError, EOFError) as error:
        raise UnpackingError(str(error)) from error


@cache
def _codec() -> tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]:
    zstd = _zstd()
    known = zstd.ZstdDict(Path(__file__).with_name(DICTIONARY).read_bytes())
    # The checksum detects damage that the value itself may not show.
    options = {
        zstd.CompressionParameter.compression_level: _LEVEL,
        zstd.CompressionParameter.checksum_flag: 1,
        zstd.CompressionParameter.dict_id_flag: 0,
    }
    # One compressor for all values: creating one takes longer than compressing.
    compressor = zstd.ZstdCompressor(options=options, zstd_dict=known)

    def compress(data: bytes) -> bytes:
        made: bytes = compressor.compress(data, compressor.FLUSH_FRAME)
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
