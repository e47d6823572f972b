"""`ssg host`: what each host is told, letter by letter; that servers understand it, test_servers.py says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import CONFIG, ROOT, Portal, article, site, ssg_here

A, B = "content/daerah/2024/10/a.md", "content/daerah/2024/10/b.md"
NAMES = ("apache", "caddy", "cloudflare", "netlify", "nginx")


def parts_of(form: str) -> dict[str, str]:
    """Return the site of a table, and what each host is told of it."""
    text = (ROOT / f"tests/fixtures/hosts-{form}.txt").read_text("utf-8")
    parts = re.split(r"^=== (.+) ===\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def told(portal: Portal, name: str) -> str:
    done = ssg_here(portal, "host", name)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module", params=["plain", "full"])
def table(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Portal, dict[str, str]]:
    """A plain portal, and one below a path that has every setting and every sort of address."""
    parts = parts_of(request.param)
    portal = site(tmp_path_factory.mktemp(request.param), parts["site"])
    portal.build()
    return portal, parts


@pytest.mark.parametrize("name", NAMES)
def test_what_a_host_is_told(table: tuple[Portal, dict[str, str]], name: str) -> None:
    """It is letter for letter in fixtures/hosts-plain.txt and fixtures/hosts-full.txt."""
    portal, parts = table
    assert told(portal, name) == parts[name]


@pytest.mark.parametrize("name", ["", "github", "nginx", "apache", "netlify"])
def test_which_files_are_part_of_the_output(tmp_path: Path, name: str) -> None:
    """Those that a host reads there; the configuration of a server is none of them."""
    portal = site(tmp_path, config=f"{CONFIG}{f'host: {name}' if name else ''}\n")
    portal.build()
    lists = {"_redirects", "_headers"}
    wanted = {"apache": {".htaccess"}, "netlify": lists}.get(name, set())
    assert {path for path in portal.files() if path.startswith(("_", ".h"))} == wanted
    for path in wanted:
        assert portal.read(path) in told(portal, name)


@pytest.mark.slow
def test_old_addresses_come_move_and_go_as_in_a_clean_build(tmp_path: Path) -> None:
    """Also when nothing but the article that an old address is of has changed its own."""
    portal = site(tmp_path, config=f"{CONFIG}host: cloudflare\n")
    portal.add(A, article("A"))
    portal.build()
    assert portal.read("_redirects") == ""
    portal.add(A, article("A", aliases="[/lama/]"))
    portal.build()
    assert portal.read("_redirects") == "/lama/ /daerah/2024/10/a/ 301\n"
    before = (portal.output / "_redirects").stat().st_mtime_ns
    portal.add(B, article("B"))
    portal.build()
    assert (portal.output / "_redirects").stat().st_mtime_ns == before
    portal.add(A, article("A", aliases="[/lama/, /daerah/2024/10/a/]", slug="baru"))
    portal.build()
    moved = "/daerah/2024/10/a/ /daerah/2024/10/baru/ 301\n/lama/ /daerah/2024/10/baru/ 301\n"
    assert portal.read("_redirects") == moved
    assert portal.files() == portal.clean()
    portal.edit("site.yaml", "host: cloudflare", "host: apache")
    portal.remove(A)
    portal.build()
    assert "_redirects" not in portal.files()
    assert "lama" not in portal.read(".htaccess")
    assert portal.files() == portal.clean()


def test_an_old_address_is_told_at_the_hour_of_its_article(tmp_path: Path) -> None:
    """By the clock alone."""
    portal = site(tmp_path, config=f"{CONFIG}host: apache\n")
    portal.add(A, article("A", aliases="[/lama/]", timestamp="2024-10-10 13:00 WIB"))
    portal.build()
    assert "lama" not in portal.read(".htaccess")
    portal.build(now=portal.now + 7200)
    assert 'RewriteRule "^lama/$" "/daerah/2024/10/a/"' in portal.read(".htaccess")


def test_what_is_in_no_rule_is_said(tmp_path: Path) -> None:
    """The page at an old address redirects; at one with a query there is none. Files are written into a folder."""
    portal = site(tmp_path, config=f"{CONFIG}host: cloudflare\n")
    portal.add(A, article("A", aliases="[/lama/, /dua kata/, '/?p=1']"))
    portal.build()
    assert ssg_here(portal, "host").stderr == (
        "1 old address is in no rule; the page there redirects\n"
        "1 old address with a query leads nowhere on this host: /?p=1\n"
    )
    (tmp_path / "ke").mkdir()
    assert ssg_here(portal, "host", "--into", str(tmp_path / "ke")).returncode == 0
    assert {path.name for path in (tmp_path / "ke").iterdir()} == {"_redirects", "_headers"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("host", "github"), "takes no configuration"), (("host", "cloudfare"), "not a host that is known"),
        (("host",), "name a host"), (("host", "nginx"), "ssg build"), (("budget", "--host", "nginx"), "ssg build"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_a_sentence(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """With exit code 2; before the first build nothing is known."""
    portal = site(tmp_path)
    if "nginx" not in words:
        portal.build()
    done = ssg_here(portal, *words)
    assert (done.returncode, done.stdout, said in done.stderr) == (2, "", True)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal of which site.yaml alone differs from test to test."""
    made = site(tmp_path_factory.mktemp("built"))
    made.build()
    return made


