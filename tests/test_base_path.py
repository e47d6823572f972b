"""A portal below a path of its host: nothing that a browser follows leads out of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from tests.photos import jpeg
from tests.preview_support import serving
from tests.servers import answering
from tests.support import CONFIG, Portal, Report, article, copied, site

HOST, BASE = "https://nama.example", "/portal"
ADDRESSES = re.compile(
    r"""\s(?:href|src|action|data-src)=["']([^"']*)|content="0; url=([^"]*)|\ssrcset="([^"]*)"""
    r"""|url\(["']?([^"')]+)|fetch\(["']([^"']+)|<(?:loc|link|guid[^>]*|image:loc)>([^<]+)|"(?:url|src|start_url|scope|item|id)":"?([^"]+)"""
)
"""What browsers, readers of feeds and search engines follow, in pages, stylesheets, scripts, feeds and sitemaps."""
Fetch = Callable[[str], tuple[int, str]]
"""Answers a path of the host with a status and a text."""


def newsroom(folder: Path) -> Portal:
    """A portal with all that has addresses."""
    config = CONFIG.replace("https://uji.example", HOST + BASE)
    portal = site(
        folder,
        config=f"{config}per_page: 1\nlogo: /foto/a.jpg\nsearch: true\nredirects: {{/topik/: /tag/}}\n"
        "menu: [{name: Cari, url: /cari/}, {name: Peta, url: 'https://peta.example/'}]\nfooter: [{name: Depan, url: /}]\n",
    )
    portal.add("content/foto/a.jpg", jpeg(800, 600))
    portal.add("content/authors/sari-wulan.md", "---\nname: Sari Wulan\nphoto: /foto/a.jpg\n---\nHalo.\n")
    body = (
        '[satu](/daerah/2024/10/b-0/#isi)\n\nTeks: href="/teks" <a href="/teks">\n\n![x](/foto/a.jpg "Keterangan")\n\n'
        "Baca Juga: [](b-0)\n\n<!-- halaman -->\n\nDua."
    )
    for number in range(4):
        portal.add(
            f"content/daerah/b-{number}.md",
            article(
                f"Berita {number}", body, tags="[Air]", photo="{src: /foto/a.jpg, credit: S, alt: A}",
                aliases=f"[/lama/{number}.html]",
            ),
        )  # fmt: skip
    return portal


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Portal, Report]:
    """The portal as it was built, and what was said then; tests leave it as it is, or take a copy."""
    portal = newsroom(tmp_path_factory.mktemp("path"))
    return portal, portal.build()


@contextmanager
def hosted(root: Path) -> Iterator[Fetch]:
    """A static server of a folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(root))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with answering(handler) as address:
        yield partial(asked, urlsplit(address).netloc)


def asked(host: str, path: str) -> tuple[int, str]:
    connection = HTTPConnection(host, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode("utf-8", "replace") or answer.headers.get("location", "")
    connection.close()
    return found


def crawl(fetch: Fetch, *starts: str) -> dict[str, int]:
    """Follow all that leads to the host from some pages on; return the paths with what was answered."""
    seen: dict[str, int] = {}
    waiting = [*starts]
    while waiting:
        path = waiting.pop()
        seen[path], text = fetch(path)
        if not path.endswith((".jpg", ".avif", ".webp", ".png")):
            for found in ADDRESSES.findall(text):
                for one in re.split(r"\s+\S+,\s*|\s+\d+w\s*", unescape(next(filter(None, found), ""))):
                    url = urlsplit(urljoin(HOST + path, one.replace("\\", "").strip("\"'")))
                    path_of = quote(unquote(url.path))
                    if f"{url.scheme}://{url.netloc}" == HOST and path_of not in seen:
                        waiting.append(path_of)
    return seen


@pytest.mark.slow
def test_nothing_leads_out_of_the_path(built: tuple[Portal, Report], tmp_path: Path) -> None:
    """A real server of the output below the path answers all addresses, and there are no others."""
    portal, _ = built
    root = tmp_path / "host"
    root.mkdir()
    (root / "portal").symlink_to(portal.output)
    with hosted(root) as fetch:
        seen = crawl(fetch, "/portal/", "/portal/404.html", "/portal/sitemap.xml", "/portal/topik/")
    assert not [path for path in seen if not path.startswith("/portal/")]
    assert not {path: status for path, status in seen.items() if status != 200}
    for path in (
        "", "daerah/", "tag/air/halaman/1/", "daerah/2024/10/b-0/2/", "feed.xml", "sitemap-2024-10.xml", "aset/kabar.css",
        "fragmen/terkini.html", "aset/video.svg", "manifest.webmanifest", "aset/ikon-192.png", "foto/a.jpg", "topik/",
    ):  # fmt: skip
        assert f"/portal/{path}" in seen, path
    assert any(path.startswith("/portal/gambar/") for path in seen)


def test_text_that_looks_like_an_address_stays(built: tuple[Portal, Report]) -> None:
    """Only what a browser follows is moved below the path, whatever a text says."""
    page = built[0].read("daerah/2024/10/b-1/index.html")
    assert "href=&quot;/teks&quot; &lt;a href=&quot;/teks&quot;&gt;" in page
    assert "/portal/teks" not in page


def test_what_browsers_and_crawlers_are_told(built: tuple[Portal, Report], tmp_path: Path) -> None:
    """The manifest's scope, the rules for robots, and a warning, once, that these are not read there."""
    portal, report = built
    manifest = json.loads(portal.read("manifest.webmanifest"))
    assert {manifest[key] for key in ("id", "start_url", "scope")} == {"/portal/"}
    assert "Disallow: /portal/fragmen/" in portal.read("robots.txt")
    assert '[href="/portal/indeks/"]' in portal.read("aset/kabar.css")
    assert 'fetch("/portal/fragmen/terkini.html")' in portal.read("aset/kabar.js")
    told = [f"{one.path}:{one.line}:{one.column}" for one in report.warnings if one.code == "unread-file"]
    assert told == ["site.yaml:3:11"]
    assert not copied(portal, tmp_path).build().warnings


