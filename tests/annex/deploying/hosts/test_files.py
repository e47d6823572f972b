"""The files that a host reads: part of the output, as every build makes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.annex.deploying.hosts.files import written
from generator.annex.deploying.hosts.headers import FOREVER, HOUR, MINUTE, MONTH, headers_of, policy, web_root
from generator.annex.deploying.hosts.rules import Rules
from generator.model.deploy_targets import HOSTS, READ
from generator.theming.loading import read_site
from tests.support import CONFIG, ROOT, article, site

A, B = "content/daerah/2024/10/a.md", "content/daerah/2024/10/b.md"
DOC = (ROOT / "docs" / "deploy.md").read_text("utf-8")


def config(host: str) -> str:
    return f"{CONFIG}host: {host}\n"


def test_old_addresses_come_move_and_go_as_in_a_clean_build(tmp_path: Path) -> None:
    """Also when nothing but the article that an old address is of has changed its own."""
    portal = site(tmp_path, config=config("cloudflare"))
    portal.add(A, article("A"))
    portal.build()
    assert portal.read("_redirects") == ""
    portal.add(A, article("A", aliases="[/lama/]"))
    portal.build()
    assert portal.read("_redirects") == "/lama/ /daerah/2024/10/a/ 301\n"
    portal.add(A, article("A", aliases="[/lama/, /daerah/2024/10/a/]", slug="baru"))
    portal.build()
    assert portal.read("_redirects") == (
        "/daerah/2024/10/a/ /daerah/2024/10/baru/ 301\n/lama/ /daerah/2024/10/baru/ 301\n"
    )
    assert portal.files() == portal.clean()
    portal.remove(A)
    portal.build()
    assert portal.read("_redirects") == ""
    assert portal.files() == portal.clean()


def test_an_article_that_has_no_old_address_writes_no_file_of_the_host(tmp_path: Path) -> None:
    """One edit costs what it touches."""
    portal = site(tmp_path, config=config("netlify"))
    portal.add(A, article("A", aliases="[/lama/, '/?p=1']"))
    portal.build()
    before = (portal.output / "_redirects").stat().st_mtime_ns
    portal.add(B, article("B"))
    portal.build()
    assert (portal.output / "_redirects").stat().st_mtime_ns == before
    assert portal.read("_redirects") == "/ p=1 /daerah/2024/10/a/ 301!\n/lama/ /daerah/2024/10/a/ 301!\n"


def test_an_old_address_is_told_at_the_hour_of_its_article(tmp_path: Path) -> None:
    """By the clock alone."""
    portal = site(tmp_path, config=config("apache"))
    portal.add(A, article("A", aliases="[/lama/]", timestamp="2024-10-10 13:00 WIB"))
    portal.build()
    assert "lama" not in portal.read(".htaccess")
    portal.build(now=portal.now + 7200)
    assert 'RewriteRule "^lama/$" "/daerah/2024/10/a/"' in portal.read(".htaccess")


def test_another_host_takes_the_files_of_the_first_away(tmp_path: Path) -> None:
    """A name in site.yaml decides."""
    portal = site(tmp_path, config=config("cloudflare"))
    portal.build()
    portal.add("site.yaml", config("apache"))
    portal.build()
    assert {path for path in portal.files() if path.startswith(("_", ".h"))} == {".htaccess"}
    assert portal.files() == portal.clean()


def test_a_host_that_is_not_known_is_a_mistake_in_site_yaml(tmp_path: Path) -> None:
    """With what was meant."""
    [problem] = site(tmp_path, config=config("cloudfare")).problems()
    assert problem.hint == 'did you mean "cloudflare"?'


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("index.html", "text/html; charset=utf-8", MINUTE),
        ("daerah/feed.xml", "application/rss+xml; charset=utf-8", MINUTE),
        ("sitemap.xml", "application/xml; charset=utf-8", MINUTE),
        ("manifest.webmanifest", "application/manifest+json; charset=utf-8", MINUTE),
        ("aset/kabar.css", "text/css; charset=utf-8", HOUR),
        ("gambar/x.jpg", "", FOREVER),
        ("foto/2024/x.JPG", "", MONTH),
        ("humans", "", MINUTE),
    ],
)
def test_each_file_has_one_type_and_one_time(path: str, kind: str, cache: str) -> None:
    """For all hosts, and for what `ssg deploy` sends."""
    headers = headers_of(path)
    assert (headers.kind, headers.cache) == (kind, cache)


def test_forms_may_lead_to_where_readers_search(tmp_path: Path) -> None:
    """And to nowhere else."""
    searching = 'search: "https://www.google.com/search?sitesearch=uji.example&q={query}"\n'
    portal = site(tmp_path, config=CONFIG + searching)
    assert "form-action 'self' https://www.google.com; " in policy(read_site(portal.folder)[0])


@pytest.mark.parametrize(
    ("target", "base", "root"),
    [
        ("{to: sftp, host: a.example, path: /var/www/uji, releases: 3}", "", "/var/www/uji/current"),
        ("{to: local, path: /var/www/portal}", "/portal", "/var/www"),
        ("{to: local, path: /var/www/uji}", "/portal", "/srv/uji"),
        ("{to: sftp, host: a.example, path: www/uji}", "", "/srv/uji"),
        ("{to: sftp, host: a.example, path: '/var/www/uji; }'}", "", "/srv/uji"),
        ("{to: s3, path: uji}", "", "/srv/uji"),
    ],
)
def test_a_server_shows_the_folder_that_the_portal_is_deployed_to(
    tmp_path: Path, target: str, base: str, root: str
) -> None:
    """If it can be known where on the machine that is; below a path the folder above."""
    text = CONFIG.replace("https://uji.example", f"https://uji.example{base}")
    assert web_root(read_site(site(tmp_path, config=f"{text}deploy: {{x: {target}}}\n").folder)[0]) == root


def test_browsers_that_came_by_https_come_by_nothing_else_if_site_yaml_says_so(tmp_path: Path) -> None:
    """Otherwise there is no word of it."""
    portal = site(tmp_path, config=config("netlify"))
    portal.build()
    assert "Strict-Transport-Security" not in portal.read("_headers")
    portal.add("site.yaml", f"{config('netlify')}hsts: 365d\n")
    portal.build()
    assert "  Strict-Transport-Security: max-age=31536000\n" in portal.read("_headers")
    portal.add("site.yaml", f"{config('netlify')}hsts: setahun\n")
    [problem] = portal.problems()
    assert problem.where.line


def test_the_block_for_nginx_in_the_documentation_is_that_of_a_new_portal() -> None:
    """It is run by tests/test_deploy.py as it stands."""
    skeleton, _ = read_site(ROOT / "generator" / "skeleton")
    [block] = re.findall(r"^```nginx\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    assert block == written(skeleton, HOSTS["nginx"], Rules((), (), ()))["nginx.conf"]


def test_the_limits_in_the_documentation_are_those_that_are_held() -> None:
    """With the month in which they were looked up."""
    assert f"As of {READ};" in DOC
    rows = [line.strip("| ").split(" | ") for line in DOC.split("\n") if line.startswith("| `") and "Pages" in DOC]
    table = {row[0].strip("`"): row[1:] for row in rows if row[0].strip("`") in HOSTS and len(row) == 9}

    def size(value: int) -> str:
        return "–" if not value else f"{value >> 30} GB" if value >> 30 else f"{value >> 20} MB"

    assert table == {
        host.name: [
            host.label,
            f"{host.files:,}{' with folders' if host.counts_folders else ''}" if host.files else "–",
            f"{host.folder:,}" if host.folder else "–",
            size(host.size),
            size(host.largest),
            "none" if not host.form else f"{host.rules:,}" if host.rules else "all",
            "yes" if host.knows_queries else "no",
            "yes" if host.knows_gone else "no",
        ]
        for host in HOSTS.values()
    }
