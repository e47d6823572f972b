"""The old site as a source of media files; imported only where they are fetched, since the network takes its time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from http.client import HTTPException
from socket import gaierror
from ssl import SSLError
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin

from generator import __version__
from generator.annex.importing.media import MOST, TOO_LARGE, UnavailableError, Wanted
from generator.annex.importing.old_addresses import Hosts, bare, parts_of
from generator.base.crashes import cause
from generator.base.http_client import NotAllowedError, is_public, open_url
from generator.base.sentences import NOTHING, Sentence, sentence

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

    def __init__(self, hosts: Hosts, named: Hosts, site: str) -> None:
        """Take the old site's hosts, those that people named, which may be on a private network, and its address."""
        self._hosts, self._named, self._site = hosts, named, site
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
        url = quote(urljoin(self._site, wanted.url), safe="/:?&=%+,;@~!$'()*#[]")
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
