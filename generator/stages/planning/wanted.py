"""What a part of the planning hands on: the pages that there have to be, and the rows that the same owners have."""

from __future__ import annotations

from collections.abc import Iterable

from generator.portal.page import Page
from generator.portal.reasons import Reason
from generator.portal.records import Record
from generator.store.pages import Row


class Wanted(Record, frozen=True):
    """A page that there has to be."""

    page: Page
    reason: Reason | None = None
    """Why it is made again even if its row is the same."""


class Section(Record, frozen=True):
    """A part of the plan: the pages of some owners."""

    wanted: list[Wanted]
    rows: list[Row]
    """What the table has of these owners; what is not wanted any more goes."""


def joined(parts: Iterable[Section]) -> Section:
    """Return several parts as one."""
    sections = list(parts)
    return Section([one for part in sections for one in part.wanted], [row for part in sections for row in part.rows])
