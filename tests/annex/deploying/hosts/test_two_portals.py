"""Two portals in one nginx: the files that `ssg host nginx` prints stand beside each other."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.annex.deploying.hosts import nginx
from generator.annex.deploying.hosts.files import written
from generator.annex.deploying.hosts.rules import Rule, Rules
from generator.model.deploy_targets import HOSTS
from generator.theming.loading import read_site
from tests import servers
from tests.servers import Server
from tests.support import CONFIG, Portal, article, site

pytestmark = pytest.mark.slow

LONG = "/arsip/2019/05/12/harga-cabai-rawit-merah-di-pasar-induk-turun-tajam-menjelang-akhir-pekan"
FIRST, SECOND = "uji.example", "kabar-kota.kabupaten-nun-jauh-di-sana.example"


def old_addresses() -> list[Rule]:
    """Return more and longer old addresses than nginx has room for by default, some of which begin alike."""
    ends = ["/", ".html", "-2/", "/2/", f"/{'x' * 250}/", "-é/", f"-{'é' * 90}/"]
    found = [Rule(f"{LONG}{end}", "", f"/daerah/2024/10/a/?{number}", exact=False) for number, end in enumerate(ends)]
    found += [Rule(f"{LONG[:32]}/", "", "/daerah/2024/10/a/?x", exact=False)]
    found += [Rule(f"{LONG}/Besar/", "", "/daerah/2024/10/a/?y", exact=True)]
    return found + [
        Rule(f"/{n}{LONG[: n % 70].rstrip('/')}/", "", f"/daerah/2024/10/a/?n={n}", exact=False) for n in range(3000)
    ]


OLD = old_addresses()
ASKED = Rule("/index.php", f"id=7&judul={'panjang-' * 12}", "/daerah/2024/10/a/?asked", exact=False)


def portal(folder: Path, host: str, title: str, config: str = "") -> tuple[str, Path, str]:
    """Return the configuration of a portal, its output, and the folder that stands in the configuration."""
    made: Portal = site(folder, config=CONFIG.replace("uji.example", host) + config)
    made.add("content/daerah/2024/10/a.md", article(title))
    made.build()
    rules = Rules(tuple(OLD), (ASKED,), (f"{LONG}/habis/",))
    text = written(read_site(made.folder)[0], HOSTS["nginx"], rules)["nginx.conf"]
    [root] = re.findall(r"^    root (.+);$", text, re.MULTILINE)
    return text, made.output, root


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    servers.needs("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    found = servers.nginx_of(folder, [
        portal(tmp_path_factory.mktemp("satu"), FIRST, "Satu", "hsts: 1d\n"),
        portal(tmp_path_factory.mktemp("dua"), SECOND, "Dua"),
    ])  # fmt: skip
    yield found
    found.stop()


def test_each_answers_by_its_name_and_its_settings(server: Server) -> None:
    """What one says of headers is not said of the other."""
    for host, title, safe in ((FIRST, "Satu", True), (SECOND, "Dua", False)):
        status, headers, body = server.get("/daerah/2024/10/a/", Host=host)
        assert (status, headers["cache-control"]) == (200, "public, max-age=60")
        assert f"<h1>{title}</h1>" in body
        assert ("strict-transport-security" in headers) is safe
        assert server.get("/aset/kabar.css", Host=host)[1]["cache-control"] == "public, max-age=3600"


def test_old_addresses_lead_on_however_many_and_long_they_are(server: Server) -> None:
    """With no setting of nginx that may stand in one file alone."""
    for host in (FIRST, SECOND):
        for rule in (*OLD[:9], *OLD[9::97]):
            status, headers, _ = server.get(rule.path, Host=host)
            assert (status, headers.get("location")) == (301, rule.target), rule.path
        status, headers, _ = server.get(f"{ASKED.path}?{ASKED.query}", Host=host)
        assert (status, headers["location"]) == (301, ASKED.target)
        assert server.get(f"{LONG.upper()}/", Host=host)[0] == 301, "letter case makes no difference"


@pytest.mark.parametrize("other", ["", "/x/", "-3/", ".htm", "/BESAR/", "/2", f"/{'x' * 249}/", f"/{'x' * 251}/"])
def test_an_address_that_begins_or_ends_like_an_old_one_is_none(server: Server, other: str) -> None:
    """Long ones are looked up in pieces."""
    assert server.get(f"{LONG}{other}", Host=FIRST)[0] == 404


def test_ten_portals_are_read_by_one_nginx(tmp_path: Path) -> None:
    """Also those whose names begin alike and are long; with a path they are as distinct."""
    servers.needs("nginx")
    tags = set()
    for number in range(10):
        base = f"https://{'kabar-' * 6}{number}.example{'/portal' if number % 2 else ''}"
        made, _ = read_site(site(tmp_path / str(number), config=CONFIG.replace("https://uji.example", base)).folder)
        tags.add(nginx.tag_of(made))
        (tmp_path / f"{number}.conf").write_text(
            written(made, HOSTS["nginx"], Rules(tuple(OLD[:40]), (), ()))["nginx.conf"]
        )
    assert len(tags) == 10
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nevents {{ }}\nhttp {{\naccess_log off;\ninclude {tmp_path}/[0-9].conf;\n}}\n"
    )
    command = ["nginx", "-t", "-p", str(tmp_path), "-e", str(tmp_path / "log"), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
