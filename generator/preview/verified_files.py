"""Serves files only as they were taken in, whole or in part.

Between reading a file and a request, its name and bytes may change. So the file is opened at the request, without
following a link, and each piece is compared with the digest of the piece in the known file.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Generator
from functools import lru_cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from generator.base.digest import digest, hasher
from generator.base.folder import Folder
from generator.config import media
from generator.model.records import Record
from generator.pictures import metadata

PIECE = 1 << 18
"""Bytes read, compared and sent at a time."""
_MOST = 1 << 30
"""The most bytes of a picture to read; the limit of site.yaml was checked when it was taken in."""
_KNOWN = 500
"""Files whose piece digests are cached."""


class Source(Record, frozen=True):
    """A file to serve, and its expected content."""

    top: str
    """A folder; no file outside it is opened."""
    path: str
    """Below that folder."""
    digest: str
    """In hex, of the bytes taken in."""
    size: int = -1
    """In bytes; -1 if unknown."""
    cleaned: bool = False
    """Whether these are of a picture stripped of metadata."""


class DiffersError(Exception):
    """A file that differs from the one taken in."""


def _file(source: Source) -> BinaryIO:
    with Folder(source.top) as folder:
        if source.cleaned:
            return BytesIO(metadata.cleaned(folder.read(source.path, _MOST)))
        return folder.file(source.path)


@lru_cache(maxsize=_KNOWN)
def pieces_of(source: Source) -> tuple[int, tuple[bytes, ...]]:
    """Return size and piece digests of a file, after verifying it.

    Raises:
        OSError: it is gone, or its path contains a symbolic link.
        DiffersError: it is another.

    """
    with _file(source) as file:
        size = file.seek(0, 2)
        if source.size not in (size, -1):
            raise DiffersError
        whole, size, pieces = digest_pieces(file, size)
    if whole != source.digest:
        raise DiffersError
    return size, pieces


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


def opened(source: Source, asked: str = "") -> tuple[int, range, bytes, Generator[bytes]]:
    """Return the size of a file, the part that a Range header requests, its first piece, and the other pieces.

    These raise DiffersError if a piece has changed, and close the file at their end.

    Raises:
        OSError: the file is gone, or its path contains a symbolic link.
        DiffersError: it is another.

    """
    size, digests = pieces_of(source)
    part = requested_part(asked, size)
    pieces = _compared(source, size, digests, part)
    return size, part, next(pieces, b""), pieces


def _compared(source: Source, size: int, digests: tuple[bytes, ...], part: range) -> Generator[bytes]:
    with _file(source) as file:
        if file.seek(0, 2) != size:
            raise DiffersError
        for number in range(part.start // PIECE, -(-part.stop // PIECE)):
            begin = number * PIECE
            file.seek(begin)
            data = file.read(PIECE)
            if digest(data) != digests[number]:
                raise DiffersError
            yield data[max(part.start - begin, 0) : part.stop - begin]


_RANGE = re.compile(r"bytes=(?=-?[0-9])([0-9]{0,18})-([0-9]{0,18})")


def requested_part(header: str, size: int) -> range:
    """Return the bytes of a file of `size` bytes that a Range header requests: all, if it is malformed."""
    match = _RANGE.fullmatch(header.strip())
    first, last = match.groups() if match else ("", "")
    if not match or (first and last and int(last) < int(first)):
        return range(size)
    if first:
        return range(int(first), min(int(last) + 1 if last else size, size))
    return range(max(size - int(last), 0), size)


async def download(request: Request, source: Source, more: dict[str, str]) -> Response:
    """Return the response to a request for a file, with Range and conditional headers.

    Returns:
        The file or a part of it; 304 if the browser has it, 416 for a part beyond its end, 404 if the file has changed.
        A changed piece breaks the connection.

    """
    etag = f'"{source.digest}"'
    headers = {
        "cache-control": "no-cache", "content-type": content_type(source.path), "etag": etag, "accept-ranges": "bytes",
    } | more  # fmt: skip
    if is_unchanged(request, etag):
        return Response(None, 304, headers)
    asked = request.headers.get("range", "") if request.headers.get("if-range", etag) == etag else ""
    try:
        size, part, first, others = await to_thread.run_sync(opened, source, asked)
    except (OSError, DiffersError):
        return PlainTextResponse("This file is gone, or another than the one that was taken in.\n", 404)
    status = 200 if len(part) == size else 206
    if part.start >= size > 0:
        status, headers["content-range"] = 416, f"bytes */{size}"
    elif status == 206:
        headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    headers["content-length"] = str(len(part))
    if request.method == "HEAD" or status == 416:
        others.close()
        return Response(None, status, headers)
    return StreamingResponse(chain((first,), others), status, headers)


def is_unchanged(request: Request, etag: str) -> bool:
    """Return whether the browser has the version with an ETag."""
    given = request.headers.get("if-none-match", "")
    return given == "*" or etag in (known.strip().removeprefix("W/") for known in given.split(","))


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
    """Return the Content-Type of a file by its name, the same on every machine for all files of portals."""
    ending = Path(path).suffix.lower()
    kind = _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXT else kind


def policy(path: str) -> dict[str, str]:
    """Return the headers that stop an executable file from acting for the preview.

    They give it an origin of its own, without scripts: site.yaml may permit any file, and an SVG can be opened
    directly.
    """
    ending = Path(path).suffix.lower()
    return {} if ending in media.HARMLESS and ending != ".svg" else {"content-security-policy": "sandbox"}
