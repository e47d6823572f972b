"""Media files: from a copy of the old site's uploads, from the old site itself, or where they are."""

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

from tests.annex.importing.test_ghost import ghost
from tests.exports import SITE
from tests.importing_support import HEAD, Archive, meta, post
from tests.photos import jpeg


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def shown(*paths: str) -> str:
    """Return a post that shows pictures."""
    return post(
        1, "Isi. " + " ".join(f'<img src="{path if "//" in path else f"{SITE}/{path}"}" alt="A">' for path in paths)
    )


def uploads(archive: Archive, files: dict[str, bytes]) -> tuple[str, str]:
    """Return the words of a copy of the uploads with some files."""
    for path, data in files.items():
        (archive.folder / "salinan" / path).parent.mkdir(parents=True, exist_ok=True)
        (archive.folder / "salinan" / path).write_bytes(data)
    (archive.folder / "salinan").mkdir(exist_ok=True)
    return "--media", str(archive.folder / "salinan")


@pytest.mark.parametrize(
    "copy", ["a.jpg", "2019/10/a.jpg", "uploads/2019/10/a.jpg", "wp-content/uploads/2019/10/a.jpg"]
)
def test_pictures_come_from_a_copy_of_the_uploads(archive: Archive, copy: str) -> None:
    """Which may begin anywhere; what is there is not brought again, whoever put it there."""
    archive.export(shown("wp-content/uploads/2019/10/a.jpg"))
    words = uploads(archive, {copy: jpeg()})
    assert archive.run(*words)["media"] == {"brought": 1}
    file = archive.portal / "content/wp-content/uploads/2019/10/a.jpg"
    assert (archive.body(), file.read_bytes()) == ("Isi. ![A](/wp-content/uploads/2019/10/a.jpg)", jpeg())
    file.write_bytes(b"baru")
    assert archive.run(*words)["media"] == {"there": 1}
    assert file.read_bytes() == b"baru"


def test_pictures_and_documents_are_published_at_their_addresses(archive: Archive) -> None:
    """site.yaml allows the kinds of files that the old site had, in its folder of uploads and nowhere else."""
    link = f'<a href="{SITE}/wp-content/uploads/2019/apbd.pdf">APBD</a>'
    archive.export(post(1, link + f'<img src="{SITE}/wp-content/uploads/a.jpg">'))
    words = uploads(archive, {"2019/apbd.pdf": b"%PDF-1.4", "a.jpg": jpeg(1600, 900)})
    assert archive.run(*words)["media"] == {"brought": 2}
    portal = archive.built()
    assert (portal.output / "wp-content/uploads/2019/apbd.pdf").read_bytes() == b"%PDF-1.4"
    assert (portal.output / "wp-content/uploads/a.jpg").exists()
    portal.add("content/lain/b.pdf", b"%PDF-1.4")
    assert [one.path for one in portal.build().held] == ["content/lain/b.pdf"]


def test_a_smaller_size_leads_back_to_the_original(archive: Archive) -> None:
    """WordPress names a smaller copy after its size; where the original is there, it takes its place."""
    archive.export(shown("wp-content/uploads/a-300x200.jpg", "wp-content/uploads/b-300x200.jpg"))
    archive.run(*uploads(archive, {"a.jpg": jpeg(8, 8)}))
    assert archive.body() == "Isi. ![A](/wp-content/uploads/a.jpg) ![A](/wp-content/uploads/b-300x200.jpg)"
    assert [line["before"] for line in archive.notes("missing-media")] == [f"{SITE}/wp-content/uploads/b-300x200.jpg"]


REFUSED = {
    "x.html": b"x", "x.php": b"x", "tag/x.jpg": jpeg(), ".x.jpg": jpeg(),
    "halaman.jpg": b"<!doctype html><title>Masuk</title>",
    "skrip.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "aksi.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    "x" * 300 + ".jpg": b"", f"{'a/' * 33}dalam.jpg": b"", "tiada/a.jpg": b"",
}  # fmt: skip


