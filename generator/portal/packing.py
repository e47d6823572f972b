"""Packing: how the store keeps records."""

from __future__ import annotations

import zlib

import msgspec

from generator.portal.records import Article, Card, Media, Profile, Standing

_packer = msgspec.msgpack.Encoder()
_unpack_article = msgspec.msgpack.Decoder(Article).decode
_unpack_profile = msgspec.msgpack.Decoder(Profile).decode
_unpack_standing = msgspec.msgpack.Decoder(Standing).decode
_unpack_media = msgspec.msgpack.Decoder(Media).decode


def pack(record: Article | Profile | Standing | Media) -> bytes:
    """Return a record as the store keeps it: packed and compressed."""
    return zlib.compress(_packer.encode(record), 6)


def unpack_article(data: bytes) -> Article:
    """Return an article from its packed record."""
    return _unpack_article(zlib.decompress(data))


def unpack_profile(data: bytes) -> Profile:
    """Return a profile from its packed record."""
    return _unpack_profile(zlib.decompress(data))


def unpack_standing(data: bytes) -> Standing:
    """Return a standing page from its packed record."""
    return _unpack_standing(zlib.decompress(data))


def unpack_media(data: bytes) -> Media:
    """Return a media file from its packed record."""
    return _unpack_media(zlib.decompress(data))


decode_card = msgspec.msgpack.Decoder(Card).decode
