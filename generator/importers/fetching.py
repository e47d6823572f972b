"""Fetching media from the old site: from its own host or one that was named, one file at a time, within bounds.

Where files are is read from the archive, and an archive may say anything. So nothing is asked of a host of a private
network unless people named it, no redirect leads to another host, and what comes must be a media file by its type.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from generator import __version__
from generator.base.deadlines import NotAllowedError, handlers, is_public
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.importers.addresses import Hosts, bare
from generator.importers.media import MOST, TOO_LARGE, Wanted

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


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only where a file may be fetched from."""

    def __init__(self, allowed: Callable[[str], bool]) -> None:
        self._allowed = allowed

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request that follows a redirect; None, for an error, if it leads elsewhere."""
        return super().redirect_request(req, fp, code, msg, headers, newurl) if self._allowed(newurl) else None


class Fetched:
    """The old site as a place to take media files from."""

    def __init__(self, hosts: Hosts, named: Hosts) -> None:
        """Take the hosts.

        Args:
            hosts: of the old site, as its archive says.
            named: those that people named, which may be of a private network.

        """
        self._hosts, self._named = hosts, named
        self._end = 0.0
        # A proxy looks names up itself, so it is used only where people named all hosts.
        self._all_named = hosts.names <= named.names
        proxies = ProxyHandler(None if self._all_named else {})
        bounded = handlers(lambda: self._end - time.monotonic(), _PATIENCE, self._is_open)
        self._opener: OpenerDirector = build_opener(_SameHost(self.allows), proxies, *bounded)

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
        self._end = time.monotonic() + _LONGEST
        done = 0
        why = NOTHING
        for pause in _PAUSES:
            time.sleep(pause)
            try:
                why, done = self._part(url, done, write)
            except HTTPError as error:
                return sentence("is not there (the old site answers {code})", code=error.code)
            except (URLError, HTTPException, TimeoutError, ConnectionError, ValueError) as error:
                if isinstance(error, URLError) and isinstance(error.reason, NotAllowedError):
                    return _NOT_ALLOWED
                # A ValueError is an address that is none, to which the old site leads on.
                why, done = sentence("could not be fetched ({why})", why=error), getattr(error, "done", done)
                if time.monotonic() >= self._end:
                    return sentence("was not there after {count} seconds", count=_LONGEST)
            else:
                return why
        return why

    def _part(self, url: str, done: int, write: Callable[[bytes], object]) -> tuple[Sentence, int]:
        """Hand a file from byte `done` on to `write`; return why not, if so, and how many bytes there are."""
        headers = {"User-Agent": f"Warta/{__version__} (import of this site's own archive)"}
        if done:
            headers["Range"] = f"bytes={done}-"
        with self._opener.open(Request(url, headers=headers), timeout=_PATIENCE) as answer:  # noqa: S310 - see `allows`
            kind = answer.headers.get_content_type()
            if not kind.startswith(_TYPES):
                return sentence("is no media file (the old site says {kind})", kind=kind), done
            if answer.status != (206 if done else 200) or not _begins_at(answer.headers, done):
                return _BROKEN_OFF if done else sentence("is not sent whole"), done
            if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                return sentence("is not sent as it is (the old site compresses it)"), done
            told = answer.headers.get("Content-Length", "")
            whole = int(told) if _NUMBER.fullmatch(told) else -1
            start = done
            while piece := self._read(answer, done):
                done += len(piece)
                if done > MOST:
                    return TOO_LARGE, done
                write(piece)
            if 0 <= whole != done - start:
                raise _Broken("it broke off", done)
            if not done:
                return sentence("is empty"), done
            return NOTHING, done

    def _read(self, answer: Any, done: int) -> bytes:
        try:
            return bytes(answer.read(_PIECE))
        except (HTTPException, OSError) as error:
            raise _Broken(str(error), done) from error


def _begins_at(headers: HTTPMessage, done: int) -> bool:
    """Return whether an answer goes on from where a file broke off; one without a range is whole."""
    return not done or headers.get("Content-Range", "").startswith(f"bytes {done}-")


class _Broken(HTTPException):
    """The connection broke off after `done` bytes."""

    def __init__(self, message: str, done: int) -> None:
        super().__init__(message)
        self.done = done
