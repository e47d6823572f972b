"""Photos of the desk: what a browser or a telephone sends becomes a picture that the portal publishes.

A picture is decoded before it is believed. It is kept with its own pixels, scrubbed, if it is no larger than what
readers ever get; otherwise it is turned upright, scaled down and encoded anew. So neither a position nor anything that
hides behind a picture reaches content/, and the same photo is kept as the same bytes, by which it is found again.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import PurePosixPath
from typing import IO, Any

from starlette.requests import Request

from generator.annex import scrubbing
from generator.annex.desk import files, keeping
from generator.annex.desk.desk import Desk, StaleError
from generator.annex.desk.people import Person
from generator.base.digest import digest
from generator.base.errors import AdvisedError, MessageError, UsageError
from generator.base.folder import DEVICES
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.state_files import claim_folder
from generator.base.text import fold, slugify
from generator.base.timestamps import Stamp
from generator.model.cards import Size
from generator.model.records import Record
from generator.model.variants import WIDEST
from generator.pictures.making import BrokenPictureError, Original
from generator.pictures.probing import probe, sniff, sniff_recording, too_large, vips
from generator.preview.state import folder_of
from generator.store import documents
from generator.store.database import STATE, open_reader

_MOST_BYTES = 64 << 20
"""Of a photo as it is sent; cameras make files of up to half of that."""
_PLENTY = 3 << 20
"""Bytes from which a picture is encoded anew, whatever its size: a photo as PNG, a JPEG of the best quality."""
_SECONDS, _SILENCE = 300.0, 30.0
"""In which a photo must have come, and in which more of it must come."""
_LONGEST_NAME = 60
_NUMBERS = 10_000
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"))
"""Brands of pictures that telephones keep as frames of a film."""
_ENDINGS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp", "avif": ".avif", "gif": ".gif"}
_ANIMATED = {b"\x89PNG": ".png", b"RIFF": ".webp"}
_NOT_SCRUBBED = ("heic", "avif")
"""Their parts are found by their places in the file, so there may be others between and behind them."""
_DRAWING = re.compile(rb"\s*<(?:\?xml|!--|!doctype\s+svg|svg)", re.IGNORECASE)
_HEIC_HINT = sentence(
    "on an iPhone choose Settings, Camera, Formats, Most Compatible, then take or send it again; or send it as JPEG"
)
_AS_JPEG = sentence("save it as JPEG, and send that")


class PhotoError(AdvisedError):
    """What was sent is no photo that the portal can show."""


class TooMuchError(MessageError):
    """More was sent than a photo can have, or it did not come in time."""


class Sent(Record, frozen=True):
    """A photo as it came."""

    file: IO[bytes]
    name: str = ""
    """Of the file at the sender's."""
    article: str = ""
    """Path of the text that it is for."""
    caption: str = ""


class Kept(Record, frozen=True):
    """A photo as it is kept."""

    data: bytes
    ending: str
    size: Size
    done: tuple[Sentence, ...]
    """What was done to it."""


# ------------------------------------------------------------------------- receiving


@asynccontextmanager
async def received(desk: Desk, request: Request) -> AsyncIterator[Sent]:
    """Yield what a request brings, in a nameless file that is gone with the request, or with this program.

    Raises:
        TooMuchError: there is too much of it, or it comes too slowly.

    """
    most = min(_MOST_BYTES, desk.site.reading.media_bytes)
    too_much = TooMuchError(sentence("a photo may have at most {count} MB", count=max(1, most >> 20)))
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:20]) > most:
        raise too_much
    with tempfile.TemporaryFile(dir=claim_folder(desk.folder / STATE)) as file:
        size = 0
        pieces = request.stream()
        try:
            async with asyncio.timeout(_SECONDS):
                while True:
                    async with asyncio.timeout(_SILENCE):
                        piece = await anext(pieces, None)
                    if piece is None:
                        break
                    size += len(piece)
                    if size > most:
                        raise too_much
                    # Into the system's memory: it takes less time than handing it to a thread.
                    file.write(piece)
        except TimeoutError as error:
            raise TooMuchError(sentence("the photo came too slowly; send it again, or a smaller one")) from error
        file.seek(0)
        query = request.query_params
        yield Sent(file, query.get("name", ""), query.get("article", ""), query.get("caption", ""))


