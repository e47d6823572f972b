"""What `ssg budget` says: what of a host's limits the output takes."""

from __future__ import annotations

import re

import pytest

from tests.support import Portal, article, run, site


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    made = site(tmp_path_factory.mktemp("budget"))
    made.add("content/daerah/2024/10/a.md", article("A", aliases="[/lama/, '/?p=7']"))
    made.build()
    return made


@pytest.mark.parametrize(
    ("host", "lines"),
    [
        ("cloudflare", [
            "Cloudflare Pages, limits as of N-N", "  N files of 20,000", "  N KB, no limit", "  largest file: N KB of 25 MB: *",
            "  1 old address is a rule of the host, 0 are pages that lead on", "  1 old address with a query leads nowhere on this host",
        ]),
        ("github", [
            "GitHub Pages, limits as of N-N", "  N files, no limit", "  N KB of 1,024 MB",
            "  readers may fetch 100 GB a month, 102,400 visits of 1 MB; above that the host speaks up",
            "  its terms allow no online business and no shop: ask GitHub before a portal that lives on advertising depends on it",
            "  0 old addresses are rules of the host, 1 are pages that lead on", "  1 old address with a query leads nowhere on this host",
        ]),
        ("gitlab", ["GitLab Pages, limits as of N-N", "  N files of 200,000", "  N KB of 1,024 MB"]),
    ],
)  # fmt: skip
def test_each_limit_has_its_line(
    portal: Portal, capsys: pytest.CaptureFixture[str], host: str, lines: list[str]
) -> None:
    """What there is no limit of is said, too."""
    assert run("--site", str(portal.folder), "budget", "--host", host) == 0
    said = capsys.readouterr().out.splitlines()
    for line in lines:
        form = re.escape(line).replace("N", r"[\d,]+").replace(r"\*", r"[\w/.-]+")
        assert [one for one in said if re.fullmatch(form, one)], (line, said)
