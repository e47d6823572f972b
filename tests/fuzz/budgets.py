"""What a text may cost: processor time against its size, over the worst texts that are known.

    make fuzz KIND=budgets    (python -m tests.fuzz.budgets --count 200 --seed 1)

prints for each of them, in an order of the seed, the time that `ssg check` takes for it at four sizes, each twice the
one before, and the power of the size with which that grows: 1 is linear, 2 is quadratic.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator.config import yaml_text
from generator.markup.markdown import parse_body
from tests import growth
from tests.support import article, site, ssg_here

Text = Callable[[int], str]
"""Makes a text of about so many characters."""

HEAD = "title: A\ntimestamp: 2024-10-09 16:10 WIB\nauthor: S\neditor: B\n"
TABLE = Path(__file__).parents[1] / "fixtures/budgets.txt"
ARTICLE, FRONT_MATTER = 1_000_000, 65_000
"""Bytes, beyond which a file, or its front matter, is refused at a glance."""


_UNIT = re.compile("⟨(.*?)⟩", re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def read(line: str) -> Text:
    """Return what makes a text of a line of tests/fixtures/budgets.txt."""
    line = _ESCAPE.sub(lambda found: _LETTERS.get(found[1]) or chr(int(found[1][1:], 16)), line)
    parts = _UNIT.split(line)
    each = sum(len(unit) + 3 * ("%" in unit.replace("%%", "")) for unit in parts[1::2])

    def make(size: int) -> str:
        return "".join(_repeated(part, size // each) if place % 2 else part for place, part in enumerate(parts))

    return make


def _repeated(unit: str, times: int) -> str:
    if "%" not in unit:
        return unit * times
    return "".join(unit.replace("%%", "\0").replace("%", str(n)).replace("\0", "%") for n in range(times))


def tables() -> dict[str, dict[str, Text]]:
    """Return the texts of tests/fixtures/budgets.txt, by the places where they stand, and by their names."""
    parts = re.split(r"^-- (.+) --$", TABLE.read_text("utf-8"), flags=re.MULTILINE)
    lines = {
        place: [line.split(" | ", 1) for line in text.strip("\n").split("\n")]
        for place, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    return {place: {name: read(line) for name, line in rows} for place, rows in lines.items()}


def root(size: int) -> range:
    """Return the numbers up to the one whose sum with all before it is a size."""
    return range(1, int((2 * size) ** 0.5))


FRONT, BODIES, LIVE, FRAMES = tables().values()
FRONT |= {
    "indentation falling": lambda size: "summary: |\n" + "".join(" " * n + "\n" for n in reversed(root(size))),
    "indentation rising": lambda size: "".join(" " * n + f"k{n}:\n" for n in root(size)),
}
BODIES |= {
    "backticks rising": lambda size: "".join("`" * n + "a" for n in root(size)),
    "backticks falling": lambda size: "".join("`" * n + "a" for n in reversed(root(size))),
    "quotes rising": lambda size: "".join(">" * n + "a\n" for n in root(size)),
    "lists nested": lambda size: "".join("  " * n + "- a\n" for n in root(size)),
}
"""Front matter without the keys that are required; bodies, of live reports; files whose front matter does not end.

A megabyte of each is read in a time by its size, or refused.
"""

DOUBLINGS = 3
"""Over which the power is taken."""
LEAST = 250
"""Bytes of the smallest text."""


class File(NamedTuple):
    """A kind of text."""

    name: str
    text: Text
    most: int = ARTICLE
    before: str = ""
    """What stands before the text in its file."""
    after: str = "\n"

    def made(self, size: int) -> str:
        """Return a file with about so many characters of the text."""
        return self.before + self.text(size) + self.after


def files(*, more: bool = False) -> list[File]:
    """Return all kinds of texts.

    With `more` also bodies whose signs stand far apart, so that larger ones are taken.
    """
    head = f"---\n{HEAD}---\n"
    live = f"---\n{HEAD}type: live\n---\n"
    found = [
        File(f"front matter: {name}", text, FRONT_MATTER, before=f"---\n{HEAD}", after="\n---\nIsi.\n")
        for name, text in FRONT.items()
    ]
    found += [File(f"body: {name}", text, before=head) for name, text in BODIES.items()]
    found += [File(f"live: {name}", text, before=live) for name, text in LIVE.items()]
    found += [File(f"file: {name}", text, before="---\n") for name, text in FRAMES.items()]
    if more:
        found += [File(f"spread: {name}", _spread(text), before=head) for name, text in BODIES.items()]
    return found


def _spread(text: Text) -> Text:
    return lambda size: re.sub(r"([*_~`<>&|!\[])", rf"\1{'k' * 19}", text(size // 20))


def parsed(file: File, size: int) -> Callable[[], object]:
    """Return what reads the text itself: YAML before bodies, and Markdown of them."""
    text = file.text(size)
    if file.most == FRONT_MATTER:
        return lambda: yaml_text.parse(text, "a.md")
    return lambda: parse_body(text, "a.md")


class Checks:
    """A site in which `ssg check` reads a file at a time."""

    def __init__(self, folder: Path) -> None:
        self._portal = site(folder)
        self._portal.add("content/daerah/a.md", article())
        self._least = growth.fastest(self._checked, 5)

    def _checked(self) -> Callable[[], object]:
        return lambda: ssg_here(self._portal, "check", "--jobs", "1")

    def cost(self, file: File, size: int, again: int) -> float:
        """Return the seconds of a check of a file, without those that a check of any file takes; few are noise."""
        self._portal.add("content/daerah/a.md", file.made(size))
        return max(0.008, growth.fastest(self._checked, again) - self._least)


def measure(file: File, enough: float, cost: Callable[[File, int], float]) -> growth.Cost:
    """Read larger and larger files until one takes `enough` seconds."""
    sizes: list[int] = []
    seconds: list[float] = []
    size = LEAST
    while size <= file.most:
        sizes.append(size)
        seconds.append(cost(file, size))
        if seconds[-1] >= enough and len(sizes) > DOUBLINGS:
            break
        size *= 2
    last = slice(-1 - DOUBLINGS, None)
    return growth.Cost(file.name, tuple(sizes[last]), tuple(seconds[last]))


def main() -> int:
    """Print a table, the worst last; 1 if the time of any text grows faster than its size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000, help="of texts; there are some 400")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="a part of the name of a text")
    given = parser.parse_args()
    chosen = [file for file in files(more=True) if (given.only or "") in file.name]
    random.Random(given.seed).shuffle(chosen)
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(Path(folder))
        for file in chosen[: given.count]:
            print(file.name, file=sys.stderr, flush=True)
            costs.append(measure(file, 0.3, lambda file, size: checks.cost(file, size, again=2)))
    costs.sort(key=lambda cost: cost.seconds[-1] / cost.sizes[-1])
    print(f"{'text':45} {'bytes':>9} {'ms at each doubling':>31} {'us/byte':>8} {'power':>6}")
    for cost in costs:
        times = " ".join(f"{1000 * one:7.1f}" for one in cost.seconds)
        each = 1e6 * cost.seconds[-1] / cost.sizes[-1]
        print(f"{cost.name:45} {cost.sizes[-1]:9,} {times:>31} {each:8.2f} {cost.power:6.2f}")
    wrong = [cost.name for cost in costs if cost.power > MOST]
    for name in wrong:
        print(f'grows too fast; again: python -m tests.fuzz.budgets --only "{name}"')
    return int(bool(wrong))


MOST = 1.4
"""The power with which the time of a text may grow; linear ones were measured with up to 1.2."""


if __name__ == "__main__":
    sys.exit(main())
