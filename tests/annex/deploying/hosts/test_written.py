"""What each host is told, letter by letter; that servers understand it, test_servers.py says."""

from __future__ import annotations

import re

import pytest

from generator.annex.deploying.hosts.files import written
from generator.annex.deploying.hosts.rules import Rule, Rules, can_say
from generator.config import site_yaml
from generator.model.deploy_targets import HOSTS, Host, host_files
from generator.model.site import Site
from tests.support import CONFIG, ROOT

FULL = CONFIG.replace("https://uji.example", "https://www.uji.example/kabar") + (
    "permalink: /{category}/{slug}\nhsts: 365d\n"
    "deploy:\n  utama: {to: sftp, host: a.example, path: /var/www/kabar, compress: [gz]}\n"
)
RULES = Rules(
    moved=(
        Rule("/kabar/lama/", "", "/kabar/daerah/a/", exact=False),
        Rule("/kabar/Lama.html", "", "/kabar/daerah/b%20c/#atas", exact=True),
        Rule("/kabar/dua kata (1)/", "", "https://lain.example/x", exact=False),
        Rule(f"/kabar/{'panjang-' * 6}", "", "/kabar/daerah/panjang/", exact=False),
    ),
    asked=(
        Rule("/kabar/", "p=1", "/kabar/daerah/a/", exact=False),
        Rule("/kabar/index.php", "id=2&x=3.4", "/kabar/daerah/b%20c/", exact=False),
    ),
    gone=("/kabar/daerah/usang", "/kabar/lepas.html"),
)


def told(host: Host) -> Rules:
    """Return what of it the host can be told."""
    moved, asked = (
        tuple(one for one in rules if can_say(host, one.path, one.query, one.target))
        for rules in (RULES.moved, RULES.asked)
    )
    return Rules(moved, asked if host.knows_queries else (), RULES.gone if host.knows_gone else ())


def site_of(text: str) -> Site:
    found, problems = site_yaml.parse(text)
    assert found is not None
    assert not problems
    return found


def files_of(name: str) -> dict[str, str]:
    """Return the files that a document holds, by the heads above them."""
    parts = re.split(r"^=== (.+) ===\n", (ROOT / "tests/fixtures" / name).read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", ["apache", "caddy", "cloudflare", "netlify", "nginx"])
@pytest.mark.parametrize("form", ["plain", "full"])
def test_the_files_of_a_host(name: str, form: str) -> None:
    """Those of a plain portal, and of one below a path that has every setting and every sort of address.

    They are letter for letter in fixtures/hosts-plain.txt and fixtures/hosts-full.txt.
    """
    host = HOSTS[name]
    site, rules = (site_of(FULL), told(host)) if form == "full" else (site_of(CONFIG), Rules((), (), ()))
    wanted = files_of(f"hosts-{form}.txt")
    found = {f"{name}: {file}": text for file, text in written(site, host, rules).items()}
    assert found == {head: text for head, text in wanted.items() if head.startswith(f"{name}: ")}


@pytest.mark.parametrize(
    ("host", "files"),
    [
        ("", ()), ("github", ()), ("gitlab", ()), ("s3", ()), ("nginx", ()), ("caddy", ()), ("apache", (".htaccess",)),
        ("cloudflare", ("_redirects", "_headers")), ("cloudflare-paid", ("_redirects", "_headers")), ("netlify", ("_redirects", "_headers")),
    ],
)  # fmt: skip
def test_which_files_are_part_of_the_output(host: str, files: tuple[str, ...]) -> None:
    """Those that a host reads there; the configuration of a server is none of them."""
    assert host_files(host) == files
