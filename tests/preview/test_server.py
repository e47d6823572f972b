"""Server: a port to listen at."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import http.client
import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.base import dates
from generator.base.errors import UsageError
from generator.pictures.making import VariantMaker
from generator.preview.server import _LoopTrouble, listen
from tests import growth
from tests.preview_support import PATIENCE, Serving, newsroom, serving
from tests.support import Portal, article, png, site


@contextlib.contextmanager
def taken() -> Iterator[int]:
    """Yield a port that somebody listens at."""
    with contextlib.closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_next_free_port_is_found():
    """With a search, a used port is passed over."""
    with taken() as port, listen("127.0.0.1", port, search=True) as found:
        assert port < found.getsockname()[1] < port + 50


def test_no_port_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ports that were tried are named; there is none above 65535."""
    monkeypatch.setattr("generator.preview.server._TRIES", 1)
    with taken() as port, pytest.raises(UsageError, match=f"no port from {port} to {port} is free; name one with"):
        listen("127.0.0.1", port, search=True)
    monkeypatch.setattr("generator.preview.server._TRIES", 9)
    with contextlib.ExitStack() as listening:
        # Somebody else may listen there, which is as good.
        with contextlib.suppress(OSError):
            listening.enter_context(socket.create_server(("127.0.0.1", 65535)))
        with pytest.raises(UsageError, match="no port from 65535 to 65535 is free; name one with"):
            listen("127.0.0.1", 65535, search=True)


def test_a_used_port_is_refused():
    """Without a search, a sentence names the next port, which may be free."""
    with (
        taken() as port,
        pytest.raises(UsageError, match=f"port {port} is used .* name another with --port {port + 1}"),
    ):
        listen("127.0.0.1", port, search=False)


@pytest.mark.parametrize("host", ["192.0.2.1", "x" * 300, "a\0b", "\udcff"])
def test_what_is_no_address_of_this_machine_is_refused(host: str):
    """Another machine's address and what cannot be a name end with a sentence."""
    with pytest.raises(UsageError, match=re.escape(host) + " is not an address of this machine"):
        listen(host, 0, search=False)


INJECTED = re.compile(rb'<script src="/_ssg/preview.js" data-halaman="\w*" async></script>\n')


def portal(folder: Path) -> Portal:
    made = site(folder)
    made.add("content/daerah/2024/10/banjir.md", article("Banjir Surut", "Isi.\n\n<!-- halaman -->\n\nDua."))
    made.add("content/daerah/2024/10/pasar.md", article("Pasar Dibuka", tags="[Pasar]", aliases="[/lama/pasar/]"))
    made.add("content/daerah/2024/10/rahasia.md", article("Rahasia Redaksi", draft="true"))
    made.add("content/daerah/2024/10/besok.md", article("Terbit Besok", timestamp="2024-10-11 08:00 WIB"))
    made.add("content/foto/a.vtt", b"0123456789" * 10)
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    made = portal(tmp_path_factory.mktemp("http"))
    made.build()
    with serving(made) as found:
        yield found


def test_pages_are_those_of_the_build_but_for_one_line(server: Serving):
    """Every file of the output is served with the bytes that the build wrote, plus the preview's own line."""
    seen = 0
    for path, data in server.portal.files().items():
        if path == ".warta" or path.startswith("lama/"):
            continue
        answer = server.get("/" + path.removesuffix("index.html"))
        body = INJECTED.sub(b"", answer.body)
        assert body == data, path
        assert (len(body) < len(answer.body)) == (path.endswith(".html") and not path.startswith("fragmen/")), path
        seen += 1
    assert seen > 20


