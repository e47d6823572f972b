"""Lengths of headlines and summaries, and articles without a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.headlines import empty_body, headline_length, summary_length
from generator.portal.site import Site
from generator.readers.spelling import spelled
from tests.checks_support import LONG, desk, look, said, told
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


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"title": 19 * "a", "summary": 39 * "a"},
            """\
headline-length daerah/a.md:0:0 title <>
  the headline has 19 characters, fewer than 20
  > say who did what, or where it happened
summary-length daerah/a.md:0:0 summary <>
  the summary has 39 characters, fewer than 40
  > say the news in one sentence, or leave the key out: the first sentences are taken then
""",
        ),
        (
            {"title": 20 * "a", "summary": 40 * "a"},
            "",
        ),
        (
            {"title": 110 * "a", "summary": 250 * "a"},
            "",
        ),
        (
            {"title": 111 * "a", "summary": 251 * "a"},
            """\
headline-length daerah/a.md:0:0 title <>
  the headline has 111 characters, more than 110
  > shorten it; what is cut may stand in the summary
summary-length daerah/a.md:0:0 summary <>
  the summary has 251 characters, more than 250
  > one or two sentences are enough
""",
        ),
        (
            {"title": "a", "summary": "a", "silent": True, "withdrawn": True},
            "",
        ),
        (
            {"silent": True, "textless": True},
            "",
        ),
        (
            {"silent": True},
            """\
empty-body daerah/a.md:0:0  <>
  this article has no text
  > write it below the second line of hyphens, or set draft: true
""",
        ),
        (
            {"silent": True, "words": spelled(indonesian=True)},
            """\
empty-body daerah/a.md:0:0  <>
  this article has no text
  > write it below the second line of hyphens, or set draf: true
""",
        ),
    ],
)
def test_all_that_is_said_of_lengths(configuration: Site, parts: dict[str, object], expected: str) -> None:
    """With what to do; of what is withdrawn nothing."""
    one = desk(configuration, look(**parts))
    assert told([*headline_length(one), *summary_length(one), *empty_body(one)]) == expected
