"""The photos of a site, as the desk sees them: which there are, where each is used, and small ones to look at."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from contextlib import closing
from typing import Any
from urllib.parse import unquote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from generator.annex.desk.album import is_photo
from generator.annex.desk.desk import Desk, MissingError
from generator.annex.desk.people import Person
from generator.base.errors import AdvisedError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import fold, squeeze
from generator.config.media import why_refused
from generator.model.cards import Size
from generator.model.codec import decode_card, decode_text
from generator.model.lookup_keys import url_key
from generator.model.records import Article, Record, Standing
from generator.model.variants import WHOLE, Variant
from generator.pictures.making import BrokenPictureError, Original
from generator.pictures.probing import probe, sniff
from generator.preview.state import folder_of
from generator.store import desk as lists
from generator.store import documents, names
from generator.store.database import Store, open_reader
from generator.store.names import User

_PAGE = 60
"""Photos in an answer."""
_USES = 5
"""Texts that are named beside a photo."""
_HEADLINES = 300
"""Articles whose photos are found by a word of their headlines."""
_WIDTHS = (160, 320, 640, 1280)
_MOST = 32 << 20
"""Bytes of small pictures that are kept."""


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """Which photos."""

    q: str = ""
    after: str = ""
    """What the answer before said."""


def photos(desk: Desk, person: Person, given: Wanted) -> dict[str, Any]:  # noqa: ARG001 - as all answers
    """Return photos with where they are used, the newest first."""
    words = squeeze(given.q[:200])
    wanted = fold(words).replace(" ", "-").split("-")
    with closing(open_reader(folder_of(desk.folder))) as store:
        found = desk.album.photos(store)
        if words:
            beside = _beside(store, [one.path for one in desk.headlines.search(words, _HEADLINES)])
            found = [one for one in found if one.folded in beside or all(map(one.folded.__contains__, wanted))]
        if (after := _cursor(given.after)) is not None:
            found = [one for one in found if (one.month, one.doc) < after]
        items = [_shown(desk, store, one.doc) for one in found[:_PAGE]]
    last = f"{found[_PAGE - 1].month}:{found[_PAGE - 1].doc}" if len(found) > _PAGE else ""
    return {"items": [item for item in items if item], "after": last}


def _beside(store: Store, paths: list[str]) -> set[str]:
    """Return the folded paths of the main photos of some articles."""
    cards = (decode_card(card)[0] for _, card in lists.cards_of(store, paths))
    return {fold(unquote(card.photo.url).removeprefix("/")) for card in cards if card.photo is not None}


def _cursor(text: str) -> tuple[str, int] | None:
    month, colon, doc = text.rpartition(":")
    return (month, int(doc)) if colon and doc.isdecimal() and len(doc) < 20 else None


def _shown(desk: Desk, store: Store, doc: int) -> dict[str, Any] | None:
    file = documents.media_of(store, doc)
    if file is None:
        return None
    media = file.media
    users = names.last_users(store, url_key(f"/{media.path}"), _USES)
    return {
        "src": f"/{media.path}", "width": media.width, "height": media.height, "bytes": media.size,
        "used": [{"path": user.path, "title": _title(desk, store, user)} for user in users],
    }  # fmt: skip


def _title(desk: Desk, store: Store, user: User) -> str:
    if title := desk.headlines.title(user.path):
        return title
    if user.kind not in ("article", "standing"):
        return ""
    text = decode_text(user.kind, documents.record(store, user.doc))
    return text.matter.title if isinstance(text, Article) else text.title if isinstance(text, Standing) else ""


# ------------------------------------------------------------------------ small pictures


class Small(Record, frozen=True):
    """A small picture."""

    data: bytes
    kind: str
    """Of its content, for the browser."""
    tag: str
    """Another one for another picture, or another size."""


class SmallPictures:
    """Makes small pictures, and keeps the last ones; any thread may use it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Small] = OrderedDict()
        self._bytes = 0

    def answer(self, _desk: Desk, _person: Person, request: Request) -> Response:
        """Return what a browser asks for with `src` and `width`, unless it has it."""
        width = request.query_params.get("width", "")
        small = self.get(request.query_params.get("src", ""), int(width) if width.isdecimal() and len(width) < 6 else 0)
        tag = f'"{small.tag}"'
        headers = {"etag": tag, "cache-control": "private, no-cache", "x-content-type-options": "nosniff"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(None, 304, headers)
        return Response(small.data, 200, {**headers, "content-type": small.kind})

    def get(self, src: str, width: int) -> Small:
        """Return a picture of the site, by its address, about as wide as wanted.

        Raises:
            MissingError: there is none that readers may see.
            AdvisedError: it cannot be shown.

        """
        path = _path_of(self._desk, src)
        width = next((one for one in _WIDTHS if one >= width), _WIDTHS[-1])
        most = self._desk.site.reading.media_bytes
        try:
            with Folder(self._desk.folder / "content") as folder, folder.file(path) as file:
                status = os.fstat(file.fileno())
                tag = f"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}-{width}"
                if (small := self._again(tag)) is not None:
                    return small
                data = file.read(most + 1)
        except OSError as error:
            raise _missing() from error
        small = _small(data, width, tag) if len(data) <= most else None
        if small is None:
            raise _missing()
        self._keep(small)
        return small

    def _again(self, tag: str) -> Small | None:
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
            return self._kept.get(tag)

    def _keep(self, small: Small) -> None:
        with self._lock:
            if small.tag not in self._kept and len(small.data) <= _MOST // 8:
                self._kept[small.tag] = small
                self._bytes += len(small.data)
            while self._bytes > _MOST:
                self._bytes -= len(self._kept.popitem(last=False)[1].data)


def _path_of(desk: Desk, src: str) -> str:
    path = src.removeprefix("/")
    parts = path.split("/")
    is_hidden = not all(part and not ignored(part) for part in parts) or "\\" in path or "\0" in path
    if is_hidden or not is_photo(path) or why_refused(path, desk.site.reading) is not None:
        raise _missing()
    return path


def _small(data: bytes, width: int, tag: str) -> Small | None:
    """Return a picture about as wide as wanted; None if there is nothing to see."""
    seen = probe(data)
    if seen.fault:
        raise AdvisedError(sentence("this picture {fault}", fault=seen.fault), seen.hint)
    if sniff(data[:64]) == "gif":
        # It moves, or is small: nothing makes another one of it.
        return Small(data, "image/gif", tag)
    width = min(width, seen.width)
    try:
        made = Original(data, Size(seen.width, seen.height), width).encode(Variant(WHOLE, (0, 0), width, "jpg"))
    except BrokenPictureError as error:
        raise AdvisedError(*error.fault) from error
    return Small(made, "image/jpeg", tag)


def _missing() -> MissingError:
    return MissingError(sentence("there is no such picture"))