def test_what_is_no_picture_is_not_brought(archive: Archive) -> None:
    """No page or script of the old site, whatever its name: each is in the report, leaves no folder, and the portal builds."""
    good = {
        "d.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        "é" * 100 + ".jpg": jpeg(8, 8),
        f"{'b/' * 31}a.jpg": jpeg(8, 8),
    }
    archive.export(shown(*REFUSED, *good))
    archive.run(
        *uploads(archive, {**{path: data for path, data in REFUSED.items() if data}, "dalam.jpg": jpeg(), **good})
    )
    content = archive.portal / "content"
    brought = {
        file.relative_to(content).as_posix()
        for file in content.rglob("*")
        if file.suffix in {".jpg", ".svg", ".html", ".php"}
    }
    assert brought == good.keys()
    told = [
        line.get("before", "").removeprefix(f"{SITE}/")
        for code in ("missing-media", "refused-media")
        for line in archive.notes(code)
    ]
    assert sorted(told) == sorted(REFUSED)
    assert not [one for one in content.rglob("*") if one.is_dir() and not any(one.iterdir())]
    archive.built()


@pytest.mark.parametrize("path", ["../../rahasia.jpg", "wp-content/uploads/../../../rahasia.jpg", "tautan.jpg"])
def test_nothing_outside_the_folder_of_media_is_read(archive: Archive, path: str) -> None:
    """Neither an address with two dots nor a symbolic link leads out of the folder."""
    words = uploads(archive, {})
    (archive.folder / "rahasia.jpg").write_bytes(jpeg())
    (archive.folder / "salinan/tautan.jpg").symlink_to(archive.folder / "rahasia.jpg")
    archive.export(shown(path))
    archive.run(*words)
    assert not list((archive.portal / "content").rglob("*.jpg"))


def test_nothing_is_brought_through_a_symbolic_link(archive: Archive) -> None:
    """Neither out of the portal nor to another folder of it: whoever writes articles could have put it there."""
    archive.export(post(1))
    archive.run()
    (archive.folder / "luar").mkdir()
    (archive.portal / "content/foto").symlink_to(archive.folder / "luar")
    archive.export(shown("foto/a.jpg"))
    archive.run(*uploads(archive, {"foto/a.jpg": jpeg()}))
    assert [line["message"] for line in archive.notes("missing-media")] == ["foto/a.jpg is reached by a symbolic link"]
    assert not list((archive.folder / "luar").iterdir())


def test_a_file_and_a_folder_of_one_name(archive: Archive) -> None:
    """The one that comes first is there, letter case aside; nothing ends for the other."""
    archive.export(shown("b.jpg", "b.jpg/c.jpg", "B.JPG"))
    assert archive.run(*uploads(archive, {"b.jpg/c.jpg": jpeg(), "x/b.jpg": jpeg()}))["media"] in (
        {"brought": 1, "missing": 1},
        {"brought": 1, "missing": 2},
    )


@pytest.mark.slow
@pytest.mark.parametrize(("more", "media"), [(0, {"brought": 1}), (1, {"missing": 1})])
def test_a_file_may_have_100_megabytes(archive: Archive, more: int, media: dict[str, int]) -> None:
    """What is larger no site takes."""
    archive.export(post(1, f'<a href="{SITE}/a.pdf">A</a>'))
    words = uploads(archive, {"a.pdf": b"%PDF"})
    with (archive.folder / "salinan/a.pdf").open("ab") as file:
        file.truncate((100 << 20) + more)
    assert archive.run(*words)["media"] == media


@pytest.mark.parametrize(
    ("site", "file", "base"),
    [
        (SITE, f"{SITE}/wp-content/uploads/a.jpg", SITE), (SITE, "https://cdn.example/wp-content/uploads/a.jpg",
            "https://cdn.example"), (f"{SITE}/kabar", f"{SITE}/kabar/wp-content/uploads/a.jpg", f"{SITE}/kabar"),
    ],
)  # fmt: skip
def test_pictures_that_stay_are_shown_where_they_are(archive: Archive, site: str, file: str, base: str) -> None:
    """media.base_url is what stands before the path that an article has; links to other files lead there."""
    attached = post(
        9,
        "",
        **{"wp:post_type": "attachment", "wp:attachment_url": file, "wp:status": "inherit", "wp:post_parent": "7"},
    )
    archive.export(
        attached,
        post(7, f'<img src="{file}" alt="A"> <a href="{site}/b.pdf">B</a>', link=f"{site}/2019/10/judul/"),
        head=HEAD.replace(f"<wp:base_blog_url>{SITE}<", f"<wp:base_blog_url>{site}<"),
    )
    archive.run()
    assert f'base_url: "{base}"\n' in archive.read("site.yaml").partition("media:")[2]
    assert archive.body() == f"![A](/wp-content/uploads/a.jpg) [B]({base}/b.pdf)"
    portal = archive.built()
    assert f'src="{file}"' in next(iter(portal.output.rglob("judul/index.html"))).read_text("utf-8")


