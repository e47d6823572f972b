"""The photos of a site, as the desk sees them: which there are, where each is used, and small ones to look at."""

from __future__ import annotations

import heapq
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from generator.annex.desk.desk import Desk, MissingError
from generator.annex.desk.people import Person
from generator.base.errors import AdvisedError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.base.text import fold, squeeze
from generator.config.media import PICTURES, why_refused
from generator.model.cards import Size
from generator.model.codec import decode_card, decode_text
from generator.model.lookup_keys import url_key
from generator.model.records import Article, Standing
from generator.model.variants import WHOLE, Variant
from generator.pictures.making import BrokenPictureError, Original
from generator.pictures.probing import probe
from generator.store import desk as lists
from generator.store import documents, names
from generator.store.database import Store
from generator.store.names import User

_PHOTOS_PER_PAGE = 60
_MAX_USES = 5
_MAX_HEADLINES = 300
_WIDTHS = (160, 320, 640, 1280)
_MAX_KEPT = 256
_PHOTOS = tuple(ending for ending in PICTURES if ending != ".svg")
_MONTH = re.compile(r"(?:^|/)(\d{4}/\d{2})/[^/]+\Z")


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """Which photos."""

    q: str = ""
    after: str = ""
    """What the answer before said."""


def photos(desk: Desk, person: Person, given: Wanted) -> dict[str, Any]:  # noqa: ARG001 - as all answers
    words = squeeze(given.q[:200])
    wanted = fold(words).replace(" ", "-").split("-")
    after = _cursor(given.after)
    with desk.stored() as store:
        found = [(_month(path), doc, fold(path)) for doc, path in documents.media_paths(store) if is_photo(path)]
        if words:
            beside = _beside(store, [one.path for one in desk.headlines.search(words, _MAX_HEADLINES)])
            found = [one for one in found if one[2] in beside or all(map(one[2].__contains__, wanted))]
        if after is not None:
            found = [one for one in found if one[:2] < after]
        page = heapq.nlargest(_PHOTOS_PER_PAGE + 1, found)
        items = [_shown(desk, store, doc) for _, doc, _ in page[:_PHOTOS_PER_PAGE]]
    last = f"{page[_PHOTOS_PER_PAGE - 1][0]}:{page[_PHOTOS_PER_PAGE - 1][1]}" if len(page) > _PHOTOS_PER_PAGE else ""
    return {"items": [item for item in items if item], "after": last}


def is_photo(path: str) -> bool:
    return path.lower().endswith(_PHOTOS)


def _month(path: str) -> str:
    """Return the month of a photo's folder, by which the newest come first."""
    found = _MONTH.search(path)
    return found[1] if found else ""


def _beside(store: Store, paths: list[str]) -> set[str]:
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
    users = names.last_users(store, url_key(f"/{media.path}"), _MAX_USES)
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


def picture(desk: Desk, _: Person, request: Request) -> Response:
    """Return the picture at the address `src`, about as wide as `width`, unless the browser has it."""
    path = _path_of(desk, request.query_params.get("src", ""))
    asked = request.query_params.get("width", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    width = next((one for one in _WIDTHS if one >= wanted), _WIDTHS[-1])
    most = desk.site.reading.media_bytes
    try:
        with Folder(desk.folder / "content") as folder, folder.file(path) as file:
            status = os.fstat(file.fileno())
            tag = f'"{status.st_ino:x}-{status.st_mtime_ns:x}-{status.st_size:x}-{width}"'
            headers = {"etag": tag, "cache-control": "private, no-cache", "x-content-type-options": "nosniff"}
            if tag in request.headers.get("if-none-match", ""):
                return Response(None, 304, headers)
            if status.st_size > most:
                raise _missing()
            # It moves, or is small: nothing makes another one of it.
            is_gif = path.lower().endswith(".gif")
            data = file.read(most) if is_gif else _small(desk.folder, path, width, most, tag)
    except OSError as error:
        raise _missing() from error
    return Response(data, 200, {**headers, "content-type": "image/gif" if is_gif else "image/jpeg"})


@lru_cache(maxsize=_MAX_KEPT)
def _small(site: Path, path: str, width: int, most: int, _tag: str) -> bytes:
    """Return a picture about as wide as wanted; `_tag` is another one for another picture."""
    with Folder(site / "content") as folder:
        data = folder.read(path, most)
    seen = probe(data)
    if seen.fault:
        raise AdvisedError(sentence("this picture {fault}", fault=seen.fault), seen.hint)
    width = min(width, seen.width)
    try:
        return Original(data, Size(seen.width, seen.height), width).encode(Variant(WHOLE, (0, 0), width, "jpg"))
    except BrokenPictureError as error:
        raise AdvisedError(*error.fault) from error


def _path_of(desk: Desk, src: str) -> str:
    path = src.removeprefix("/")
    parts = path.split("/")
    is_hidden = not all(part and not ignored(part) for part in parts) or "\\" in path or "\0" in path
    if is_hidden or not is_photo(path) or why_refused(path, desk.site.reading) is not None:
        raise _missing()
    return path


def _missing() -> MissingError:
    return MissingError(sentence("there is no such picture"))
