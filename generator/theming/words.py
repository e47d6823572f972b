"""The interface texts of pages, one table for each language.

A theme has them in `words/<language>.yaml`; a theme that extends it may override single ones. They include the names of
days and months.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from generator.base import timestamps
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.base.timestamps import Stamp
from generator.config import yaml_text
from generator.config.entries import Source
from generator.config.fields import Fields

_GAP = re.compile(r"%(?:\(\w+\))?.?")


class Words:
    """The words of one language by key, and dates written with them."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        self.days = table["hari"].split()
        self.months = table["bulan"].split()

    def __getitem__(self, key: str) -> str:
        return self._table[key]

    def portal(self, stamp: Stamp) -> str:
        """Return "Rabu, 9 Oktober 2024 | 16:10 WIB"."""
        day, clock = self.weekday(stamp.local), timestamps.clock(stamp)
        return f"{day} | {clock}" if clock else day

    def short(self, stamp: Stamp) -> str:
        """Return "9 Okt 2024, 16:10 WIB"."""
        day, clock = self.day_of_year(stamp), timestamps.clock(stamp)
        return f"{day}, {clock}" if clock else day

    def day(self, stamp: Stamp) -> str:
        """Return "9 Okt"."""
        at = stamp.local
        return f"{at.day} {self.months[at.month - 1][:3]}"

    def day_of_year(self, stamp: Stamp) -> str:
        """Return "9 Okt 2024"."""
        return f"{self.day(stamp)} {stamp.local.year}"

    def weekday(self, day: date) -> str:
        """Return "Rabu, 9 Oktober 2024"."""
        return f"{self.days[day.weekday()]}, {day.day} {self.months[day.month - 1]} {day.year}"


def read(source: Source, below: Mapping[str, str]) -> dict[str, str]:
    """Read a table of words; problems go to its source. `below` is the table of the base theme."""
    mapping, problems = yaml_text.parse(source.text, source.path)
    source.problems += problems
    if mapping is None:
        return {}
    fields = Fields(mapping, source)
    table = {key: fields.text(key) for key in mapping.entries}
    for key, text in table.items():
        if key not in below:
            continue
        # The code that shows a word fills its gaps, such as %(nama)s, so it must have the same ones.
        wanted, given = sorted(_GAP.findall(below[key])), sorted(_GAP.findall(text))
        if wanted != given:
            message = sentence("{written} does not fit the word {key}", written=quoted(text), key=key)
            held = sentence("the word must hold {wanted}", wanted=", ".join(wanted))
            hint = held if wanted else sentence("the word must not hold %")
            fields.wrong(key, message, hint, code="bad-theme")
        elif len(text.split()) != len(below[key].split()) and key in ("hari", "bulan"):
            message = sentence("{key} are {split} words", key=key, split=len(below[key].split()))
            fields.wrong(key, message, sentence("separate them with spaces"), code="bad-theme")
    return table