def test_media_may_be_where_people_say(archive: Archive) -> None:
    """Pictures that are shown keep their paths; links lead to the address that was named."""
    archive.export(
        post(1, f'<img src="{SITE}/a.jpg" alt="A"> <a href="{SITE}/b%20c.pdf">B</a>', more=meta("_thumbnail_id", "99"))
    )
    archive.run("--media-url", "https://m.example")
    assert archive.body() == "![A](/a.jpg) [B](https://m.example/b%20c.pdf)"
    assert archive.notes("missing-media")[0]["message"] == "the featured picture 99 is not in the source"


PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 800
_ODD: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/alamat.jpg": (302, {"Location": "http://[::1"}, b""), "/pindah.jpg": (302,
        {"Location": "http://localhost:9/rahasia.jpg"}, b""), "/hilang.jpg": (404, {}, b"x"),
    "/tanpa-isi.jpg": (204, {}, b""), "/kosong.jpg": (200, {"Content-Length": "0"}, b""),
    "/sebagian.jpg": (206, {"Content-Range": "bytes 500-999/2000"}, b"x" * 500),
    "/mampat.jpg": (200, {"Content-Encoding": "gzip"}, gzip.compress(PICTURE)),
    "/halaman.jpg": (200, {"Content-Type": "text/html"}, PICTURE), "/halaman-lain.jpg": (200, {},
        b"<!doctype html><title>Masuk</title>"),
    "/aktif.svg": (200, {"Content-Type": "image/svg+xml"}, b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
    "/kurang.jpg": (200, {"Content-Length": "204900"}, PICTURE),
    "/json.jpg": (200, {"Content-Type": "application/json"}, PICTURE),
    "/salah-sambung.jpg": (206, {"Content-Range": "bytes 0-99/2000", "Content-Length": "1000"}, b"x" * 100),
}  # fmt: skip
"""Answers that are no whole picture."""
_GOOD = {
    "/aneh.jpg": (200, {"Content-Length": "1_00", "Content-Encoding": "Identity"}, PICTURE),
    "/berkas.jpg": (200, {"Content-Type": "application/octet-stream"}, PICTURE),
}


