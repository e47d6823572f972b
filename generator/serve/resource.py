"""Resource: what is at an address, made from one view of the site."""

from __future__ import annotations

import os

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, Where
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.images import svg
from generator.images.cleaning import cleaned
from generator.pages import redirects
from generator.portal.kinds import COPIED, REDIRECTS
from generator.portal.packing import unpack_media
from generator.portal.page import Page
from generator.portal.records import Record
from generator.portal.urls import output_path
from generator.queries.dependencies import Dependency
from generator.readers import media
from generator.serve.handout import DiffersError, Source, digest_pieces
from generator.serve.view import View
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
    """Make what is at an address.

    Args:
        view: the state of the site.
        url: the address, decoded.
        page: the page there, if there is one.
        before: what was there last; its body stays beneath the problem when the page cannot be made.
        hidden: whether an article that is not published can be seen.

    """
    if page is None:
        return Made(_missing(view, url, hidden=hidden))
    if page.kind in COPIED:
        return Made(_file(view, url, page))
    if page.kind in REDIRECTS:
        doc = 0 if page.ref is None else page.ref
        return Made(resource(url, 301, "redirect", target=redirects.target(view.renderer.archive, page), doc=doc))
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
    if odd or media.refusal(path, reading):
        return None
    try:
        with Folder(view.content) as folder, folder.file(path) as file:
            if path.lower().endswith(".svg"):
                if svg.active_svg(file.read(svg.MAX_SIZE + 1)):
                    return None
                file.seek(0)
            if path.lower().endswith(media.CLEANED):
                whole = cleaned(file.read(reading.media_bytes))
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
    taken = unpack_media(document.record)
    bytes_of = (taken.cleaned, taken.cleaned_size, True) if taken.cleaned else (version.digest, taken.size, False)
    return resource(url, 200, page.kind, source=Source(view.content, document.path, bytes_of[0].hex(), *bytes_of[1:]))
