"""Where in a file a finding stands."""

from __future__ import annotations

import pytest

from generator.checks.placing import position

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
