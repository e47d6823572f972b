"""Connections that end at a certain time, however a server drips; a usual timeout begins anew with each byte."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, Request

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


def _anywhere(address: str) -> bool:
    del address
    return True


def _bounded(connection: HTTPConnection, left: Clock, patience: float, allows: Callable[[str], bool]) -> _Bounded:
    """Return the socket of a connection, bounded; refuse it if it leads where it may not."""
    if not allows(str(connection.sock.getpeername()[0])):
        connection.close()
        raise ConnectionRefusedError("this host may not be asked")
    return _Bounded(connection.sock, left, patience)


def handlers(
    left: Clock, patience: float, allows: Callable[[str], bool] = _anywhere
) -> tuple[HTTPHandler, HTTPSHandler]:
    """Return handlers of `urllib.request` whose connections end in time.

    Args:
        left: seconds that are left for all that is being read.
        patience: seconds without a byte after which a connection is given up.
        allows: whether a request may be sent to an address of the internet protocol, whatever the name of its host.

    """

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            self.sock: Any = _bounded(self, left, patience, allows)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            self.sock: Any = _bounded(self, left, patience, allows)

    class OverPlain(HTTPHandler):
        def http_open(self, req: Request) -> Any:
            return self.do_open(Plain, req)

    class OverSecure(HTTPSHandler):
        def https_open(self, req: Request) -> Any:
            return self.do_open(Secure, req)

    return OverPlain(), OverSecure()
