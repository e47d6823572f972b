"""Media files: those that articles show or lead to, brought in from a copy of the old site's uploads, or fetched."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from generator.base.folder import MAX_DEPTH, MAX_PATH, Folder, copy, is_own
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.images.probing import sniff
from generator.images.svg import active_svg
from generator.importers.found import Note
from generator.importers.whole import write_whole
from generator.portal.records import Record
from generator.readers.media import HARMLESS, PICTURES

MOST = 100 << 20
"""Bytes of one file, as a site has it that sets no limit."""
TOO_LARGE = sentence("has more than {count} MB", count=MOST >> 20)
_NO_NAME = frozenset({errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EINVAL})
Brought = Literal["brought", "there", "missing", "refused"]


class Wanted(Record, frozen=True):
    """A file that is shown or led to."""

    path: str
    """Below content/."""
    url: str
    """Where the source has it."""


class Shelf(Protocol):
    """Where media files are taken from."""

    def take(self, wanted: Wanted, write: Callable[[bytes], object]) -> Sentence:
        """Hand the bytes of a file to `write`; return why it cannot be had, as the end of a sentence, or nothing.

        Raises:
            OSError: the file cannot be written.

        """


class Copies:
    """A copy of the old site's uploads, or of a folder above or below them."""

    def __init__(self, top: str, *, exact: bool = False) -> None:
        """Take the folder; if it is `exact`, files lie in it at their own paths and nowhere else."""
        self._top = Path(top)
        self._exact = exact
        self._folder = Folder(top, sentence("the folder of media"))

    def find(self, path: str) -> str:
        """Return the path of a file below the folder, whichever folder of its own that is a copy of; or nothing."""
        parts = path.strip("/").split("/")
        for start in range(1 if self._exact else len(parts)):
            inside = "/".join(parts[start:])
            if os.path.isfile(self._top / inside):
                return inside
        return ""

    def take(self, wanted: Wanted, write: Callable[[bytes], object]) -> Sentence:
        """Hand the bytes of a file to `write`; return why it cannot be had, or nothing."""
        inside = self.find(wanted.path)
        if not inside:
            return sentence("is not in the folder of media")
        try:
            with self._folder as folder:
                descriptor = folder.open(inside)
        except OSError:
            return sentence("is a link that leads elsewhere, or cannot be read")
        return NOTHING if copy(descriptor, write, MOST) <= MOST else TOO_LARGE


class Beside:
    """Media files that lie beside articles in a folder of another system, each wherever that is."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """Take the places of files on this machine by their paths below content/."""
        self._places = places

    def find(self, path: str) -> str:
        """Return the place of a file; empty if it has none."""
        return self._places.get(path.strip("/"), "")

    def take(self, wanted: Wanted, write: Callable[[bytes], object]) -> Sentence:
        """Hand the bytes of a file to `write`; return why it cannot be had, or nothing."""
        above, _, name = self.find(wanted.path).rpartition("/")
        if not name:
            return sentence("is not beside its article")
        try:
            with Folder(above, sentence("the folder of the article")) as folder:
                descriptor = folder.open(name)
        except OSError:
            return sentence("is a link that leads elsewhere, or cannot be read")
        return NOTHING if copy(descriptor, write, MOST) <= MOST else TOO_LARGE


def bring(wanted: Wanted, shelves: tuple[Shelf, ...], content: Path) -> tuple[Brought, tuple[Note, ...]]:
    """Bring one file in, unless it is there.

    Args:
        wanted: the file.
        shelves: where to look, in this order.
        content: the folder content/.

    Raises:
        OSError: it cannot be written.

    """
    file = content / wanted.path
    if wanted.path[wanted.path.rfind(".") :].lower() not in HARMLESS:
        return "refused", (Note("refused-media", as_it_is(wanted.path), before=wanted.url),)
    if os.path.isfile(file):
        return "there", ()
    why = _unfit(wanted.path, content)
    for shelf in shelves if not why else ():
        try:
            why = _written(file, wanted, shelf, content)
        except OSError as error:
            if error.errno not in _NO_NAME:
                raise
            why = sentence("has a name that no file can have here: too long, or that of a folder")
        if not why:
            return "brought", ()
    said = sentence("{path} {why}", path=wanted.path, why=why)
    return "missing", (Note("missing-media", said, before=wanted.url),)


def _unfit(path: str, content: Path) -> Sentence:
    """Return why a portal can have no file at a path below content/, as the end of a sentence; nothing if it can."""
    if path.count("/") > MAX_DEPTH or len(path.encode()) > MAX_PATH:
        return sentence("lies deeper than a portal may have folders")
    return NOTHING if is_own(content.parent, f"{content.name}/{path}") else sentence("is reached by a symbolic link")


def _written(file: Path, wanted: Wanted, shelf: Shelf, content: Path) -> Sentence:
    """Write a file from a shelf; return why it cannot be had, or nothing."""
    content.mkdir(parents=True, exist_ok=True)

    def fill(opened: BinaryIO) -> Sentence:
        why = shelf.take(wanted, opened.write)
        opened.flush()
        return why or _disguised(Path(opened.name), wanted.path)

    return write_whole(str(file), fill, begun_in=str(content))


def _disguised(file: Path, path: str) -> Sentence:
    """Return why a file is not the picture that its path says, as the end of a sentence; empty if it is."""
    ending = path[path.rfind(".") :].lower()
    if ending == ".svg":
        held = active_svg(file.read_bytes())
        return sentence("is more than a picture: it holds {what}", what=held) if held else NOTHING
    if ending not in PICTURES:
        return NOTHING
    with file.open("rb") as opened:
        return NOTHING if sniff(opened.read(64)) else sentence("is not the picture that its name says")


def in_order(needed: dict[str, str]) -> Iterator[Wanted]:
    """Yield wanted files by their paths, those that differ in letter case alone but once."""
    seen: set[str] = set()
    for path in sorted(needed):
        if path.lower() not in seen:
            seen.add(path.lower())
            yield Wanted(path, needed[path])
