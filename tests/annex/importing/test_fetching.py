"""Media files from the old site."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.annex.importing.fetching import Fetched
from generator.annex.importing.media import Wanted, bring
from generator.annex.importing.old_addresses import hosts_of
from tests.annex.importing.test_media import taken
from tests.importing_support import Archive, post

PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 800


_ODD: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/alamat.jpg": (302, {"Location": "http://[::1"}, b""),
    "/tanpa-isi.jpg": (204, {}, b""),
    "/kosong.jpg": (200, {"Content-Length": "0"}, b""),
    "/sebagian.jpg": (206, {"Content-Range": "bytes 500-999/2000"}, b"x" * 500),
    "/mampat.jpg": (200, {"Content-Encoding": "gzip"}, gzip.compress(PICTURE)),
    "/halaman-lain.jpg": (200, {}, b"<!doctype html><title>Masuk</title>"),
    "/aktif.svg": (200, {"Content-Type": "image/svg+xml"}, b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    "/kurang.jpg": (200, {"Content-Length": "101"}, b"x" * 100),
    "/tanpa-ukuran.jpg": (200, {}, b"x" * 100),
    "/aneh.jpg": (200, {"Content-Length": "1_00", "Content-Encoding": "Identity"}, b"x" * 100),
    "/besar.jpg": (200, {}, PICTURE + b"x"),
    "/salah-sambung.jpg": (206, {"Content-Range": "bytes 0-99/2000", "Content-Length": "1000"}, b"x" * 100),
}
"""Answers that are no whole file."""


class Old(ThreadingHTTPServer):
    """An old site that breaks off the first answer for /putus.jpg."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[tuple[str, str]] = []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


class _Answers(BaseHTTPRequestHandler):
    server: Old

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass

    def do_GET(self) -> None:
        begin = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        self.server.asked.append((self.path, self.headers.get("Range") or ""))
        if self.path == "/pindah.jpg":
            self.send_response(302)
            self.send_header("Location", "http://localhost:9/rahasia.jpg")
            self.end_headers()
            return
        if self.path in _ODD:
            status, headers, body = _ODD[self.path]
            self.send_response_only(status)
            for key, value in {"Content-Type": "image/jpeg", "Connection": "close", **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)
            return
        if self.path.startswith("/menetes"):
            with contextlib.suppress(OSError):
                self._drip(PICTURE if self.path == "/menetes.jpg" else b"")
            return
        if self.path == "/hilang.jpg":
            self.send_error(404)
            return
        body = PICTURE[begin:]
        self.send_response(206 if begin else 200)
        kind = "text/html" if self.path == "/halaman.jpg" else "image/jpeg"
        self.send_header("Content-Type", self.path.removeprefix("/jenis/") if "/jenis/" in self.path else kind)
        self.send_header("Content-Length", str(len(body)))
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(PICTURE) - 1}/{len(PICTURE)}")
        self.end_headers()
        cut = self.path == "/putus-terus.jpg" or (self.path == "/putus.jpg" and not begin)
        self.wfile.write(body[: 10 if "terus" in self.path else 100_000] if cut else body)

    def _drip(self, body: bytes) -> None:
        """Send a byte at a time, of the body or of a head that never ends."""
        if body:
            self.send_response(200)
            self.send_header("Content-Type", "image/jpeg")
            self.end_headers()
        else:
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Lama: ")
        for number in range(200):
            self.wfile.write(body[number : number + 1] or b"x")
            time.sleep(0.05)


@pytest.fixture
def old() -> Iterator[Old]:
    with Old() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetch(old: Old, path: str, folder: Path, named: str | None = None) -> tuple[str, str]:
    """Return what became of a file, and what was said of it."""
    shelf = Fetched(hosts_of([old.host]), hosts_of([old.host if named is None else named]))
    brought, notes = bring(Wanted(path.strip("/"), old.url(path)), (shelf.take,), folder)
    return brought, notes[0].message if notes else ""


def test_a_picture_is_fetched_from_a_named_host(old: Old, tmp_path: Path) -> None:
    """Its bytes are those of the old site."""
    assert fetch(old, "/a.jpg", tmp_path) == ("brought", "")
    assert (tmp_path / "a.jpg").read_bytes() == PICTURE


def test_a_connection_that_breaks_off_goes_on_where_it_was(old: Old, tmp_path: Path) -> None:
    """The rest alone is asked for, and the file is whole."""
    assert fetch(old, "/putus.jpg", tmp_path) == ("brought", "")
    assert (tmp_path / "putus.jpg").read_bytes() == PICTURE
    assert old.asked[1] == ("/putus.jpg", "bytes=100000-")


