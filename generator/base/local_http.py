"""HTTP to a server on this machine that no other user of it can use."""

from __future__ import annotations

import base64
import http.client
import socket
import sys
from collections.abc import Mapping
from typing import Any


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
