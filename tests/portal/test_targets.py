"""Targets: what readers may be able to open there."""

from __future__ import annotations

import pytest

from generator.portal.targets import FORMS, VIAS, Announce, Target, Via
from generator.readers.deploy import beside


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
    target = Target(name="a", via=via, path=path, state=beside(via, path))
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
