"""nginx, Apache and Caddy with what `ssg host` makes for them, asked as readers and search engines ask."""

from __future__ import annotations

import contextlib
import json
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.servers import Server
from tests.support import CONFIG, Portal, RefusedError, article, png, site, ssg_here

pytestmark = pytest.mark.slow

SERVERS = ("nginx", "apache", "caddy")
ARTICLE = "/daerah/2024/10/baru/"
OVER = "/daerah/2024/10/habis/"
ALIASES = (
    "/berita/lama/", "/2019/05/lama.html", "/index.php/arsip/7/", "/Besar/", "/é dan ü/", "/a+b, c=d (e)'f!/",
    "/dari/{path}/", "/$uri/", "/aneh;}server{/", "/?p=12", "/?P=12", "/index.php?id=3&t=a%20b",
)  # fmt: skip


@contextlib.contextmanager
def running(name: str, portal: Portal, base: str = "") -> Iterator[Server]:
    """Let a server show a built portal, below a path of its host, as `ssg host` tells it."""
    servers.needs({"apache": "apache2"}.get(name, name))
    folder = portal.folder.parent / name
    folder.mkdir()
    root = folder / "www"
    below = root / base[1:]
    shutil.copytree(portal.output, below)
    told = ssg_here(portal, "host", name).stdout
    if name == "nginx":
        server = servers.nginx(folder, block(portal, "uji.example", root, folder / "warta"))
    elif name == "caddy":
        server = servers.caddy(folder, told, "uji.example", root, "/srv/uji")
    else:
        (below / ".htaccess").write_text(told)
        server = servers.apache(folder, root)
    try:
        yield server
    finally:
        server.stop()


def block(portal: Portal, host: str, root: Path, into: Path) -> str:
    """Return a server block of nginx that includes what `ssg host` has written."""
    done = ssg_here(portal, "host", "nginx", "--into", str(into))
    assert done.returncode == 0, done.stderr
    return servers.server_block(host, root, into)


PLAIN = "abcXYZ019" + "/._~ ,+=@!&()'-"
SIGNS = PLAIN + "éñŠß漢字‘" + "%$`*;:{}[]"
"""What old addresses are made of at random: figures, and signs that mean something somewhere and that a build takes."""


def random_addresses(seed: int) -> list[str]:
    """Return addresses at random; one in four is longer than what nginx keeps of a text by default."""
    chance, found = random.Random(seed), list[str]()
    while len(found) < 150:
        long = chance.random() < 0.25
        signs = PLAIN if long and chance.random() < 0.5 else SIGNS
        name = "".join(chance.choices(signs, k=chance.randint(30, 60) if long else chance.randint(1, 12)))
        # What a browser or a server would make one of is no address of its own.
        if not re.search(r"//|/\.|  ", f"/x{name}/"):
            found.append(f"/x{len(found)}{name}/")
    return found


