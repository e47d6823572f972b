"""nginx, Apache and Caddy with what `ssg host` makes for them, asked as readers and search engines ask."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
from collections.abc import Iterator
from contextlib import closing

import pytest

from generator.annex.deploying.hosts.files import written
from generator.annex.deploying.hosts.headers import HOUR
from generator.annex.deploying.hosts.rules import Rule, Rules, can_say, rules_of
from generator.model.deploy_targets import HOSTS, Host
from generator.store.database import STATE, open_reader
from generator.theming.loading import read_site
from tests import servers
from tests.servers import Server
from tests.support import CONFIG, Portal, article, png, site

pytestmark = pytest.mark.slow

ARTICLE = "/daerah/2024/10/baru/"
OVER = "/daerah/2024/10/habis/"
ALIASES = (
    "/berita/lama/", "/2019/05/lama.html", "/index.php/arsip/7/", "/Besar/", "/é dan ü/", "/a+b, c=d (e)'f!/",
    "/dari/{path}/", "/$uri/", "/aneh;}server{/", "/?p=12", "/?P=12", "/index.php?id=3&t=a%20b",
)  # fmt: skip


@contextlib.contextmanager
def running(name: str, portal: Portal, files: dict[str, str], base: str = "") -> Iterator[Server]:
    """Let a server show a built portal, below a path of its host, told by some files."""
    servers.needs({"apache": "apache2"}.get(name, name))
    folder = portal.folder.parent / name
    folder.mkdir()
    root = folder / "www"
    below = root / base[1:]
    shutil.copytree(portal.output, below)
    if name == "nginx":
        server = servers.nginx(folder, files["nginx.conf"], root, "/srv/uji")
    elif name == "caddy":
        server = servers.caddy(folder, files["Caddyfile"], "uji.example", root, "/srv/uji")
    else:
        (below / ".htaccess").write_text(files[".htaccess"])
        server = servers.apache(folder, root)
    try:
        yield server
    finally:
        server.stop()


def portal_of(folder, config: str = "") -> Portal:
    """Make and build a portal with every sort of old address."""
    portal = site(folder, config=f"{CONFIG}hsts: 1d\nredirects:\n  /label/banjir/: /tag/banjir/#atas\n{config}")
    quoted = ", ".join(f'"{one}"' for one in ALIASES)
    portal.add("content/daerah/2024/10/baru.md", article("Baru", tags="[banjir]", aliases=f"[{quoted}]"))
    portal.add("content/daerah/2024/10/habis.md", article("Habis", gone="Undian sudah selesai."))
    portal.add("content/foto/x.png", png(20, 20))
    portal.build()
    return portal


PLAIN = "abcXYZ019" + "/._~ ,+=@!&()'-"
SIGNS = PLAIN + "éñŠß漢字‘" + '%$`^*;:#"<>|\\{}[]?'
"""What old addresses are made of at random: figures, and all signs that mean something somewhere."""


def random_rules(host: Host, seed: int, base: str) -> tuple[Rule, ...]:
    """Return rules for addresses at random, as far as the host can be told of them."""
    chance = random.Random(seed)
    found: dict[str, Rule] = {}
    while len(found) < 150:
        # One in four is longer than what nginx keeps of a text by default, half of these without letters of two bytes.
        long = chance.random() < 0.25
        signs = PLAIN if long and chance.random() < 0.5 else SIGNS
        name = "".join(chance.choices(signs, k=chance.randint(30, 140) if long else chance.randint(1, 12)))
        path = f"{base}/x{len(found)}{name}/"
        # What a browser or a server would make one of is no address of its own.
        tidy = not re.search(r"//|/\.", path)
        if tidy and can_say(host, path, "", f"{base}/baru/{len(found)}/?a=b%20c"):
            found[path] = Rule(path, "", f"{base}/baru/{len(found)}/?a=b%20c", exact=chance.random() < 0.2)
    return tuple(found.values())


@pytest.mark.parametrize("base", ["", "/portal"])
@pytest.mark.parametrize("name", ["nginx", "apache", "caddy"])
def test_whatever_people_have_called_an_article_leads_where_its_rule_says(tmp_path, name, base):
    """Letter for letter, with as many rules of signs as there may be; also below a path."""
    portal = site(tmp_path, config=CONFIG.replace("https://uji.example", f"https://uji.example{base}"))
    portal.build()
    configuration, _ = read_site(portal.folder)
    rules = random_rules(HOSTS[name], len(base), base)
    files = written(configuration, HOSTS[name], Rules(rules, (), ()))
    with running(name, portal, files, base) as server:
        for rule in rules:
            assert server.leads(rule.path) == rule.target, rule
        assert server.get(f"{base}/")[0] == 200
        assert server.get(f"{base}/x/")[0] == 404
        assert server.get(f"{base}/aset/kabar.css")[1]["cache-control"] == HOUR


@pytest.mark.parametrize("name", ["nginx", "apache", "caddy"])
def test_an_address_without_an_ending_is_shown_beside_a_folder_of_its_name(tmp_path, name):
    """Other pages of a split article are in that folder, and anybody's old address may be."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: /{{category}}/{{slug}}\n")
    portal.add("content/daerah/2024/10/satu.md", article("Satu", "Satu.\n\n<!-- halaman -->\n\nDua.\n"))
    portal.add("content/daerah/2024/10/dua.md", article("Dua"))
    portal.add("content/daerah/2024/10/tiga.md", article("Tiga", aliases="[/daerah/dua/lama/]"))
    portal.build()
    configuration, _ = read_site(portal.folder)
    with running(name, portal, written(configuration, HOSTS[name], Rules((), (), ()))) as server:
        for url in ("/daerah/satu", "/daerah/satu/2", "/daerah/dua", "/daerah/dua/lama/", "/daerah/"):
            assert server.get(url)[0] == 200, url
        assert server.get("/daerah/dua/")[0] == 404
        assert "/daerah/" in server.get("/daerah")[1]["location"]


