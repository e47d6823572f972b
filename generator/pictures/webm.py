"""Films and sound in WebM without what tells where, when and with what they were taken.

WebM is a tree of elements: a number that says what it is, a size, and what it holds. Players find places by their
distance from the beginning, so what readers have no need of becomes void of the same length. Title, artist and
copyright stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.records import Record
from generator.pictures.positions import tells_position

_HEAD, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_INFO, _TRACKS, _TRACK, _TAGS, _TAG = 0x1549A966, 0x1654AE6B, 0xAE, 0x1254C367, 0x7373
_SIMPLE_TAG, _TAG_NAME = 0x67C8, 0x45A3
_GROUP, _SIMPLE_BLOCK, _BLOCK = 0xA0, 0xA3, 0xA1
_NUMBER, _TYPE = 0xD7, 0x83
_VOID, _SUM = 0xEC, 0xBF
_TOP = frozenset((_INFO, _TRACKS, _TAGS, _CLUSTER, 0x1C53BB6B, 0x114D9B74, 0x1043A770, 0x1941A469))
"""Parts of a film, at one of which a part without a size ends: the last of them are cues, index, chapters, files."""
_KEPT = frozenset((_INFO, _TRACKS, _TAGS, _CLUSTER, 0x1C53BB6B, 0x114D9B74, 0x1043A770))
_NOTED = frozenset((0x4461, 0x7384, 0x3C83AB, 0x3E83BB))
"""When it was made, and the names of files."""
_PROGRAMS = frozenset((0x4D80, 0x5741))
"""What has written it, which every film has to say."""
_RIGHTS = frozenset((b"TITLE", b"ARTIST", b"ALBUM", b"COPYRIGHT", b"PERFORMER", b"PUBLISHER", b"DURATION"))
_SEEN, _WORDS = frozenset((1, 2, 3)), 17
"""Types of tracks that are picture or sound, and that of subtitles; others hold what the device has measured."""
_DOUBTFUL = 64
"""Tracks of those that are looked into."""
_MOST = 1_000_000
"""Elements of one that are followed."""


class _Element(Record, frozen=True):
    kind: int
    at: int
    start: int
    """Of what it holds."""
    end: int


def is_webm(head: bytes) -> bool:
    """Return whether a file that begins so is one of elements."""
    return head.startswith(_HEAD.to_bytes(4, "big"))


def cleaned(data: bytes) -> bytes:
    """Return a film without what readers have no need of; it has the same length."""
    kept = bytearray(data)
    end = 0
    for element in _elements(data, 0, len(data)):
        end = element.end
        if element.kind == _SEGMENT:
            end = _tidy(kept, data, element)
        elif element.kind != _HEAD:
            _free(kept, element)
    # What follows the last element that can be followed.
    kept[end:] = bytes(len(data) - end)
    return bytes(kept)


def _tidy(kept: bytearray, data: bytes, segment: _Element) -> int:
    """Free what is noted in a film, and return where that ends."""
    end = segment.start
    doubtful: dict[int, bool] = {}
    """Number of a track -> whether its words are looked into; else it goes."""
    waiting: dict[int, list[tuple[int, int]]] = {}
    """The blocks of subtitles so far."""
    telling: set[int] = set()
    for part in _elements(data, segment.start, segment.end):
        end = part.end
        if part.kind == _INFO:
            _inform(kept, data, part)
        elif part.kind == _TRACKS:
            doubtful |= _doubtful(data, part)
        elif part.kind == _TAGS:
            _sift(kept, data, part)
        elif part.kind == _CLUSTER:
            for track, start, stop in _blocks(data, part) if doubtful else ():
                if track in doubtful:
                    waiting.setdefault(track, []).append((start, stop))
                    if not doubtful[track] or tells_position(data[start:stop]):
                        telling.add(track)
        elif part.kind not in _KEPT:
            _free(kept, part)
    for track in telling:
        for start, stop in waiting[track]:
            kept[start:stop] = bytes(stop - start)
    return end


def _inform(kept: bytearray, data: bytes, info: _Element) -> None:
    for one in _elements(data, info.start, info.end):
        if one.kind in _PROGRAMS:
            kept[one.start : one.end] = bytes(one.end - one.start)
        elif one.kind in _NOTED or one.kind == _SUM:
            _free(kept, one)


def _sift(kept: bytearray, data: bytes, tags: _Element) -> None:
    for tag in _elements(data, tags.start, tags.end):
        if tag.kind != _TAG:
            _free(kept, tag)
            continue
        for one in _elements(data, tag.start, tag.end):
            if one.kind == _SUM or (one.kind == _SIMPLE_TAG and not _is_kept(data, one)):
                _free(kept, one)


def _is_kept(data: bytes, tag: _Element) -> bool:
    """Return whether a tag says whose a film is, and holds no other tags."""
    inner = list(_elements(data, tag.start, tag.end))
    names = [data[one.start : one.end].rstrip(b"\0").upper() for one in inner if one.kind == _TAG_NAME]
    return len(names) == 1 and names[0] in _RIGHTS and all(one.kind != _SIMPLE_TAG for one in inner)


def _doubtful(data: bytes, tracks: _Element) -> dict[int, bool]:
    """Return the tracks that are neither picture nor sound, and whether they are words."""
    found: dict[int, bool] = {}
    for track in _elements(data, tracks.start, tracks.end):
        if track.kind == _TRACK:
            values = {
                one.kind: int.from_bytes(data[one.start : one.end], "big")
                for one in _elements(data, track.start, track.end)
                if one.kind in (_NUMBER, _TYPE)
            }
            kind = values.get(_TYPE, 1)
            if kind not in _SEEN and len(found) < _DOUBTFUL:
                found[values.get(_NUMBER, 0)] = kind == _WORDS
    return found


def _blocks(data: bytes, cluster: _Element) -> Iterator[tuple[int, int, int]]:
    """Yield the track of each block, and where what it holds begins and ends."""
    for one in _elements(data, cluster.start, cluster.end):
        if one.kind == _SIMPLE_BLOCK:
            yield _block(data, one)
        elif one.kind == _GROUP:
            for inner in _elements(data, one.start, one.end):
                if inner.kind == _BLOCK:
                    yield _block(data, inner)


def _block(data: bytes, block: _Element) -> tuple[int, int, int]:
    track, at = _number(data, block.start)
    return track, min(at + 3, block.end), block.end


def _free(kept: bytearray, element: _Element) -> None:
    """Make void of an element: its size has as many bytes as are needed for the length to stay."""
    size = element.end - element.at
    if size < 2:
        return
    width = 1 if size < 100 else 8
    length = (size - 1 - width) | 1 << 7 * width
    head = bytes((_VOID,)) + length.to_bytes(width, "big")
    kept[element.at : element.end] = head + bytes(size - len(head))


def _elements(data: bytes, at: int, stop: int) -> Iterator[_Element]:
    """Yield the elements between two places, as long as they can be followed."""
    for _ in range(_MOST):
        found = _head(data, at, stop)
        if found is None:
            return
        kind, start, size = found
        end = min(start + size, stop)
        if size < 0:
            end = _end_of_cluster(data, start, stop) if kind == _CLUSTER else stop
        yield _Element(kind, at, start, end)
        at = end


def _end_of_cluster(data: bytes, at: int, stop: int) -> int:
    """Return where a cluster ends that does not say how long it is: at the next part of the film."""
    for _ in range(_MOST):
        found = _head(data, at, stop)
        if found is None or found[0] in _TOP or found[2] < 0:
            return at
        at = min(found[1] + found[2], stop)
    return at


def _head(data: bytes, at: int, stop: int) -> tuple[int, int, int] | None:
    """Return what the element at a place is, where what it holds begins, and its size: negative if it says none."""
    width = 9 - data[at].bit_length() if at < stop else 9
    if width > 4:
        return None
    size, start = _number(data, at + width)
    if start > stop:
        return None
    is_open = size == (1 << 7 * (start - at - width)) - 1
    return int.from_bytes(data[at : at + width], "big"), start, -1 if is_open else size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number that says in its first bits how long it is, and where it ends."""
    width = 9 - data[at].bit_length() if at < len(data) and data[at] else 9
    if width > 8:
        return 0, len(data) + 1
    return int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1), at + width
