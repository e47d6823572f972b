"""The house gets smaller: what it has today is the most that it may have tomorrow.

    python -m tests.test_size

prints the figures. Whoever makes something smaller lowers its figure; up to a hundredth above is free, and more needs its
reason in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

MOST = {
    "lines of generator/": 50_900,
    "lines of its core": 35_830,
    "lines of tests/": 40_700,
    "lines of tools/": 5_160,
    "words of docs/": 61_230,
}
SPARE = 1.01


def lines(files: Iterator[Path]) -> int:
    """Return the lines of Python files."""
    return sum(file.read_bytes().count(b"\n") for file in files if "skeleton" not in file.parts)


def figures() -> dict[str, int]:
    """Return what there is today; the core is the program without its annexes."""
    program = [*(ROOT / "generator").rglob("*.py")]
    docs = (ROOT / "docs").rglob("*.md")
    return {
        "lines of generator/": lines(iter(program)),
        "lines of its core": lines(file for file in program if "annex" not in file.parts),
        "lines of tests/": lines((ROOT / "tests").rglob("*.py")),
        "lines of tools/": lines((ROOT / "tools").rglob("*.py")),
        "words of docs/": sum(len(file.read_text("utf-8").split()) for file in docs),
    }


@pytest.mark.parametrize("name", MOST)
def test_it_gets_no_larger(name: str) -> None:
    """Lines and words are at most what they were, and a hundredth."""
    assert figures()[name] <= MOST[name] * SPARE


if __name__ == "__main__":
    for name, count in figures().items():
        print(f"{count:7,} {name} (at most {MOST[name]:,})")
