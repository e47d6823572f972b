"""The key `deploy`: targets, and what is refused."""

from __future__ import annotations

import pytest

from generator.portal.targets import Target
from generator.readers.config import parse
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