def test_an_old_address_says_where_it_leads(built: tuple[Portal, Report], tmp_path: Path) -> None:
    """With the path, as it stands in the address bar."""
    portal = copied(built[0], tmp_path)
    portal.add("content/daerah/lama.md", article("Lama", aliases="[/2019/lama/]"))
    portal.build()
    assert ">/portal/daerah/2024/10/lama/</a>" in portal.read("2019/lama/index.html")


@pytest.mark.slow
def test_another_path(built: tuple[Portal, Report], tmp_path: Path) -> None:
    """It makes the portal that a build from nothing makes, with a path and without, and again after an edit."""
    portal = copied(built[0], tmp_path)
    for before, after in ((HOST + BASE, HOST), (HOST, f"{HOST}/a/b.c"), (f"{HOST}/a/b.c", HOST + BASE)):
        portal.edit("site.yaml", f"base_url: {before}\n", f"base_url: {after}\n")
        portal.build()
        assert portal.files() == portal.clean(), after
    portal.edit("content/daerah/b-1.md", "title: Berita 1", "title: Berita Satu")
    portal.build()
    assert portal.files() == portal.clean()


@pytest.mark.slow
def test_the_preview_lies_at_the_path(built: tuple[Portal, Report], tmp_path: Path) -> None:
    """Its pages are those of the build, at the same addresses; the root leads there, and nothing else is elsewhere."""
    portal = copied(built[0], tmp_path)
    with serving(portal) as server:
        assert server.get("/").status in (302, 307)
        assert server.get("/").headers["location"] == "/portal/"
        assert server.get("/daerah/").status == 404
        assert server.get("/portal/lama/1.html").headers["location"] == "/portal/daerah/2024/10/b-1/"
        assert server.get("/portal/daerah").headers["location"] == "/portal/daerah/"
        page = server.get("/portal/daerah/2024/10/b-1/")
        assert (
            page.body.replace(page.body[page.body.find(b'<script src="/_ssg/') : page.body.find(b"</body>")], b"")
            == (portal.output / "daerah/2024/10/b-1/index.html").read_bytes()
        )
        facts = json.loads(server.get("/_ssg/page?url=/portal/daerah/2024/10/b-1/").body)
        assert (facts["title"], facts["url"]) == ("Berita 1", "/portal/daerah/2024/10/b-1/")
        url = "/portal/daerah/2024/10/b-1/"
        with server.listening(url) as ear:
            assert all(one.startswith("/portal/aset/") for one in ear.wait("hello")["assets"])
            portal.edit("content/daerah/b-1.md", "title: Berita 1", "title: Berita Satu")
            assert ear.wait("pages")["changed"] == [url]
        sheet = server.get("/portal/aset/kabar.css")
        assert sheet.body == (portal.output / "aset/kabar.css").read_bytes()
        assert sheet.headers["content-type"].startswith("text/css")