@pytest.mark.parametrize("name", ["nginx", "apache", "caddy"])
def test_what_is_gone_is_410_at_an_address_without_an_ending_too(tmp_path, name):
    """And at that of its file; an old address leads to the one that readers know."""
    portal = site(tmp_path, config=f"{CONFIG}permalink: /{{category}}/{{slug}}\n")
    portal.add("content/daerah/satu.md", article("Satu", aliases="[/lama/satu.html]"))
    portal.add("content/daerah/habis.md", article("Habis", gone="Undian sudah selesai.", aliases="[/lama/habis/]"))
    portal.build()
    configuration, _ = read_site(portal.folder)
    with closing(open_reader(portal.folder / STATE)) as store:
        rules = rules_of(store, configuration, HOSTS[name])
    with running(name, portal, written(configuration, HOSTS[name], rules)) as server:
        assert server.get("/daerah/satu")[0] == 200
        assert server.leads("/lama/satu.html") == "/daerah/satu"
        assert server.leads("/lama/habis/") == "/daerah/habis"
        for url in ("/daerah/habis", "/daerah/habis.html"):
            status, _, body = server.get(url)
            assert status == 410, url
            assert "Undian sudah selesai." in body


@pytest.fixture(scope="module", params=["nginx", "apache", "caddy"])
def server(request, tmp_path_factory) -> Iterator[Server]:
    portal = portal_of(tmp_path_factory.mktemp(request.param))
    with closing(open_reader(portal.folder / STATE)) as store:
        configuration, _ = read_site(portal.folder)
        files = written(configuration, HOSTS[request.param], rules_of(store, configuration, HOSTS[request.param]))
    with running(request.param, portal, files) as found:
        yield found


@pytest.mark.parametrize("old", ["/berita/lama/", "/2019/05/lama.html", "/index.php/arsip/7/", "/Besar/", "/é dan ü/"])
def test_old_addresses_lead_on_for_good(server, old):
    """As a redirect of the host, which search engines follow at once."""
    assert server.leads(old) == ARTICLE


def test_addresses_with_signs_lead_on_too(server):
    """Those that are signs of a configuration file are left to the page at the address."""
    assert server.leads("/a+b, c=d (e)'f!/") == ARTICLE
    for old in ("/dari/{path}/", "/$uri/", "/aneh;}server{/"):
        status, _, body = server.get(old)
        assert status == 200
        assert f'href="https://uji.example{ARTICLE}"' in body


def test_old_lists_of_site_yaml_lead_to_a_place_in_a_page(server):
    """With what stands behind #."""
    assert server.leads("/label/banjir/") == "/tag/banjir/#atas"


@pytest.mark.parametrize("old", ["/?p=12", "/?P=12", "/index.php?id=3&t=a%20b"])
def test_old_addresses_with_a_query_lead_on(server, old):
    """No file can be there, so without the host nothing would."""
    assert server.leads(old) == ARTICLE


@pytest.mark.parametrize("other", ["/?p=123", "/?p=1", "/?q=banjir", "/?p=12&x=1", "/"])
def test_other_queries_show_the_page(server, other):
    """A search or a mark of an advertisement is no old address."""
    assert server.get(other)[0] == 200


def test_what_is_gone_is_410_with_its_notice(server):
    """Search engines forget it, readers are told why."""
    status, headers, body = server.get(OVER)
    assert status == 410
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "Undian sudah selesai." in body


@pytest.mark.parametrize("url", ["/tidak/ada/", "/tidak-ada.jpg", "/fragmen/", "/404.html", "/.warta", "/berita/"])
def test_what_does_not_exist_is_404_with_the_portals_own_page(server, url):
    """Folders without a page, and the generator's own files, do not exist."""
    status, headers, body = server.get(url)
    assert status == 404
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "Kabar Uji" in body


@pytest.mark.parametrize(
    ("url", "kind", "cache"),
    [
        ("/", "text/html; charset=utf-8", "public, max-age=60"),
        (ARTICLE, "text/html; charset=utf-8", "public, max-age=60"),
        ("/aset/kabar.css", "text/css; charset=utf-8", "public, max-age=3600"),
        ("/foto/x.png", "image/png", "public, max-age=2592000"),
        ("/feed.xml", "application/rss+xml; charset=utf-8", "public, max-age=60"),
        ("/daerah/feed.json", "application/feed+json; charset=utf-8", "public, max-age=60"),
        ("/robots.txt", "text/plain; charset=utf-8", "public, max-age=60"),
    ],
)
def test_files_come_with_their_type_and_as_long_as_they_may_be_kept(server, url, kind, cache):
    """Whatever the server."""
    status, headers, _ = server.get(url)
    assert (status, headers["cache-control"]) == (200, cache)
    assert headers["content-type"].replace("; ", ";") == kind.replace("; ", ";")


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
