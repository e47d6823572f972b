"""What a counter gives, in the random steps of the fuzzers: right, too old, broken and taken away."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from generator.base import dates

FILE = "data/popular.json"
FRESH = 3 * 86400
"""Seconds for which counts are shown."""
WRONG = (
    "", "{", "[]", "\0", '{"views": {"/": 1}}', '{"until": "2024-10-10", "views": {"/": 1}}', '{"until": "kemarin", "views": {}}', "[" * 9999,
)  # fmt: skip
VIEWS = (0, 1, 2, 3, 3, 500, 10**13, -1, 1.5, None, "x")


def counts(dice: Random, addresses: Sequence[str], hour: Callable[[], str]) -> tuple[str, str | None]:
    """Return a file of the site and its new text; None to take it away. `hour` returns a time as people write it."""
    chance = dice.random()
    if chance < 0.2:
        return FILE, None
    if chance < 0.35:
        return FILE, dice.choice(WRONG)
    views = [(dice.choice(addresses), dice.choice(VIEWS)) for _ in range(dice.randint(0, 12))]
    return FILE, json.dumps({"until": hour(), "views": dict(views)}, indent=dice.choice([None, 1]))


def ends(site: Path) -> set[int]:
    """Return when the counts of a site are too old."""
    text = (site / FILE).read_text("utf-8") if (site / FILE).is_file() else ""
    written = re.findall(r"until\": \"(\d{4}-\d\d-\d\d \d\d:\d\d WIB)", text)
    return {dates.parse(one, "WIB").epoch + FRESH for one in written}
