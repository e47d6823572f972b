"""Download: the answer with a file as it was taken in, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from generator.serve.files import content_type
from generator.serve.handout import DiffersError, Handout, OpenFile, Source

_RANGE = re.compile(r"bytes=(?=-?[0-9])([0-9]{0,18})-([0-9]{0,18})")


async def download(request: Request, handout: Handout, source: Source, more: dict[str, str]) -> Response:
    """Return the answer to a request for a file.

    Args:
        request: the request; its headers may ask for a part, or say what the browser has already.
        handout: opens the file.
        source: the file that was taken in.
        more: further headers of the answer.

    Returns:
        The file or a part of it; 304 if the browser has it, 416 for a part beyond its end, 404 if it is no longer the
        file that was taken in.

    """
    etag = f'"{source.digest}"'
    headers = {
        "cache-control": "no-cache", "content-type": content_type(source.path), "etag": etag, "accept-ranges": "bytes",
    } | more  # fmt: skip
    if is_unchanged(request, etag):
        return Response(None, 304, headers)
    given = request.headers.get("range", "") if request.headers.get("if-range", etag) == etag else ""
    try:
        file, part, first, rest = await to_thread.run_sync(_open, handout, source, given)
    except (OSError, DiffersError):
        return PlainTextResponse("This file is gone, or another than the one that was taken in.\n", 404)
    status = 200 if len(part) == file.size else 206
    if part.start >= file.size > 0:
        status, headers["content-range"] = 416, f"bytes */{file.size}"
    elif status == 206:
        headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
    headers["content-length"] = str(len(part))
    if request.method == "HEAD" or status == 416:
        file.close()
        return Response(None, status, headers)
    return _FileResponse(file, chain((first,), rest), status, headers)


def is_unchanged(request: Request, etag: str) -> bool:
    """Return whether the browser says that it has what an ETag stands for."""
    given = request.headers.get("if-none-match", "")
    return given == "*" or etag in (known.strip().removeprefix("W/") for known in given.split(","))


def requested_part(header: str, size: int) -> range:
    """Return the bytes that a header Range asks for of a file of `size` bytes: all, if its form is not known."""
    match = _RANGE.fullmatch(header.strip())
    first, last = match.groups() if match else ("", "")
    if not match or (first and last and int(last) < int(first)):
        return range(size)
    if first:
        return range(int(first), min(int(last) + 1 if last else size, size))
    return range(max(size - int(last), 0), size)


class _FileResponse(StreamingResponse):
    """Sends pieces of a file, and closes it. A piece that differs breaks off the connection."""

    def __init__(self, file: OpenFile, pieces: Iterable[bytes], status: int, headers: dict[str, str]) -> None:
        super().__init__(pieces, status, headers)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()


def _open(handout: Handout, source: Source, header: str) -> tuple[OpenFile, range, bytes, Iterator[bytes]]:
    """Open a file; return with it the part that is asked for, its first piece, and the pieces that follow."""
    file = handout.open(source)
    try:
        part = requested_part(header, file.size)
        pieces = file.read(part.start, part.stop)
        return file, part, next(pieces, b""), pieces
    except BaseException:
        file.close()
        raise