def test_build_folder_is_left_alone(tmp_path: Path):
    """Serving a site that was never built makes no build/ and no store of the build."""
    with serving(portal(tmp_path)) as server:
        assert server.get("/").status == 200
        assert not server.portal.output.exists()
        assert not (server.portal.folder / ".ssg/store.db").exists()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/aset/kabar.css", "text/css; charset=utf-8"),
        ("/aset/kabar.js", "text/javascript; charset=utf-8"),
        ("/aset/favicon.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_content_types_name_the_charset(server: Serving, path: str, kind: str):
    """A browser is told what it gets."""
    assert server.get(path).headers["content-type"] == kind


@pytest.mark.parametrize("path", ["/", "/aset/kabar.css", "/foto/a.vtt", "/sitemap.xml"])
def test_what_a_browser_has_is_not_sent_again(server: Serving, path: str):
    """A request with the ETag of the answer gets 304 without a body."""
    first = server.get(path)
    again = server.get(path, {"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert server.get(path, {"If-None-Match": '"other"'}).status == 200


def test_media_are_served_in_ranges(server: Serving):
    """A player can ask for a part of a file; a part beyond the end is refused."""
    part = server.get("/foto/a.vtt", {"Range": "bytes=10-13"})
    assert (part.status, part.body, part.headers["content-range"]) == (206, b"0123", "bytes 10-13/100")
    assert server.get("/foto/a.vtt", {"Range": "bytes=500-"}).status == 416


@pytest.mark.parametrize("given", ["bytes=abc", "items=0-1", "0-1", "bytes=--1", "bytes="])
def test_a_range_in_no_known_form_is_as_good_as_none(server: Serving, given: str):
    """The whole file is the answer."""
    answer = server.get("/foto/a.vtt", {"Range": given})
    assert (answer.status, len(answer.body)) == (200, 100)


def test_many_ranges_cost_no_time(server: Serving):
    """A request for thousands of tiny parts is answered at once."""

    def asked(number: int) -> Callable[[], object]:
        ranges = ",".join(f"{n % 100}-{n % 100}" for n in range(0, 2 * number, 2))

        def ask() -> None:
            assert server.get("/foto/a.vtt", {"Range": f"bytes={ranges}"}).status in (200, 206, 400)

        return ask

    growth.held(asked, 5_000)


@pytest.mark.parametrize("path", ["/", "/foto/a.vtt", "/tidak-ada/"])
def test_head_is_get_without_a_body(server: Serving, path: str):
    """HEAD has the status and headers of GET."""
    full, head = server.get(path), server.get(path, method="HEAD")
    assert (head.status, head.body) == (full.status, b"")
    assert head.headers["content-length"] == str(len(full.body))


def test_head_of_the_event_stream_ends(server: Serving):
    """Only the headers are sent, and the connection is free again."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as raw:
        raw.sendall(b"HEAD /_ssg/events?url=/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"text/event-stream" in raw.recv(65536)
        raw.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert raw.recv(65536).startswith(b"HTTP/1.1 200")


def test_an_answer_waits_for_no_acknowledgement():
    """Its parts are sent as they come, on a connection that is kept too: else each request there takes 40 ms."""

    async def nodelay() -> int:
        found: list[int] = []

        class Noted(asyncio.Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                found.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                transport.close()

        with listen("127.0.0.1", 0, search=False) as place:
            loop = asyncio.get_running_loop()
            accepting = await loop.create_server(Noted, sock=place)
            reader, writer = await asyncio.open_connection(*place.getsockname())
            await reader.read()
            writer.close()
            accepting.close()
        return found[0]

    assert asyncio.run(nodelay())


def test_a_missing_page_is_the_sites_own(server: Serving):
    """An address that does not exist gets the site's page for that, with status 404; so does another letter case."""
    answer = server.get("/tidak-ada/")
    assert answer.status == 404
    assert b"Kabar Uji" in answer.body
    assert server.get("/DAERAH/").status == 404


def test_addresses_are_completed_and_old_ones_lead_on(server: Serving):
    """/x goes to /x/ with its query, and an alias to its article."""
    answer = server.get("/daerah?a=1")
    assert (answer.status, answer.headers["location"]) == (301, "/daerah/?a=1")
    assert server.get("/_ssg").headers["location"] == "/_ssg/"
    answer = server.get("/lama/pasar/")
    assert (answer.status, answer.headers["location"]) == (301, "/daerah/2024/10/pasar/")


def test_only_reading_is_possible(server: Serving):
    """Any other method is refused."""
    assert server.get("/", method="POST").status == 405
    assert server.get("/_ssg/now").status == 404


def test_as_readers_have_it_what_is_not_published_is_not_there(server: Serving):
    """In any spelling of its address; nor in a list."""
    for path in (
        "/daerah/2024/10/rahasia/",
        "/daerah/2024/10/rahasia",
        "/daerah/2024/10/besok/",
        "/daerah/2024/10/besok/index.html",
    ):
        answer = server.get(path)
        assert answer.status == 404
        assert b"Rahasia" not in answer.body
    assert b"Terbit Besok" not in server.get("/daerah/").body


@pytest.mark.parametrize(
    ("path", "banner"),
    [
        ("/daerah/2024/10/rahasia/", "Draf: Rahasia Redaksi"),
        ("/daerah/2024/10/besok/", "Terbit Jumat, 11 Oktober 2024 | 08:00 WIB: Terbit Besok"),
    ],
)
def test_a_page_that_is_not_there_offers_what_would_be(server: Serving, path: str, banner: str):
    """The bar of the 404 names the article, and shows it and all others at a click; another one offers nothing."""
    facts = server.json(f"/_ssg/page?url={path}")
    assert (facts["banner"], facts["offer"]) == (banner, "Tampilkan draf dan artikel terjadwal")
    assert "offer" not in server.json("/_ssg/page?url=/daerah/2024/10/tidak-ada/")


def test_drafts_are_shown_at_a_click_and_taken_back(tmp_path: Path):
    """After which all pages are as they were; only who sits at the machine can do either."""
    made = portal(tmp_path)
    made.build()
    with serving(made, token="rahasia-meja", hosts=("warta.test",)) as server:
        before = {
            path: server.get(path).body
            for path in ("/", "/daerah/", "/tag/pasar/", "/sitemap.xml", "/daerah/2024/10/besok/")
        }
        origin = {"Origin": server.base}
        host = {"Host": f"warta.test:{server.port}", "Origin": f"http://warta.test:{server.port}"}
        cookie = server.get("/?token=rahasia-meja", host).headers["set-cookie"].partition(";")[0]
        assert server.get("/_ssg/drafts?shown=1", {**host, "Cookie": cookie}, "POST", b"").status == 403
        assert server.get("/_ssg/drafts?shown=1", origin, "POST", b"").status == 204
        server.until(lambda: b"Rahasia" in server.get("/daerah/").body)
        assert b"Terbit Besok" in server.get("/daerah/").body
        assert server.get("/daerah/2024/10/besok/").status == 200
        assert server.get("/_ssg/drafts?shown=0", origin, "POST", b"").status == 204
        server.until(lambda: b"Rahasia" not in server.get("/daerah/").body)
        assert {path: server.get(path).body for path in before} == before


def test_dashboard_lists_drafts_and_what_is_next(server: Serving):
    """/_ssg/ shows both."""
    text = server.get("/_ssg/").body.decode()
    assert text.index("Terbit Besok") < text.index("Rahasia Redaksi")


def test_the_bar_knows_the_article(server: Serving):
    """Source, editor link, words, dates and reason are told for the page that is shown."""
    facts = server.json("/_ssg/page?url=/daerah/2024/10/banjir/2/")
    assert facts["source"] == "content/daerah/2024/10/banjir.md"
    assert facts["open"].startswith("vscode://file/")
    assert facts["open"].endswith("/content/daerah/2024/10/banjir.md:1")
    assert (facts["words"], facts["minutes"], facts["state"]) == (2, 1, "terbit")
    assert facts["dates"] == [["Terbit", "Rabu, 9 Oktober 2024 | 16:10 WIB"]]
    assert facts["why"]


def test_drafts_and_scheduled_articles_are_shown_with_drafts(tmp_path: Path):
    """In lists and at their addresses, each marked; whatever is wrong with a draft, it is shown."""
    made = portal(tmp_path)
    made.add("content/daerah/2024/10/lusa.md", article("Lusa", draft="true", timestamp="2024-10-12 08:00 WIB"))
    made.add(
        "content/daerah/2024/10/baru.md",
        article("Baru Mulai", "Baca Juga: [](belum-ada)\n\n![Foto](/foto/belum.jpg)", draft="true"),
    )
    with serving(made, drafts=True) as server:
        marks = server.json("/_ssg/page?url=/daerah/")["marks"]
        for name, words in (("rahasia", "Draf"), ("lusa", "Draf"), ("baru", "Draf"), ("besok", "Terjadwal")):
            url = f"/daerah/2024/10/{name}/"
            assert f'href="{url}"'.encode() in server.get("/daerah/").body
            assert server.get(url).status == 200
            assert server.json(f"/_ssg/page?url={url}")["banner"].startswith(words.replace("Terjadwal", "Terbit Jumat"))
            assert marks[url][1] == words
        assert len(marks) == 4
        assert not server.live.problems
        server.portal.edit("content/daerah/2024/10/rahasia.md", "draft: true\n", "")
        server.until(lambda: len(server.json("/_ssg/page?url=/daerah/")["marks"]) == 3)


def test_another_time_shows_that_page_of_tomorrow(tmp_path: Path):
    """A time that is asked for publishes what is due by then; without one, it is taken back."""
    with serving(portal(tmp_path)) as server:
        assert b"Terbit Besok" not in server.get("/daerah/").body
        origin = {"Origin": server.base}
        assert server.get("/_ssg/now", origin, "POST", b"2024-10-12T00:00").status == 204
        server.until(lambda: b"Terbit Besok" in server.get("/daerah/").body)
        assert server.get("/_ssg/now", origin, "POST", b"kemarin").status == 400


TRAVERSALS = [
    "/../site.yaml", "/%2e%2e/site.yaml", "/%2e%2e%2fsite.yaml", "/..%5csite.yaml", "/foto/..%2f..%2fsite.yaml",
    "/%00", "/foto/a.vtt%00.html", "//etc/passwd", "/%2fetc%2fpasswd", "/%c0%ae%c0%ae/site.yaml", "/C:%5cwindows",
    "/.ssg/serve/store.db", "/.ssg/lock", "/site.yaml", "/content/daerah/2024/10/pasar.md", "/.git/config",
    "/daerah/2024/10/pasar.md", "/_ssg/..%2f..%2fsite.yaml", "/_ssg/app.py", "/_ssg/%2e%2e/app.py", "/%ff%fe", "/\\..",
]  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSALS)
def test_nothing_but_the_site_can_be_read(server: Serving, path: str):
    """A path that leads out of the site, in any spelling, or to its sources, is not found."""
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1"))
        answer = b""
        while piece := raw.recv(65536):
            answer += piece
    assert int(answer.split(b" ", 2)[1]) in (400, 404)
    assert b"base_url" not in answer
    assert server.get("/").status == 200


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path):
    """A media file that is replaced by a symbolic link to elsewhere is not served."""
    made = portal(tmp_path)
    (tmp_path / "rahasia.vtt").write_text("rahasia")
    with serving(made) as server:
        file = made.folder / "content/foto/a.vtt"
        file.unlink()
        os.symlink(tmp_path / "rahasia.vtt", file)
        for _ in range(20):
            answer = server.get("/foto/a.vtt")
            assert b"rahasia" not in answer.body
            time.sleep(0.01)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\0\1\2\3\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"POST /_ssg/now HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 500\r\n\r\nx",
        b"POST /_ssg/now HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_malformed_requests_do_not_stop_it(server: Serving, request_bytes: bytes):
    """After any of them the next request is answered."""
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        try:
            raw.sendall(request_bytes)
            raw.settimeout(0.2)
            raw.recv(100)
        except OSError:
            pass
        assert server.get("/").status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("127.0.0.1", 200), ("[::1]", 200), ("evil.example", 403), ("localhost.evil.example", 403),
        ("", 403), ("warta.test", 403), ("192.0.2.7", 403),
    ],
)  # fmt: skip
def test_only_known_names_are_answered(server: Serving, host: str, status: int):
    """A name that a stranger points at this machine is refused: DNS rebinding."""
    assert server.get("/", {"Host": f"{host}:{server.port}" if host else ""}).status == status


