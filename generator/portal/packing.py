"""Packing: how the store keeps records."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.msgpack import Decoder, Encoder

from generator.portal.records import Article, Card, Glance, Media, Profile, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

DICTIONARY = "records.dict"
"""What records of news in Indonesian have in common, so that it need not be kept with each; `tools/dictionary.py` makes
it, and a store that was written with another one is not read."""
_LEVEL = 3
_packer = Encoder()


class UnpackingError(Exception):
    """What should be a packed record is damaged."""


# To make a decoder takes long, and a build with nothing to do needs none.


@cache
def _articles() -> Decoder[Article]:
    return Decoder(Article)


@cache
def _glances() -> Decoder[Glance]:
    return Decoder(Glance)


@cache
def _profiles() -> Decoder[Profile]:
    return Decoder(Profile)


@cache
def _standing_pages() -> Decoder[Standing]:
    return Decoder(Standing)


@cache
def _media() -> Decoder[Media]:
    return Decoder(Media)


@cache
def _codec() -> tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]:
    """Return what compresses a record, and what gives it back."""
    # Imported here: a build with nothing to do has no use for it.
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415
    else:
        from backports import zstd  # noqa: PLC0415

    known = zstd.ZstdDict(Path(__file__).with_name(DICTIONARY).read_bytes())
    # The checksum tells damage, of which the unpacked record might say nothing.
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: _LEVEL,
        zstd.CompressionParameter.checksum_flag: 1,
    }
    # One for all records: to make one takes longer than to compress with it.
    compressor = zstd.ZstdCompressor(options=options, zstd_dict=known)

    def decompress(data: bytes) -> bytes:
        try:
            return zstd.decompress(data, known)
        except zstd.ZstdError as error:
            raise UnpackingError(str(error)) from error

    return lambda data: compressor.compress(data, compressor.FLUSH_FRAME), decompress


def encode(record: Article | Profile | Standing | Media) -> bytes:
    """Return a record as the dictionary is made of it: packed, and not compressed."""
    return _packer.encode(record)


def pack(record: Article | Profile | Standing | Media) -> bytes:
    """Return a record as the store keeps it: packed and compressed."""
    return _codec()[0](encode(record))


def unpack_article(data: bytes) -> Article:
    """Return an article from its packed record."""
    return _articles().decode(_codec()[1](data))


def unpack_glance(data: bytes) -> Glance:
    """Return an article without its text from its packed record."""
    return _glances().decode(_codec()[1](data))


def unpack_profile(data: bytes) -> Profile:
    """Return a profile from its packed record."""
    return _profiles().decode(_codec()[1](data))


def unpack_standing(data: bytes) -> Standing:
    """Return a standing page from its packed record."""
    return _standing_pages().decode(_codec()[1](data))


def unpack_media(data: bytes) -> Media:
    """Return a media file from its packed record."""
    return _media().decode(_codec()[1](data))


decode_card = Decoder(Card).decode
