"""Ogg (Vorbis, Opus, Theora, FLAC) without what tells where, when and with what it was recorded.

Comments are in the second packet of each stream, and may go over many pages. They keep their length, since no page may
move: what readers have no need of becomes blanks. Title, artist, album and copyright stay.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from generator.annex.scrubbing.sound import comments, is_kept
from generator.model.records import Record
from generator.pictures.chunks import MOST

_HEADS = (b"\x03vorbis", b"\x81theora", b"OpusTags", b"OVP80\x02 ", b"\x81kate\0\0\0\0", b"\x81daala")
"""What a packet of comments begins with; that of Speex begins with nothing of the kind."""
_SPEEX = b"Speex   "
_FLAC = 4
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


def cleaned(data: bytes) -> bytes:
    """Return a file of Ogg without what readers have no need of; it has the same length."""
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
            if _blank(kept, data, parts, bare=page.stream in bare):
                touched |= {part.at: part for part, _, _ in parts}
    # What follows the last page that can be followed.
    kept[end:] = bytes(len(data) - end)
    for page in touched.values():
        kept[page.at + 22 : page.at + 26] = bytes(4)
        kept[page.at + 22 : page.at + 26] = _sum(kept[page.at : page.end]).to_bytes(4, "little")
    return bytes(kept)


def _pages(data: bytes) -> Iterator[_Page]:
    """Yield the pages; what lies between them belongs to none."""
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


def _blank(kept: bytearray, data: bytes, parts: list[tuple[_Page, int, int]], *, bare: bool) -> bool:
    """Take out of a packet what readers have no need of, and return whether there was any."""
    packet = b"".join(data[start:end] for _, start, end in parts)
    head = next((len(beginning) for beginning in _HEADS if packet.startswith(beginning)), 0 if bare else -1)
    if head < 0 and packet[:1] and packet[0] & 0x7F == _FLAC:
        head = 4
    changed = bytearray(packet)
    last = 0
    for number, (start, end) in enumerate(comments(packet, head) if head >= 0 else ()):
        last = end
        if not number:
            # What has encoded it, or recorded.
            changed[start:end] = b" " * (end - start)
        elif not is_kept(packet[start:end]):
            changed[start:end] = _nothing(end - start)
    if last and packet.startswith(b"OpusTags"):
        changed[last:] = bytes(len(packet) - last)
    if changed == packet:
        return False
    at = 0
    for _, start, end in parts:
        kept[start:end] = changed[at : at + end - start]
        at += end - start
    return True


def _nothing(size: int) -> bytes:
    """Return a comment that says nothing, of some length."""
    return b"X=".ljust(size)[:size] if size > 1 else b" " * size


def _sum(page: bytes | bytearray) -> int:
    """Return the checksum of a page whose own is nought: that of zip files, with all bits in the other order."""
    total = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{total:032b}"[::-1], 2)
