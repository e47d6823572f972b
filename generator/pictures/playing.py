"""Playing: whether films and sound are what their names say, and whole as far as a look at their parts tells."""

from __future__ import annotations

import os
from typing import BinaryIO

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.pictures import films, ogg, sound, webm
from generator.pictures.boxes import number
from generator.pictures.probing import ELSEWHERE, FETCH

_HEAD = 64
"""Bytes by which the form of a file is known."""
_POINTER = sentence("is only a pointer of Git LFS, not the file itself")
_AGAIN = sentence("put a whole copy in its place, and open it once to see that it works")
_MOST = 10_000
"""Parts of a film that are looked at."""


def fault(file: BinaryIO) -> tuple[Sentence, Sentence]:
    """Return why a film or sound cannot be played, as the end of a sentence about it, and what to do.

    Both are nothing if it seems that it can. A few bytes are read of it, wherever they are; it need not fit into the
    memory.
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
    if films.is_film(head):
        return _of_film(file, size)
    if head.startswith(b"RIFF") and 8 + int.from_bytes(head[4:8], "little") > size and _says_size(head):
        return sentence("is cut short")
    if webm.is_webm(head) or ogg.is_ogg(head) or sound.is_sound(head):
        return NOTHING
    return sentence("is neither film nor sound")


def _says_size(head: bytes) -> bool:
    """Return whether a WAV states a size; recorders that were switched off leave all bits set, or none."""
    return head[4:8] not in (b"\xff\xff\xff\xff", b"\0\0\0\0")


def _of_film(file: BinaryIO, size: int) -> Sentence:
    """Return why a film in boxes cannot be played: it ends too soon, or nothing in it says what it holds."""
    at, described = 0, False
    for _ in range(_MOST):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            break
        length, kind = number(head, 0), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        described = described or kind in (b"moov", b"moof")
        if length == 0:
            break
        if length < 8:
            return sentence("is damaged")
        at += length
        if at > size:
            return sentence("is cut short")
    return NOTHING if described else sentence("is cut short")
