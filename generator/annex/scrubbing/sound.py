"""Sound (MP3, FLAC, WAV) and Ogg without what reveals where, when and with what it was recorded.

No sample changes. Title, artist, album, copyright and cover stay.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from generator.annex.scrubbing.photos import cover
from generator.model.records import Record
from generator.pictures.chunks import MOST, Chunk, riff_chunks

_WAV = frozenset((b"fmt ", b"data", b"fact", b"ds64", b"cue ", b"smpl", b"inst", b"wavl", b"slnt"))
_WAV_RIGHTS = frozenset((b"INAM", b"IART", b"ICOP", b"IPRD", b"ITRK"))
_COMMENTS = frozenset(
    (
        b"TITLE", b"ARTIST", b"ALBUM", b"ALBUMARTIST", b"COMPOSER", b"PERFORMER", b"COPYRIGHT", b"LICENSE",
        b"ORGANIZATION", b"TRACKNUMBER", b"LANGUAGE", b"R128_TRACK_GAIN", b"R128_ALBUM_GAIN",
    )
)  # fmt: skip
_ID3 = frozenset(
    (b"TIT1", b"TIT2", b"TIT3", b"TPE1", b"TPE2", b"TALB", b"TCOM", b"TCOP", b"TPUB", b"TRCK", b"TPOS", b"TLAN")
)
_OLD_ID3 = 128
"""Bytes of the notes at the end of a file, of ID3 before its second version."""
_LYRICS = b"LYRICS200"
_STREAM, _PADDING, _SEEK, _COMMENT, _CUES, _PICTURE = 0, 1, 3, 4, 5, 6
"""Kinds of blocks before the samples of FLAC."""


def cleaned(data: bytes) -> bytes:
    if data[:4] in (b"RIFF", b"RF64"):
        return _wav(data)
    notes, at = id3_begin(data)
    stop, old = id3_end(data[at:])
    sound = data[at : at + stop]
    return notes + (_flac(sound) if sound.startswith(b"fLaC") else sound) + old


def is_kept(comment: bytes) -> bool:
    return comment.partition(b"=")[0].upper() in _COMMENTS


def _wav(data: bytes) -> bytes:
    """Overwrite in place what readers do not need."""
    kept, end = bytearray(data), 12
    for chunk in riff_chunks(data, 12, len(data)):
        end = chunk.after
        if chunk.kind == b"LIST" and data[chunk.start : chunk.start + 4] == b"INFO":
            for note in riff_chunks(data, chunk.start + 4, chunk.end):
                if note.kind not in _WAV_RIGHTS:
                    _junk(kept, note)
        elif chunk.kind not in _WAV:
            _junk(kept, chunk)
    kept[end:] = bytes(max(len(data) - end, 0))
    return bytes(kept)


def _junk(kept: bytearray, chunk: Chunk) -> None:
    kept[chunk.at : chunk.at + 4] = b"JUNK"
    kept[chunk.start : chunk.end] = bytes(chunk.end - chunk.start)


def _flac(data: bytes) -> bytes:
    blocks, at, last = [], 4, False
    while not last and at + 4 <= len(data):
        last, kind = bool(data[at] & 0x80), data[at] & 0x7F
        end = min(at + 4 + int.from_bytes(data[at + 1 : at + 4], "big"), len(data))
        body = data[at + 4 : end]
        if kind == _COMMENT:
            body = _comments(body)
        elif kind == _PICTURE:
            body = _picture(body)
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
    """Yield where each comment text of FLAC or Ogg starts and ends; the first one names the program."""
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
    kept = [text for text in found[1:] if is_kept(text)]
    parts = [len(text).to_bytes(4, "little") + text for text in kept]
    return bytes(4) + len(kept).to_bytes(4, "little") + b"".join(parts)


def _picture(body: bytes) -> bytes:
    """Return a cover without its description; nothing if it is not found."""
    at = 4
    texts = []
    for _ in range(2):
        size = int.from_bytes(body[at : at + 4], "big")
        texts.append(body[at + 4 : at + 4 + size])
        at += 4 + size
    clean = cover(body[at + 20 :])
    if not clean:
        return b""
    kind = len(texts[0]).to_bytes(4, "big") + texts[0]
    return body[:4] + kind + bytes(4) + body[at : at + 16] + len(clean).to_bytes(4, "big") + clean


def id3_begin(data: bytes) -> tuple[bytes, int]:
    """Return the tags to keep at a file's start, and where the content after them begins."""
    kept, at = b"", 0
    while data[at : at + 3] == b"ID3" and at + 10 <= len(data):
        end = min(at + 10 + _syncsafe(data, at + 6) + (10 if data[at + 5] & 0x10 else 0), len(data))
        # Nothing is kept of a form that hardly any program writes.
        if not kept and data[at + 3] in (3, 4) and not data[at + 5] & 0xE0:
            kept = b"".join(_id3_frames(data, at + 10, end, data[at + 3]))
            if kept:
                kept = b"ID3" + data[at + 3 : at + 5] + b"\0" + _as_syncsafe(len(kept)) + kept
        at = end
    return kept, at


