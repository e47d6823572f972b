"""What is handed out are the files that were taken in, whatever becomes of their names and bytes meanwhile."""

from __future__ import annotations

import asyncio
import http.client
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from generator.base.digest import digest
from generator.preview.verified_files import (
    PIECE,
    DiffersError,
    Source,
    content_type,
    digest_pieces,
    download,
    opened,
    pieces_of,
    policy,
    requested_part,
)
from generator.preview.watch import Inbox
from tests.preview_support import PATIENCE, serving
from tests.quick import examples
from tests.support import Portal, site

TEXT = b"0123456789" * 10
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
ACTIVE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("/_ssg/")</script></svg>'
SECRET = b"rahasia"


def portal(folder: Path) -> Portal:
    made = site(folder / "situs")
    made.add("content/foto/a.vtt", TEXT)
    made.add("content/foto/x.svg", DRAWING)
    made.add("content/foto/besar.vtt", TEXT * 100_000)
    (folder / "luar").mkdir()
    for name in ("a.vtt", "x.svg", "besar.vtt"):
        (folder / "luar" / name).write_bytes(SECRET)
    return made


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The preview hears of no change after the first look: whatever happens then has not been taken in."""
    add = Inbox.add
    heard: set[int] = set()

    def once(inbox: Inbox, *given: object) -> None:
        if id(inbox) not in heard:
            heard.add(id(inbox))
            add(inbox, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Inbox, "add", once)


def linked(file: Path) -> None:
    file.unlink()
    file.symlink_to(f"../../../luar/{file.name}")


def linked_above(file: Path) -> None:
    shutil.move(file.parent, file.parents[1] / "pergi")
    file.parent.symlink_to("../../luar")


def rewritten(file: Path) -> None:
    """Keep size and times, and write the file in place."""
    status = file.stat()
    with file.open("r+b") as out:
        out.write(b"X")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def swollen(file: Path) -> None:
    """Make it as large as no disk is."""
    os.truncate(file, 1 << 40)


def piped(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def foldered(file: Path) -> None:
    file.unlink()
    file.mkdir()


def activated(file: Path) -> None:
    file.write_bytes(ACTIVE)


@pytest.mark.usefixtures("deaf")
@pytest.mark.parametrize("change", [linked, linked_above, rewritten, swollen, piped, foldered, activated])
def test_what_was_not_taken_in_is_not_served(tmp_path: Path, change: Callable[[Path], None]):
    """A link, a pipe, other bytes of the same size: none of it is handed out, whether or not it was asked for before."""
    made = portal(tmp_path)
    with serving(made) as server:
        assert server.get("/foto/x.svg").body == DRAWING
        assert server.get("/foto/besar.vtt").body == TEXT * 100_000
        for name in ("x.svg", "besar.vtt", "a.vtt"):
            if not (change is linked_above and name != "x.svg"):
                change(made.folder / "content/foto" / name)
            for method in ("GET", "HEAD"):
                answer = server.get(f"/foto/{name}", method=method)
                assert (answer.status, SECRET in answer.body) == (404, False), name
            assert server.get(f"/foto/{name}", {"Range": "bytes=0-9"}).status == 404


def test_a_link_is_not_followed_while_nothing_can_be_taken_in(tmp_path: Path):
    """A broken template keeps no link from being refused."""
    made = portal(tmp_path)
    made.add("themes/uji/theme.yaml", "name: uji\nextends: kabar\n")
    made.edit("site.yaml", "categories:", "theme: uji\ncategories:")
    with serving(made) as server:
        assert server.get("/foto/a.vtt").body == TEXT
        made.add("themes/uji/templates/_footer.html", "{% if %}")
        server.until(lambda: server.live.problems)
        linked(made.folder / "content/foto/a.vtt")
        server.until(lambda: server.get("/foto/a.vtt").status == 404)


def test_a_drawing_that_is_refused_is_not_served(tmp_path: Path):
    """A file with a mistake is not shown in the state that has it."""
    made = portal(tmp_path)
    with serving(made) as server:
        assert server.get("/foto/x.svg").status == 200
        activated(made.folder / "content/foto/x.svg")
        server.until(lambda: server.live.problems)
        assert server.get("/foto/x.svg").status == 404
        made.add("content/foto/x.svg", DRAWING)
        server.until(lambda: server.get("/foto/x.svg").status == 200)


@pytest.mark.usefixtures("deaf")
def test_a_file_that_changes_while_it_is_sent_ends_there(tmp_path: Path):
    """Who waits for the rest loses the connection; no byte comes that was not taken in."""
    made = portal(tmp_path)
    data = os.urandom(100 * PIECE)
    made.add("content/foto/film.mp4", data)
    with serving(made) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        connection.request("GET", "/foto/film.mp4")
        answer = connection.getresponse()
        got = answer.read(PIECE)
        with (made.folder / "content/foto/film.mp4").open("r+b") as file:
            file.seek(99 * PIECE)
            file.write(SECRET)
        with pytest.raises(http.client.IncompleteRead) as short:
            answer.read()
        got += short.value.partial
        assert data.startswith(got)
        assert len(got) < len(data)
        connection.close()
        assert server.get("/").status == 200


def test_what_browsers_may_execute_is_kept_apart(tmp_path: Path):
    """An SVG, and what site.yaml allows, can do nothing in the name of the preview; a photo or a film is as it was."""
    made = portal(tmp_path)
    made.edit("site.yaml", "categories:", "media: {allow: [.html, .js]}\ncategories:")
    made.add("content/foto/peta.html", "<script>fetch('/_ssg/')</script>")
    with serving(made) as server:
        for path in ("/foto/x.svg", "/foto/peta.html"):
            assert server.get(path).headers["content-security-policy"] == "sandbox", path
            known = {"If-None-Match": server.get(path).headers["etag"]}
            assert server.get(path, known).headers["content-security-policy"] == "sandbox", path
        assert "content-security-policy" not in server.get("/foto/a.vtt").headers
    assert policy("a.SVG")
    assert policy("CNAME")
    assert not policy("a.pdf")
    assert not policy("b/a.JPG")


@settings(max_examples=examples(60))
@given(
    st.integers(0, 40),
    st.one_of(st.text("bytes=0123456789-, ", max_size=12), st.from_regex(r"bytes=\d*-\d*", fullmatch=True)),
)
def test_a_range_is_a_part_of_the_file(size: int, asked: str):
    """Whatever is asked for, what is sent lies in the file and is as long as it is said to be."""
    part = requested_part(asked, size)
    assert part.step == 1
    assert part.start >= 0
    assert part.stop <= size
    assert part or part.start >= size


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_parts_join_to_the_file(tmp_path: Path, size: int):
    """Any part is what stands there, across the pieces by which the file is compared."""
    data = os.urandom(size)
    (tmp_path / "a").write_bytes(data)
    with (tmp_path / "a").open("rb") as file:
        shown, found, _ = digest_pieces(file, size)
    assert found == size
    for start in (0, 1, PIECE // 2, PIECE, size - 1, size):
        for stop in (start, start + 1, PIECE, size):
            if 0 <= start < stop <= size:
                _, _, first, others = opened(Source(str(tmp_path), "a", shown, size), f"bytes={start}-{stop - 1}")
                assert first + b"".join(others) == data[start:stop]
    (tmp_path / "a").write_bytes(data + b"!")
    with pytest.raises(DiffersError), (tmp_path / "a").open("rb") as file:
        digest_pieces(file, size)


def test_what_is_remembered_is_bounded(tmp_path: Path):
    """Pieces of the oldest files are forgotten, and the files are looked through again."""
    for turn in range(505):
        (tmp_path / "a").write_bytes(b"%d" % turn)
        opened(Source(str(tmp_path), "a", digest(b"%d" % turn).hex()))
    assert pieces_of.cache_info().currsize == 500


@pytest.mark.parametrize(
    ("endings", "kind"),
    [
        (".html .HTML", "text/html; charset=utf-8"), (".css", "text/css; charset=utf-8"), (".js .mjs", "text/javascript; charset=utf-8"), (".xml", "application/xml; charset=utf-8"),
        (".txt", "text/plain; charset=utf-8"), (".json", "application/json; charset=utf-8"), (".svg", "image/svg+xml; charset=utf-8"),
        (".webmanifest", "application/manifest+json; charset=utf-8"), (".webp", "image/webp"), (".avif", "image/avif"), (".ico", "image/x-icon"), (".woff", "font/woff"),
        (".woff2", "font/woff2"), (".vtt", "text/vtt; charset=utf-8"), (".csv", "text/csv; charset=utf-8"), (".md", "text/markdown; charset=utf-8"), (".jpg .jpeg", "image/jpeg"),
        (".png", "image/png"), (".gif", "image/gif"), (".pdf", "application/pdf"), (".mp3", "audio/mpeg"), (".mp4", "video/mp4"), (".webm", "video/webm"),
        (".apaini", "application/octet-stream"), (".zip", "application/zip"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file(endings: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name alone, also on a machine that knows few names; texts are UTF-8."""
    if endings != ".zip":
        monkeypatch.setattr("mimetypes.guess_type", lambda _: (None, None))
    assert {content_type(f"/foto/berkas{ending}") for ending in endings.split()} == {kind}


