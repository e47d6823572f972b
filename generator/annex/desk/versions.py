"""Texts of an article that are in no commit of its own, since nobody has merged them yet.

`.notes/<name>/` beside the article has a file for each, letter for letter, whose name says when it was kept, and whose
it is. No build sees them.
"""

from __future__ import annotations

import os
import posixpath
import re
from datetime import UTC, datetime
from pathlib import Path

from generator.annex.desk import files
from generator.annex.desk.repository import Entry
from generator.editing.sources import NOTES

_LONGEST = 4 << 20
_FILE = re.compile(r"([0-9]{8}-[0-9]{6})(?:-[0-9]{1,4})? (.{1,60})\.md")
_STAMP = "%Y%m%d-%H%M%S"


def keep(site: Path, path: str, who: str, at: int, data: bytes) -> str:
    """Keep somebody's text of an article, by its path below content/; return its id. None is kept twice in a row."""
    known = entries(site, path)
    if known and read(site, path, known[0].id) == data:
        return known[0].id
    stamp = datetime.fromtimestamp(at, UTC).strftime(_STAMP)
    name = re.sub(r"[^\w .,'-]", "", who).strip()[:40].strip() or "-"
    taken = {one.id for one in known}
    found = next(
        one for number in range(9999) if (one := f"{stamp}{f'-{number}' if number else ''} {name}") not in taken
    )
    files.write(site, place(path, found), None, data)
    return found


def entries(site: Path, path: str) -> list[Entry]:
    """Return the texts that were kept, the newest first."""
    try:
        names = os.listdir(site / "content" / _folder(path))
    except OSError:
        return []
    found = []
    for name in sorted(names, reverse=True):
        if match := _FILE.fullmatch(name):
            try:
                at = datetime.strptime(f"{match[1]}+0000", f"{_STAMP}%z")
            except ValueError:
                continue
            found.append(Entry(name.removesuffix(".md"), int(at.timestamp()), match[2], "", f"content/{path}"))
    return found


def read(site: Path, path: str, name: str) -> bytes | None:
    """Return a text that was kept; None if there is none."""
    return files.read(site, place(path, name), _LONGEST) if _FILE.fullmatch(f"{name}.md") else None


def place(path: str, name: str) -> str:
    """Return the file of a text, below content/."""
    return f"{_folder(path)}/{name}.md"


def _folder(path: str) -> str:
    above, name = posixpath.split(path)
    return posixpath.join(above, NOTES, name.removesuffix(".md"))
