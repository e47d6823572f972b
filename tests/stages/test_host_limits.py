"""Host limits: who builds is told that the host takes no more rules, when that becomes so."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from generator.portal.hosts import HOSTS
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