@pytest.mark.parametrize(
    ("ending", "free"),
    [
        (".jpg", True),
        (".PNG", True),
        (".mp4", True),
        (".svg", False),
        (".html", False),
        (".pdf", True),
        (".apaini", False),
    ],
)
def test_what_may_be_executed_has_an_origin_of_its_own(ending: str, free: bool) -> None:
    """And no script."""
    assert policy(f"/a{ending}") == ({} if free else {"content-security-policy": "sandbox"})


DATA = b"0123456789"
ETAG = f'"{digest(DATA).hex()}"'


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", (0, 10)), ("bytes=0-", (0, 10)), ("bytes=0-0", (0, 1)), ("bytes=3-5", (3, 6)), ("bytes=3-99", (3, 10)),
        ("bytes=5-5", (5, 6)), ("bytes=5-4", (0, 10)), ("bytes=-3", (7, 10)), ("bytes=-99", (0, 10)), ("bytes=-0", (10, 10)),
        ("bytes=10-", (10, 10)), ("bytes=12-14", (12, 10)), ("bytes=-", (0, 10)), (" bytes=1-2 ", (1, 3)), ("bytes=1-2,4-5", (0, 10)),
        ("items=1-2", (0, 10)), (f"bytes={'9' * 19}-", (0, 10)), (f"bytes=0-{'9' * 18}", (0, 10)),
    ],
)  # fmt: skip
def test_the_part_that_is_asked_for(header: str, expected: tuple[int, int]) -> None:
    """All, if the form is not known."""
    part = requested_part(header, 10)
    assert (part.start, part.stop) == expected


