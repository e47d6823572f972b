"""The report of an import: every note, as lines for machines and as pages for people."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from generator.base.errors import printable
from generator.importers.found import Note
from generator.importers.notes import SORTS, Weight
from generator.importers.order import Outcome
from generator.importers.target import FOLDER

_SHOWN = 20
"""Notes of one sort that the pages for people show; the lines have all."""
_TITLES: dict[Weight, str] = {"lost": "Lost", "guessed": "Guessed", "look": "To look at"}


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A note as a line of report.jsonl."""

    code: str
    weight: str
    id: str
    address: str
    file: str
    message: str
    before: str = ""
    after: str = ""


class Notebook:
    """Counts notes, keeps the first of each sort, and writes all of them to a file, should there be one."""

    def __init__(self, file: BinaryIO | None) -> None:
        self._file = file
        self._encoder = msgspec.json.Encoder()
        self.counts: Counter[str] = Counter()
        self.items: dict[str, set[str]] = {}
        self._first: dict[str, list[Line]] = {}

    def add(self, notes: Iterable[Note], item: str = "", address: str = "", path: str = "") -> None:
        """Add notes; `item`, `address` and `path` are of the item that they are about, if they do not say so."""
        for note in notes:
            line = Line(
                note.code, SORTS[note.code].weight, note.item or item, note.address or address, path, note.message,
                note.before, note.after,
            )  # fmt: skip
            self.counts[note.code] += 1
            first = self._first.setdefault(note.code, [])
            if len(first) < _SHOWN:
                first.append(line)
            if self._file:
                self._file.write(self._encoder.encode(line) + b"\n")

    def sections(self) -> str:
        """Return the notes as Markdown."""
        parts = []
        for weight, title in _TITLES.items():
            codes = [code for code, sort in SORTS.items() if sort.weight == weight and self.counts[code]]
            if not codes:
                continue
            parts.append(f"## {title}\n")
            for code in codes:
                parts.append(f"### {SORTS[code].title}: {self.counts[code]:,} (`{code}`)\n")
                parts += [_shown(line) for line in self._first[code]]
                if (more := self.counts[code] - len(self._first[code])) > 0:
                    parts.append(f"- and {more:,} more, in `report.jsonl`")
                parts.append("")
        return "\n".join(parts)


def _shown(line: Line) -> str:
    about = " · ".join(filter(None, (line.id and f"id {line.id}", line.address, line.file)))
    text = f"- {_code(about)} {line.message}" if about else f"- {line.message}"
    if line.before or line.after:
        text += f"\n  - before: {_code(line.before)}\n  - after: {_code(line.after)}"
    return text


def _code(text: str) -> str:
    """Return a text of the source as code, in which nothing is markup."""
    plain = printable(text[:300]).replace("`", "'")
    return f"`{plain}`" if plain else "(nothing)"


def pages(source: str, outcome: Outcome, notebook: Notebook) -> str:
    """Return the report as Markdown.

    Args:
        source: the name of the source.
        outcome: what was done.
        notebook: with all notes.

    """
    faults = "".join(f"- {printable(str(fault))}\n" for fault in outcome.faults)
    return (
        f"# Import from {source}\n\n## Found\n\n{_listed(outcome.found)}\n\n## Files\n\n{_listed(outcome.files)}\n\n"
        + (f"## Media\n\n{_listed(outcome.media)}\n\n" if outcome.media else "")
        + f"## Addresses of the old site (permalink: `{outcome.permalink}`)\n\n{_listed(outcome.addresses)}\n"
        f"- with a query, in need of a rule on the host: {outcome.queries:,}\n\nAll are in `addresses.jsonl`.\n\n"
        + (f"## Not read to the end\n\n{faults}\n" if faults else "")
        + f"The words of {outcome.compared:,} texts were compared with those of the source.\n\n"
        + notebook.sections()
    )


def _listed(counts: dict[str, int]) -> str:
    return "\n".join(f"- {kind}: {count:,}" for kind, count in sorted(counts.items()))


@contextmanager
def report_file(folder: Path, *, dry: bool) -> Iterator[BinaryIO | None]:
    """Open the file for the notes, which takes its name when the import has ended well.

    Args:
        folder: of the portal.
        dry: whether to give no file.

    """
    if dry:
        yield None
        return
    file = folder / FOLDER / "report.jsonl"
    unfinished = file.with_name(f".{file.name}.new")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("wb") as opened:
            yield opened
        os.replace(unfinished, file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
