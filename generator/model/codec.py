"""Packing: how the store keeps records."""

from __future__ import annotations

from functools import cache

from msgspec import Raw
from msgspec.msgpack import Decoder, Encoder

from generator.model.records import Article, Card, Glance, Labels, Media, Profile, Record, Standing

pack = Encoder().encode
"""Return a record as it goes to the store, which compresses it."""

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


def unpack_article(data: bytes) -> Article:
    """Return an article from its packed record."""
    return _articles().decode(data)


def unpack_glance(data: bytes) -> Glance:
    """Return an article without its text from its packed record."""
    return _glances().decode(data)


def unpack_profile(data: bytes) -> Profile:
    """Return a profile from its packed record."""
    return _profiles().decode(data)


def unpack_standing(data: bytes) -> Standing:
    """Return a standing page from its packed record."""
    return _standing_pages().decode(data)


def unpack_text(kind: str, data: bytes) -> Article | Profile | Standing:
    """Return what was parsed of a Markdown file, by the kind of the document and its packed record."""
    if kind == "article":
        return unpack_article(data)
    return unpack_profile(data) if kind == "profile" else unpack_standing(data)


def unpack_media(data: bytes) -> Media:
    """Return a media file from its packed record."""
    return _media().decode(data)


class _Kept(Record, frozen=True):
    card: Raw
    labels: Labels


_decode_kept = Decoder(_Kept).decode
_decode_card = Decoder(Card).decode


def pack_card(card: Card, labels: Labels) -> bytes:
    """Return a card as the store keeps it, with the labels of its article."""
    return pack(_Kept(Raw(pack(card)), labels))


def unpack_card(data: bytes) -> tuple[Card, Labels, Raw]:
    """Return a packed card with its labels, and the card alone as it is packed: other labels make no other card."""
    kept = _decode_kept(data)
    return _decode_card(kept.card), kept.labels, kept.card