def test_what_is_no_media_file_is_refused(old: Old, tmp_path: Path) -> None:
    """A page that an old site answers for a missing picture does not become the picture."""
    assert fetch(old, "/halaman.jpg", tmp_path) == (
        "missing",
        "halaman.jpg is no media file (the old site says text/html)",
    )
    assert not list(tmp_path.iterdir())


def test_what_is_not_there_is_said(old: Old, tmp_path: Path) -> None:
    """A file that the old site does not have is in the report with its answer."""
    assert fetch(old, "/hilang.jpg", tmp_path) == ("missing", "hilang.jpg is not there (the old site answers 404)")


def test_a_host_of_a_private_network_is_not_asked_unless_named(old: Old, tmp_path: Path) -> None:
    """An archive may say that its site is a router or a cloud's inner address."""
    brought, said = fetch(old, "/a.jpg", tmp_path, named="")
    assert brought == "missing"
    assert "private network" in said
    assert not old.asked


@pytest.mark.parametrize("later", [1, 2, 3, 4])
def test_a_name_that_leads_elsewhere_at_the_next_look(
    old: Old, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    """A connection leads to the addresses that were judged, in each try: the name server is the old site's own."""
    looked = list[str]()

    def look_up(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        looked.append(host)
        # Nobody listens at the first one, which is public.
        address = "2001:4860::1" if len(looked) < later else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr("generator.base.http_client.socket.create_connection", _unreached_outside)
    monkeypatch.setattr("generator.base.http_client.socket.getaddrinfo", look_up)
    monkeypatch.setattr("generator.annex.importing.fetching._PAUSES", (0, 0, 0))
    port = old.server_address[1]
    shelf = Fetched(hosts_of([f"lama.example:{port}"]), hosts_of([]))
    brought, notes = bring(Wanted("a.jpg", f"http://lama.example:{port}/a.jpg"), (shelf.take,), tmp_path)
    assert (brought, old.asked) == ("missing", [])
    assert ("private network" in notes[0].message) == (later <= 3)
    assert len(looked) == min(later, 3)


def _unreached_outside(address: tuple[str, int], *_: object) -> socket.socket:
    """Connect to this machine alone."""
    if address[0] != "127.0.0.1":
        raise OSError
    found = socket.socket()
    found.connect(address)
    return found


def test_a_host_with_a_public_and_a_private_address_is_not_asked(
    old: Old, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody says which of them a connection would get; a host that people named may have any."""
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, old.server_address[1])) for one in ("127.0.0.1", "8.8.8.8")
    ]
    monkeypatch.setattr("generator.base.http_client.socket.getaddrinfo", lambda *_, **__: both)
    monkeypatch.setattr("generator.base.http_client.socket.create_connection", _unreached_outside)
    host = f"lama.example:{old.server_address[1]}"
    for named, brought in (((), "missing"), ((host,), "brought")):
        shelf = Fetched(hosts_of([host]), hosts_of(named))
        assert bring(Wanted("a.jpg", f"http://{host}/a.jpg"), (shelf.take,), tmp_path)[0] == brought
    assert old.asked == [("/a.jpg", "")]


def test_a_proxy_is_asked_for_nothing_unless_all_hosts_were_named(
    old: Old, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would look the names up itself, and may stand in a private network."""
    monkeypatch.setenv("http_proxy", old.url(""))
    for named, brought in (((), "missing"), (("lama.invalid",), "brought")):
        shelf = Fetched(hosts_of(["lama.invalid"]), hosts_of(named))
        assert bring(Wanted("a.jpg", "http://lama.invalid/a.jpg"), (shelf.take,), tmp_path)[0] == brought
    assert old.asked == [("http://lama.invalid/a.jpg", "")]


def test_no_redirect_leads_to_another_host(old: Old, tmp_path: Path) -> None:
    """What the old site answers cannot send the import elsewhere."""
    assert fetch(old, "/pindah.jpg", tmp_path) == ("missing", "pindah.jpg is not there (the old site answers 302)")


def test_an_import_fetches_what_articles_show(old: Old, tmp_path: Path) -> None:
    """With --fetch and the host, pictures lie in content/ and nothing else is asked for; a second run asks for nothing."""
    archive = Archive(tmp_path)
    archive.export(post(1, f'<img src="{old.url("/wp-content/uploads/a.jpg")}" alt="A" />'))
    assert archive.run(fetch=True, hosts=(old.host,)).media == {"brought": 1}
    assert (archive.portal / "content/wp-content/uploads/a.jpg").read_bytes() == PICTURE
    archive.run(fetch=True, hosts=(old.host,))
    assert old.asked == [("/wp-content/uploads/a.jpg", "")]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/alamat.jpg", "could not be fetched: it leads on to something that is no address"), ("/tanpa-isi.jpg", "is not sent whole"), ("/kosong.jpg", "is empty"), ("/sebagian.jpg", "is not sent whole"),
        ("/mampat.jpg", "is not sent as it is (the old site compresses it)"), ("/salah-sambung.jpg", "is not sent whole"), ("/hilang.jpg", "is not there (the old site answers 404)"),
        ("/pindah.jpg", "is not there (the old site answers 302)"), ("/kurang.jpg", "broke off, and the old site cannot go on from there"), ("/putus-terus.jpg", "could not be fetched: it broke off"), ("/tanpa-ukuran.jpg", ""), ("/aneh.jpg", ""), ("/putus.jpg", ""),
        ("/besar.jpg", "has more than 100 MB"),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_whole_file(old: Old, monkeypatch: pytest.MonkeyPatch, path: str, said: str) -> None:
    """It says why, and ends nothing."""
    monkeypatch.setattr("generator.annex.importing.fetching._PAUSES", (0, 0, 0))
    monkeypatch.setattr("generator.annex.importing.fetching.MOST", len(PICTURE))
    hosts = hosts_of((old.host,))
    assert taken(Fetched(hosts, hosts).take, Wanted(path[1:], old.url(path))) == said


@pytest.mark.parametrize("path", ["/halaman-lain.jpg", "/aktif.svg"])
def test_what_is_no_picture_by_its_bytes_is_missing(old: Old, tmp_path: Path, path: str) -> None:
    """Whatever the old site says of its type."""
    assert fetch(old, path, tmp_path)[0] == "missing"
    assert not list(tmp_path.rglob("*.jpg"))


@pytest.mark.parametrize(
    "kind",
    "image/png video/mp4 audio/mpeg font/woff2 binary/octet-stream application/pdf application/zip application/octet-stream application/msword "
    "application/vnd.ms-excel application/epub+zip text/csv text/plain text/vtt".split(),
)
def test_what_media_files_are_called(old: Old, kind: str) -> None:
    """Each of these types is one; pages and scripts are none."""
    shelf = Fetched(hosts_of((old.host,)), hosts_of((old.host,)))
    got: list[bytes] = []
    assert taken(shelf.take, Wanted("a", old.url(f"/jenis/{kind}")), got.append) == ""
    assert b"".join(got) == PICTURE


@pytest.mark.parametrize("kind", ["text/html", "text/javascript", "application/json", "multipart/mixed"])
def test_what_media_files_are_not_called(old: Old, kind: str) -> None:
    """Nothing of it is taken."""
    shelf = Fetched(hosts_of((old.host,)), hosts_of((old.host,)))
    said = taken(shelf.take, Wanted("a", old.url(f"/jenis/{kind}")), lambda _: pytest.fail("it is written"))
    assert said == f"is no media file (the old site says {kind})"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://lama.example/a", True), ("https://www.lama.example:443/a", True), ("https://cdn.example/a", True), ("https://lama.example:8080/a", False), ("https://lain.example/a", False), ("ftp://lama.example/a", False), ("//lama.example/a", False),
        ("http://[", False), ("file:///etc/passwd", False),
    ],
)  # fmt: skip
def test_which_addresses_are_asked(url: str, allowed: bool) -> None:
    """Those of the old site and those that people named, on the web."""
    shelf = Fetched(hosts_of(["lama.example"]), hosts_of(["cdn.example"]))
    assert shelf.allows(url) == allowed
    if not allowed:
        assert taken(shelf.take, Wanted("a", url)) == "is on a host that was not named, or one of a private network"


@pytest.mark.parametrize(
    ("host", "port", "address", "opened"),
    [
        ("cdn.example", 80, "10.0.0.1", True), ("cdn.example", 8080, "10.0.0.1", False), ("::1", 8000, "::1", True), ("::1", 8001, "::1", False), ("lama.example", 80, "10.0.0.1", False), ("lama.example", 80, "8.8.8.8", True),
    ],
)  # fmt: skip
def test_which_connections_are_made(host: str, port: int, address: str, opened: bool) -> None:
    """To public addresses, and to any that people named, with its port."""
    shelf = Fetched(hosts_of(["lama.example"]), hosts_of(["cdn.example", "http://[::1]:8000"]))
    assert shelf._is_open(host, port, address) == opened


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/menetes.jpg", "/menetes-kepala.jpg"])
def test_an_old_site_that_drips_is_given_up(
    old: Old, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """A byte now and then does not hold up an import for hours, neither in a file nor before it."""
    monkeypatch.setattr("generator.annex.importing.fetching._LONGEST", 0.5)
    assert fetch(old, path, tmp_path) == ("missing", f"{path[1:]} was not there after 0.5 seconds")
    assert not list(tmp_path.iterdir())
