"""Files as they were taken in, and no others.

Between the reading of a file and a request for it anything can happen to its
name and to its bytes. So what is handed out is decided at the request: the file
is opened without following a link, and each piece of it is compared with the
piece that was there when the whole file had the digest that the site knows.
"""

from __future__ import annotations

import mimetypes
import threading
from collections import OrderedDict
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from generator import annexes
from generator.base.digest import digest, hasher
from generator.base.folder import Folder
from generator.config import media
from generator.model.records import Record

PIECE = 1 << 18
"""Bytes that are read, compared and sent at a time."""
_MOST = 1 << 30
"""Bytes of a picture that are read at most; how many it may have, site.yaml says where it is taken in."""
_KNOWN = 500
"""Files whose pieces are remembered, by default."""


class Source(Record, frozen=True):
    """A file that may be handed out, and what it must be."""

    top: str
    """A folder; no file outside of it is opened."""
    path: str
    """Below that folder."""
    digest: str
    """Of the bytes that were taken in, in hex."""
    size: int = -1
    """Number of these bytes; -1 when it is not known."""
    cleaned: bool = False
    """Whether they are those of a picture without what readers have no need of."""


class DiffersError(Exception):
    """A file is not the one that was taken in."""


class OpenFile:
    """A file that is open, and known to be the one that was taken in."""

    def __init__(self, file: BinaryIO, size: int, pieces: tuple[bytes, ...]) -> None:
        self.size = size
        self._file = file
        self._pieces = pieces

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, start: int, stop: int) -> Iterator[bytes]:
        """Yield the bytes of a range, piece by piece.

        Raises:
            DiffersError: the next piece is no longer the one that was taken in.

        """
        for number in range(start // PIECE, -(-stop // PIECE)):
            begin = number * PIECE
            self._file.seek(begin)
            data = self._file.read(PIECE)
            if digest(data) != self._pieces[number]:
                raise DiffersError
            yield data[max(start - begin, 0) : stop - begin]


class Handout:
    """Opens files, and remembers the digests of their pieces; safe to use from any thread."""

    def __init__(self, most: int = _KNOWN) -> None:
        """Remember the pieces of so many files at most."""
        self._most = most
        self._known: OrderedDict[str, tuple[int, tuple[bytes, ...]]] = OrderedDict()
        """Digest of a whole file -> its size, and the digests of its pieces."""
        self._lock = threading.Lock()

    def open(self, source: Source) -> OpenFile:
        """Open a file.

        Raises:
            OSError: it is gone, or there is a symbolic link on the way to it.
            DiffersError: it is not the one that was taken in.

        """
        with Folder(source.top) as folder:
            file: BinaryIO
            if source.cleaned:
                file = BytesIO(annexes.scrubbing.cleaned(folder.read(source.path, _MOST)))
            else:
                file = folder.file(source.path)
        try:
            return OpenFile(file, *self._compared(file, source))
        except BaseException:
            file.close()
            raise

    def _compared(self, file: BinaryIO, source: Source) -> tuple[int, tuple[bytes, ...]]:
        size = file.seek(0, 2)
        with self._lock:
            known = self._known.get(source.digest)
        if (known[0] if known else source.size) not in (size, -1):
            raise DiffersError
        if known is None:
            whole, read, pieces = digest_pieces(file, size)
            known = read, pieces
            if whole != source.digest:
                raise DiffersError
            with self._lock:
                self._known[source.digest] = known
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
        return known


def digest_pieces(file: BinaryIO, most: int) -> tuple[str, int, tuple[bytes, ...]]:
    """Read a file from its beginning; return its digest in hex, its size, and the digests of its pieces.

    Raises:
        DiffersError: it has more than `most` bytes; it may be growing.

    """
    file.seek(0)
    whole = hasher()
    size, pieces = 0, []
    while data := file.read(PIECE):
        size += len(data)
        if size > most:
            raise DiffersError
        whole.update(data)
        pieces.append(digest(data))
    return whole.hexdigest(), size, tuple(pieces)


ASSETS = Path(__file__).parent / "assets"

_TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
    ".xml": "application/xml", ".txt": "text/plain", ".json": "application/json", ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
    ".woff": "font/woff", ".woff2": "font/woff2", ".vtt": "text/vtt", ".csv": "text/csv", ".md": "text/markdown",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".pdf": "application/pdf",
    ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm",
}  # fmt: skip
_TEXT = ("application/xml", "application/json", "application/manifest+json", "image/svg+xml")


def content_type(path: str) -> str:
    """Return the Content-Type of a file by its name, the same on every machine for all files that portals use."""
    ending = Path(path).suffix.lower()
    kind = _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXT else kind


def policy(path: str) -> dict[str, str]:
    """Return the headers that keep a file which browsers may execute from acting for the preview.

    They give it an origin of its own, and no script: it may be what site.yaml allows, or an SVG opened by itself.
    """
    ending = Path(path).suffix.lower()
    return {} if ending in media.HARMLESS and ending != ".svg" else {"content-security-policy": "sandbox"}