class Old(ThreadingHTTPServer):
    """An old site that breaks off the first answer for /putus.jpg."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[tuple[str, str]] = []
        self.host = f"127.0.0.1:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


class _Answers(BaseHTTPRequestHandler):
    server: Old

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass

    def do_GET(self) -> None:
        begin = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        self.server.asked.append((self.path, self.headers.get("Range") or ""))
        if answer := {**_ODD, **_GOOD}.get(self.path):
            status, headers, body = answer
            self.send_response_only(status)
            for key, value in {"Content-Type": "image/jpeg", "Connection": "close", **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)
            return
        body = PICTURE[begin:]
        self.send_response(206 if begin else 200)
        self.send_header("Content-Type", "image/jpeg")
        self.send_header("Content-Length", str(len(body)))
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(PICTURE) - 1}/{len(PICTURE)}")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body[:100_000] if self.path == "/putus.jpg" and not begin else body)


@pytest.fixture
def old() -> Iterator[Old]:
    with Old() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_import_fetches_what_articles_show(archive: Archive, old: Old) -> None:
    """Pictures lie in content/ and nothing else is asked for; one that breaks off goes on where it was."""
    archive.export(shown(*map(old.url, ("/wp-content/uploads/a.jpg", "/putus.jpg", *_GOOD))))
    words = ("--fetch", "--host", old.host)
    assert archive.run(*words)["media"] == {"brought": 4}
    for path in ("wp-content/uploads/a.jpg", "putus.jpg"):
        assert (archive.portal / "content" / path).read_bytes() == PICTURE
    assert ("/putus.jpg", "bytes=100000-") in old.asked
    asked = len(old.asked)
    assert archive.run(*words)["media"] == {"there": 4}
    assert len(old.asked) == asked == 5


def test_pictures_of_a_site_that_nothing_names(tmp_path: Path, old: Old) -> None:
    """No address is made up: how many are missing is said first, with the command that brings them."""
    archive = ghost(tmp_path, *({"html": f"<img src='__GHOST_URL__/content/images/{n}.jpg'>"} for n in (1, 2)))
    told, asked = archive.run()["questions"]
    assert "http" not in archive.read("site.yaml")
    command = f"`ssg import ghost {archive.file} --into {archive.portal}"
    said = f"write base_url into {archive.portal}/site.yaml, or: {command} --host HOST`"
    assert told == f"nothing names the address of the portal: {said}"
    copy = f"name a copy of the old uploads, {command} --media DIR`"
    fetch = f"or fetch them from the old site, {command} --host HOST --fetch`"
    assert asked == f"2 media files of 2 are missing: {copy}, {fetch}"
    assert archive.run("--host", old.url(""))["questions"] == []
    assert archive.read("site.yaml").count(f'base_url: "https://{old.host}"') == 2
    assert archive.run("--host", old.url(""), "--fetch")["media"] == {"brought": 2}


@pytest.mark.slow
def test_an_answer_that_is_no_whole_picture_is_told(archive: Archive, old: Old) -> None:
    """It says why, leaves no file, and ends nothing."""
    archive.export(shown(*map(old.url, _ODD)))
    assert archive.run("--fetch", "--host", old.host)["media"] == {"missing": len(_ODD)}
    told = {line["before"].removeprefix(old.url("")): line["message"] for line in archive.notes("missing-media")}
    words = dict(
        zip(
            _ODD,
            "address 302 404 whole empty whole compresses text/html picture more broke json whole".split(),
            strict=True,
        )
    )
    assert {path: word for path, word in words.items() if word not in told[path]} == {}
    assert not [
        file
        for file in (archive.portal / "content").rglob("*")
        if file.suffix in {".jpg", ".svg"} or file.name.startswith(".")
    ]


@pytest.mark.parametrize("words", [(), ("--host", "lain.example")])
def test_a_host_of_a_private_network_is_not_asked_unless_named(
    archive: Archive, old: Old, words: tuple[str, ...]
) -> None:
    """An archive may say that its site is a router or a cloud's inner address."""
    archive.export(shown(old.url("/a.jpg")), head=HEAD.replace(SITE, old.url("")))
    assert archive.run("--fetch", *words)["media"] == {"missing": 1}
    assert "private network" in archive.notes("missing-media")[0]["message"]
    assert not old.asked


@pytest.mark.parametrize("looks", [["127.0.0.1"], ["2001:4860::1", "127.0.0.1"], ["8.8.8.8 127.0.0.1"]])
def test_a_connection_leads_to_the_addresses_that_were_judged(
    archive: Archive, old: Old, monkeypatch: pytest.MonkeyPatch, looks: list[str]
) -> None:
    """In each try, for the name server is the old site's own; of several addresses none may be a private one."""
    port, left = int(old.host.rpartition(":")[2]), [*looks]

    def look_up(*_: object, **__: object) -> list[tuple[object, ...]]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found.split()]

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        if address[0] != "127.0.0.1":
            raise OSError
        found = socket.socket()
        found.connect(address)
        return found

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    archive.export(shown(f"http://lama.example:{port}/a.jpg"), head=HEAD.replace(SITE, f"http://lama.example:{port}"))
    assert archive.run("--fetch")["media"] == {"missing": 1}
    assert "private network" in archive.notes("missing-media")[0]["message"]
    assert not old.asked
    assert archive.run("--fetch", "--host", f"lama.example:{port}")["media"] == {"brought": 1}


@pytest.mark.slow
def test_a_proxy_is_asked_for_nothing_unless_all_hosts_were_named(archive: Archive, old: Old) -> None:
    """It would look the names up itself, and may stand in a private network."""
    archive.export(shown("http://lama.invalid/a.jpg"), head=HEAD.replace(SITE, "http://lama.invalid"))
    for words, media in (((), {"missing": 1}), (("--host", "lama.invalid"), {"brought": 1})):
        assert archive.run("--fetch", *words, http_proxy=old.url(""))["media"] == media
    assert old.asked == [("http://lama.invalid/a.jpg", "")]


@pytest.mark.slow
def test_a_site_that_is_not_there_ends_nothing(archive: Archive, old: Old) -> None:
    """Nobody listens, or no host has this name."""
    old.server_close()
    archive.export(shown(old.url("/a.jpg"), "http://lama.invalid/b.jpg"))
    begun = time.monotonic()
    assert archive.run("--fetch", "--host", old.host, "--host", "lama.invalid")["media"] == {"missing": 2}
    assert time.monotonic() - begun < 30
