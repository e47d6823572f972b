"""HTTP over a socket of this machine."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from generator.base.http_client import LocalConnection, is_public


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


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2a00::1%eth0"])
def test_an_address_of_the_public_internet(address: str) -> None:
    """Also one of version 4, as a network without that writes it."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1",
        "fe80::1%eth0", "fec0::1", "fd00::1", "ff02::1", "2001:db8::1", "64:ff9b:1::a00:1",
        "::ffff:127.0.0.1", "::ffff:100.64.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::6440:1", "2002:7f00:1::", "2002:808:808::1", "2001::1",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_in_whatever_it_is_wrapped(address: str) -> None:
    """By version 6 as a wrapper, a translation or a tunnel: an old site's name server may answer with any of them."""
    assert not is_public(address)
