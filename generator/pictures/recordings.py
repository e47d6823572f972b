"""Whether films, sound and AVIF name the place where they were made, and films and sound without that.

A build publishes them as they are and refuses one that names a place; ffmpeg takes it out of films and sound for
`ssg import` and `ssg check --fix`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from itertools import islice
from pathlib import Path

from generator.base.sentences import Sentence, sentence
from generator.pictures.metadata import has_position

ON_FILM = sentence("this recording names the place where it was made")
ON_PICTURE = sentence("this picture names the place where it was taken")
_SIGNS = (
    b"loci\0\0\0\0", b"com.apple.quicktime.location", b"gpmd\0\0\0\0\0\0", b"camm\0\0\0\0\0\0",
    b"GPSLatitude", b"[latitude",
)  # fmt: skip
"""Of the 3GPP standard, Apple, action cameras (tracks of positions), XMP, and what drones write into subtitles."""
_POSITION = re.compile(rb"[+-]\d{2}\.\d{3,}[+-]\d{3}\.\d{2}|GPS ?\(-?\d{1,3}[.,]")
"""ISO 6709, as telephones write it: -06.2088+106.8456/; and what older drones write: GPS(106.8456,-6.2088,15)."""
_EXIF = re.compile(rb"II\*\0|MM\0\*")
_MOST_EXIF, _LONGEST_EXIF = 20, 1 << 16
"""Blocks of Exif that are looked at in a picture, and their bytes."""
_FORGOTTEN = ("location", "location-eng", "creation_time", "comment", "description", "make", "model")
_COPIED = (
    "-map", "0:v?", "-map", "0:a?", "-c", "copy",
    *(word for key in _FORGOTTEN for word in ("-metadata", f"{key}=", "-metadata:s", f"{key}=")),
    "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart",
)  # fmt: skip
"""Picture and sound stay bit for bit, tracks of anything else go; title, author and copyright stay."""
_OVERLAP = 64
"""Bytes of a piece that are looked at again with the next."""


class PlaceFinder:
    """Looks for the name of a place in a file that is read once, piece by piece."""

    def __init__(self) -> None:
        self.found = False
        self._tail = b""

    def update(self, piece: bytes) -> None:
        data = self._tail + piece
        self.found = self.found or any(sign in data for sign in _SIGNS) or _POSITION.search(data) is not None
        self._tail = data[-_OVERLAP:]


def names_place(data: bytes) -> bool:
    """Return whether an AVIF, a film or sound names the place where it was made."""
    finder = PlaceFinder()
    finder.update(data)
    starts = (found.start() for found in islice(_EXIF.finditer(data), _MOST_EXIF))
    return finder.found or any(has_position(data[start : start + _LONGEST_EXIF]) for start in starts)


def advice() -> Sentence:
    """Return what to do about a recording that names a place."""
    if shutil.which("ffmpeg") is None:
        return sentence("install ffmpeg, then ssg check --fix takes it out")
    return sentence("ssg check --fix takes it out")


def without_place(data: bytes, ending: str) -> bytes:
    """Return a recording with its picture and sound bit for bit, without place, time and what a device has measured.

    It is returned unchanged if ffmpeg is not installed, cannot read it, or leaves a place in it.
    """
    program = shutil.which("ffmpeg")
    if program is None:
        return data
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, f"a{ending}"), Path(folder, f"b{ending}")
        source.write_bytes(data)
        subprocess.run(  # noqa: S603 - ffmpeg is handed a path of ours
            [program, "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", str(source), *_COPIED, str(made)],
            capture_output=True, check=False, timeout=600,
        )  # fmt: skip
        clean = made.read_bytes() if made.is_file() else b""
    return clean if clean and not names_place(clean) else data