def id3_end(data: bytes) -> tuple[int, bytes]:
    """Return where the tags at a file's end start, and which to keep."""
    stop, kept = len(data), b""
    for _ in range(10):
        if data[stop - _OLD_ID3 : stop - _OLD_ID3 + 3] == b"TAG" and stop >= _OLD_ID3:
            stop -= _OLD_ID3
            if not kept:
                kept = data[stop : stop + 93] + bytes(32) + b"\0\0\xff"
        elif data[stop - 32 : stop - 24] == b"APETAGEX" and stop >= 32:
            # Its size includes the footer but not the header, which a flag announces.
            size = int.from_bytes(data[stop - 20 : stop - 16], "little") + (32 if data[stop - 9] & 0x80 else 0)
            stop -= max(32, min(size, stop))
        elif data[stop - 9 : stop] == _LYRICS and data[stop - 15 : stop - 9].isdigit():
            stop -= min(int(data[stop - 15 : stop - 9]) + 15, stop)
        elif data[stop - 10 : stop - 7] == b"3DI" and stop >= 20:
            stop -= min(_syncsafe(data, stop - 4) + 20, stop)
        else:
            break
    return stop, kept


def _id3_frames(data: bytes, at: int, stop: int, version: int) -> Iterator[bytes]:
    while at + 10 <= stop and data[at]:
        kind, flags = data[at : at + 4], data[at + 8 : at + 10]
        size = _syncsafe(data, at + 4) if version == 4 else int.from_bytes(data[at + 4 : at + 8], "big")
        body = data[at + 10 : min(at + 10 + size, stop)]
        at += 10 + size
        # Compressed, encrypted or grouped frames cannot be inspected.
        if flags[1]:
            continue
        if kind == b"APIC":
            body = _id3_picture(body)
        if body and (kind in _ID3 or kind == b"APIC"):
            length = _as_syncsafe(len(body)) if version == 4 else len(body).to_bytes(4, "big")
            yield kind + length + flags + body


def _id3_picture(body: bytes) -> bytes:
    encoding, (kind, found, rest) = body[:1], body[1:].partition(b"\0")
    if not found or not rest:
        return b""
    wide = encoding in (b"\1", b"\2")
    at = 1
    while wide and at + 1 < len(rest) and rest[at : at + 2] != b"\0\0":
        at += 2
    if not wide:
        at = rest.find(b"\0", 1)
    clean = cover(rest[at + (2 if wide else 1) :]) if at > 0 else b""
    return encoding + kind + b"\0" + rest[:1] + (b"\0\0" if wide else b"\0") + clean if clean else b""


def _syncsafe(data: bytes, at: int) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(data[at : at + 4], (21, 14, 7, 0), strict=False))


def _as_syncsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


