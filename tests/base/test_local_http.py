"""HTTP over a socket of this machine."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.base.local_http import LocalConnection


def answered(listening: socket.socket) -> list[bytes]:
    """Answer one request in the background; the list holds what was asked once that is done."""
    asked: list[bytes] = []

    def serve() -> None:
        made, _ = listening.accept()
        with made, made.makefile("rb") as lines:
            head = b"".join(iter(lines.readline, b"\r\n"))
            asked.append(head + b"\r\n" + (lines.read(3) if b"Content-Length: 3" in head else b""))
            made.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nya")

    threading.Thread(target=serve, daemon=True).start()
    return asked


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, socket.socket]]:
    """A path at which somebody listens."""
    path = str(tmp_path_factory.mktemp("s") / "s")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        yield path, listening


def test_a_request_goes_to_a_path(place: tuple[str, socket.socket]) -> None:
    """With the headers that were given; without a password, since no other user can reach it."""
    asked = answered(place[1])
    with closing(LocalConnection(place[0], 7)) as connection:
        connection.request("POST", "/a?b", b"isi", {"X-Uji": "1"})
        assert connection.getresponse().read() == b"ya"
        assert connection.sock.gettimeout() == 7
    head, _, body = asked[0].partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"POST /a?b HTTP/1.1", b"Host: localhost", b"Accept-Encoding: identity", b"Content-Length: 3", b"X-Uji: 1"
    ]  # fmt: skip
    assert body == b"isi"


def test_nobody_listens(tmp_path: Path) -> None:
    """That is an error, and nothing stays open."""
    connection = LocalConnection(str(tmp_path / "s"))
    with pytest.raises(FileNotFoundError):
        connection.request("GET", "/")
    assert connection.sock is None


def test_where_there_are_no_such_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is a port and a password, which keeps other users out."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        asked = answered(listening)
        monkeypatch.setattr(sys, "platform", "win32")
        with closing(LocalConnection(f"{listening.getsockname()[1]} rahasia", 7)) as connection:
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            assert connection.sock.gettimeout() == 7
    assert b"\r\nAuthorization: Basic c3NnOnJhaGFzaWE=\r\n" in asked[0]