# --------------------------------------------------------------------------- keeping


def add(desk: Desk, person: Person, given: Sent) -> dict[str, Any]:
    """Keep a photo below content/foto/, unless it is there already."""
    reading = desk.site.reading
    if reading.media_url:
        raise UsageError(sentence("the media of this site live at {url}; photos are put there", url=reading.media_url))
    data = given.file.read()
    kept = prepared(data, reading.media_bytes)
    month = f"{Stamp(int(time.time()), reading.zone).local:%Y/%m}"
    with desk.writing:
        there = _there(desk, f"foto/{month}", {digest(data), digest(kept.data)}, {len(data), len(kept.data)})
        path, stored = there or (_put(desk, f"foto/{month}", _stem(given), kept), kept.data)
        # One that is there may not be recorded yet: a kill can come between the two.
        said = sentence("{name} added the photo {path}", name=person.name, path=path)
        keeping.record(desk, person, [f"content/{path}"], said)
    seen = probe(stored)
    return {
        "src": f"/{path}", "width": seen.width, "height": seen.height, "bytes": len(stored),
        "already": there is not None, "done": [desk.put(said) for said in kept.done] if there is None else [],
    }  # fmt: skip


def prepared(data: bytes, most: int) -> Kept:
    """Return a photo as it is kept, in at most `most` bytes; the same for the same bytes.

    Raises:
        PhotoError: it cannot be shown.

    """
    form = "heic" if _is_heic(data) else sniff(data[:64])
    size, turned = _heic(data) if form == "heic" else _seen(data, form)
    scrubbed = scrubbing.cleaned(data)
    done = [sentence("where, when and with what it was taken was removed")] if scrubbed != data else []
    if form in ("gif", "animated"):
        kept = Kept(scrubbed, _ENDINGS.get(form) or _ANIMATED.get(data[:4], ".avif"), size, tuple(done))
    else:
        try:
            original = Original(data, size)
        except BrokenPictureError as error:
            raise _no_heic() if form == "heic" else PhotoError(*error.fault) from error
        is_small = min(size.width, size.height) <= WIDEST and len(scrubbed) <= min(_PLENTY, most)
        if is_small and not turned and form not in _NOT_SCRUBBED:
            kept = Kept(scrubbed, _ENDINGS[form], size, tuple(done))
        else:
            kept = _anew(original, size, form, done, turned=turned)
    # What is published is looked at like this, so nothing is kept that a build refuses.
    if fault := probe(kept.data).fault:
        raise PhotoError(sentence("this picture {fault}", fault=fault), _AS_JPEG)
    if len(kept.data) > most:
        raise PhotoError(sentence("this picture has more than {count} MB", count=max(1, most >> 20)), _AS_JPEG)
    return kept


def _anew(original: Original, size: Size, form: str, done: list[Sentence], *, turned: bool) -> Kept:
    data, ending = original.whole()
    data = scrubbing.cleaned(data)
    seen = probe(data)
    if turned:
        done.append(sentence("it was turned upright"))
    if (seen.width, seen.height) != (size.width, size.height):
        said = sentence(
            "it was scaled from {width} × {height} to {wide} × {high} pixels: readers never get a larger one",
            width=size.width, height=size.height, wide=seen.width, high=seen.height,
        )  # fmt: skip
        done.append(said)
    if ending != _ENDINGS.get(form):
        done.append(sentence("it was saved as {form}", form="JPEG" if ending == ".jpg" else "PNG"))
    return Kept(data, ending, Size(seen.width, seen.height), tuple(done))


