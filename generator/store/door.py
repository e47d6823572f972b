"""Door: bytes of packs, from a server on this machine that knows the target, or from the target itself.

The server is rclone, which asks S3 twice for each piece, for it wants to know first how long the file is. So of S3 it
is asked for a signed address of each pack, at no cost, and pieces are had there, by one request each.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import time
import urllib.parse
import urllib.request
from collections.abc import Callable

from generator.base.http_client import LocalConnection
from generator.store.page_map import SpoiledError

DOOR = "SSG_STATE_DOOR"
"""The variable of the environment by which all processes of a command know where pages can be had."""
_PATIENCE = 300.0
"""Seconds for one piece, however it drips."""
_WAIT = 60.0
"""Seconds in which something has to come."""

Get = Callable[[str, int, int], bytes]
"""Returns bytes of a pack, by its name, where they begin, and how many."""


class Door:
    """Gets bytes of packs from whoever stands at the door."""

    def __init__(self, line: str) -> None:
        """Take the line that the environment has for it."""
        self._socket, _, rest = line.partition("|")
        self._prefix, _, self._signing = rest.partition("|")
        self._links: dict[str, str] = {}
        """Name of a pack -> its signed address; empty if it cannot be had there."""
        self._idle: list[http.client.HTTPConnection] = []
        """Connections to the target over which nobody asks for anything now."""

    def close(self) -> None:
        """Close what is open."""
        while self._idle:
            self._idle.pop().close()

    def get(self, name: str, at: int, size: int) -> bytes:
        """Return bytes of a pack.

        Raises:
            OSError: they cannot be had.
            SpoiledError: the pack does not have so many.

        """
        if self._signing and (link := self._link(name)):
            try:
                return self._from_target(link, at, size)
            except (OSError, http.client.HTTPException):
                # Whatever is in the way, a proxy, a certificate or a clock: rclone knows more of that.
                self._links[name] = ""
        # To connect takes less than to send what is asked; and nobody knows how long a connection has been silent.
        with contextlib.closing(LocalConnection(self._socket, _PATIENCE)) as connection:
            try:
                return _piece(connection, f"{self._prefix}/{name}", at, size)
            except http.client.HTTPException as error:
                raise OSError(str(error)) from error

    def _link(self, name: str) -> str:
        if name not in self._links:
            given = {"fs": json.loads(self._signing), "remote": name, "expire": "12h"}
            link = ""
            with (
                contextlib.suppress(OSError, http.client.HTTPException, ValueError, KeyError),
                contextlib.closing(LocalConnection(self._socket, _WAIT)) as connection,
            ):
                headers = {"Content-Type": "application/json"}
                connection.request("POST", "/operations/publiclink", json.dumps(given), headers)
                link = str(json.loads(connection.getresponse().read())["url"])
            self._links[name] = "" if _is_proxied(link) else link
        return self._links[name]

    def _from_target(self, link: str, at: int, size: int) -> bytes:
        place = urllib.parse.urlsplit(link)
        wanted = f"{place.path}?{place.query}"
        while (kept := self._kept()) is not None:
            # It may have been closed meanwhile, as any connection may over which nothing went.
            with contextlib.suppress(OSError, http.client.HTTPException):
                return self._over(kept, wanted, at, size)
        kind = http.client.HTTPSConnection if place.scheme == "https" else http.client.HTTPConnection
        return self._over(kind(place.netloc, timeout=_WAIT), wanted, at, size)

    def _kept(self) -> http.client.HTTPConnection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _over(self, connection: http.client.HTTPConnection, wanted: str, at: int, size: int) -> bytes:
        try:
            data = _piece(connection, wanted, at, size)
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return data


def _piece(connection: http.client.HTTPConnection, wanted: str, at: int, size: int) -> bytes:
    """Return bytes of a file.

    Raises:
        OSError: they cannot be had.
        HTTPException: the same.
        SpoiledError: it does not have so many.

    """
    end, data = time.monotonic() + _PATIENCE, b""
    connection.request("GET", wanted, headers={"Range": f"bytes={at}-{at + size - 1}"})
    answer = connection.getresponse()
    # How long the whole file is stands behind the slash, whatever is said of the piece.
    whole = answer.headers.get("Content-Range", "").rpartition("/")[2]
    if answer.status == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE or (
        answer.status == http.HTTPStatus.PARTIAL_CONTENT and whole.isdecimal() and int(whole) < at + size
    ):
        raise SpoiledError
    while answer.status == http.HTTPStatus.PARTIAL_CONTENT and (piece := answer.read1(size - len(data))):
        data += piece
        if time.monotonic() > end:
            raise TimeoutError("it takes too long")
    if len(data) != size:
        raise OSError(f"{answer.status} {answer.reason}")
    # Nothing is left, and the connection may be used again when somebody has seen that.
    answer.read()
    return data


def _is_proxied(link: str) -> bool:
    """Return whether an address is to be had through another machine."""
    place = urllib.parse.urlsplit(link)
    return place.scheme in urllib.request.getproxies() and not urllib.request.proxy_bypass(place.hostname or "")


def door_line(socket: str, place: str, signing: object = None) -> str:
    """Return the line for the environment.

    Args:
        socket: the path of the server's socket.
        place: the folder of the packs, as rclone has it in one text.
        signing: the same as it has it to sign addresses; None where it cannot.

    """
    return f"{socket}|/{urllib.parse.quote(f'[{place}]', safe='')}|{json.dumps(signing) if signing else ''}"
