"""The key `deploy`: targets, and what is refused."""

from __future__ import annotations

import pytest

from generator.config.deploy import beside
from generator.config.site_yaml import parse
from generator.model.deploy_targets import Announce, Target, Via
from tests.support import CONFIG


def read(lines: str) -> tuple[tuple[Target, ...], list[str]]:
    found, problems = parse(f"{CONFIG}deploy:\n{lines}")
    return (found.targets if found else ()), [problem.message for problem in problems]


def test_targets_in_their_order():
    """The first is the usual one; the manifest lies beside the portal, and in a bucket in a hidden folder."""
    found, problems = read(
        "  utama: {to: s3, path: kabar}\n  server: {to: sftp, host: uji.example, path: /srv/kabar}\n"
    )
    assert problems == []
    assert [(one.name, one.via, one.state) for one in found] == [
        ("utama", "s3", "kabar/.warta-deploy"), ("server", "sftp", "/srv/.kabar.warta-deploy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{to: s3}", "a target has a folder"),
        ("{path: x}", "a target is reached in some way"),
        ("{to: awan, path: x}", '"awan" is not a known deploy.utama.to'),
        ("{to: sftp, path: x}", "sftp needs a server"),
        ("{to: webdav, path: x}", "webdav needs an address"),
        ("{to: sftp, host: 'a b', path: x}", '"a b" is not the name of a host'),
        ("{to: sftp, host: '-oProxyCommand=x', path: x}", "is not the name of a host"),
        ("{to: s3, path: ../x}", '"../x" is no path at a target'),
        ("{to: s3, path: x, password: rahasia}", "a secret stands in site.yaml"),
        ("{to: ftp, host: a, path: x, port: 99999}", "must be a whole number from 1 to 65,535"),
        ("{to: s3, path: x, warna: merah}", "unknown key"),
        ("{to: local, path: x, compress: [zip]}", "texts are packed by gz and br"),
        ("{to: s3, path: x, compress: [gz]}", "and not on S3"),
        ("teks", "must be a group of keys"),
    ],
)
def test_what_is_refused(line, said):
    """With a sentence."""
    found, problems = read(f"  utama: {line}\n")
    assert found == ()
    assert any(said in problem for problem in problems), problems


def test_no_page_is_made_again_for_a_target():
    """Where the portal goes is no part of what it is."""
    one, _ = parse(CONFIG)
    other, _ = parse(f"{CONFIG}deploy:\n  utama: {{to: local, path: /srv/a}}\n")
    assert one is not None
    assert other is not None
    assert one.encoded == other.encoded


WHOLE = """\
  a: {to: sftp, path: /srv/kabar/, host: "[::1]", port: 22, user: u, key_file: k, known_hosts: h, compress: [br, gz], releases: 2,
    check: ya, conditional: tidak, public: 'https://a.example/', announce: {indexnow: abcd1234, websub: 'https://hub.example/',
    cloudflare: 0123456789abcdef0123456789abcdef, webhook: 'https://w.example/x'}}
  b: {remote: 'x:', path: /, state: /keadaan/}
  c: {to: webdav, url: 'https://dav.example/', path: www, announce: {cloudflare: 'https://purge.example/', indexnow_at: 'https://in.example/'}}
  d: {to: s3, path: ember/dalam, url: 'https://s3.example', region: id}
  e: {to: local, path: keluar, port: 65535}
"""


def test_whole_targets():
    """Every key is read, and what is left out has its default."""
    found, problems = read(WHOLE)
    assert problems == []
    assert found == (
        Target(
            "a", "sftp", "/srv/kabar", "/srv/.kabar.warta-deploy", "[::1]", 22, "u", key_file="k", known_hosts="h", releases=2, check=True,
            compress=("gz", "br"), conditional=False, public="https://a.example",
            announce=Announce(
                "abcd1234", "https://api.indexnow.org/indexnow", "https://hub.example/",
                "https://api.cloudflare.com/client/v4/zones/0123456789abcdef0123456789abcdef/purge_cache", "https://w.example/x",
            ),
        ),
        Target("b", "local", "/", "/keadaan", remote="x:"),
        Target(
            "c", "webdav", "www", ".www.warta-deploy", url="https://dav.example/",
            announce=Announce(indexnow_at="https://in.example/", cloudflare_at="https://purge.example/"),
        ),
        Target("d", "s3", "ember/dalam", "ember/dalam/.warta-deploy", url="https://s3.example", region="id"),
        Target("e", "local", "keluar", ".keluar.warta-deploy", port=65535),
    )  # fmt: skip
    assert (found[1].port, found[1].known_hosts, found[1].conditional) == (0, "~/.ssh/known_hosts", True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{to: sftp, path: x, host: a-}", '"a-" is not the name of a host'), ("{to: sftp, path: x, host: a, releases: 1}", "must be a whole number from 2 to 100"),
        ("{to: sftp, path: x, host: a, releases: 101}", "must be a whole number from 2 to 100"), ("{to: ftp, path: x, host: a, releases: 2}", "releases need a server with ssh"),
        ("{remote: 'x:', releases: 3, path: x}", "releases need a server with ssh"), ("{to: local, path: x, port: 0}", "from 1 to 65,535"), ("{to: local, path: x, port: 65536}", "from 1 to 65,535"),
        *((f"{{to: local, path: x, {key}: y}}", "a secret stands in site.yaml") for key in ("pass", "secret", "secret_access_key", "access_key_id", "token")),
        ("{to: local, path: 'x\\y'}", "is no path at a target"), ("{to: local, path: x/..}", '"x/.." is no path at a target'),
        ("{to: local, path: x, state: ../x}", '"../x" is no path at a target'),
        ("{to: local, path: x, announce: {indexnow: abc1234}}", '"abc1234" is no key of IndexNow'), ("{to: local, path: x, announce: {cloudflare: abc}}", '"abc" is no zone of Cloudflare'),
        (f"{{to: local, path: x, announce: {{indexnow: {'a' * 129}}}}}", "is no key of IndexNow"), ("{to: local, path: x, announce: {lain: y}}", 'unknown key "deploy.utama.announce.lain"'),
        ("{to: local, path: x, public: a.example}", '"a.example" is not a web address'), ("{to: local, path: x, announce: https://a.example}", "must be a group of keys"),
    ],
)  # fmt: skip
def test_bounds_and_secrets(line, said):
    """Each is told alone."""
    found, problems = read(f"  utama: {line}\n")
    assert found == ()
    assert [said in problem for problem in problems] == [True], problems


def test_a_name_of_a_target_is_a_slug():
    """Since it is typed."""
    assert read("  Utama 1: {to: local, path: x}\n")[1] == ['"Utama 1" is no name for a target']
    assert read("  utama-1: {to: local, path: x}\n")[1] == []


@pytest.mark.parametrize(
    ("via", "path", "expected"),
    [
        ("s3", "a", "a/.warta-deploy"), ("s3", "a/b", "a/b/.warta-deploy"), ("local", "/", "/.warta-deploy"), ("local", "", "/.warta-deploy"),
        ("local", "a", ".a.warta-deploy"), ("local", "a/b", "a/.b.warta-deploy"), ("sftp", "/a", "/.a.warta-deploy"), ("ftp", "/a/b", "/a/.b.warta-deploy"),
    ],
)  # fmt: skip
def test_where_the_manifest_lies(via: Via, path: str, expected: str):
    """Beside the folder, so that no reader asks for it; where there is nothing beside it, in it."""
    assert beside(via, path) == expected