@pytest.mark.parametrize("base", ["", "/portal"])
@pytest.mark.parametrize("name", SERVERS)
def test_whatever_people_have_called_an_article_it_leads_there(tmp_path, name, base):
    """By a rule of the server or by the page at the old address, letter for letter; also below a path."""
    portal = site(tmp_path, config=CONFIG.replace("https://uji.example", f"https://uji.example{base}"))
    addresses, bad = random_addresses(len(base)), {0}
    while bad:
        lines = "".join(f"\n  - {json.dumps(one, ensure_ascii=False)}" for one in addresses)
        portal.add("content/daerah/2024/10/baru.md", article("Baru", aliases=lines))
        try:
            portal.build()
            bad = set()
        except RefusedError as refused:
            # The first address is in line 7.
            bad = {one.line - 7 for one in refused.problems}
            addresses = [one for number, one in enumerate(addresses) if number not in bad]
    assert len(addresses) > 75
    with running(name, portal, base) as server:
        by_rule = 0
        for old in addresses:
            status, headers, body = server.get(f"{base}{old}")
            if status == 301:
                by_rule += 1
                assert headers["location"].removeprefix(f"http://127.0.0.1:{server.port}") == base + ARTICLE, old
            else:
                assert (status, f'href="https://uji.example{base}{ARTICLE}"' in body) == (200, True), old
        assert by_rule > 30
        assert server.get(f"{base}/")[0] == 200
        assert server.get(f"{base}/x/")[0] == 404
        assert server.get(f"{base}/aset/kabar.css")[1]["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize("name", SERVERS)
def test_addresses_without_an_ending(tmp_path, name):
    """Other pages of a split article are in a folder of that name; what is gone is 410 there and at its file."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: /{{category}}/{{slug}}\n")
    portal.add(
        "content/daerah/satu.md", article("Satu", "Satu.\n\n<!-- halaman -->\n\nDua.\n", aliases="[/lama/satu.html]")
    )
    portal.add("content/daerah/dua.md", article("Dua"))
    portal.add("content/daerah/tiga.md", article("Tiga", aliases="[/daerah/dua/lama/]"))
    portal.add("content/daerah/habis.md", article("Habis", gone="Undian sudah selesai.", aliases="[/lama/habis/]"))
    portal.build()
    with running(name, portal) as server:
        for url in ("/daerah/satu", "/daerah/satu/2", "/daerah/dua", "/daerah/"):
            assert server.get(url)[0] == 200, url
        assert server.get("/daerah/dua/")[0] == 404
        assert "/daerah/" in server.get("/daerah")[1]["location"]
        assert server.leads("/daerah/dua/lama/") == "/daerah/tiga"
        assert server.leads("/lama/satu.html") == "/daerah/satu"
        assert server.leads("/lama/habis/") == "/daerah/habis"
        for url in ("/daerah/habis", "/daerah/habis.html"):
            status, _, body = server.get(url)
            assert (status, "Undian sudah selesai." in body) == (410, True), url


@pytest.fixture(scope="module", params=SERVERS)
def server(request, tmp_path_factory) -> Iterator[Server]:
    """A server of a portal with every sort of old address."""
    config = f"{CONFIG}hsts: 1d\nmedia: {{public: [foto/]}}\nredirects:\n  /label/banjir/: /tag/banjir/#atas\n"
    portal = site(tmp_path_factory.mktemp(request.param), config=config)
    quoted = ", ".join(f'"{one}"' for one in ALIASES)
    portal.add("content/daerah/2024/10/baru.md", article("Baru", tags="[banjir]", aliases=f"[{quoted}]"))
    portal.add("content/daerah/2024/10/habis.md", article("Habis", gone="Undian sudah selesai."))
    portal.add("content/foto/x.png", png(20, 20))
    portal.build()
    with running(request.param, portal) as found:
        yield found


def test_old_addresses_lead_on_for_good(server):
    """As a redirect of the host, which search engines follow at once, whatever signs or query they have."""
    for old in (*ALIASES[:6], *ALIASES[-3:]):
        assert server.leads(old) == ARTICLE
    assert server.leads("/label/banjir/") == "/tag/banjir/#atas"
    for old in ALIASES[6:9]:
        # Signs of a configuration file are left to the page at the address.
        status, _, body = server.get(old)
        assert (status, f'href="https://uji.example{ARTICLE}"' in body) == (200, True)


def test_other_queries_show_the_page(server):
    """A search or a mark of an advertisement is no old address."""
    for other in ("/?p=123", "/?p=1", "/?q=banjir", "/?p=12&x=1", "/"):
        assert server.get(other)[0] == 200, other


def test_what_is_gone_is_410_with_its_notice(server):
    """Search engines forget it, readers are told why."""
    status, headers, body = server.get(OVER)
    assert (status, headers["content-type"]) == (410, "text/html; charset=utf-8")
    assert "Undian sudah selesai." in body


def test_what_does_not_exist_is_404_with_the_portals_own_page(server):
    """Folders without a page, and the generator's own files, do not exist."""
    for url in ("/tidak/ada/", "/tidak-ada.jpg", "/fragmen/", "/404.html", "/.warta", "/berita/"):
        status, headers, body = server.get(url)
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8"), url
        assert "Kabar Uji" in body


@pytest.mark.parametrize(
    ("url", "kind", "seconds"),
    [
        ("/", "text/html;charset=utf-8", 60), (ARTICLE, "text/html;charset=utf-8", 60),
        ("/aset/kabar.css", "text/css;charset=utf-8", 3600), ("/foto/x.png", "image/png", 2592000),
        ("/feed.xml", "application/rss+xml;charset=utf-8", 60), ("/robots.txt", "text/plain;charset=utf-8", 60),
    ],
)  # fmt: skip
def test_files_come_with_their_type_and_as_long_as_they_may_be_kept(server, url, kind, seconds):
    """Whatever the server."""
    status, headers, _ = server.get(url)
    assert (status, headers["cache-control"]) == (200, f"public, max-age={seconds}")
    assert headers["content-type"].replace("; ", ";") == kind


@pytest.mark.parametrize("folder", ["/", "/daerah/", ARTICLE, "/indeks/2024/10/"])
@pytest.mark.parametrize("query", ["", "?utm_source=wa&x=%2F"])
def test_a_page_has_one_address(server, folder, query):
    """The file that a folder shows leads to it, at any depth, and campaigns keep what they are told by."""
    assert server.leads(f"{folder}index.html{query}") in (f"{folder}{query}", f"http://localhost{folder}{query}")
    assert server.get(f"{folder}{query}")[0] == 200


@pytest.mark.parametrize("url", ["//evil.example/index.html", r"/\evil.example/index.html", "/%0d%0aX:1/index.html"])
def test_the_file_of_a_folder_never_leads_to_another_host(server, url):
    """Browsers take two slashes of either kind for the beginning of a host's name."""
    status, headers, _ = server.get(url)
    assert "x" not in headers
    assert not re.match(r"[/\\]{2}", headers.get("location", "")), (status, headers)


@pytest.mark.parametrize("url", ["/", ARTICLE, OVER, "/tidak/ada/", "/aset/kabar.css"])
def test_every_answer_has_the_headers_that_protect_readers(server, url):
    """Also what is not there."""
    _, headers, _ = server.get(url)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert headers["strict-transport-security"] == "max-age=86400"


def test_pages_are_compressed(server):
    """A page is mostly text."""
    assert server.get(ARTICLE, Accept_Encoding="gzip")[1]["content-encoding"] == "gzip"


LONG = "/arsip/2019/05/12/harga-cabai-rawit-merah-di-pasar-induk-turun-tajam-menjelang-akhir-pekan"
FIRST, SECOND = "uji.example", "kabar-kota.kabupaten-nun-jauh-di-sana.example"
ENDS = ["/", ".html", "-2/", "/2/", f"/{'x' * 120}/", "-é/", f"-{'é' * 60}/"]
"""Of old addresses that are longer than nginx has room for by default, some of which begin alike."""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One nginx with two portals, which have the same old addresses, more than it has room for by default."""
    servers.needs("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    portals = []
    for host, title, config in ((FIRST, "Satu", "hsts: 1d\n"), (SECOND, "Dua", "")):
        made = site(tmp_path_factory.mktemp(title), config=CONFIG.replace("uji.example", host) + config)
        for number in range(12):
            old = [f"/{number * 100 + n}{LONG[: n % 70].rstrip('/')}/" for n in range(90)]
            old += (
                [f"{LONG}{end}" for end in ENDS] + ["/index.php?id=7&judul=panjang-panjang-panjang"]
                if not number
                else []
            )
            name = "a" if not number else f"b-{number}"
            made.add(f"content/daerah/2024/10/{name}.md", article(title, aliases=json.dumps(old, ensure_ascii=False)))
        made.build()
        portals.append(block(made, host, made.output, folder / title))
    found = servers.nginx(folder, *portals)
    yield found
    found.stop()


def test_each_portal_answers_by_its_name_and_its_settings(two: Server) -> None:
    """What one says of headers is not said of the other."""
    for host, title, safe in ((FIRST, "Satu", True), (SECOND, "Dua", False)):
        status, headers, body = two.get("/daerah/2024/10/a/", Host=host)
        assert (status, headers["cache-control"]) == (200, "public, max-age=60")
        assert f"<h1>{title}</h1>" in body
        assert ("strict-transport-security" in headers) is safe


def test_old_addresses_lead_on_however_many_and_long_they_are(two: Server) -> None:
    """With the setting that the file asks for; letter case makes no difference."""
    for host in (FIRST, SECOND):
        for number, old in (
            (0, "/index.php?id=7&judul=panjang-panjang-panjang"),
            *((0, f"{LONG}{end}") for end in ENDS),
            (3, f"/342{LONG[:42]}/"),
        ):
            status, headers, _ = two.get(old, Host=host)
            wanted = f"/daerah/2024/10/{f'b-{number}' if number else 'a'}/"
            assert (status, headers.get("location")) == (301, wanted), old
        assert two.get(f"{LONG.upper()}/", Host=host)[0] == 301
