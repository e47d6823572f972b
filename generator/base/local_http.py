"""HTTP over a socket of this machine, which no other user of it can open."""

from __future__ import annotations

import http.client
import socket


class LocalConnection(http.client.HTTPConnection):
    """A connection to a server that listens at a path."""

    def __init__(self, path: str, timeout: float | None = None) -> None:
        super().__init__("localhost")
        self.path = path
        self._patience = timeout

    def connect(self) -> None:
        """Connect.

        Raises:
            OSError: nobody listens there.

        """
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.settimeout(self._patience)
        try:
            made.connect(self.path)
        except BaseException:
            made.close()
            raise
        self.sock = made
