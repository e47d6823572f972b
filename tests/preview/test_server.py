"""The preview by HTTP: the pages of a build, files and parts of them, and nothing else; whatever a client does."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview_support import BANJIR, OTHER, PASAR, PATIENCE, URL, Serving, newsroom, serving
from tests.support import Portal, article, png, ssg_begun

INJECTED = re.compile(rb'<script src="/_ssg/preview.js" data-halaman="\w*" async></script>\n')
DIGITS = b"0123456789" * 10


def portal(folder: Path) -> Portal:
    made = newsroom(folder)
    made.add(BANJIR, article("Banjir Surut", "Isi.\n\n<!-- halaman -->\n\nDua."))
    made.add(PASAR, article("Pasar Dibuka", tags="[Pasar]", aliases="[/lama/pasar/, /lama.html]"))
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia Redaksi", draft="true"))
    made.add("content/daerah/2024/10/besok.md", article("Terbit Besok", timestamp="2024-10-11 08:00 WIB"))
    made.add("content/foto/a.vtt", DIGITS)
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(portal(tmp_path_factory.mktemp("http"))) as found:
        yield found


@pytest.mark.slow
def test_pages_are_those_of_a_build_but_for_one_line(server: Serving) -> None:
    """All files have the bytes that a build writes, and HTML the preview's line at its end; the preview builds nothing."""
    made = server.portal
    assert not made.output.exists()
    assert not (made.folder / ".ssg/store.db").exists()
    made.build()
    for path, data in made.files().items():
        if path != ".warta" and not path.startswith("lama"):
            body = server.get("/" + path.removesuffix("index.html")).body
            assert INJECTED.sub(b"", body) == data, path
            assert (body != data) == (path.endswith(".html") and not path.startswith("fragmen/")), path
    assert INJECTED.sub(b"LINE", server.get("/").body).endswith(b"LINE</body>\n</html>")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"), ("/feed.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/aset/kabar.css", "text/css; charset=utf-8"), ("/aset/kabar.js", "text/javascript; charset=utf-8"),
        ("/aset/favicon.svg", "image/svg+xml; charset=utf-8"), ("/aset/ikon-192.png", "image/png"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"), ("/foto/a.vtt", "text/vtt; charset=utf-8"),
    ],
)  # fmt: skip
def test_what_a_browser_has_is_not_sent_again(server: Serving, path: str, kind: str) -> None:
    """It is told what it gets, asks each time whether that is still so, and HEAD is GET without a body."""
    first, head = server.get(path), server.get(path, method="HEAD")
    assert (first.status, first.headers["content-type"], first.headers["cache-control"]) == (200, kind, "no-cache")
    dated = {"date": ""}
    assert (head.status, head.headers | dated, head.body) == (200, first.headers | dated, b"")
    for known in (first.headers["etag"], f'"lain", W/{first.headers["etag"]}', "*"):
        again = server.get(path, {"If-None-Match": known})
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert server.get(path, {"If-None-Match": '"lain"'}).status == 200


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=10-13", 206, (10, 14)), ("bytes=95-999", 206, (95, 100)), ("bytes=-3", 206, (97, 100)),
        ("bytes=90-", 206, (90, 100)), ("bytes=0-", 206, (0, 100)), ("bytes=500-", 416, (0, 0)),
    ],
)  # fmt: skip
def test_a_player_gets_the_part_that_it_asks_for(
    server: Serving, asked: str, status: int, part: tuple[int, int]
) -> None:
    """All, if it has a part of another file; of what has no such part, how much there is."""
    first, stop = part
    place = {206: f"bytes {first}-{stop - 1}/100", 416: "bytes */100"}.get(status)
    etag = server.get("/foto/a.vtt").headers["etag"]
    for headers in ({"Range": asked}, {"Range": asked, "If-Range": etag}):
        answer = server.get("/foto/a.vtt", headers)
        assert (answer.status, answer.body, answer.headers.get("content-range")) == (status, DIGITS[first:stop], place)
        assert server.get("/foto/a.vtt", headers, "HEAD").headers["content-length"] == str(len(answer.body))
    assert server.get("/foto/a.vtt", {"Range": asked, "If-Range": '"lain"'}).body == DIGITS


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        (URL.rstrip("/"), 301, URL), ("/daerah?a=1", 301, "/daerah/?a=1"), ("/lama/pasar/", 301, OTHER),
        ("/lama/pasar/?a=b&c", 301, f"{OTHER}?a=b&c"), ("/lama.html", 301, OTHER), ("/_ssg", 301, "/_ssg/"),
        ("/tidak-ada/", 404, None), ("/DAERAH/", 404, None), ("/_ssg/views.py", 404, None),
        ("/.ssg/serve/store.db", 404, None), ("/.ssg/serve/token", 404, None), ("/site.yaml", 404, None),
        (f"/{BANJIR}", 404, None), (f"/{BANJIR.removeprefix('content')}", 404, None),
        ("/daerah/2024/10/rahasia/", 404, None), ("/daerah/2024/10/rahasia", 404, None),
        ("/daerah/2024/10/besok/index.html", 404, None),
    ],
)  # fmt: skip
def test_where_an_address_leads(server: Serving, path: str, status: int, location: str | None) -> None:
    """An incomplete and an old one go on, and nobody remembers that; there is nothing else, and that in the site's words."""
    answer = server.get(path)
    assert (answer.status, answer.headers.get("location")) == (status, location)
    if status == 301:
        assert answer.headers["cache-control"] == "no-cache"
    elif not path.startswith("/_ssg/"):
        assert b"Kabar Uji" in answer.body
        assert b"Rahasia" not in answer.body


