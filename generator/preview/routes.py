"""What is at an address, made from one view of the site."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from generator import annexes
from generator.base.digest import digest
from generator.base.errors import Problem, Where
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.config import media
from generator.model.codec import decode
from generator.model.kinds import COPIED, REDIRECTS
from generator.model.page import Page
from generator.model.records import Media, Record
from generator.model.urls import output_path
from generator.pages import single
from generator.pictures import svg
from generator.preview.verified_files import DiffersError, Handout, OpenFile, Source, content_type, digest_pieces
from generator.preview.view import View
from generator.queries.answers import Dependency
from generator.store import documents


class Resource(Record, frozen=True):
    """What is at an address."""

    url: str
    status: int
    """Of HTTP."""
    kind: str
    """A kind of page, "media" or "asset"; or "draft" (an article that is not published), "unread" (a file that was not
    taken in yet), "missing", "failed"."""
    digest: str
    """Of all that a browser would show."""
    body: bytes = b""
    source: Source | None = None
    """Where the bytes are, of media and assets."""
    target: str = ""
    """Address to go to, of a redirect."""
    doc: int = 0
    """Id of the document that it is made of; 0 for none."""
    problem: Problem | None = None


class Made(Record, frozen=True):
    """A resource and what the page was found to depend on."""

    resource: Resource
    dependencies: tuple[Dependency, ...] = ()


def resource(
    url: str, status: int, kind: str, *, body: bytes = b"", source: Source | None = None, target: str = "",
    doc: int = 0, problem: Problem | None = None,
) -> Resource:  # fmt: skip
    """Return what is at an address, with a digest of all that a browser would show; see `Resource`."""
    content = body if source is None else source.digest.encode()
    known = digest(b"\0".join((b"%d" % status, kind.encode(), target.encode(), content))).hex()
    return Resource(url, status, kind, known, body, source, target, doc, problem)


def make(view: View, url: str, page: Page | None, before: Resource | None, *, hidden: bool) -> Made:
    """Make what is at a decoded address.

    If the page cannot be made, the body of what was there `before` stays beneath the problem. With `hidden`, an
    article that is not published can be seen.
    """
    if page is None:
        return Made(_missing(view, url, hidden=hidden))
    if page.kind in COPIED:
        return Made(_file(view, url, page))
    if page.kind in REDIRECTS:
        doc = 0 if page.ref is None else page.ref
        return Made(resource(url, 301, "redirect", target=single.target(view.renderer.archive, page), doc=doc))
    return _page(view, url, page, before)


def _page(view: View, url: str, page: Page, before: Resource | None) -> Made:
    doc = page.owner if page.kind in ("article", "gone", "standing") else 0
    try:
        body, dependencies = view.renderer.make(page)
    except Exception as error:  # noqa: BLE001 - a template can raise anything, and the preview goes on
        problem = getattr(error, "problem", None)
        if not isinstance(problem, Problem):
            problem = Problem(
                Where("themes"),
                "broken-template",
                sentence("the page cannot be made: {name}: {error}", name=type(error).__name__, error=error),
            )
        if before is not None and before.body:
            return Made(msgspec.structs.replace(before, problem=problem))
        return Made(resource(url, 500, "failed", doc=doc, problem=problem))
    status = 404 if page.kind == "404" else 200
    return Made(resource(url, status, view.kind_of(page), body=body, doc=doc), dependencies)


def _missing(view: View, url: str, *, hidden: bool) -> Resource:
    if not url.endswith("/") and (view.planned(f"{url}/") or (hidden and view.hidden(f"{url}/"))):
        return resource(url, 301, "redirect", target=f"{url}/")
    if view.partial and (source := _unread(view, url)):
        return resource(url, 200, "unread", source=source)
    page = view.planned("/404.html")
    if page is None:
        return resource(url, 404, "missing")
    own = _page(view, "/404.html", page, None).resource
    return resource(url, 404, "missing", body=own.body, problem=own.problem)


def _unread(view: View, url: str) -> Source | None:
    """Return a file of content/ as it is now, which an article of the first look shows; None if it may not be seen."""
    reading, path = view.setup.site.reading, output_path(url)
    odd = "\0" in path or any(not part or ignored(part) for part in path.split("/"))
    if odd or media.why_refused(path, reading):
        return None
    try:
        with Folder(view.content) as folder, folder.file(path) as file:
            if path.lower().endswith(".svg"):
                if svg.active_svg(file.read(svg.MAX_SIZE + 1)):
                    return None
                file.seek(0)
            if path.lower().endswith(media.CLEANED):
                whole = annexes.scrubbing.cleaned(file.read(reading.media_bytes))
                return Source(view.content, path, digest(whole).hex(), len(whole), cleaned=True)
            known, size, _ = digest_pieces(file, reading.media_bytes)
            return Source(view.content, path, known, size)
    except (OSError, DiffersError):
        return None


def _file(view: View, url: str, page: Page) -> Resource:
    """Return a file that is served as it is; whether it is still that file is checked when it is handed out."""
    if page.kind == "asset":
        file, known = view.setup.theme.assets[page.path]
        # A theme may have links between its own files.
        return resource(url, 200, page.kind, source=Source(*os.path.split(os.path.realpath(file)), known))
    document = documents.by_id(view.store, page.owner)
    version = documents.version(view.store, page.owner)
    assert document is not None
    assert version is not None
    taken = decode(Media, document.record)
    bytes_of = (taken.cleaned, taken.cleaned_size, True) if taken.cleaned else (version.digest, taken.size, False)
    return resource(url, 200, page.kind, source=Source(view.content, document.path, bytes_of[0].hex(), *bytes_of[1:]))


_RANGE = re.compile(r"bytes=(?=-?[0-9])([0-9]{0,18})-([0-9]{0,18})")


async def download(request: Request, handout: Handout, source: Source, more: dict[str, str]) -> Response:
    """Return the answer to a request for a file; its headers may ask for a part, or say what the browser has.

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
