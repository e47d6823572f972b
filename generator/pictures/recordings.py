"""Films and sound: which format a file has, and whether it is whole as far as a look at its parts tells."""

from __future__ import annotations

import os
from typing import BinaryIO

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.model.records import Record
from generator.pictures.chunks import MOST_IN_BOX, boxes, number
from generator.pictures.probing import ELSEWHERE, FETCH

FILM_BOXES = frozenset(
    (b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"prft", b"pdin", b"wide")
)
"""Boxes that a film consists of."""
NOTE_BOXES = frozenset((b"free", b"skip", b"uuid", b"XMP_"))
_HEAD = 64
_POINTER = sentence("is only a pointer of Git LFS, not the file itself")
_AGAIN = sentence("put a whole copy in its place, and open it once to see that it works")


def sniff(head: bytes) -> str:
    """Return a file's format by its first 12 bytes: film (MP4, MOV), webm, ogg, sound (WAV, MP3, FLAC), or empty."""
    if head[4:8] in FILM_BOXES or head[4:8] in NOTE_BOXES:
        return "film"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if head.startswith(b"OggS"):
        return "ogg"
    wav = head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE"
    mp3 = head[:1] == b"\xff" and head[1:2] > b"\xdf"
    return "sound" if wav or mp3 or head.startswith((b"ID3", b"fLaC")) else ""


def fault(file: BinaryIO) -> tuple[Sentence, Sentence]:
    """Return why a film or sound cannot be played, as the end of a sentence about it, and what to do.

    Both are empty if it seems that it can. Only heads of parts are read; the file need not fit into memory.
    """
    why = _fault(file)
    return why, FETCH if why is _POINTER else _AGAIN if why else NOTHING


def _fault(file: BinaryIO) -> Sentence:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        return sentence("is empty")
    if head.startswith(ELSEWHERE):
        return _POINTER
    kind = sniff(head)
    if kind == "film":
        return _film_fault(file, size)
    if head.startswith(b"RIFF") and 8 + int.from_bytes(head[4:8], "little") > size and _says_size(head):
        return sentence("is cut short")
    return NOTHING if kind else sentence("is neither film nor sound")


def _says_size(head: bytes) -> bool:
    """Return whether a WAV states a size; recorders that were switched off leave all bits set, or none."""
    return head[4:8] not in (b"\xff\xff\xff\xff", b"\0\0\0\0")


class _FileBytes(Record, frozen=True):
    """A file that is read in parts, wherever they are."""

    file: BinaryIO

    def __getitem__(self, part: slice) -> bytes:
        self.file.seek(part.start)
        return self.file.read(part.stop - part.start)


def _film_fault(file: BinaryIO, size: int) -> Sentence:
    """Return why a film in boxes cannot be played: it ends too soon, or nothing in it says what it holds."""
    data = _FileBytes(file)
    after = seen = 0
    described = False
    for box in boxes(data, 0, size):
        described = described or box.kind in (b"moov", b"moof")
        after, seen = box.after, seen + 1
    # One whose next head is cut short has fewer than 16 bytes of that, if it says its size in 64 bits.
    if seen < MOST_IN_BOX and after + 8 <= size and (after + 16 <= size or number(data, after) > 1):
        return sentence("is damaged")
    return NOTHING if described and after <= size else sentence("is cut short")
