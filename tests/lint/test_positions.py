"""Where in a file a finding stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.lint.positions import placed, position
from generator.lint.rules.evidence import Finding
from generator.model.site import Site

TEXT = """---
title: Satu
photo:
  src: /foto/a.jpg
tags:
  - Dua
  - Tiga
editor: [Empat, Lima]
---
Isi Dua. ***(XX)
"""


@pytest.mark.parametrize(
    ("key", "entry", "place"),
    [
        ("title", "", (2, 8)), ("title", "Satu", (2, 8)), ("photo.src", "", (4, 8)), ("tags", "Tiga", (7, 5)),
        ("editor", "Lima", (8, 17)), ("editor", "Enam", (8, 9)), ("summary", "", (1, 0)), ("", "Dua", (10, 5)),
        ("", "(XX)", (10, 13)), ("", "", (0, 0)), ("", "Enam", (0, 0)), ("tags.src", "", (1, 0)),
    ],
)  # fmt: skip
def test_a_place(key: str, entry: str, place: tuple[int, int]) -> None:
    """That of the value, or of the entry of a list; the first line for a key that is missing."""
    assert position(TEXT, key, entry) == place


LATER = """---
photo:
  src: a
# credit: catatan

  - lain
corrections:
  - credit: b
tags: {credit: c, tags: [Dua], \\a: d}
---
tags: Dua
Dua
"""


@pytest.mark.parametrize(
    ("key", "entry", "place"),
    [
        ("photo.credit", "", (1, 0)), ("corrections.credit", "b", (1, 0)), ("photo.src", "b", (3, 8)), ("tags.credit", "c", (9, 16)),
        ("tags.tags", "Dua", (9, 26)), ("photo.lain", "", (1, 0)), ("credit", "", (9, 16)), ("", "Dua", (12, 1)),
    ],
)  # fmt: skip
def test_a_place_in_a_group(key: str, entry: str, place: tuple[int, int]) -> None:
    """Ends where the next key begins."""
    assert position(LATER, key, entry) == place


def test_a_text_without_anything() -> None:
    """Has no line."""
    assert position("", "title", "") == (0, 0)


def test_findings_are_problems_in_their_places(configuration: Site, tmp_path: Path) -> None:
    """By file, with the line that they are about; what has no text, or no place, is about the whole file."""
    folder = tmp_path / "site"
    (folder / "content/daerah").mkdir(parents=True)
    (folder / "content/daerah/a.md").write_text(TEXT)
    (folder / "content/b.png").write_text(TEXT)
    said, advice = sentence("said"), sentence("advice")
    findings = [
        Finding("bad-date", "daerah/a.md", said, advice, "title", other="b.png"), Finding("bad-date", "b.png", said, advice, "title"),
        Finding("bad-date", "daerah/a.md", said, advice, line=10, column=3), Finding("bad-date", "daerah/c.md", said, advice, "title"),
    ]  # fmt: skip
    assert list(placed(folder, configuration, findings)) == [
        (findings[1], Problem(Where("content/b.png"), "bad-date", said, advice)),
        (
            findings[0],
            Problem(Where("content/daerah/a.md", 2, 8), "bad-date", said, advice, "title: Satu", "content/b.png"),
        ),
        (findings[2], Problem(Where("content/daerah/a.md", 10, 3), "bad-date", said, advice, "Isi Dua. ***(XX)")),
        (findings[3], Problem(Where("content/daerah/c.md"), "bad-date", said, advice)),
    ]
