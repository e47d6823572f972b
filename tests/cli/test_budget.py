"""`ssg budget`: what of a host's limits the output takes."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.support import Portal, article, copied, site, ssg_here


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("budget"))
    made.add("content/daerah/2024/10/a.md", article("A", aliases="[/lama/, '/?p=7']"))
    made.build()
    return made


def told(portal: Portal, host: str, code: int = 0) -> list[str]:
    done = ssg_here(portal, "budget", "--host", host)
    assert done.returncode == code, done.stderr
    return done.stdout.splitlines()


TABLE = {
    "cloudflare": ["Cloudflare Pages, limits as of DAY", "FILES files of 20,000", "SIZE, no limit", "largest file: SIZE of 25 MB: PATH"],
    "github": ["GitHub Pages, limits as of DAY", "FILES files, no limit", "SIZE of 1,024 MB"],
    "gitlab": [
        "GitLab Pages, limits as of DAY", "FILES files of 200,000", "SIZE of 1,024 MB", "rules of your own in _redirects: 0 of 1,000"
    ],
    "netlify": ["Netlify, limits as of DAY", "FILES files, no limit", "SIZE, no limit", "fullest folder: COUNT files of 54,000: PATH"],
    "nginx": ["nginx, limits as of DAY", "FILES files, no limit", "SIZE, no limit"],
}  # fmt: skip


@pytest.mark.parametrize("host", TABLE)
def test_each_limit_has_its_line(built: Portal, host: str) -> None:
    """What there is no limit of is said, too."""
    said = []
    for line in told(built, host):
        for old, new in (
            (r"\d{4}-\d\d$", "DAY"), (r"^  \d+ files", "  FILES files"), (r"\d+ KB", "SIZE"), (r": [\w./-]+$", ": PATH"),
            (r"folder: \d+", "folder: COUNT"),
        ):  # fmt: skip
            line = re.sub(old, new, line)  # noqa: PLW2901 - step by step
        said.append(line.strip())
    assert said == TABLE[host]


def test_the_budget_for_programs(built: Portal) -> None:
    """All that was measured; a limit of 0 is none."""
    sizes = {path: len(data) for path, data in built.files().items() if path != ".warta"}
    found = json.loads(ssg_here(built, "budget", "--host", "cloudflare", "--json").stdout)
    assert (found["over"], found["host"]) == (False, "cloudflare")
    largest = max(sizes, key=lambda path: (sizes[path], path))
    assert found["limits"] == [
        {"measure": "files", "taken": len(sizes), "most": 20_000, "path": "", "over": False},
        {"measure": "size", "taken": sum(sizes.values()), "most": 0, "path": "", "over": False},
        {"measure": "largest", "taken": sizes[largest], "most": 25 << 20, "path": largest, "over": False},
    ]


def test_what_is_too_much_is_exit_code_1(built: Portal, tmp_path: Path) -> None:
    """So that a pipeline stops before the deploy: bytes, the largest file, and rules of the newsroom's own."""
    portal = copied(built, tmp_path)
    portal.edit("site.yaml", "categories:", "media: {allow: [_redirects]}\ncategories:")
    portal.add("content/_redirects", "/a /b 301\n/c /d\n")
    portal.build()
    rest = sum(len(data) for path, data in portal.files().items() if path not in (".warta", "index.html"))
    os.truncate(portal.output / "index.html", (1 << 30) - rest)
    assert "  1,024 MB of 1,024 MB" in told(portal, "github")
    assert "  rules of your own in _redirects: 2 of 1,000" in told(portal, "gitlab")
    assert "  too much: largest file: 1,024 MB of 25 MB: index.html" in told(portal, "cloudflare", 1)
    os.truncate(portal.output / "index.html", (1 << 30) - rest + 1)
    assert "  too much: 1,025 MB of 1,024 MB" in told(portal, "github", 1)


def test_another_output_is_measured_where_it_is(built: Portal, tmp_path: Path) -> None:
    """Its files are those of the last build; one that is missing is said."""
    words = ("budget", "--host", "github", "--output")
    done = ssg_here(built, *words, str(tmp_path), "--json")
    assert (done.returncode, "ssg build" in json.loads(done.stdout)["error"]) == (2, True)
    shutil.copytree(built.output, tmp_path / "lain")
    assert ssg_here(built, *words, str(tmp_path / "lain")).returncode == 0


def test_the_budget_is_told_in_the_language_of_the_desk(built: Portal) -> None:
    """In Indonesian with the numbers of Indonesian, for the host of site.yaml."""
    done = ssg_here(built, "budget", "--host", "cloudflare", SSG_LANG="id", LANGUAGE="id")
    assert "batas per" in done.stdout
    assert "20.000" in done.stdout
