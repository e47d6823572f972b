"""Door: pieces come by one request each, from the target itself where it can be, and the fault is told by its kind."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.store.door import Door, door_line
from generator.store.page_map import SpoiledError
from tests.store.sockets import AtSocket, Quiet, serving

PACK = bytes(range(200))


class Ends:
    """A target, and a server on this machine that signs addresses there; both give pieces, and note who did."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.is_torn = False

    @contextlib.contextmanager
    def served(self, socket: Path) -> Iterator[None]:
        """Serve until this ends."""
        ends = self

        class Handler(Quiet, BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                ends.said.append(f"signed {asked['remote']}")
                self._answer(200, json.dumps({"url": f"http://127.0.0.1:{ends.port}/kabar?signed"}).encode())

            def do_GET(self) -> None:
                ends.said.append("target" if "signed" in self.path else "rclone")
                if ends.is_torn and "signed" in self.path:
                    self.close_connection = True
                    return
                first, last = map(int, self.headers["Range"].removeprefix("bytes=").split("-"))
                piece = PACK[first : last + 1]
                where = f"bytes {first}-{min(last + 1, len(PACK)) - 1}/{len(PACK)}"
                if "signed" in self.path:
                    self._answer(206 if piece else 416, piece, where)
                else:
                    # rclone says so of whatever is asked, and behind the end it does not say how much comes.
                    self._answer(206, piece, where, tells=bool(piece))

            def _answer(self, status: int, data: bytes, where: str = "", *, tells: bool = True) -> None:
                self.send_response(status)
                if where:
                    self.send_header("Content-Range", where)
                if tells:
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
                self.close_connection = not tells

        target = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = target.server_address[1]
        with serving(AtSocket(socket, Handler), target):
            yield


@pytest.fixture
def ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ends]:
    """A target, and whoever stands at the door; this machine goes through no other."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    made = Ends()
    with made.served(tmp_path / "s"):
        yield made


@contextlib.contextmanager
def door(tmp_path: Path, signing: object) -> Iterator[Door]:
    """Give a door."""
    with contextlib.closing(Door(door_line(str(tmp_path / "s"), "kerja|packs", signing))) as made:
        yield made


def test_pieces_come_from_the_target_by_signed_addresses(ends: Ends, tmp_path: Path) -> None:
    """An address is signed once for each pack; then each piece is one request, and none of it goes through rclone."""
    with door(tmp_path, {"type": "s3"}) as made:
        assert [made.get("a", at, 3) for at in (0, 100, 197)] == [PACK[at : at + 3] for at in (0, 100, 197)]
    assert ends.said == ["signed a", "target", "target", "target"]


def test_what_cannot_be_signed_comes_through_rclone(ends: Ends, tmp_path: Path) -> None:
    """Other targets, and what is encrypted."""
    with door(tmp_path, None) as made:
        assert made.get("a", 5, 9) == PACK[5:14]
    assert ends.said == ["rclone"]


def test_where_the_target_cannot_be_had_directly_rclone_is_asked(
    ends: Ends, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind a proxy, or where connections tear: the piece comes all the same, and nobody tries again in vain."""
    ends.is_torn = True
    with door(tmp_path, {"type": "s3"}) as made:
        assert [made.get("a", at, 2) for at in (4, 8)] == [PACK[4:6], PACK[8:10]]
    assert ends.said == ["signed a", "target", "rclone", "rclone"]
    ends.said.clear()
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with door(tmp_path, {"type": "s3"}) as made:
        assert made.get("a", 4, 2) == PACK[4:6]
    assert ends.said == ["signed a", "rclone"]


@pytest.mark.parametrize("signing", [None, {"type": "s3"}])
@pytest.mark.parametrize(("at", "size"), [(199, 2), (300, 5)])
def test_a_pack_that_is_too_short_is_damage(ends: Ends, tmp_path: Path, signing: object, at: int, size: int) -> None:
    """It would be as short the next time: that is no fault of the machine, which passes."""
    with door(tmp_path, signing) as made, pytest.raises(SpoiledError):
        made.get("a", at, size)
    assert ends.said[-1] == ("target" if signing else "rclone")


def test_nobody_at_the_door(tmp_path: Path) -> None:
    """Is the machine's fault."""
    for signing in (None, {"type": "s3"}):
        with door(tmp_path, signing) as made, pytest.raises(FileNotFoundError):
            made.get("a", 0, 1)
