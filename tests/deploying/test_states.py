"""What a target says of the state that it has, and whether that is of use here."""

from __future__ import annotations

import pytest

from generator.base.errors import UsageError
from generator.deploying.states import Index, check, check_private
from generator.portal.site import Site
from generator.readers import config
from generator.store.database import version
from tests.support import CONFIG

CHART = "0" * 32
OURS = Index("https://uji.example", version(), CHART, 3)


def site_of(line: str) -> Site:
    found, problems = config.parse(f"{CONFIG}deploy:\n  utama: {line}\n")
    assert found is not None
    assert not problems
    return found


@pytest.mark.parametrize(
    ("index", "said"),
    [
        (OURS, ""),
        (None, "there is no state at utama; build, deploy, then ssg state push"),
        (
            Index("https://lain\x1b.example", version(), CHART),
            "the state at utama is that of https://lain\ufffd.example, not of https://uji.example",
        ),
        (
            Index("https://uji.example", "lain", CHART),
            "the state at utama is that of another version of ssg; go on without it, and send it again after the build",
        ),
    ],
)
def test_a_state_that_is_of_no_use(index: Index | None, said: str) -> None:
    """It is said why."""
    site = site_of("{to: s3, path: kabar}")
    if not said:
        assert check(index, site, site.targets[0]) is index
        return
    with pytest.raises(UsageError) as error:
        check(index, site, site.targets[0])
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("line", "password", "said"),
    [
        ("{to: sftp, host: a.example, path: /srv/kabar}", "", False),
        ("{to: sftp, host: a.example, path: kabar, state: kabar/.state}", "", True),
        ("{to: sftp, host: a.example, path: kabar, state: kabar/.state}", "rahasia", False),
    ],
)
def test_readers_get_no_state(monkeypatch: pytest.MonkeyPatch, line: str, password: str, said: bool) -> None:
    """Where they could open it, it is encrypted, or it is not sent."""
    monkeypatch.setenv("SSG_STATE_PASSWORD", password)
    site = site_of(line)
    if not said:
        check_private(site, site.targets[0])
        return
    with pytest.raises(UsageError) as error:
        check_private(site, site.targets[0])
    assert str(error.value) == (
        "the state holds drafts, and readers may be able to open kabar/.state: give SSG_STATE_PASSWORD in the "
        "environment, by which it is encrypted, or name another place with state:"
    )
