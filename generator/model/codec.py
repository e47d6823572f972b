"""How the store keeps records: packed by msgspec, and compressed by the store."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from msgspec import MsgspecError, Raw
from msgspec.msgpack import Decoder, Encoder

from generator.model.records import Article, Card, Labels, Profile, Record, Standing

R = TypeVar("R", bound=Record)

UNREADABLE = (MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises for bytes that are not what they should be; only the first is documented by msgspec."""

encode = Encoder().encode


@cache
def _decoder(kind: type[Record]) -> Decoder[Any]:
    # Making one takes long, and a build with nothing to do needs none.
    return Decoder(kind)


def decode(kind: type[R], data: bytes) -> R:
    """Return the record of a kind that `encode` packed; raises msgspec.ValidationError if it is of another kind."""
    record: R = _decoder(kind).decode(data)
    return record


def decode_text(kind: str, data: bytes) -> Article | Profile | Standing:
    """Return what was parsed of a Markdown file, by the kind of the document: article, profile or standing."""
    if kind == "article":
        return decode(Article, data)
    return decode(Profile, data) if kind == "profile" else decode(Standing, data)


class _LabelledCard(Record, frozen=True):
    card: Raw
    labels: Labels


_decode_labelled = Decoder(_LabelledCard).decode
_decode_card = Decoder(Card).decode


def encode_card(card: Card, labels: Labels) -> bytes:
    """Pack a card with the labels of its article."""
    return encode(_LabelledCard(Raw(encode(card)), labels))


def decode_card(data: bytes) -> tuple[Card, Labels, Raw]:
    """Return a packed card, its labels, and the card packed without them: other labels make no other card."""
    labelled = _decode_labelled(data)
    return _decode_card(labelled.card), labelled.labels, labelled.card
