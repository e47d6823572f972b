"""Brings in media files that articles show or link, from a copy of the old uploads or from the old site."""

from __future__ import annotations

import errno
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPException
from pathlib import Path
from socket import gaierror
from ssl import SSLError
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from generator import __version__
from generator.annex.importing.items import Note
from generator.annex.importing.old_addresses import Hosts, bare, parts_of
from generator.annex.importing.target import UNFINISHED, whole_file
from generator.base.crashes import cause
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
    folder: Sentence
    absent: Sentence

    def take(self, wanted: Wanted, write: Callable[[bytes], object]) -> None:
        """Be a shelf."""
        top, inside = self.find(wanted.path)
        if not inside:
            raise UnavailableError(self.absent)
        try:
            with Folder(top, self.folder) as folder:
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

    return Copies(find, sentence("the folder of media"), sentence("is not in the folder of media"))


def beside(places: Mapping[str, str]) -> Copies:
    """Return those beside articles, by their local places and their paths below content/."""

    def find(path: str) -> tuple[str, str]:
        above, _, name = places.get(path.strip("/"), "").rpartition("/")
        return above, name

    return Copies(find, sentence("the folder of the article"), sentence("is not beside its article"))


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
    content.mkdir(parents=True, exist_ok=True)
    for shelf in shelves if not why else ():
        try:
            with whole_file(str(file), str(content / UNFINISHED)) as opened:
                shelf(wanted, opened.write)
                opened.flush()
                _check(Path(opened.name), _ending(wanted.path))
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


def in_order(needed: dict[str, str]) -> Iterator[Wanted]:
    """Yield wanted files by path; of those that differ only in letter case, one."""
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
_NOT_ALLOWED = sentence("is on a host that was not named, or one of a private network")
_REASONS: tuple[tuple[type[Exception], Sentence], ...] = (
    (TimeoutError, sentence("it did not answer in time")),
    (gaierror, sentence("there is no host of this name")),
    (SSLError, sentence("its certificate is not valid, or no secure connection came about")),
    (ConnectionError, sentence("it broke off")),
    (HTTPException, sentence("it broke off")),
    (ValueError, sentence("it leads on to something that is no address")),
)
_PIECE = 1 << 16
_NUMBER = re.compile("[0-9]{1,15}")
_TYPES = (
    "image/", "video/", "audio/", "font/", "binary/", "application/pdf", "application/zip", "application/octet-stream",
    "application/msword", "application/vnd.", "application/epub", "text/csv", "text/plain", "text/vtt",
)  # fmt: skip


class Fetched:
    """The old site as a source of media files."""

    def __init__(self, hosts: Hosts, named: Hosts) -> None:
        """Take the old site's hosts, and those that people named, which may be on a private network."""
        self._hosts, self._named = hosts, named
        # A proxy resolves names itself, so it is used only where people named all hosts.
        self._all_named = hosts.names <= named.names

    def allows(self, url: str) -> bool:
        parts = parts_of(url)
        return parts.scheme in {"http", "https"} and bare(parts.netloc) in self._named.names | self._hosts.names

    def _is_open(self, host: str, port: int, address: str) -> bool:
        """Return whether an address may be connected to: a host that people named, or a public address."""
        written = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return self._all_named or bare(written) in self._named.names or is_public(address)

    def take(self, wanted: Wanted, write: Callable[[bytes], object]) -> None:
        """Be a shelf."""
        url = quote(wanted.url, safe="/:?&=%+,;@~!$'()*#[]")
        if not self.allows(url):
            raise UnavailableError(_NOT_ALLOWED)
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
                self._part(url, end, done, take)
            except HTTPError as error:
                why = sentence("is not there (the old site answers {code})", code=error.code)
                raise UnavailableError(why) from error
            except (URLError, HTTPException, TimeoutError, ConnectionError, ValueError) as error:
                if isinstance(error, URLError) and isinstance(error.reason, NotAllowedError):
                    raise UnavailableError(_NOT_ALLOWED) from error
                # A ValueError is an invalid address to which the old site redirects.
                why = sentence("could not be fetched: {why}", why=_why(error))
                if time.monotonic() >= end:
                    raise UnavailableError(sentence("was not there after {count} seconds", count=_LONGEST)) from error
            else:
                return
        raise UnavailableError(why)

    def _part(self, url: str, end: float, start: int, take: Callable[[bytes], None]) -> None:
        """Pass a file from byte `start` on to `take`; raise HTTPException where it can be resumed."""
        headers = {"User-Agent": f"Warta/{__version__} (import of this site's own archive)"}
        if start:
            headers["Range"] = f"bytes={start}-"
        with open_url(
            url, end - time.monotonic(), patience=_PATIENCE, headers=headers, allows=self._is_open,
            follows=self.allows, proxies=self._all_named,
        ) as answer:  # fmt: skip
            kind = answer.headers.get_content_type()
            if not kind.startswith(_TYPES):
                raise UnavailableError(sentence("is no media file (the old site says {kind})", kind=kind))
            goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {start}-")
            if answer.status != (206 if start else 200) or (start and not goes_on):
                said = sentence("broke off, and the old site cannot go on from there")
                raise UnavailableError(said if start else sentence("is not sent whole"))
            if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise UnavailableError(sentence("is not sent as it is (the old site compresses it)"))
            length = answer.headers.get("Content-Length", "")
            stop = start + int(length) if _NUMBER.fullmatch(length) else -1
            done = start
            while piece := _piece_of(answer):
                done += len(piece)
                if done > MOST:
                    raise UnavailableError(TOO_LARGE)
                take(piece)
            if 0 <= stop != done:
                raise HTTPException("it broke off")
            if not done:
                raise UnavailableError(sentence("is empty"))


def _why(error: Exception) -> Sentence:
    """Return why the old site did not send a file."""
    reason = error.reason if isinstance(error, URLError) else error
    for sort, said in _REASONS:
        if isinstance(reason, sort):
            return said
    return cause(reason) if isinstance(reason, OSError) else sentence("it did not answer as a site does")


def _piece_of(answer: Any) -> bytes:
    try:
        return bytes(answer.read(_PIECE))
    except OSError as error:
        # Not one of writing, which ends the import.
        raise HTTPException(str(error)) from error
