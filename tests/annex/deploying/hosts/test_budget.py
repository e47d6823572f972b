"""What the output takes of a host's limits, and how long there is room."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.annex.deploying.hosts.budget import Budget, Limit, Share, budget_of, help_of
from generator.model.deploy_targets import HOSTS, Host
from generator.store.database import STATE, open_reader
from generator.theming.loading import read_site
from tests.support import CONFIG, Portal, article, run, site


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


def test_the_fullest_folder_is_held_against_what_the_host_takes_of_one(portal: Portal) -> None:
    """Netlify counts the files of each folder, and not those of all together; folders in it are none."""
    folders = Counter(path.rpartition("/")[0] for path in portal.files() if path != ".warta")
    [folder, count] = folders.most_common(1)[0]
    found = measured(portal, HOSTS["netlify"])
    assert [(limit.measure, limit.taken, limit.most) for limit in found.limits] == [("folder", count, 54_000)]
    assert found.fullest == folder
    assert found.months is None, "an article has a folder of its own"
    over = measured(portal, Host("x", "", folder=count - 1))
    assert over.over
    assert f"{folder}/ has too many files" in str(next(help_of(over)))
    assert not measured(portal, Host("x", "", folder=count)).over


def test_rules_of_the_newsrooms_own_count_where_the_host_reads_them(tmp_path: Path) -> None:
    """GitLab Pages reads a `_redirects`, and Warta writes it none."""
    portal = site(tmp_path, config=f"{CONFIG}host: gitlab\nmedia: {{allow: [_redirects]}}\n")
    portal.add("content/_redirects", "# lama\n\n/a /b 301\n/c /d\n")
    assert portal.build().warnings == ()
    limits = {limit.measure: (limit.taken, limit.most) for limit in measured(portal, HOSTS["gitlab"]).limits}
    assert limits["rules"] == (2, 1_000)


def test_what_nobody_can_measure_is_said(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """GitHub's hundred gigabytes a month, and its rule on businesses; nothing of the kind elsewhere."""
    said = {}
    for name in ("github", "netlify"):
        capsys.readouterr()
        assert run("--site", str(portal.folder), "budget", "--host", name) == 0
        said[name] = capsys.readouterr().out
    assert "100 GB a month, 102,400 visits of 1 MB" in said["github"]
    assert "no online business" in said["github"]
    assert "GB a month" not in said["netlify"]
    assert "fullest folder" in said["netlify"]


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


PLENTY = "S3 and R2 with a CDN, or a server of your own, have no such limits: docs/deploy.md"
PICTURES = "{} files are smaller pictures: fewer sizes of the theme, or pictures.archive in site.yaml, help"
LISTS = "{} files are pages of lists: a larger per_page in site.yaml, and fewer tags, make fewer"
OLD = "{} files stand at old addresses; a host without such a limit can be told of them (ssg host nginx)"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"months": None}, []),
        ({"months": 12}, []),
        ({"months": 11}, [PLENTY]),
        ({"months": 0, "pictures": Share(20, 200)}, [PLENTY]),
        ({"months": 0, "pictures": Share(21, 0)}, [PICTURES.format(21), PLENTY]),
        ({"months": 0, "pictures": Share(2, 201)}, [PICTURES.format(2), PLENTY]),
        ({"months": 0, "lists": Share(20, 900)}, [PLENTY]),
        ({"months": 0, "lists": Share(21, 0)}, [LISTS.format(21), PLENTY]),
        ({"months": 0, "redirects": Share(20, 900)}, [PLENTY]),
        ({"months": 0, "redirects": Share(21, 0)}, [OLD.format(21), PLENTY]),
        ({"limits": (Limit("files", 11, 10),), "lists": Share(60, 0)}, [LISTS.format(60), PLENTY]),
        ({"limits": (Limit("files", 10, 10),)}, []),
        ({"limits": (Limit("size", 11, 10),)}, [PLENTY]),
        ({"limits": (Limit("largest", 11, 10),)}, ["make foto/a.jpg smaller, or keep it elsewhere and link to it"]),
        (
            {"limits": (Limit("folder", 11, 10),), "lists": Share(60, 0)},
            ["daerah/ has too many files: a permalink with {year} and {month} in it spreads them"],
        ),
    ],
)  # fmt: skip
def test_what_would_help(changed: dict[str, Any], said: list[str]) -> None:
    """Whoever has less than a year's room, or none, is told of each sort that makes up more than a fifth."""
    nothing = Share(0, 0)
    found = Budget(
        "x", files=100, size=1000, largest=9, largest_path="foto/a.jpg", fullest="daerah", limits=(), rules=0, left=0,
        untold=0, articles=3, monthly=3, months=None, pictures=nothing, lists=nothing, redirects=nothing,
    )  # fmt: skip
    assert [str(one) for one in help_of(msgspec.structs.replace(found, **changed))] == said


@pytest.mark.parametrize(
    ("days", "monthly"),
    [
        ([], 0), ([0], 1), ([0, 29], 2), ([0, 30], 2), ([0, 1, 2, 60], 2), ([0, 89, 89], 1), ([0, 90, 90, 90, 90], 1),
        ([0, 90, *[90] * 6], 2), ([*[0] * 20, *[100] * 3], 1),
    ],
)  # fmt: skip
def test_how_many_articles_a_month_has(tmp_path: Path, days: list[int], monthly: int) -> None:
    """Of the last ninety days before the newest article, or since the first one."""
    portal = site(tmp_path)
    for number, day in enumerate(days):
        at = date(2024, 5, 1) + timedelta(day)
        portal.add(f"content/daerah/2024/{number}.md", article(f"Kabar {number}", timestamp=f"{at} 08:00 WIB"))
    portal.build()
    found = measured(portal, Host("x", "", files=10_000))
    assert (found.articles, found.monthly, found.months is None) == (len(days), monthly, not days)
