"""The table of what may be lost, guessed or left to people."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import generator.importers
from generator.importers.found import State
from generator.importers.notes import SORTS, STATES, comments_of

SOURCES = [
    file.read_text("utf-8") for file in Path(generator.importers.__file__).parent.rglob("*.py") if file.stem != "notes"
]


def test_each_sort_of_note_is_made_somewhere() -> None:
    """None is of a feature that is gone, or under another name than the one that is used."""
    assert [code for code in SORTS if not any(f'"{code}"' in text for text in SOURCES)] == []


def test_each_state_can_be_said() -> None:
    """Whatever became of an item at its source."""
    assert list(STATES) == list(get_args(State))


def test_how_many_comments_there_are() -> None:
    """One is one."""
    assert [str(comments_of(count)) for count in (1, 2, 1000)] == ["1 comment", "2 comments", "1,000 comments"]
