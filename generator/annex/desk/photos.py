"""Photos and documents of the desk: what a browser or a telephone sends becomes a file that the portal publishes.

A picture is decoded before it is believed, turned upright, scaled down and encoded anew, before `writing` is held. So
neither a position nor anything that hides behind a picture reaches content/, and the same photo is kept as the same
bytes, by which it is found again. What moves stays as it came.
"""

from __future__ import annotations

import itertools
import os
import re
import time
from contextlib import closing, suppress
from pathlib import PurePosixPath
from typing import Any

from generator.annex.desk import files, keeping
from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.base.digest import digest
from generator.base.errors import AdvisedError, MessageError, UsageError
from generator.base.folder import DEVICES
from generator.base.sentences import NOTHING, sentence
from generator.base.text import fold, slugify, squeeze
from generator.base.timestamps import Stamp
from generator.config.media import DOCUMENTS, PAPERS, why_refused
from generator.model.cards import Size
from generator.model.records import Record
from generator.pictures.making import BrokenPictureError, Original
from generator.pictures.probing import is_recording, probe, sniff
from generator.preview.state import folder_of
from generator.store import documents
from generator.store.database import open_reader

_MAX_NAME = 60
_HEIC = re.compile(rb".{4}ftyp(?!.*avif).*he(?:i[cxms]|v[cxms])", re.DOTALL)
_MOVING_BY_FIRST_BYTES = {b"GIF8": ".gif", b"\x89PNG": ".png", b"RIFF": ".webp"}
_DRAWING = re.compile(rb"\s*<(?:\?xml|!--|!doctype\s+svg|svg)", re.IGNORECASE)
_HEIC_HINT = sentence(
    "on an iPhone choose Settings, Camera, Formats, Most Compatible, then take or send it again; or send it as JPEG"
)
_AS_JPEG, _AS_PDF = sentence("save it as JPEG, and send that"), sentence("save it as PDF, and send that")


class Sent(Record, frozen=True):
    """A file as it came."""

    data: bytes
    name: str = ""
    """At the sender's."""
    article: str = ""
    """Path of the text that it is for."""
    caption: str = ""


def add(desk: Desk, person: Person, given: Sent) -> dict[str, Any]:
    reading = desk.site.reading
    kept, ending = prepared(given.data)
    if len(kept) > reading.media_bytes:
        most = max(1, reading.media_bytes >> 20)
        raise AdvisedError(sentence("this picture has more than {count} MB", count=most), _AS_JPEG)
    path, stored, already = _kept(desk, person, given, "foto", kept, ending, (given.data, kept))
    seen = probe(stored)
    return {
        "src": f"/{path}", "width": seen.width, "height": seen.height, "bytes": len(stored), "already": already,
    }  # fmt: skip


def add_document(desk: Desk, person: Person, given: Sent) -> dict[str, Any]:
    """Keep a document below content/berkas/, unless it is there already."""
    data = given.data
    stem, dot, ending = given.name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    ending = (dot + ending).lower()
    if ending not in DOCUMENTS:
        raise AdvisedError(sentence("this is no document"), _AS_PDF)
    if refused := why_refused(f"{PAPERS}x{ending}", desk.site.reading):
        raise AdvisedError(*refused)
    if ending == ".pdf" and b"%PDF-" not in data[:1024]:
        raise AdvisedError(sentence("this is no PDF"), _AS_PDF)
    top = PAPERS.rstrip("/")
    path, _, already = _kept(desk, person, Sent(data, given.name), top, data, ending, (data,))
    return {"src": f"/{path}", "title": squeeze(stem.replace("_", " "))[:200] or top, "already": already}