@pytest.mark.parametrize(
    ("body", "status"), [(b"besok", 400), (b"kemarin", 400), (b"x" * 1000, 400), (b"x" * 1001, 413)]
)
def test_a_time_that_is_none(server: Serving, body: bytes, status: int) -> None:
    """It is refused with what to write."""
    answer = server.post("/_ssg/now", body)
    assert answer.status == status
    assert (status == 413) or json.loads(answer.body)["hint"]


def test_another_time_shows_the_site_of_then(server: Serving) -> None:
    """What is due by then is published; the list of drafts says which time it is, and takes it back."""
    assert server.post("/_ssg/now", b" 2024-10-12T00:00\n").status == 204
    server.shows("/daerah/2024/10/besok/", "Terbit Besok")
    assert b"Terbit Besok" in server.get("/daerah/").body
    assert b'id="sekarang"' in server.get("/_ssg/").body
    assert server.post("/_ssg/now", b"2024-10-10 12:00 WIB").status == 204
    server.until(lambda: b"Terbit Besok" not in server.get("/daerah/").body)
    assert server.json("/_ssg/page")["now"] == "Kamis, 10 Oktober 2024 | 12:00 WIB"


def test_drafts_are_shown_at_a_click_and_taken_back(server: Serving) -> None:
    """After which all pages are as they were."""
    paths = ("/", "/daerah/", "/tag/pasar/", "/sitemap.xml", "/daerah/2024/10/besok/", "/daerah/2024/10/rahasia/")
    before = [server.get(path).body for path in paths]
    assert server.post("/_ssg/drafts?shown=1").status == 204
    server.shows("/daerah/", "Rahasia Redaksi")
    assert b"Terbit Besok" in server.get("/daerah/").body
    assert server.get("/daerah/2024/10/besok/").status == 200
    assert server.post("/_ssg/drafts?shown=2").status == 204
    server.until(lambda: b"Rahasia" not in server.get("/daerah/").body)
    assert [server.get(path).body for path in paths] == before


# ------------------------------------------------------------------ clients of all sorts


def connected(server: Serving) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)


