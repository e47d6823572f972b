"""Draw where a build's time goes, as a flame graph.

    py-spy record --function --rate 200 --format raw --output stacks.txt -- ssg --site DIR build --jobs 1
    python -m tools.flames stacks.txt docs/profiles/first-build.svg --title "First build of 3,000 articles"

The input has a line for each stack that was seen: functions separated by `;`, then how often. A frame is as wide as
its share of the time, and above it stands what it called. Frames of the same folder have one colour; what takes less
than a quarter of a per cent is left out.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, ROW, LETTER, MOST = 1200, 17, 6.7, 32
"""Pixels of the drawing, of a row, and of a letter; and rows at most, which imports alone would exceed."""
LEAST = 0.0025
"""Share of the time that a frame has at least to be drawn."""
COLOURS = {
    "base": "#d9d2c5", "model": "#f2c14e", "config": "#9cc48a", "markup": "#7fb069", "pictures": "#c98bb9",
    "store": "#5fa8d3", "queries": "#e07a5f", "pages": "#f4a259", "engine": "#a8c686", "templates": "#e4b7a0",
    "libraries": "#c5c9cf",
}  # fmt: skip
"""By the folder of the code; templates are those that Jinja2 has compiled."""
_FILE = re.compile(r"\(([^():]*)[^()]*\)$")


@dataclass
class Frame:
    """A function as it was called from others: how often it was seen, and what it called."""

    seen: int = 0
    called: dict[str, Frame] = field(default_factory=lambda: defaultdict(Frame))


def read(lines: Iterator[str], root: str) -> Frame:
    """Return the calls of a recording.

    Args:
        lines: one a stack.
        root: name of the function with which each stack begins; what is above it is of no interest.

    """
    top = Frame()
    for line in lines:
        stack, _, times = line.rpartition(" ")
        frames = stack.split(";")
        start = next((number for number, name in enumerate(frames) if name.startswith(f"{root} ")), None)
        if start is None:
            continue
        here = top
        here.seen += int(times)
        for name in frames[start : start + MOST]:
            here = here.called[name]
            here.seen += int(times)
    return top


def folder(frame: str) -> str:
    """Return the key of the colour of a frame."""
    found = _FILE.search(frame)
    path = f"/{found[1]}" if found else ""
    if path.endswith((".html", ".xml")):
        return "templates"
    _, ours, inner = path.partition("/generator/")
    if not ours:
        return "libraries"
    first = inner.partition("/")[0]
    return first if first in COLOURS else "engine"


def draw(top: Frame, title: str) -> str:
    """Return the drawing as SVG."""
    rows = list(_boxes(top, 0.0, 0, WIDTH / top.seen, top.seen * LEAST))
    height = (max(row for _, row, _, _ in rows) + 3) * ROW
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="monospace"',
        ' font-size="11">',
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="4" y="13">{escape(title)}</text>',
    ]
    for number, (name, colour) in enumerate(COLOURS.items()):
        left = WIDTH - 90 * (len(COLOURS) - number)
        out.append(f'<rect x="{left}" y="4" width="10" height="10" fill="{colour}"/>')
        out.append(f'<text x="{left + 14}" y="13">{name}</text>')
    for x, row, name, seen in rows:
        width, y = seen * WIDTH / top.seen, height - row * ROW - ROW
        short = name.partition(" (")[0][: int((width - 4) / LETTER)]
        label = f'<text x="{x + 2:.1f}" y="{y + 12}">{escape(short)}</text>' if len(short) > 2 else ""
        out.append(
            f'<g><title>{escape(name)}: {seen / top.seen:.1%}</title><rect x="{x:.1f}" y="{y}" width="{width:.1f}" '
            f'height="{ROW - 1}" fill="{COLOURS[folder(name)]}" stroke="#fff" stroke-width=".5"/>{label}</g>'
        )
    return "\n".join([*out, "</svg>\n"])


def _boxes(frame: Frame, x: float, row: int, scale: float, least: float) -> Iterator[tuple[float, int, str, int]]:
    """Yield the frames that one called, the longest first: left edge, row, name, how often seen."""
    for name, called in sorted(frame.called.items(), key=lambda item: (-item[1].seen, item[0])):
        if called.seen < least:
            return
        yield x, row, name, called.seen
        yield from _boxes(called, x, row + 1, scale, least)
        x += called.seen * scale


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stacks", type=Path)
    parser.add_argument("drawing", type=Path)
    parser.add_argument("--title", default="")
    parser.add_argument("--root", default="build", help="name of the function with which the drawing begins")
    given = parser.parse_args()
    with given.stacks.open(encoding="utf-8") as lines:
        top = read(iter(lines), given.root)
    given.drawing.parent.mkdir(parents=True, exist_ok=True)
    given.drawing.write_text(draw(top, given.title), "utf-8")


if __name__ == "__main__":
    main()
