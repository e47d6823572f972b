"""Brings in the media files that articles show or link, from a copy of the old site's uploads or from the old site."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import Any, BinaryIO, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

from generator import __version__
from generator.annex.importing.items import Note
from generator.annex.importing.old_addresses import Hosts, bare
from generator.annex.importing.target import write_whole
from generator.base.folder import MAX_DEPTH, MAX_PATH, Folder, copy, is_own
from generator.base.http_client import NotAllowedError, is_public, open_url
from generator.base.sentences import NOTHING, Sentence, as_it_is, sentence
from generator.config.media import HARMLESS, PICTURES
from generator.model.records import Record
from generator.pictures.probing import sniff
from generator.pictures.svg import active_svg

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


Shelf = Callable[[Wanted, Callable[[bytes], object]], Sentence]
"""Hands the bytes of a file to a function; returns why it cannot be had, as the end of a sentence, or nothing."""


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
        return _copied(self._folder, inside, write) if inside else sentence("is not in the folder of media")


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
        return _copied(Folder(above, sentence("the folder of the article")), name, write)


def _copied(folder: Folder, inside: str, write: Callable[[bytes], object]) -> Sentence:
    """Hand the bytes of a file in a folder to `write`; return why it cannot be had, or nothing."""
    try:
        with folder:
            descriptor = folder.open(inside)
    except OSError:
        return sentence("is a link that leads elsewhere, or cannot be read")
    return NOTHING if copy(descriptor, write, MOST) <= MOST else TOO_LARGE


def bring(wanted: Wanted, shelves: tuple[Shelf, ...], content: Path) -> tuple[Brought, tuple[Note, ...]]:
    """Bring one file in from the first shelf that has it, unless it is there; raise OSError if it cannot be written."""
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
    content.mkdir(parents=True, exist_ok=True)

    def fill(opened: BinaryIO) -> Sentence:
        why = shelf(wanted, opened.write)
        opened.flush()
        return why or _disguised(Path(opened.name), wanted.path)

    return write_whole(str(file), fill, begun_in=str(content))


def _disguised(file: Path, path: str) -> Sentence:
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


_PATIENCE = 20
"""Seconds without a byte after which a file is given up."""
_LONGEST = 600
"""Seconds for one file, whatever the old site does with them."""
_PAUSES = (0.05, 0.05, 0.5)
"""Seconds before each try, so that the old site has time for its readers."""
_BROKEN_OFF = sentence("broke off, and the old site cannot go on from there")
_NOT_ALLOWED = sentence("is on a host that was not named, or one of a private network")
_PIECE = 1 << 16
_NUMBER = re.compile("[0-9]{1,15}")
_TYPES = (
    "image/", "video/", "audio/", "font/", "binary/", "application/pdf", "application/zip", "application/octet-stream",
    "application/msword", "application/vnd.", "application/epub", "text/csv", "text/plain", "text/vtt",
)  # fmt: skip


class Fetched:
    """The old site as a place to take media files from."""

    def __init__(self, hosts: Hosts, named: Hosts) -> None:
        """Take the hosts of the old site, and those that people named, which may be of a private network."""
        self._hosts, self._named = hosts, named
        # A proxy looks names up itself, so it is used only where people named all hosts.
        self._all_named = hosts.names <= named.names

    def allows(self, url: str) -> bool:
        """Return whether a file may be fetched from an address."""
        try:
            parts = urlsplit(url)
            host = bare(parts.netloc)
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and (host in self._named.names or host in self._hosts.names)

    def _is_open(self, host: str, port: int, address: str) -> bool:
        """Return whether a connection may lead to an address: that of a host which people named, or a public one."""
        written = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        if self._all_named or bare(written) in self._named.names:
            return True
        return is_public(address)

    def take(self, wanted: Wanted, write: Callable[[bytes], object]) -> Sentence:
        """Hand the bytes of a file to `write`; return why it cannot be had, as the end of a sentence, or nothing."""
        url = quote(wanted.url, safe="/:?&=%+,;@~!$'()*#[]")
        if not self.allows(url):
            return _NOT_ALLOWED
        end = time.monotonic() + _LONGEST
        done = 0

        def take(piece: bytes) -> None:
            nonlocal done
            done += len(piece)
            write(piece)

        why = NOTHING
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                return self._part(url, end, done, take)
            except HTTPError as error:
                return sentence("is not there (the old site answers {code})", code=error.code)
            except (URLError, HTTPException, TimeoutError, ConnectionError, ValueError) as error:
                if isinstance(error, URLError) and isinstance(error.reason, NotAllowedError):
                    return _NOT_ALLOWED
                # A ValueError is an address that is none, to which the old site leads on.
                why = sentence("could not be fetched ({why})", why=error)
                if time.monotonic() >= end:
                    return sentence("was not there after {count} seconds", count=_LONGEST)
        return why

    def _part(self, url: str, end: float, start: int, take: Callable[[bytes], None]) -> Sentence:
        """Hand a file from byte `start` on to `take`; return why it cannot be had, or nothing."""
        headers = {"User-Agent": f"Warta/{__version__} (import of this site's own archive)"}
        if start:
            headers["Range"] = f"bytes={start}-"
        with open_url(
            url, end - time.monotonic(), patience=_PATIENCE, headers=headers, allows=self._is_open,
            follows=self.allows, proxies=self._all_named,
        ) as answer:  # fmt: skip
            kind = answer.headers.get_content_type()
            if not kind.startswith(_TYPES):
                return sentence("is no media file (the old site says {kind})", kind=kind)
            if answer.status != (206 if start else 200) or not _begins_at(answer.headers, start):
                return _BROKEN_OFF if start else sentence("is not sent whole")
            if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                return sentence("is not sent as it is (the old site compresses it)")
            length = answer.headers.get("Content-Length", "")
            stop = start + int(length) if _NUMBER.fullmatch(length) else -1
            done = start
            while piece := _piece_of(answer):
                done += len(piece)
                if done > MOST:
                    return TOO_LARGE
                take(piece)
            if 0 <= stop != done:
                raise HTTPException("it broke off")
            return NOTHING if done else sentence("is empty")


def _piece_of(answer: Any) -> bytes:
    try:
        return bytes(answer.read(_PIECE))
    except OSError as error:
        # Not one of writing, which ends the import.
        raise HTTPException(str(error)) from error


def _begins_at(headers: HTTPMessage, done: int) -> bool:
    """Return whether an answer goes on from where a file broke off; one without a range is whole."""
    return not done or headers.get("Content-Range", "").startswith(f"bytes {done}-")