def _seen(data: bytes, form: str) -> tuple[Size, bool]:
    """Return a picture's displayed size, and whether it lies on its side or is mirrored; raise PhotoError."""
    if not data:
        raise PhotoError(sentence("the file is empty"))
    if _DRAWING.match(data[:200]):
        raise PhotoError(sentence("this is a drawing (SVG) and no photo"), sentence("export it as PNG, and send that"))
    if not form or (form == "animated" and data[4:8] == b"ftyp"):
        if sniff_recording(data[:12]):
            hint = sentence("put it on YouTube, and its address on a line of its own in the text")
            raise PhotoError(sentence("this is film or sound and no photo"), hint)
        raise PhotoError(sentence("this is no photo, or not one that browsers can show"), _AS_JPEG)
    seen = probe(data)
    if seen.fault:
        raise PhotoError(sentence("this picture {fault}", fault=seen.fault), seen.hint or NOTHING)
    if form in ("gif", "animated"):
        return Size(seen.width, seen.height), False
    image = vips().Image.new_from_buffer(data, "", access="sequential")
    return Size(seen.width, seen.height), bool(image.get_typeof("orientation")) and image.get("orientation") > 1


def _is_heic(data: bytes) -> bool:
    """Return whether a file says that it is a picture as telephones keep it."""
    if data[4:8] != b"ftyp":
        return False
    box = data[8 : min(int.from_bytes(data[:4], "big"), 200)]
    brands = {box[at : at + 4] for at in range(0, len(box) - 3, 4)}
    return not brands.isdisjoint(_HEIC) and b"avif" not in brands


def _heic(data: bytes) -> tuple[Size, bool]:
    """Return the size of a HEIC picture where libvips reads such; raise PhotoError where it does not."""
    libvips = vips()
    try:
        image = libvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error")
    except libvips.Error as error:
        raise _no_heic() from error
    if refused := too_large(image.width, image.height):
        raise PhotoError(sentence("this picture {fault}", fault=refused.fault), refused.hint)
    return Size(image.width, image.height), False


def _no_heic() -> PhotoError:
    return PhotoError(sentence("this photo is a HEIC file, which cannot be opened here"), _HEIC_HINT)


# ------------------------------------------------------------------------ finding a place


def _there(desk: Desk, folder: str, digests: set[bytes], sizes: set[int]) -> tuple[str, bytes] | None:
    """Return path and bytes of a file that is a photo, as it came or as it is kept; None if none is.

    A photo that has just come is in its folder, and not yet among the files that the preview knows.
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
    """Return the names in a folder of content/, with the sizes of its files."""
    try:
        with os.scandir(desk.folder / "content" / folder) as found:
            return {one.name: one.stat(follow_symlinks=False).st_size for one in found}
    except OSError:
        return {}


def _put(desk: Desk, folder: str, stem: str, kept: Kept) -> str:
    """Write a photo under a name that nothing has, and return its path."""
    # Two pictures that differ in their endings alone would be told apart by nobody.
    taken = {fold(name).rpartition(".")[0] or fold(name) for name in _listed(desk, folder)}
    for number in range(1, _NUMBERS):
        name = stem if number == 1 else f"{stem}-{number}"
        if name in taken:
            continue
        path = f"{folder}/{name}{kept.ending}"
        with suppress(StaleError):
            files.write(desk.folder, path, None, kept.data)
            return path
    raise PhotoError(sentence("there are too many photos of this name"), sentence("write another caption"))


def _stem(sent: Sent) -> str:
    """Return a file name from a photo's caption, from the text that it is for, or from its name at the sender's."""
    name = PurePosixPath(sent.name.replace("\\", "/").rpartition("/")[2]).stem
    text = sent.article.rpartition("/")[2].removesuffix(".md")
    slug = next(filter(None, (slugify(given[:500], _LONGEST_NAME) for given in (sent.caption, text, name))), "foto")
    return f"foto-{slug}" if slug in DEVICES else slug