def _kept(
    desk: Desk, person: Person, given: Sent, top: str, data: bytes, ending: str, same: tuple[bytes, ...]
) -> tuple[str, bytes, bool]:
    """Write a file unless one with the `same` bytes is there; return path, bytes, and whether it was there."""
    reading = desk.site.reading
    if reading.media_url:
        raise UsageError(sentence("the media of this site live at {url}; photos are put there", url=reading.media_url))
    folder = f"{top}/{Stamp(int(time.time()), reading.zone).local:%Y/%m}"
    digests, sizes = {digest(one) for one in same}, {len(one) for one in same}
    stem = _stem(given, top)
    with desk.writing:
        there = _there(desk, folder, digests, sizes)
        path, stored = there or (_put(desk, folder, stem, data, ending), data)
        # One that is there may not be recorded yet: a kill can come between the two.
        said = sentence("{name} added the file {path}", name=person.name, path=path)
        keeping.record(desk, person, [f"content/{path}"], said)
    return path, stored, there is not None


def prepared(data: bytes) -> tuple[bytes, str]:
    """Return a photo as it is kept, and its ending, the same for the same bytes; raise AdvisedError."""
    form = sniff(data[:64])
    if not data:
        raise AdvisedError(sentence("the file is empty"))
    if _HEIC.match(data[:80]):
        raise AdvisedError(sentence("this photo is a HEIC file, which cannot be opened here"), _HEIC_HINT)
    if _DRAWING.match(data[:200]):
        raise AdvisedError(
            sentence("this is a drawing (SVG) and no photo"), sentence("export it as PNG, and send that")
        )
    if not form or (form == "animated" and data[4:8] == b"ftyp"):
        if is_recording(data[:12]):
            hint = sentence("put it on YouTube, and its address on a line of its own in the text")
            raise AdvisedError(sentence("this is film or sound and no photo"), hint)
        raise AdvisedError(sentence("this is no photo, or not one that browsers can show"), _AS_JPEG)
    seen = probe(data)
    if seen.fault:
        raise AdvisedError(sentence("this picture {fault}", fault=seen.fault), seen.hint or NOTHING)
    if form in ("gif", "animated"):
        return data, _MOVING_BY_FIRST_BYTES[data[:4]]
    try:
        return Original(data, Size(seen.width, seen.height)).whole()
    except BrokenPictureError as error:
        raise AdvisedError(*error.fault) from error


def _there(desk: Desk, folder: str, digests: set[bytes], sizes: set[int]) -> tuple[str, bytes] | None:
    """Return path and bytes of a file that is there, as it came or as it is kept; None if none is.

    One that has just come is in its folder, and not yet among the files that the preview knows.
    """
    most = max(sizes)
    with closing(open_reader(folder_of(desk.folder))) as store:
        known = documents.media_with(store, digests)
    fresh = [f"{folder}/{name}" for name, size in _listed(desk, folder).items() if size in sizes]
    for path in (*known, *fresh):
        with suppress(MessageError, OSError):
            data = files.read(desk.folder, path, most)
            if data is not None and digest(data) in digests:
                return path, data
    return None


def _listed(desk: Desk, folder: str) -> dict[str, int]:
    try:
        with os.scandir(desk.folder / "content" / folder) as found:
            return {one.name: one.stat(follow_symlinks=False).st_size for one in found}
    except OSError:
        return {}


def _put(desk: Desk, folder: str, stem: str, data: bytes, ending: str) -> str:
    # Two files that differ in their endings alone would be told apart by nobody.
    taken = {fold(name).rpartition(".")[0] or fold(name) for name in _listed(desk, folder)}
    names = itertools.chain([stem], (f"{stem}-{number}" for number in itertools.count(2)))
    path = f"{folder}/{next(name for name in names if name not in taken)}{ending}"
    files.write(desk.folder, path, None, data)
    return path


def _stem(sent: Sent, default: str) -> str:
    """Return a file name from a photo's caption, from the text that it is for, or from its name at the sender's."""
    name = PurePosixPath(sent.name.replace("\\", "/").rpartition("/")[2]).stem
    text = sent.article.rpartition("/")[2].removesuffix(".md")
    slug = next(filter(None, (slugify(given[:500], _MAX_NAME) for given in (sent.caption, text, name))), default)
    return f"{default}-{slug}" if slug in DEVICES else slug
