"""What `ssg budget` says: what of a host's limits the output takes."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from generator.model.deploy_targets import READ
from tests.support import CONFIG, Portal, article, run, site


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("budget"))
    made.add("content/daerah/2024/10/a.md", article("A", aliases="[/lama/, '/?p=7']"))
    made.build()
    return made


def kb(size: int) -> str:
    return f"{-(-size // 1024)} KB"


def test_each_limit_has_its_line(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """What there is no limit of is said, too, and what no build can measure."""
    sizes = {path: len(data) for path, data in portal.files().items() if path != ".warta"}
    files, size, largest = len(sizes), kb(sum(sizes.values())), max(sizes, key=lambda path: (sizes[path], path))
    told = {}
    for host in ("cloudflare", "github", "gitlab", "netlify", "nginx"):
        assert run("--site", str(portal.folder), "budget", "--host", host) == 0
        told[host] = capsys.readouterr().out.splitlines()
    [(folder, count)] = Counter(path.rpartition("/")[0] for path in sizes).most_common(1)
    entries = files + sum(1 for path in portal.output.rglob("*") if path.is_dir())
    one, none = (
        "  1 old address with a query leads nowhere on this host",
        "  0 old addresses are rules of the host, 1 are pages that lead on",
    )
    total = sum(sizes.values())
    room = {
        name: f"at 1 articles a month there is room for {months:,} months"
        for name, months in (
            ("cloudflare", (20_000 - files) // files),
            ("github", ((1 << 30) - total) // total),
            ("gitlab", min((200_000 - entries) // entries, ((1 << 30) - total) // total)),
        )
    }
    assert told == {
        "cloudflare": [
            f"Cloudflare Pages, limits as of {READ}",
            f"  {files} files of 20,000",
            f"  {size}, no limit",
            f"  largest file: {kb(sizes[largest])} of 25 MB: {largest}",
            "  1 old address is a rule of the host, 0 are pages that lead on",
            one,
            room["cloudflare"],
        ],
        "github": [
            f"GitHub Pages, limits as of {READ}",
            f"  {files} files, no limit",
            f"  {size} of 1,024 MB",
            "  readers may fetch 100 GB a month, 102,400 visits of 1 MB; above that the host speaks up",
            "  its terms allow no online business and no shop: ask GitHub before a portal that lives on advertising depends on it",
            none,
            one,
            room["github"],
        ],
        "gitlab": [
            f"GitLab Pages, limits as of {READ}",
            f"  {entries} files of 200,000",
            f"  {size} of 1,024 MB",
            none,
            one,
            room["gitlab"],
        ],
        "netlify": [
            f"Netlify, limits as of {READ}",
            f"  {files} files, no limit",
            f"  fullest folder: {count} files of 54,000: {folder}/",
            f"  {size}, no limit",
            "  2 old addresses are rules of the host, 0 are pages that lead on",
        ],
        "nginx": [
            f"nginx, limits as of {READ}",
            f"  {files} files, no limit",
            f"  {size}, no limit",
            "  2 old addresses are rules of the host, 0 are pages that lead on",
        ],
    }


def test_the_budget_for_programs(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    """All that was measured, with what the host says of itself."""
    sizes = {path: len(data) for path, data in portal.files().items() if path != ".warta"}
    assert run("--site", str(portal.folder), "budget", "--host", "github", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    shares = {name: found.pop(name) for name in ("pictures", "lists", "redirects")}
    assert all({*share} == {"files", "size"} for share in shares.values())
    assert shares["redirects"] == {"files": 1, "size": sizes["lama/index.html"]}
    total = sum(sizes.values())
    assert found.pop("terms").startswith("its terms allow no online business")
    largest = max(sizes, key=lambda path: (sizes[path], path))
    assert found == {
        "over": False, "read": READ, "host": "github", "files": len(sizes), "size": total,
        "largest": sizes[largest], "largest_path": largest, "fullest": found["fullest"],
        "limits": [{"measure": "size", "taken": total, "most": 1 << 30, "over": False}],
        "rules": 0, "left": 1, "untold": 1, "articles": 1, "monthly": 1, "months": ((1 << 30) - total) // total,
        "traffic": 100 << 30, "help": [],
    }  # fmt: skip


def test_what_is_too_much_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes, the largest file, and rules of the newsroom's own; there is no month left to tell of."""
    portal = site(tmp_path, config=f"{CONFIG}media: {{allow: [_redirects]}}\n")
    portal.add("content/_redirects", "/a /b 301\n/c /d\n")
    portal.add("content/daerah/2024/10/a.md", article("A"))
    portal.build()
    rest = sum(len(data) for path, data in portal.files().items() if path not in (".warta", "index.html"))
    os.truncate(portal.output / "index.html", (1 << 30) - rest)
    for host, code, line in (
        ("github", 0, "  1,024 MB of 1,024 MB"), ("gitlab", 0, "  rules of your own in _redirects: 2 of 1,000"),
        ("cloudflare", 1, "  the largest file is too large: 1,024 MB of 25 MB: index.html"),
    ):  # fmt: skip
        assert run("--site", str(portal.folder), "budget", "--host", host) == code
        assert line in capsys.readouterr().out.splitlines()
    os.truncate(portal.output / "index.html", (1 << 30) - rest + 1)
    assert run("--site", str(portal.folder), "budget", "--host", "github") == 1
    said = capsys.readouterr().out.splitlines()
    assert "  too much: 1,025 MB of 1,024 MB" in said
    assert not any(line.startswith("at ") for line in said)
    os.truncate(portal.output / "index.html", 10 << 20)
    assert run("--site", str(portal.folder), "budget", "--host", "cloudflare") == 0
    assert "  largest file: 10 MB of 25 MB: index.html" in capsys.readouterr().out.splitlines()
    os.truncate(portal.output / "index.html", (10 << 20) - 1)
    assert run("--site", str(portal.folder), "budget", "--host", "cloudflare") == 0
    assert "  largest file: 10,240 KB of 25 MB: index.html" in capsys.readouterr().out.splitlines()


def test_another_output_is_measured_where_it_is(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files are those of the last build; one that is missing is said, for programs too."""
    assert run("--site", str(portal.folder), "budget", "--host", "github", "--output", str(tmp_path), "--json") == 2
    said = "files of the output are missing; run `ssg build` first"
    assert json.loads(capsys.readouterr().out) == {"ok": False, "error": said}
    shutil.copytree(portal.output, tmp_path / "lain")
    assert run("--site", str(portal.folder), "budget", "--host", "github", "--output", str(tmp_path / "lain")) == 0
