"""Serves files of content/ and of themes as they are now, whole or in part; only those that pages are planned for."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from generator.base.digest import digest
from generator.base.folder import Folder
from generator.config import media
from generator.model.records import Record
from generator.pictures import metadata

_MOST = 1 << 30
"""The most bytes of a picture to read; the limit of site.yaml was checked when it was taken in."""


class Source(Record, frozen=True):
    """A file to serve."""

    top: str
    """A folder; no file outside it is opened."""
    path: str
    """Below that folder."""
    digest: str
    """In hex, of the bytes taken in."""
    cleaned: bool = False
    """Whether readers get it without its metadata."""


class _OpenFile(FileResponse):
    """A file that is open already, since another one may have its name by now."""

    def __init__(self, file: BinaryIO, path: str, headers: dict[str, str]) -> None:
        open_file = f"/dev/fd/{file.fileno()}"
        # Windows has no such names.
        name = open_file if os.path.exists(open_file) else path
        super().__init__(name, headers=headers, stat_result=os.fstat(file.fileno()))
        self.file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self.file:
            await super().__call__(scope, receive, send)


async def download(request: Request, source: Source, more: dict[str, str]) -> Response:
    """Return the response to a request for a file: all of it, a part, 304 if the browser has it, 404 if it is gone."""
    headers = {"cache-control": "no-cache", "content-type": content_type(source.path)} | more
    try:
        response = await to_thread.run_sync(_response, source, headers)
    except OSError:
        return PlainTextResponse("This file is gone.\n", 404)
    if is_unchanged(request, response.headers["etag"]):
        if isinstance(response, _OpenFile):
            response.file.close()
        return Response(None, 304, headers | {"etag": response.headers["etag"]})
    return response


def _response(source: Source, headers: dict[str, str]) -> Response:
    """Open a file without following a link; raises OSError."""
    with Folder(source.top) as folder:
        if source.cleaned:
            data = metadata.cleaned(folder.read(source.path, _MOST))
            return Response(data, headers=headers | {"etag": f'"{digest(data).hex()}"'})
        return _OpenFile(folder.file(source.path), os.path.join(source.top, source.path), headers)


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
