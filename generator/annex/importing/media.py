"""Brings in media files that articles show or link, from a copy of the old uploads or from the old site."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from generator.annex.importing.items import Note, Options
from generator.annex.importing.old_addresses import parts_of
from generator.annex.importing.plan import Plan
from generator.annex.importing.sources import MEDIA
from generator.annex.importing.target import UNFINISHED, whole_file
from generator.base.folder import MAX_DEPTH, MAX_PATH, Folder, copy, is_own
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.config.media import FILMS, HARMLESS, PICTURES
from generator.model.records import Record
from generator.pictures.probing import sniff
from generator.pictures.recordings import names_place, without_place
from generator.pictures.svg import active_svg

MOST = 100 << 20
"""Bytes of one file, as a site has it that sets no limit."""
TOO_LARGE = sentence("has more than {count} MB", count=MOST >> 20)
_NO_NAME = frozenset({errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.EINVAL})
Brought = Literal["brought", "there", "missing", "refused"]


class Wanted(Record, frozen=True):
    """A file that is shown or linked."""

    path: str
    """Below content/."""
    url: str
    """Where the source has it."""


Shelf = Callable[[Wanted, Callable[[bytes], object]], None]
"""Hands the bytes of a file to a function; raises UnavailableError."""


class UnavailableError(Exception):
    """A file is unavailable; `why` is the end of a sentence about it."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


class Copies(Record, frozen=True):
    """Media files on this machine."""

    find: Callable[[str], tuple[str, str]]
    """Returns a folder, and where in it a file is, by its path below content/; nothing if it is not there."""

    def take(self, wanted: Wanted, write: Callable[[bytes], object]) -> None:
        """Be a shelf."""
        top, inside = self.find(wanted.path)
        if not inside:
            raise UnavailableError(sentence("is not in the folder of media"))
        try:
            with Folder(top, sentence("the folder of media")) as folder:
                descriptor = folder.open(inside)
        except OSError as error:
            raise UnavailableError(sentence("is a link that leads elsewhere, or cannot be read")) from error
        if copy(descriptor, write, MOST) > MOST:
            raise UnavailableError(TOO_LARGE)


def copies(top: str, *, exact: bool = False) -> Copies:
    """Return those in a copy of the old uploads, or in a folder above or below them.

    In an `exact` one, files are only at their own paths.
    """

    def find(path: str) -> tuple[str, str]:
        parts = path.strip("/").split("/")
        insides = ("/".join(parts[start:]) for start in range(1 if exact else len(parts)))
        return top, next((inside for inside in insides if os.path.isfile(os.path.join(top, inside))), "")

    return Copies(find)


def beside(places: Mapping[str, str]) -> Copies:
    """Return those beside articles, by their local places and their paths below content/."""

    def find(path: str) -> tuple[str, str]:
        above, _, name = places.get(path.strip("/"), "").rpartition("/")
        return above, name

    return Copies(find)


def copies_of(options: Options, plan: Plan) -> Iterator[Copies]:
    """Yield what an import may take media files from."""
    if options.media:
        yield copies(options.media)
    for root in options.files:
        for top in MEDIA.get(options.source, ()):
            if os.path.isdir(inside := os.path.join(root, top)):
                yield copies(inside, exact=True)
    placed = {parts_of(file.url).path.strip("/"): file.place for file in plan.seen.files.values() if file.place}
    if placed:
        yield beside(placed)


def bring(wanted: Wanted, shelves: tuple[Shelf, ...], content: Path) -> tuple[Brought, tuple[Note, ...]]:
    """Bring in one file from the first shelf that has it, unless it is there; raise OSError if writing fails."""
    file = content / wanted.path
    if _ending(wanted.path) not in HARMLESS:
        return "refused", (Note("refused-media", as_it_is(wanted.path), before=wanted.url),)
    if os.path.isfile(file):
        return "there", ()
    why = NOTHING
    if wanted.path.count("/") > MAX_DEPTH or len(wanted.path.encode()) > MAX_PATH:
        why = sentence("lies deeper than a portal may have folders")
    elif not is_own(content.parent, f"{content.name}/{wanted.path}"):
        why = sentence("is reached by a symbolic link")
    elif not shelves:
        why = sentence("was on a host that nothing names")
    content.mkdir(parents=True, exist_ok=True)
    for shelf in shelves if not why else ():
        try:
            with whole_file(str(file), str(content / UNFINISHED)) as opened:
                shelf(wanted, opened.write)
                opened.flush()
                _check(Path(opened.name), _ending(wanted.path))
                _clean(Path(opened.name), _ending(wanted.path))
        except UnavailableError as error:
            why = error.why
        except OSError as error:
            if error.errno not in _NO_NAME:
                raise
            why = sentence("has a name that no file can have here: too long, or that of a folder")
        else:
            return "brought", ()
    said = sentence("{path} {why}", path=wanted.path, why=why)
    return "missing", (Note("missing-media", said, before=wanted.url),)


def _ending(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _check(file: Path, ending: str) -> None:
    """Raise UnavailableError for a file whose content does not fit its name."""
    if ending == ".svg":
        if held := active_svg(file.read_bytes()):
            raise UnavailableError(sentence("is more than a picture: it holds {what}", what=held))
    elif ending in PICTURES:
        with file.open("rb") as opened:
            if not sniff(opened.read(64)):
                raise UnavailableError(sentence("is not the picture that its name says"))


def _clean(file: Path, ending: str) -> None:
    """Take the name of a place out of a film or sound, if it has one and ffmpeg is there."""
    if ending in FILMS and names_place(data := file.read_bytes()):
        file.write_bytes(without_place(data, ending))


def in_order(needed: dict[str, str]) -> Iterator[Wanted]:
    """Yield wanted files by path; of those that differ only in letter case, one."""
    seen: set[str] = set()
    for path in sorted(needed):
        if path.lower() not in seen:
            seen.add(path.lower())
            yield Wanted(path, needed[path])
