"""In which order files go to a target."""

from __future__ import annotations

import pytest

from generator.deploying.phases import Phase, phase_of


@pytest.mark.parametrize(
    ("path", "kind", "phase"),
    [
        ("gambar/x-480.jpg", "picture", Phase.ASSETS),
        ("aset/warna.css", "colours", Phase.ASSETS),
        ("daerah/2024/10/a/index.html", "article", Phase.PAGES),
        ("lama/index.html", "redirect", Phase.LISTS),
        ("_redirects", "host", Phase.LISTS),
        (".htaccess", "host", Phase.LISTS),
        ("feed.xml", "feed", Phase.FEEDS),
        ("fragmen/terkini.html", "fragment", Phase.FEEDS),
    ],
)
def test_nothing_leads_to_what_is_not_there_yet(path: str, kind: str, phase: Phase) -> None:
    """What the host is told of old addresses goes after the articles that they lead to."""
    assert phase_of(path, kind) is phase
