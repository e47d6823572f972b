"""What docs/deploy.md says of a server of one's own, done for real."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.base import dates
from tests import servers
from tests.servers import Server
from tests.support import ROOT, Portal, run

DOC = (ROOT / "docs/deploy.md").read_text("utf-8")
NOW = dates.parse("2026-11-24 12:00 WIB", "WIB").epoch
ARTICLE = "/daerah/2026/10/perahu-sekolah-muara-teduh/"


def new_portal(folder: Path) -> Portal:
    """Make a new portal."""
    assert run("init", str(folder)) == 0
    portal = Portal(folder)
    portal.now = NOW
    return portal


def block(language: str, needle: str) -> str:
    """Return the one code block of docs/deploy.md in a language that holds a text."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    (found,) = (one for one in blocks if needle in one)
    return found


def rsync(source: Path, target: Path) -> None:
    """Run the rsync line of the documentation, to a folder of this machine."""
    (command,) = (line for line in block("sh", "rsync ").splitlines() if line.startswith("rsync "))
    *words, written, to = shlex.split(command)
    assert (written, to) == ("build/", "deploy@kabarmuara.example:/srv/kabarmuara/")
    subprocess.run([*words, f"{source}/", f"{target}/"], check=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Portal, Path]]:
    """The block of the documentation for nginx, and what its rsync has copied there."""
    servers.needs("nginx")
    if shutil.which("rsync") is None:
        pytest.skip("rsync is not installed")
    folder = tmp_path_factory.mktemp("deploy")
    portal = new_portal(folder / "kabar")
    portal.build()
    for name in ("nginx", "www"):
        (folder / name).mkdir()
    told = folder / "warta"
    assert run("--site", str(portal.folder), "host", "nginx", "--into", str(told)) == 0
    own = block("nginx", "server {")
    for written, here in (
        ("/etc/nginx/warta/kabarmuara", told), ("/etc/letsencrypt/live/kabarmuara.example", folder),
        ("root /srv/kabarmuara;", f"root {folder}/www;"),
    ):  # fmt: skip
        assert written in own
        own = own.replace(written, str(here))
    servers.certificate(folder)
    running = servers.nginx(folder / "nginx", own)
    try:
        rsync(portal.output, folder / "www")
        yield running, portal, folder / "www"
    finally:
        running.stop()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "kind", "seconds", "text"),
    [
        ("/", "text/html; charset=utf-8", 60, "Kabar Muara"), (ARTICLE, "text/html; charset=utf-8", 60, "Perahu Sekolah"),
        ("/fragmen/terkini.html", "text/html; charset=utf-8", 60, ""), ("/feed.xml", "application/rss+xml; charset=utf-8", 60, "<rss"),
        ("/sitemap-news.xml", "text/xml; charset=utf-8", 60, "<urlset"), ("/aset/kabar.css", "text/css; charset=utf-8", 3600, ""),
        ("/foto/2026/10/perahu.jpg", "image/jpeg", 2592000, ""),
    ],
)  # fmt: skip
def test_files_come_as_what_they_are(server, url, kind, seconds, text):
    """Pages for a minute, pictures long."""
    status, headers, body = server[0].get(url)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["cache-control"] == f"public, max-age={seconds}"
    assert text in body


@pytest.mark.slow
@pytest.mark.parametrize("url", ["/tidak-ada/", "/fragmen/", "/404.html", "/é", "/.warta", "/.warta-stage/journal"])
def test_what_does_not_exist_is_404_with_the_portals_own_page(server, url):
    """Nor are files of the generator served, by whatever way they were copied."""
    running, _, root = server
    assert not (root / ".warta").exists()
    (root / ".warta").write_text("left by another way of copying")
    status, _, body = running.get(url)
    (root / ".warta").unlink()
    assert (status, "Kabar Muara" in body) == (404, True)


@pytest.mark.slow
def test_after_a_build_only_what_changed_has_another_etag_and_what_is_gone_is_gone(server):
    """A browser that has the page gets 304."""
    running, portal, root = server
    quiet, busy = "/kontak/", "/olahraga/"
    before = {url: running.get(url)[1]["etag"] for url in (quiet, busy)}
    portal.remove("content/olahraga/2026/10/persimuda-imbang-di-kandang.md")
    portal.build()
    rsync(portal.output, root)
    assert running.get(quiet, If_None_Match=before[quiet])[0] == 304
    assert running.get(busy, If_None_Match=before[busy])[0] == 200
    assert running.get("/olahraga/2026/10/persimuda-imbang-di-kandang/")[0] == 404
    assert [path for path in root.rglob(".*") if path.is_file()] == []