@pytest.mark.parametrize(
    ("target", "base", "root"),
    [
        ("{to: sftp, host: a.example, path: /var/www/uji}", "", "/var/www/uji"),
        ("{to: local, path: /var/www/portal}", "/portal", "/var/www"),
        ("{to: local, path: /var/www/uji}", "/portal", "/srv/uji"),
        ("{to: sftp, host: a.example, path: www/uji}", "", "/srv/uji"),
        ("{to: sftp, host: a.example, path: '/var/www/uji; }'}", "", "/srv/uji"),
        ("{to: s3, path: uji}", "", "/srv/uji"),
    ],
)
def test_a_server_shows_the_folder_that_the_portal_is_deployed_to(
    built: Portal, target: str, base: str, root: str
) -> None:
    """If it can be known where on the machine that is; below a path the folder above."""
    config = CONFIG.replace("https://uji.example", f"https://uji.example{base}")
    built.add("site.yaml", f"{config}deploy: {{x: {target}}}\n")
    assert re.findall(r"(?m)^    root \* (.+)$", told(built, "caddy")) == [root]


PAGES = (
    "/?utm_source=whatsapp", "/?fbclid=:x", "/?https://evil.example/=1&301=!", "/?ref", "/?p=", "/daerah/?gclid=1",
    "/cari/?q=banjir", "/indeks/?halaman=2", "/?source=pwa", "/daerah/2024/10/lain/?m", "/index.html?utm_campaign=3",
)  # fmt: skip
OLD = ("/?p=7", "/?page_id=2", "/index.php?option=com&view=7", "/baca.php?x", "/?id=7&x=1")


def test_an_alias_never_takes_a_page_from_those_who_come_with_a_query(tmp_path: Path) -> None:
    """A campaign, a search and a manifest lead to a page of the portal; an old system's number leads to the article."""
    portal = site(tmp_path, config=f"{CONFIG}search: true\n")
    for path, text in (
        (A, article("A", aliases="ALIASES")),
        ("content/authors/sari.md", "---\nname: Sari\naliases: ALIASES\n---\n"),
    ):
        portal.add(path, text.replace("ALIASES", str([*PAGES, *OLD])))
        assert [(one.code, one.path) for one in portal.problems()] == [("reserved-address", path)] * len(PAGES)
        portal.add(path, text.replace("ALIASES", "[]"))
    portal.add(A, article("A", aliases=str([*OLD])))
    portal.build()
    found = told(portal, "nginx")
    assert [one for one in OLD if f'"{one}"  "/daerah/2024/10/a/"' not in found] == []


def test_no_old_address_is_another_rule(tmp_path: Path) -> None:
    """Signs that mean something in the file of a host are left to the page at the address, which leads on."""
    odd = ("/a;}server{/", "/$uri/", "/a`b/", "/{path}/", "/dua kata/", "/é/", "/200!/", "/:x/", "/x/*/", "/%0d%0aX/")
    portal = site(tmp_path)
    portal.add(A, article("A", aliases=str([*odd, "/lama/"])))
    bad = {one.excerpt[one.column - 1 :].split("'")[1] for one in portal.problems()}
    portal.add(A, article("A", aliases=str([one for one in (*odd, "/lama/") if one not in bad])))
    portal.build()
    for name, least in (("cloudflare", 1), ("netlify", 1)):
        lines = told(portal, name).partition("# _headers")[0].splitlines()[1:]
        assert len(lines) >= least
        assert all(re.fullmatch(r"/[\w%/-]+/ /daerah/2024/10/a/ 301!?", line) for line in lines), lines
    assert not re.search(r'"[^"]*[;{}$`][^"]*"  "/daerah', told(portal, "nginx"))


def test_a_host_that_is_not_known_is_a_mistake_in_site_yaml(tmp_path: Path) -> None:
    """With what was meant."""
    (problem,) = site(tmp_path, config=f"{CONFIG}host: cloudfare\n").problems()
    assert "cloudflare" in problem.hint