def answered(
    folder: Path, *, method: str = "GET", name: str = "a.txt", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask for a file; return status, headers and body."""
    (folder / "a.txt").write_bytes(DATA)
    sent: list[Message] = []
    given = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    scope = {"type": "http", "method": method, "path": "/", "headers": given}

    async def receive() -> Message:
        await asyncio.sleep(9)
        raise AssertionError("nothing is read")

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        source = Source(str(folder), name, digest(DATA).hex())
        response = await download(Request(scope, receive), source, {"x-uji": "1"})
        await response(scope, receive, send)

    asyncio.run(run())
    found = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(one.get("body", b"") for one in sent[1:])


@pytest.mark.parametrize(
    ("headers", "status", "body", "more"),
    [
        ({}, 200, DATA, {}),
        ({"range": "bytes=2-4"}, 206, b"234", {"content-range": "bytes 2-4/10"}),
        ({"range": "bytes=0-99"}, 200, DATA, {}),
        ({"range": "bytes=2-4", "if_range": ETAG}, 206, b"234", {"content-range": "bytes 2-4/10"}),
        ({"range": "bytes=2-4", "if_range": '"lain"'}, 200, DATA, {}),
        ({"range": "bytes=10-"}, 416, b"", {"content-range": "bytes */10"}),
        ({"if_none_match": '"lain"'}, 200, DATA, {}),
    ],
)
def test_the_answer_with_a_file(
    tmp_path: Path, headers: dict[str, str], status: int, body: bytes, more: dict[str, str]
) -> None:
    """Whole, or in part if the browser has a part of the same; of what has no such part, how much there is."""
    length = {"content-length": str(len(body))}
    expected = {
        "cache-control": "no-cache", "content-type": "text/plain; charset=utf-8", "etag": ETAG, "accept-ranges": "bytes",
        "x-uji": "1", **length, **more,
    }  # fmt: skip
    assert answered(tmp_path, **headers) == (status, expected, body)
    assert answered(tmp_path, method="HEAD", **headers) == (status, expected, b"")


@pytest.mark.parametrize("given", ["*", ETAG, f"W/{ETAG}", f'"lain", {ETAG}'])
def test_a_browser_that_has_it_already(tmp_path: Path, given: str) -> None:
    """Gets nothing, whatever else it asks for."""
    status, headers, body = answered(tmp_path, if_none_match=given, range="bytes=1-2")
    assert (status, headers["etag"], body) == (304, ETAG, b"")


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """Is said to be."""
    said = b"This file is gone, or another than the one that was taken in.\n"
    assert answered(tmp_path, name="b.txt")[::2] == (404, said)
