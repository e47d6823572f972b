"""What the output takes of a host's limits, and how long there is room."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from generator.hosts.budget import Budget, Share, budget_of, help_of
from generator.portal.hosts import HOSTS, Host
from generator.readers.site import read_site
from generator.store.database import STATE, open_reader
from tests.support import Portal, article, site


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = site(tmp_path_factory.mktemp("budget"))
    for day in (1, 5, 9):
        portal.add(
            f"content/daerah/2024/10/{day}.md",
            article(f"Kabar {day}", timestamp=f"2024-10-0{day} 08:00 WIB", aliases=f"[/lama/{day}/, '/?p={day}']"),
        )
    portal.build()
    return portal


def measured(portal: Portal, host: Host) -> Budget:
    with closing(open_reader(Path(portal.folder, STATE))) as store:
        return budget_of(store, read_site(portal.folder)[0], host, portal.output)


def test_files_and_bytes_are_those_of_the_output(portal: Portal) -> None:
    """But for the marker, which no host needs."""
    files = {path: len(data) for path, data in portal.files().items() if path != ".warta"}
    found = measured(portal, HOSTS["nginx"])
    assert (found.files, found.size, found.largest) == (len(files), sum(files.values()), max(files.values()))
    assert files[found.largest_path] == found.largest
    assert found.redirects == Share(3, sum(size for path, size in files.items() if path.startswith("lama/")))
    assert (found.rules, found.left, found.untold) == (6, 0, 0)


def test_folders_count_where_the_host_counts_them(portal: Portal) -> None:
    """GitLab Pages limits entries."""
    folders = {path.relative_to(portal.output) for path in portal.output.rglob("*") if path.is_dir()}
    alone, together = measured(portal, HOSTS["cloudflare"]), measured(portal, HOSTS["gitlab"])
    assert together.limits[0].taken - alone.limits[0].taken == len(folders)


def test_months_are_those_until_the_nearest_limit(portal: Portal) -> None:
    """A portal of three articles in its first month has room for three in each month to come."""
    files = measured(portal, HOSTS["nginx"]).files
    found = measured(portal, Host("x", "", files=3 * files, size=1 << 30))
    assert (found.monthly, found.months, found.over) == (3, 2, False)


def test_a_limit_that_is_passed_is_over_and_leaves_no_month(portal: Portal) -> None:
    """By one file or one byte."""
    whole = measured(portal, HOSTS["nginx"])
    assert not measured(portal, Host("x", "", files=whole.files, size=whole.size, largest=whole.largest)).over
    for host in (
        Host("x", "", files=whole.files - 1),
        Host("x", "", size=whole.size - 1),
        Host("x", "", largest=whole.largest - 1),
    ):
        assert measured(portal, host).over
    assert measured(portal, Host("x", "", files=whole.files - 1)).months == 0


def test_who_has_room_is_told_nothing_and_who_has_not_what_would_help(portal: Portal) -> None:
    """By what most of the files are."""
    assert list(help_of(measured(portal, HOSTS["github"]))) == []
    told = [str(one) for one in help_of(measured(portal, Host("x", "", files=5, largest=1000)))]
    assert told[0].startswith("make ")
    assert any("per_page" in one for one in told)
    assert told[-1].startswith("S3 and R2")
