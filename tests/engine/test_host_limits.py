"""Host limits: who builds is told that the host takes no more rules, when that becomes so."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator.model.deploy_targets import HOSTS
from tests.support import CONFIG, article, site


def test_rules_beyond_the_limit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as the host takes pass in silence; one more is a warning, once."""
    monkeypatch.setitem(HOSTS, "apache", msgspec.structs.replace(HOSTS["apache"], rules=2))
    portal = site(tmp_path, config=f"{CONFIG}host: apache\n")
    portal.add("content/daerah/2024/10/a.md", article("A", aliases="[/a1/, /a2/]", timestamp="2024-10-01 10:00 WIB"))
    assert [one.code for one in portal.build().warnings] == []
    portal.add("content/daerah/2024/10/b.md", article("B", aliases="[/b1/, '/?p=7']", timestamp="2024-10-02 10:00 WIB"))
    [told] = [one for one in portal.build().warnings if one.code == "over-host-limit"]
    assert told.where.path == "site.yaml"
    assert told.message.startswith("Apache takes 2 rules: 2 old addresses are in none")
    portal.edit("content/daerah/2024/10/b.md", "berita", "kabar")
    assert [one.code for one in portal.build().warnings] == []


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({"folder": 20}, "Netlify takes 20 files in a folder: daerah/2024/10/ has more"),
        ({"files": 10}, "Netlify takes 10 files: the portal has "),
        ({"largest": 1 << 20}, "Netlify takes files of 1 MB: daerah/2024/10/besar.pdf is larger"),
    ],
)
def test_files_beyond_a_limit_are_told_by_the_build_that_brings_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], said: str
) -> None:
    """As many as the host takes pass in silence; an edit that adds nothing says nothing again."""
    portal = site(
        tmp_path,
        config=f"{CONFIG}host: netlify\npermalink: /{{category}}/{{year}}/{{month}}/{{slug}}.html\nmedia: {{allow: [.pdf]}}\n",
    )
    for number in range(20):
        portal.add(f"content/daerah/2024/10/a-{number}.md", article(f"Berita {number}"))
    portal.build()
    known = {"files": len(portal.files()) - 1} if "files" in limit else limit
    monkeypatch.setitem(HOSTS, "netlify", msgspec.structs.replace(HOSTS["netlify"], **known))
    portal.edit("content/daerah/2024/10/a-1.md", "berita", "kabar")
    assert [one.code for one in portal.build().warnings] == []
    portal.add("content/daerah/2024/10/satu-lagi.md", article("Satu Lagi"))
    portal.add("content/daerah/2024/10/besar.pdf", b"%PDF-1.4" + bytes(1 << 20))
    [told] = [one for one in portal.build().warnings if one.code == "over-host-limit"]
    assert told.message.startswith(said.replace("10 files", f"{known.get('files', 10):,} files"))
    portal.edit("content/daerah/2024/10/a-1.md", "kabar", "berita")
    assert [one.code for one in portal.build().warnings] == []


def test_rules_of_the_newsrooms_own_are_counted_on_gitlab(tmp_path: Path) -> None:
    """It reads the first thousand."""
    portal = site(tmp_path, config=f"{CONFIG}host: gitlab\nmedia: {{allow: [_redirects]}}\n")
    portal.add("content/_redirects", "".join(f"/a{number} /b\n" for number in range(1_001)))
    [told] = portal.build().warnings
    assert (told.code, told.message) == ("over-host-limit", "GitLab Pages takes 1,000 rules: _redirects has 1,001")