def test_other_sites_learn_and_change_nothing(server: Serving):
    """The stream and what acts are for the preview's own pages; nothing is shared across origins."""
    assert server.get("/_ssg/events?url=/", {"Origin": "https://evil.example"}).status == 403
    assert server.get("/_ssg/page?url=/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}).status == 403
    assert server.get("/_ssg/now", method="POST", body=b"0").status == 403
    assert server.get("/_ssg/now", {"Origin": "null"}, "POST", b"0").status == 403
    headers = server.get("/").headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert not any(name.startswith("access-control") for name in headers)


def test_a_hundred_browsers_at_once(server: Serving):
    """A hundred open streams leave room for pages."""
    streams = []
    for _ in range(100):
        one = http.client.HTTPConnection("127.0.0.1", server.port)
        one.request("GET", "/_ssg/events?url=/&seen=x")
        streams.append((one, one.getresponse()))
    assert server.get("/").status == 200
    for one, answer in streams:
        assert answer.status == 200
        answer.close()
        one.close()


@pytest.mark.slow
def test_pages_do_not_wait_for_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """However many of them several browsers ask for at once: each takes its time to be made."""
    made = portal(tmp_path)
    for number in range(5):
        made.add(f"content/foto/{number}.png", png(1200 + number, 800))
        photo = f"{{src: /foto/{number}.png, caption: Air naik., credit: Sari}}"
        made.add(f"content/daerah/2024/10/{number}.md", article(f"Foto {number}", photo=photo))
    drawn = threading.Event()

    def slow(*_):
        drawn.wait()
        return b"picture", None

    monkeypatch.setattr(VariantMaker, "make", slow)
    with serving(made) as server:
        pages = [server.get(f"/daerah/2024/10/{number}/").body.decode() for number in range(5)]
        wanted = sorted(set(re.findall(r"/gambar/[^ \"]+", "".join(pages))))
        assert len(wanted) > 40, "as many as there are threads"
        found: list[int] = []
        readers = [
            threading.Thread(target=lambda url=url: found.append(server.get(url).status), daemon=True) for url in wanted
        ]
        try:
            for one in readers:
                one.start()
            time.sleep(0.5)
            assert server.get("/daerah/").status == 200
        finally:
            drawn.set()
        for one in readers:
            one.join(PATIENCE)
        assert found == [200] * len(wanted)


@pytest.mark.slow
def test_slow_clients_are_sent_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Who does not say in time what they want, by silence or drop by drop, loses the connection; a stream stays."""
    monkeypatch.setattr("generator.preview.server.HEAD_SECONDS", 1.0)
    with serving(portal(tmp_path)) as server, server.listening("/") as ear, contextlib.ExitStack() as stack:

        def client() -> socket.socket:
            return stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE))

        slow = [client()]
        slow[0].sendall(b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert slow[0].recv(65536).startswith(b"HTTP/1.1 200")
        slow += [client() for _ in range(49)]
        end = time.monotonic() + PATIENCE
        dripping = slow[:25]
        # However long it goes on: a letter is no new beginning.
        while dripping:
            assert time.monotonic() < end, "who drips keeps the connection"
            dripping = [one for one in dripping if _drip(one)]
            assert server.get("/").status == 200
            time.sleep(0.05)
        for one in slow[25:]:
            # A connection that stays open ends in a timeout.
            with contextlib.suppress(ConnectionError):
                while one.recv(65536):
                    pass
        assert not ear.ended.is_set()


def _drip(client: socket.socket) -> bool:
    """Send a letter of a name that never ends; tell whether the connection was still there."""
    try:
        client.sendall(b"G")
    except OSError:
        return False
    return True


def test_the_end_waits_for_no_client(tmp_path: Path):
    """A client that takes nothing of a long answer is cut off when the preview ends, and its connection closed."""
    made = portal(tmp_path)
    made.add("content/foto/panjang.vtt", b"0123456789" * 2_000_000)
    with contextlib.closing(socket.socket()) as idle:
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with serving(made) as server:
            idle.settimeout(PATIENCE)
            idle.connect(("127.0.0.1", server.port))
            idle.sendall(f"GET /foto/panjang.vtt HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            assert idle.recv(12) == b"HTTP/1.1 200"
        idle.settimeout(1)
        with contextlib.suppress(ConnectionResetError):
            while idle.recv(1 << 16):
                pass


def test_what_the_loop_fails_at_is_said_once():
    """Whatever it was, as long as the loop runs; of connections that are too many, what to do."""
    said: list[str] = []
    trouble, loop = _LoopTrouble(lambda sentence: said.append(str(sentence))), asyncio.new_event_loop()
    many = "no more connections can be taken at once; close some browser tabs"
    for context, told in (
        ({"exception": ValueError("a")}, "a connection failed: a"), ({"message": "b"}, "a connection failed: b"),
        ({"exception": OSError(errno.EMFILE, "c")}, many), ({"exception": OSError(errno.ENFILE, "c")}, ""),
        ({"exception": ValueError("a")}, ""), ({"exception": OSError(errno.EIO, "d")}, f"a connection failed: [Errno {errno.EIO}] d"),
    ):  # fmt: skip
        before = len(said)
        trouble(loop, context)
        assert said[before:] == ([told] if told else [])
    loop.close()
    trouble(loop, {"message": "e"})
    assert len(said) == 4


def test_dashboard_says_whether_it_is_now_that_is_shown(tmp_path: Path):
    """And takes whoever looks at another time back."""
    with serving(newsroom(tmp_path)) as server:
        for pinned in (dates.parse("2024-10-12 08:00", "WIB").epoch, None):
            server.live.set_time(pinned)
            text = server.get("/_ssg/").body.decode()
            assert ('id="sekarang"' in text) is bool(pinned)
            assert ("<strong>Waktu pratinjau: " in text) is bool(pinned)
            assert ("Waktu pratinjau: sekarang" in text) is not bool(pinned)