def test_head_of_the_event_stream_ends(server: Serving) -> None:
    """Only the headers are sent, and the connection is free again."""
    with connected(server) as raw:
        raw.sendall(b"HEAD /_ssg/events?url=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"text/event-stream" in raw.recv(65536)
        raw.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert raw.recv(65536).startswith(b"HTTP/1.1 200")


def test_an_answer_waits_for_no_acknowledgement(server: Serving) -> None:
    """On a connection that is kept, each request would take 40 ms."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)) as connection:

        def asked() -> float:
            begun = time.perf_counter()
            connection.request("GET", "/robots.txt")
            assert connection.getresponse().read()
            return time.perf_counter() - begun

        # The first ones are answered at once in any case; a busy machine is not slow each time.
        assert min([asked() for _ in range(40)][20:]) < 0.035


@pytest.mark.parametrize(
    "data",
    [
        b"\0\1\2\3\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\r\n" * 2000,
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /daerah/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz",
        b"POST /_ssg/now HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 500\r\n\r\nx",
        b"POST /_ssg/now HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"POST /_ssg/now HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 2\r\n\r\n\xff\xff",
    ],
)
def test_malformed_requests_do_not_stop_it(server: Serving, data: bytes) -> None:
    """It fails at none of them, and the next request is answered."""
    answer = b""
    with connected(server) as raw, contextlib.suppress(OSError):
        raw.sendall(data)
        raw.shutdown(socket.SHUT_WR)
        while piece := raw.recv(65536):
            answer += piece
    assert not answer.startswith(b"HTTP/1.1 5")
    assert server.get("/").status == 200


def test_a_hundred_browsers_at_once(server: Serving) -> None:
    """A hundred open streams leave room for pages, and nothing is left open when they are gone."""
    fds = Path("/proc/self/fd")
    before = len(os.listdir(fds)) if fds.exists() else 0
    with contextlib.ExitStack() as streams:
        for _ in range(100):
            raw = streams.enter_context(connected(server))
            raw.sendall(b"GET /_ssg/events?url=/&seen=x HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert raw.recv(12) == b"HTTP/1.1 200"
        assert server.get("/").status == 200
    server.until(lambda: not before or len(os.listdir(fds)) <= before + 5)


@pytest.mark.slow
def test_the_end_waits_for_no_client(tmp_path: Path) -> None:
    """A client that takes nothing of a long answer is cut off when the preview ends, and its connection closed."""
    made = portal(tmp_path)
    made.add("content/foto/panjang.vtt", DIGITS * 200_000)
    with contextlib.closing(socket.socket()) as idle:
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idle.settimeout(PATIENCE)
        with serving(made) as server:
            idle.connect(("127.0.0.1", server.port))
            idle.sendall(f"GET /foto/panjang.vtt HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            assert idle.recv(12) == b"HTTP/1.1 200"
        with contextlib.suppress(ConnectionResetError):
            while idle.recv(1 << 16):
                pass


@pytest.mark.slow
def test_pages_do_not_wait_for_pictures(tmp_path: Path) -> None:
    """However many of them several browsers ask for at once: each takes its time to be made."""
    made = portal(tmp_path)
    for number in range(9):
        made.add(f"content/foto/{number}.png", png(1200 + number, 800))
        photo = f"{{src: /foto/{number}.png, caption: Air naik., credit: Sari}}"
        made.add(f"content/daerah/2024/10/{number}.md", article(f"Foto {number}", photo=photo))
    with serving(made) as server:
        pages = b"".join(server.get(f"/daerah/2024/10/{number}/").body for number in range(9)).decode()
        wanted = sorted(set(re.findall(r"/gambar/[^ \"]+", pages)))
        assert len(wanted) > 40, "as many as there are threads"
        found: list[int] = []
        readers = [threading.Thread(target=lambda url=url: found.append(server.get(url).status)) for url in wanted]
        for one in readers:
            one.start()
        assert server.get("/daerah/").status == 200
        assert len(found) < len(wanted)
        for one in readers:
            one.join(PATIENCE)
        assert found == [200] * len(wanted)


@pytest.mark.slow
def test_a_used_port_is_passed_over_if_any_will_do(tmp_path: Path) -> None:
    """The next one that is free is printed."""
    with contextlib.closing(socket.socket()) as other:
        # Somebody else may listen there, which is as good.
        with contextlib.suppress(OSError):
            other.bind(("127.0.0.1", 8000))
            other.listen()
        process = ssg_begun(newsroom(tmp_path), "serve", "--port", "auto", stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        found = re.fullmatch(r"http://localhost:(\d+)/\n", process.stdout.readline())
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert found
    assert 8000 < int(found[1]) < 8050


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks for open files in /proc")
def test_a_preview_that_was_killed_a_moment_ago_keeps_nobody_from_starting_again(tmp_path: Path) -> None:
    """What it had just begun, such as git, may hold its lock for a moment longer."""
    made = newsroom(tmp_path)
    lock = made.add(".ssg/serve/lock", "")
    with lock.open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        process = ssg_begun(made, "serve", "--port", "0", stdout=subprocess.PIPE, text=True)
        own = Path(f"/proc/{process.pid}/fd")
        while process.poll() is None and str(lock) not in [os.path.realpath(one) for one in own.iterdir()]:
            time.sleep(0.005)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://localhost:")
    process.terminate()
    process.communicate(timeout=PATIENCE)
