"""Targets: what readers may be able to open there."""

from __future__ import annotations

import msgspec
import pytest

from generator.config.site_targets import default_state
from generator.model.deploy_targets import FORMS, HOSTS, VIAS, Announce, Host, Target, Via


@pytest.mark.parametrize(
    ("via", "path", "base", "opens"),
    [
        ("sftp", "/srv/kabar", "", False),
        ("sftp", "kabar", "", False),
        ("ftp", "/", "", True),
        ("ftp", ".", "", True),
        ("webdav", "publik/.", "", True),
        ("sftp", "/srv/kabar/portal", "/portal", True),
        ("sftp", "portal", "/portal", True),
        ("sftp", "/srv/portal", "/berita", False),
        ("s3", "ember", "", True),
        ("s3", "ember/portal", "/portal", True),
    ],
)
def test_the_state_is_beside_the_portal_where_the_host_shows_nothing(
    via: Via, path: str, base: str, opens: bool
) -> None:
    """Or it is known that readers may be able to open it."""
    target = Target(name="a", via=via, path=path, state=default_state(via, path))
    assert target.opens_state(base) is opens


@pytest.mark.parametrize(
    ("state", "opens"), [("/srv/kabar/state", True), ("/srv/kabar/../x", False), ("/srv/kabarlain", False)]
)
def test_a_state_may_be_elsewhere(state: str, opens: bool) -> None:
    """What begins with the same letters is not the same folder."""
    assert Target(name="a", via="sftp", path="/srv/kabar/", state=state).opens_state("") is opens


def test_a_target_of_which_little_is_said() -> None:
    """Whatever else it has is as usual."""
    plain = Target(name="a", via="sftp", path="b", state="c")
    assert plain == Target(
        "a", "sftp", "b", "c", "", 0, "", "", "", "", "~/.ssh/known_hosts", "", 0, False, "",
        Announce("", "https://api.indexnow.org/indexnow", "", "", ""), (), True,
    )  # fmt: skip
    assert (plain.announce.cloudflare, Announce(cloudflare_at="https://c.example").cloudflare) == (False, True)
    assert FORMS == ("gz", "br")


def test_what_s3_does_otherwise() -> None:
    """It keeps headers, and no folders; nobody knows what is beside a portal at a remote of rclone's own."""
    assert VIAS == ("local", "s3", "sftp", "ftp", "webdav")
    targets = [Target(name="a", via=via, path="b", state="c") for via in VIAS]
    assert [one.via for one in targets if one.keeps_headers] == ["s3"]
    assert [one.via for one in targets if not one.has_folders] == ["s3"]
    assert Target(name="a", via="sftp", path="/srv/kabar", state="/srv/state", remote="r").opens_state("")
    assert not Target(name="a", via="sftp", path="/srv/kabar", state="/srv/state").opens_state("")


MB, GB = 1_048_576, 1_073_741_824


@pytest.mark.parametrize(
    ("host", "terms"),
    [
        (Host("github", "GitHub Pages", size=GB, traffic=100 * GB), True),
        (Host("gitlab", "GitLab Pages", files=200_000, counts_folders=True, size=GB, rules=1_000), False),
        (Host("cloudflare", "Cloudflare Pages", "lists", files=20_000, largest=25 * MB, rules=2_000), False),
        (
            Host("cloudflare-paid", "Cloudflare Pages (paid)", "lists", files=100_000, largest=25 * MB, rules=2_000),
            False,
        ),
        (Host("netlify", "Netlify", "lists", folder=54_000, rules=2_000, knows_queries=True), False),
        (Host("s3", "S3, R2"), False),
        (Host("nginx", "nginx", "nginx", knows_queries=True, knows_gone=True), False),
        (Host("apache", "Apache", "apache", rules=1_000, knows_queries=True, knows_gone=True), False),
        (Host("caddy", "Caddy", "caddy", rules=20_000, knows_queries=True, knows_gone=True), False),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_limits(host: Host, terms: bool) -> None:
    """As their documents state them; the terms of one say something that a newsroom has to know."""
    known = HOSTS[host.name]
    assert bool(known.terms) is terms
    assert msgspec.structs.replace(known, terms=host.terms) == host


def test_a_host_of_which_nothing_is_known_has_no_limits() -> None:
    """And is told nothing."""
    host = Host("a", "A")
    assert (host.form, host.files, host.folder, host.counts_folders, host.size, host.largest) == ("", 0, 0, False, 0, 0)
    assert (host.rules, host.traffic, bool(host.terms), host.knows_queries, host.knows_gone) == (
        0,
        0,
        False,
        False,
        False,
    )