_COMMENT_HEADS = (b"\x03vorbis", b"\x81theora", b"OpusTags", b"OVP80\x02 ", b"\x81kate\0\0\0\0", b"\x81daala")
"""What a packet of comments begins with; that of Speex begins with nothing of the kind."""
_SPEEX = b"Speex   "
_FLAC_IN_OGG = 4
"""Kind of a block of comments of FLAC, which has its size in three bytes behind it."""
_BEGIN = 0x02
"""Flag of the first page of a stream."""
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class _Page(Record, frozen=True):
    at: int
    start: int
    """Of what it holds."""
    end: int
    stream: bytes
    flags: int
    lacing: bytes


def ogg_cleaned(data: bytes) -> bytes:
    """Return Ogg (Vorbis, Opus, Theora, FLAC) of the same length without what readers do not need.

    Comments are in each stream's second packet, and may span many pages, none of which may move: what readers do not
    need becomes blanks.
    """
    kept = bytearray(data)
    touched: dict[int, _Page] = {}
    packets: dict[bytes, list[tuple[_Page, int, int]]] = {}
    """Stream -> the parts so far of its second packet, while that is being read."""
    bare: set[bytes] = set()
    """Streams whose comments begin with nothing of their own."""
    end = 0
    for page in _pages(data):
        kept[end : page.at] = bytes(page.at - end)
        end = page.end
        if page.flags & _BEGIN:
            packets[page.stream] = []
            if data.startswith(_SPEEX, page.start):
                bare.add(page.stream)
            continue
        if page.stream not in packets:
            continue
        size, done = _first_packet(page)
        packets[page.stream].append((page, page.start, page.start + size))
        if done:
            parts = packets.pop(page.stream)
            if _blank_comments(kept, data, parts, bare=page.stream in bare):
                touched |= {part.at: part for part, _, _ in parts}
    # What follows the last readable page.
    kept[end:] = bytes(len(data) - end)
    for page in touched.values():
        kept[page.at + 22 : page.at + 26] = bytes(4)
        kept[page.at + 22 : page.at + 26] = _checksum(kept[page.at : page.end]).to_bytes(4, "little")
    return bytes(kept)


def _pages(data: bytes) -> Iterator[_Page]:
    """Yield the pages; bytes between them belong to none."""
    at = data.find(b"OggS")
    for _ in range(MOST):
        if not 0 <= at <= len(data) - 27:
            return
        lacing = data[at + 27 : at + 27 + data[at + 26]]
        start = at + 27 + len(lacing)
        end = start + sum(lacing)
        if end <= len(data):
            yield _Page(at, start, end, data[at + 14 : at + 18], data[at + 5], lacing)
        at = data.find(b"OggS", end)


def _first_packet(page: _Page) -> tuple[int, bool]:
    """Return how much of the first packet a page holds, and whether it ends there."""
    size = 0
    for length in page.lacing:
        size += length
        if length < 255:
            return size, True
    return size, False


def _blank_comments(kept: bytearray, data: bytes, parts: list[tuple[_Page, int, int]], *, bare: bool) -> bool:
    """Remove from a packet what readers do not need, and return whether there was any."""
    packet = b"".join(data[start:end] for _, start, end in parts)
    head = next((len(beginning) for beginning in _COMMENT_HEADS if packet.startswith(beginning)), 0 if bare else -1)
    if head < 0 and packet[:1] and packet[0] & 0x7F == _FLAC_IN_OGG:
        head = 4
    changed = bytearray(packet)
    last = 0
    for number, (start, end) in enumerate(comments(packet, head) if head >= 0 else ()):
        last = end
        if not number:
            # The encoder or recorder.
            changed[start:end] = b" " * (end - start)
        elif not is_kept(packet[start:end]):
            # An empty comment of the same length.
            changed[start:end] = b"X=".ljust(end - start)[: end - start] if end - start > 1 else b" " * (end - start)
    if last and packet.startswith(b"OpusTags"):
        changed[last:] = bytes(len(packet) - last)
    if changed == packet:
        return False
    at = 0
    for _, start, end in parts:
        kept[start:end] = changed[at : at + end - start]
        at += end - start
    return True


def _checksum(page: bytes | bytearray) -> int:
    """Return the checksum of a page whose own is zero: that of zip files, with the bits reversed."""
    total = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{total:032b}"[::-1], 2)
