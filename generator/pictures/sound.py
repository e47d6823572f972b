"""Sound (MP3, FLAC, WAV) without what tells where, when and with what it was recorded.

No sample changes. Title, artist, album, copyright and cover stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.pictures import id3
from generator.pictures.covers import Photo

_WAV = frozenset((b"fmt ", b"data", b"fact", b"ds64", b"cue ", b"smpl", b"inst", b"wavl", b"slnt"))
_WAV_RIGHTS = frozenset((b"INAM", b"IART", b"ICOP", b"IPRD", b"ITRK"))
_COMMENTS = frozenset(
    (
        b"TITLE", b"ARTIST", b"ALBUM", b"ALBUMARTIST", b"COMPOSER", b"PERFORMER", b"COPYRIGHT", b"LICENSE",
        b"ORGANIZATION", b"TRACKNUMBER", b"LANGUAGE", b"R128_TRACK_GAIN", b"R128_ALBUM_GAIN",
    )
)  # fmt: skip
_MOST = 100_000
"""Parts of a file that are followed; no recording has so many."""
_STREAM, _PADDING, _SEEK, _COMMENT, _CUES, _PICTURE = 0, 1, 3, 4, 5, 6
"""Kinds of blocks before the samples of FLAC."""


def is_sound(head: bytes) -> bool:
    """Return whether a file that begins so is one of these."""
    wav = head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE"
    return wav or head.startswith((b"ID3", b"fLaC")) or (head[:1] == b"\xff" and head[1:2] > b"\xdf")


def cleaned(data: bytes, photo: Photo) -> bytes:
    """Return sound without what readers have no need of; `photo` cleans its cover."""
    if data[:4] in (b"RIFF", b"RF64"):
        return _wav(data)
    notes, at = id3.begin(data, photo)
    stop, old = id3.end(data[at:])
    sound = data[at : at + stop]
    return notes + (_flac(sound, photo) if sound.startswith(b"fLaC") else sound) + old


def is_kept(comment: bytes) -> bool:
    """Return whether a comment as FLAC and Ogg have them, `TITLE=…`, is one of those that stay."""
    return comment.partition(b"=")[0].upper() in _COMMENTS


def _wav(data: bytes) -> bytes:
    """Return a WAV in which what readers have no need of is room of the same length."""
    kept, at = bytearray(data), 12
    for _ in range(_MOST):
        if at + 8 > len(data):
            break
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = min(at + 8 + size, len(data))
        if kind == b"data" and data[:4] == b"RF64":
            # Where it ends is said elsewhere, in 64 bits.
            end = (
                min(at + 8 + int.from_bytes(data[28:36], "little"), len(data)) if data[12:16] == b"ds64" else len(data)
            )
        if kind == b"LIST" and data[at + 8 : at + 12] == b"INFO":
            _sift(kept, data, at + 12, end)
        elif kind not in _WAV:
            kept[at : at + 4] = b"JUNK"
            kept[at + 8 : end] = bytes(end - at - 8)
        at = end + (end - at) % 2
    at = min(at, len(data))
    kept[at:] = bytes(len(data) - at)
    return bytes(kept)


def _sift(kept: bytearray, data: bytes, at: int, stop: int) -> None:
    while at + 8 <= stop:
        end = min(at + 8 + int.from_bytes(data[at + 4 : at + 8], "little"), stop)
        if data[at : at + 4] not in _WAV_RIGHTS:
            kept[at : at + 4] = b"JUNK"
            kept[at + 8 : end] = bytes(end - at - 8)
        at = end + (end - at) % 2


def _flac(data: bytes, photo: Photo) -> bytes:
    blocks, at, last = [], 4, False
    for _ in range(_MOST):
        if last or at + 4 > len(data):
            break
        last, kind = bool(data[at] & 0x80), data[at] & 0x7F
        end = min(at + 4 + int.from_bytes(data[at + 1 : at + 4], "big"), len(data))
        body = data[at + 4 : end]
        if kind == _COMMENT:
            body = _comments(body)
        elif kind == _PICTURE:
            body = _picture(body, photo)
        elif kind not in (_STREAM, _SEEK, _CUES):
            body = b""
        if body:
            blocks.append((kind, body))
        at = end
    blocks = blocks or [(_PADDING, b"")]
    heads = [bytes((kind | (0x80 if number == len(blocks) else 0),)) for number, (kind, _) in enumerate(blocks, 1)]
    parts = [head + len(body).to_bytes(3, "big") + body for head, (_, body) in zip(heads, blocks, strict=True)]
    return b"fLaC" + b"".join(parts) + data[at:]


def comments(body: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield where each of the texts begins and ends that FLAC and Ogg have, the name of the program first.

    Args:
        body: holds them.
        at: where they begin.

    """
    count = 1
    number = 0
    while number <= count and at + 4 <= len(body):
        size, start = int.from_bytes(body[at : at + 4], "little"), at + 4
        at = start + size
        if at > len(body):
            return
        yield start, at
        if not number:
            count, at = int.from_bytes(body[at : at + 4], "little"), at + 4
        number += 1


def _comments(body: bytes) -> bytes:
    found = [body[start:end] for start, end in comments(body, 0)]
    kept = [one for one in found[1:] if is_kept(one)]
    parts = [len(one).to_bytes(4, "little") + one for one in kept]
    return bytes(4) + len(kept).to_bytes(4, "little") + b"".join(parts)


def _picture(body: bytes, photo: Photo) -> bytes:
    """Return a cover without its description; nothing if it cannot be found."""
    at = 4
    texts = []
    for _ in range(2):
        size = int.from_bytes(body[at : at + 4], "big")
        texts.append(body[at + 4 : at + 4 + size])
        at += 4 + size
    clean = photo(body[at + 20 :])
    if not clean:
        return b""
    kind = len(texts[0]).to_bytes(4, "big") + texts[0]
    return body[:4] + kind + bytes(4) + body[at : at + 16] + len(clean).to_bytes(4, "big") + clean
