"""Films and sound in WebM without what reveals where, when and with what they were recorded.

Players seek by file offset, so what readers do not need becomes void of the same length. Title, artist and copyright
stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.annex.scrubbing.films import tells_position
from generator.pictures.chunks import MOST, Chunk, walk

_HEAD, _SEGMENT, _CLUSTER = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x1f\x43\xb6\x75"
_INFO, _TRACKS, _TRACK = b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b", b"\xae"
_TAGS, _TAG = b"\x12\x54\xc3\x67", b"\x73\x73"
_SIMPLE_TAG, _TAG_NAME = b"\x67\xc8", b"\x45\xa3"
_GROUP, _SIMPLE_BLOCK, _BLOCK = b"\xa0", b"\xa3", b"\xa1"
_NUMBER, _TYPE = b"\xd7", b"\x83"
_VOID, _SUM = b"\xec", b"\xbf"
_CUES, _INDEX, _CHAPTERS, _FILES = b"\x1c\x53\xbb\x6b", b"\x11\x4d\x9b\x74", b"\x10\x43\xa7\x70", b"\x19\x41\xa4\x69"
_KEPT = frozenset((_INFO, _TRACKS, _TAGS, _CLUSTER, _CUES, _INDEX, _CHAPTERS))
_TOP = _KEPT | {_FILES}
"""Parts of a film, at one of which a part without a size ends."""
_NOTED = frozenset((b"\x44\x61", b"\x73\x84", b"\x3c\x83\xab", b"\x3e\x83\xbb"))
"""When it was made, and the names of files."""
_PROGRAMS = frozenset((b"\x4d\x80", b"\x57\x41"))
"""What has written it, which every film has to say."""
_RIGHTS = frozenset((b"TITLE", b"ARTIST", b"ALBUM", b"COPYRIGHT", b"PERFORMER", b"PUBLISHER", b"DURATION"))
_SEEN, _WORDS = frozenset((1, 2, 3)), 17
"""Types of tracks that are picture or sound, and that of subtitles; others hold what the device has measured."""
_DOUBTFUL = 64
"""Tracks of those that are looked into."""


def cleaned(data: bytes) -> bytes:
    kept = bytearray(data)
    end = 0
    for element in _elements(data, 0, len(data)):
        end = element.end
        if element.kind == _SEGMENT:
            end = _tidy(kept, data, element)
        elif element.kind != _HEAD:
            _free(kept, element)
    # What follows the last readable element.
    kept[end:] = bytes(len(data) - end)
    return bytes(kept)


def _tidy(kept: bytearray, data: bytes, segment: Chunk) -> int:
    """Free a film's metadata, and return where it ends."""
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


def _inform(kept: bytearray, data: bytes, info: Chunk) -> None:
    for element in _elements(data, info.start, info.end):
        if element.kind in _PROGRAMS:
            kept[element.start : element.end] = bytes(element.end - element.start)
        elif element.kind in _NOTED or element.kind == _SUM:
            _free(kept, element)


def _sift(kept: bytearray, data: bytes, tags: Chunk) -> None:
    for tag in _elements(data, tags.start, tags.end):
        if tag.kind != _TAG:
            _free(kept, tag)
            continue
        for element in _elements(data, tag.start, tag.end):
            if element.kind == _SUM or (element.kind == _SIMPLE_TAG and not _is_kept(data, element)):
                _free(kept, element)


def _is_kept(data: bytes, tag: Chunk) -> bool:
    """Return whether a tag names the film's owner, and holds no other tags."""
    inner = list(_elements(data, tag.start, tag.end))
    names = [data[part.start : part.end].rstrip(b"\0").upper() for part in inner if part.kind == _TAG_NAME]
    return len(names) == 1 and names[0] in _RIGHTS and all(part.kind != _SIMPLE_TAG for part in inner)


def _doubtful(data: bytes, tracks: Chunk) -> dict[int, bool]:
    """Return the tracks that are neither picture nor sound, and whether they are text."""
    found: dict[int, bool] = {}
    for track in _elements(data, tracks.start, tracks.end):
        if track.kind == _TRACK:
            values = {
                element.kind: int.from_bytes(data[element.start : element.end], "big")
                for element in _elements(data, track.start, track.end)
                if element.kind in (_NUMBER, _TYPE)
            }
            kind = values.get(_TYPE, 1)
            if kind not in _SEEN and len(found) < _DOUBTFUL:
                found[values.get(_NUMBER, 0)] = kind == _WORDS
    return found


def _blocks(data: bytes, cluster: Chunk) -> Iterator[tuple[int, int, int]]:
    """Yield each block's track, and where its content starts and ends."""
    for element in _elements(data, cluster.start, cluster.end):
        if element.kind == _SIMPLE_BLOCK:
            yield _block(data, element)
        elif element.kind == _GROUP:
            for inner in _elements(data, element.start, element.end):
                if inner.kind == _BLOCK:
                    yield _block(data, inner)


def _block(data: bytes, block: Chunk) -> tuple[int, int, int]:
    track, at = _number(data, block.start)
    return track, min(at + 3, block.end), block.end


def _free(kept: bytearray, element: Chunk) -> None:
    """Turn an element into void; its size field is padded so that the length stays."""
    size = element.end - element.at
    if size < 2:
        return
    width = 1 if size < 100 else 8
    length = (size - 1 - width) | 1 << 7 * width
    head = _VOID + length.to_bytes(width, "big")
    kept[element.at : element.end] = head + bytes(size - len(head))


def _elements(data: bytes, at: int, stop: int) -> Iterator[Chunk]:
    return walk(data, at, stop, _element)


def _element(data: bytes, at: int, stop: int) -> Chunk | None:
    head = _head(data, at, stop)
    if head is None:
        return None
    kind, start, size = head
    end = min(start + size, stop)
    if size < 0:
        end = _end_of_cluster(data, start, stop) if kind == _CLUSTER else stop
    return Chunk(kind, at, start, end, end)


def _end_of_cluster(data: bytes, at: int, stop: int) -> int:
    """Return where a cluster of unknown size ends: at the film's next part."""
    for _ in range(MOST):
        head = _head(data, at, stop)
        if head is None or head[0] in _TOP or head[2] < 0:
            return at
        at = min(head[1] + head[2], stop)
    return at


def _head(data: bytes, at: int, stop: int) -> tuple[bytes, int, int] | None:
    """Return the kind of the element at a place, where its content starts, and its size; negative if unknown."""
    width = 9 - data[at].bit_length() if at < stop else 9
    if width > 4:
        return None
    size, start = _number(data, at + width)
    if start > stop:
        return None
    is_open = size == (1 << 7 * (start - at - width)) - 1
    return data[at : at + width], start, -1 if is_open else size


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number whose first bits give its length, and where it ends."""
    width = 9 - data[at].bit_length() if at < len(data) and data[at] else 9
    if width > 8:
        return 0, len(data) + 1
    return int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1), at + width
