"""How records are packed for the store, by msgspec."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from msgspec import MsgspecError, Raw, Struct
from msgspec.msgpack import Decoder, Encoder

from generator.model.cards import Card, Labels
from generator.model.records import Advertisement, Article, Profile, Record, Standing, Topic

R = TypeVar("R", bound=Record)

UNREADABLE = (MsgspecError, UnicodeDecodeError, RecursionError)
"""What decoding raises for damaged bytes; only the first is documented by msgspec."""

encode = Encoder().encode


_TEXTS: Mapping[str, type[Article | Profile | Standing | Advertisement]] = {
    "article": Article, "profile": Profile, "standing": Standing, "topic": Topic,
    "advertisement": Advertisement,
}  # fmt: skip


_LEARNING = Lock()


@cache
def _decoder(kind: type[Struct]) -> Decoder[Any]:
    # Creating a decoder is slow, and an empty build needs none. msgspec crashes when two threads do it at once: the
    # second gets what the first has half learnt of a type.
    with _LEARNING:
        return Decoder(kind)


def learn(kind: type[Struct] = Struct) -> None:
    """Learn all types of records that are loaded, before there are threads that decode with msgspec itself."""
    for one in kind.__subclasses__():
        with suppress(TypeError):
            _decoder(one)
        learn(one)


def decode(kind: type[R], data: bytes) -> R:
    """Return the record that `encode` packed; raises msgspec.ValidationError if it is of another kind."""
    record: R = _decoder(kind).decode(data)
    return record


def decode_text(kind: str, data: bytes) -> Article | Profile | Standing | Advertisement:
    """Return the record of a parsed Markdown file, by its document kind."""
    return decode(_TEXTS[kind], data)


class _LabelledCard(Record, frozen=True):
    card: Raw
    labels: Labels


_decode_labelled = Decoder(_LabelledCard).decode
_decode_card = Decoder(Card).decode


def encode_card(card: Card, labels: Labels) -> bytes:
    """Pack a card with the labels of its article."""
    return encode(_LabelledCard(Raw(encode(card)), labels))


def decode_card(data: bytes) -> tuple[Card, Labels, Raw]:
    """Return a card, its labels, and the card packed without them, so that new labels do not change the card."""
    labelled = _decode_labelled(data)
    return _decode_card(labelled.card), labelled.labels, labelled.card
