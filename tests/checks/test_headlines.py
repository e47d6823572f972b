"""Lengths of headlines and summaries, and articles without a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks_support import LONG, said
from tests.support import article, site


@pytest.mark.parametrize(("length", "message"), [(19, "fewer than 20"), (20, ""), (110, ""), (111, "more than 110")])
def test_a_headline_has_20_to_110_characters(tmp_path: Path, length: int, message: str) -> None:
    """Of one that has not, the number is said, at its line."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article("a" * length))
    whole = [f"a.md:2: the headline has {length} characters, {message}"] if message else []
    assert said(portal, "headline-length") == whole


@pytest.mark.parametrize(("length", "message"), [(39, "fewer than 40"), (40, ""), (250, ""), (251, "more than 250")])
def test_a_summary_has_40_to_250_characters(tmp_path: Path, length: int, message: str) -> None:
    """If there is one."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, summary="a" * length))
    portal.add("content/daerah/b.md", article(LONG))
    whole = [f"a.md:6: the summary has {length} characters, {message}"] if message else []
    assert said(portal, "summary-length") == whole


def test_an_article_has_a_text(tmp_path: Path) -> None:
    """A picture is none that readers could read, but it is something; photo essays may be without."""
    portal = site(tmp_path)
    portal.add("content/daerah/a.md", article(LONG, ""))
    portal.add("content/daerah/b.md", article(LONG, "![Perahu](https://uji.example/perahu.jpg)"))
    portal.add("content/daerah/c.md", article(LONG, "", type="foto"))
    portal.add("content/daerah/d.md", article(LONG, "", draft="true"))
    assert said(portal, "empty-body") == ["a.md:0: this article has no text"]
