"""HTTP to a server on this machine that no other user of it can use."""

from __future__ import annotations

import base64
import http.client
import io
import ipaddress
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, Request


class LocalConnection(http.client.HTTPConnection):
    """A connection to a server that listens at a path; on Windows, where Python has no such sockets, at a port.

    There its address is `PORT PASSWORD`, and the password keeps other users out.
    """

    def __init__(self, path: str, timeout: float | None = None) -> None:
        super().__init__("localhost")
        self.path = path
        self._patience = timeout

    def connect(self) -> None:
        """Connect.

        Raises:
            OSError: nobody listens there.

        """
        if sys.platform == "win32":
            self.sock = socket.create_connection(("127.0.0.1", int(self.path.partition(" ")[0])), self._patience)
            return
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.settimeout(self._patience)
        try:
            made.connect(self.path)
        except BaseException:
            made.close()
            raise
        self.sock = made

    def request(
        self, method: str, url: str, body: Any = None, headers: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        """Send a request, on Windows with the password."""
        own: dict[str, str] = {}
        if sys.platform == "win32":
            word = base64.b64encode(f"ssg:{self.path.partition(' ')[2]}".encode("ascii"))
            own["Authorization"] = f"Basic {word.decode('ascii')}"
        super().request(method, url, body, {**(headers or {}), **own}, **options)


Clock = Callable[[], float]
"""Seconds that are left."""


class _Reader(io.RawIOBase):
    """Reads from a socket as long as there is time."""

    def __init__(self, inner: socket.socket, left: Clock, patience: float) -> None:
        self._inner, self._left, self._patience = inner, left, patience

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._left()
        if left <= 0:
            raise TimeoutError("it takes too long")
        self._inner.settimeout(min(left, self._patience))
        return self._inner.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


class _Bounded:
    """A socket of which all that is read is read by a `_Reader`."""

    def __init__(self, inner: socket.socket, left: Clock, patience: float) -> None:
        self._inner, self._left, self._patience = inner, left, patience
        self._read = False

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        self._read = True
        return io.BufferedReader(_Reader(self._inner, self._left, self._patience))

    def sendall(self, data: Any) -> None:
        self._inner.sendall(data)

    def close(self) -> None:
        # What is being read closes the socket at its end.
        if not self._read:
            self._inner.close()


_GLOBAL = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""What stands for addresses of version 4 in networks that have none (RFC 6052)."""


def is_public(address: str) -> bool:
    """Return whether an address of the internet protocol is one of the public internet, also inside of another one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _TRANSLATED else None)
        if inner is None:
            # Tunnels (6to4, Teredo) lead to any address of version 4.
            return found in _GLOBAL and found.is_global and not (found.sixtofour or found.teredo)
        found = inner
    return found.is_global and not found.is_multicast


class NotAllowedError(ConnectionRefusedError):
    """A host may not be asked."""


Judge = Callable[[str, int, str], bool]
"""Whether a host, by its name and port, may be asked at an address of the internet protocol."""


def _anywhere(host: str, port: int, address: str) -> bool:
    del host, port, address
    return True


def _judged(allows: Judge, place: tuple[str, int], timeout: float, source: tuple[str, int] | None) -> socket.socket:
    """Return a connection to an address that was judged: a name is looked up once, since it may lead elsewhere then.

    Raises:
        NotAllowedError: the host may not be asked.
        OSError: it cannot be reached.

    """
    found = list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(*place, type=socket.SOCK_STREAM)))
    if not all(allows(*place, address) for address in found):
        raise NotAllowedError("this host may not be asked")
    for address in found[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, place[1]), timeout, source)
    return socket.create_connection((found[-1], place[1]), timeout, source)


def handlers(left: Clock, patience: float, allows: Judge = _anywhere) -> tuple[HTTPHandler, HTTPSHandler]:
    """Return handlers of `urllib.request` whose connections end in time.

    Args:
        left: seconds that are left for all that is being read.
        patience: seconds without a byte after which a connection is given up.
        allows: whether a host may be asked; all of its addresses are judged before a connection to any of them.

    """

    class Plain(HTTPConnection):
        def connect(self) -> None:
            self._create_connection = partial(_judged, allows)
            super().connect()
            self.sock: Any = _Bounded(self.sock, left, patience)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            self._create_connection = partial(_judged, allows)
            super().connect()
            self.sock: Any = _Bounded(self.sock, left, patience)

    class OverPlain(HTTPHandler):
        def http_open(self, req: Request) -> Any:
            return self.do_open(Plain, req)

    class OverSecure(HTTPSHandler):
        def https_open(self, req: Request) -> Any:
            return self.do_open(Secure, req)

    return OverPlain(), OverSecure()
