"""An HTTP client with limits on time and on addresses, also for servers of this machine."""

from __future__ import annotations

import base64
import io
import ipaddress
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from typing import IO, Any
from urllib.error import HTTPError
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from generator import __version__
from generator.base.errors import printable

_ASK_SECONDS = 20
"""For one request."""
_ANSWER_BYTES = 64 << 20
_SHOWN_LETTERS = 200
"""Of a host's message."""

Judge = Callable[[str, int, str], bool]
"""Whether a host, by name and port, may be requested at an IP address."""


class NotAllowedError(ConnectionRefusedError):
    """A host at an address that may not be requested."""


def open_url(
    url: str, seconds: float, *, patience: float = 10, method: str | None = None, data: bytes | None = None,
    headers: Mapping[str, str] = {}, allows: Judge | None = None, follows: Callable[[str], bool] | None = None,
    proxies: bool = False,
) -> Any:  # fmt: skip
    """Send a request, and return the answer as `urllib.request` does, to be read and closed.

    Args:
        url: http or https; whoever calls has checked that.
        seconds: left for the request and all of the answer.
        patience: seconds without a byte after which it is given up.
        method: by default GET, or POST with data.
        data: the body.
        headers: of the request.
        allows: judges all addresses of a host before a connection to any of them.
        follows: whether to follow a redirect to an address; by default none is followed.
        proxies: whether to use those of the environment, which look up names themselves.

    Raises:
        HTTPError: the host answers with an error, or with a redirect that is not followed.
        HTTPException, OSError, ValueError: no answer in time; `NotAllowedError` may be the `reason` of a `URLError`.

    """
    bounds = _Bounds(time.monotonic() + seconds, patience, allows)
    opener = OpenerDirector()
    # Neither files nor FTP, to which a redirect may lead.
    handlers: list[BaseHandler] = [_Web(bounds), HTTPDefaultErrorHandler(), HTTPErrorProcessor(), UnknownHandler()]
    if follows:
        handlers.append(_Redirects(follows))
    if proxies:
        handlers.append(ProxyHandler())
    for handler in handlers:
        opener.add_handler(handler)
    return opener.open(Request(url, data, dict(headers), method=method), timeout=patience)  # noqa: S310 - see `url`


@dataclass(frozen=True)
class Answer:
    """A host's answer."""

    status: int
    """0 if it did not."""
    data: bytes = b""
    said: str = ""
    """What went wrong, in the system's words."""

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


def ask(
    url: str, data: bytes | None = None, headers: Mapping[str, str] = {}, *, most: int = _ANSWER_BYTES
) -> Answer:  # fmt: skip
    """Send a GET request or, with data, POST, and read so many bytes; follow neither redirects nor proxies."""
    try:
        agent = {"User-Agent": f"Warta/{__version__}"}
        with open_url(url, _ASK_SECONDS, data=data, headers={**agent, **headers}) as answer:
            return Answer(answer.status, answer.read(most))
    except HTTPError as error:
        data = b""
        with error, suppress(OSError, HTTPException, ValueError):
            data = error.read(most)
        return Answer(error.code, data, _shown(str(error.reason), headers))
    except (OSError, HTTPException, ValueError) as error:
        return Answer(0, said=_shown(str(error), headers) or type(error).__name__)


def _shown(words: str, headers: Mapping[str, str]) -> str:
    """Return a host's message on one line, shortened, and without a secret that it was sent."""
    for secret in headers.get("Authorization", "").split():
        words = words.replace(secret, "…")
    words = printable(" ".join(words.split()))
    return words if len(words) <= _SHOWN_LETTERS else f"{words[:_SHOWN_LETTERS]}…"


@dataclass(frozen=True)
class _Bounds:
    end: float
    patience: float
    allows: Judge | None

    def connected(self, place: tuple[str, int], timeout: float, source: tuple[str, int] | None) -> socket.socket:
        """Connect to a checked address; the name is resolved once, since a second lookup may lead elsewhere."""
        found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(*place, type=socket.SOCK_STREAM)))
        if self.allows and not all(self.allows(*place, address) for address in found):
            raise NotAllowedError("this host may not be asked")
        for address in found[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, place[1]), timeout, source)
        return socket.create_connection((found[-1], place[1]), timeout, source)


class _Connection(HTTPConnection):
    def __init__(self, host: str, bounds: _Bounds, **options: Any) -> None:
        super().__init__(host, **options)
        self._bounds = bounds
        self._create_connection = bounds.connected

    def connect(self) -> None:
        super().connect()
        self.sock: Any = _Socket(self.sock, self._bounds)


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Web(HTTPHandler, HTTPSHandler):
    def __init__(self, bounds: _Bounds) -> None:
        super().__init__()
        self.http_open = partial(self.do_open, _Connection, bounds=bounds)  # type: ignore[method-assign, arg-type]
        self.https_open = partial(self.do_open, _SecureConnection, bounds=bounds)  # type: ignore[method-assign, arg-type]


class _Redirects(HTTPRedirectHandler):
    def __init__(self, follows: Callable[[str], bool]) -> None:
        self._follows = follows

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        return super().redirect_request(req, fp, code, msg, headers, newurl) if self._follows(newurl) else None


class _Socket:
    """A socket whose data is read only by a `_Reader`."""

    def __init__(self, inner: socket.socket, bounds: _Bounds) -> None:
        self._inner, self._bounds = inner, bounds
        self._read = False

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        self._read = True
        return io.BufferedReader(_Reader(self._inner, self._bounds))

    def sendall(self, data: Any) -> None:
        self._inner.sendall(data)

    def close(self) -> None:
        # The open response closes the socket when it ends.
        if not self._read:
            self._inner.close()


class _Reader(io.RawIOBase):
    """Reads from a socket while there is time left."""

    def __init__(self, inner: socket.socket, bounds: _Bounds) -> None:
        self._inner, self._bounds = inner, bounds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._bounds.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("it takes too long")
        self._inner.settimeout(min(left, self._bounds.patience))
        return self._inner.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


_GLOBAL = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses embedded in IPv6 (RFC 6052)."""


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet, including one embedded in another."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _TRANSLATED else None)
        if inner is None:
            # Tunnels (6to4, Teredo) lead to any IPv4 address.
            return found in _GLOBAL and found.is_global and not (found.sixtofour or found.teredo)
        found = inner
    return found.is_global and not found.is_multicast


class LocalConnection(HTTPConnection):
    """A connection to a server at a Unix socket; on Windows, where Python has none, at a port.

    There `path` is `PORT PASSWORD`, and the password keeps other users out.
    """

    def __init__(self, path: str, timeout: float | None = None) -> None:
        super().__init__("localhost")
        self.path = path
        self._patience = timeout

    def connect(self) -> None:
        if sys.platform == "win32":
            self.sock = socket.create_connection(("127.0.0.1", int(self.path.partition(" ")[0])), self._patience)
            return
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(self._patience)
        try:
            connection.connect(self.path)
        except BaseException:
            connection.close()
            raise
        self.sock = connection

    def request(
        self, method: str, url: str, body: Any = None, headers: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        own: dict[str, str] = {}
        if sys.platform == "win32":
            word = base64.b64encode(f"ssg:{self.path.partition(' ')[2]}".encode("ascii"))
            own["Authorization"] = f"Basic {word.decode('ascii')}"
        super().request(method, url, body, {**(headers or {}), **own}, **options)
