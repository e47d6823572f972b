"""How Netlify reads a line of `_redirects`, after `line_parser.js` of netlify/build (packages/redirect-parser)."""

from __future__ import annotations

import re
from typing import NamedTuple


class Line(NamedTuple):
    """A rule as Netlify understands it."""

    path: str
    query: dict[str, str]
    target: str
    status: int
    forced: bool
    conditions: tuple[str, ...]
    """What stands behind the status."""


def read(line: str) -> Line:
    """Return what a line means: the first part that is a path or an address is the target, the next the status."""
    path, *parts = line.partition("#")[0].split()
    at = next(i for i, part in enumerate(parts) if part.startswith("/") or re.match(r"https?:", part))
    query = {key: value for key, _, value in (part.partition("=") for part in parts[:at])}
    status, *conditions = parts[at + 1 :] or ["301"]
    found = re.match(r"\d+", status)
    return Line(path, query, parts[at], int(found[0]) if found else 0, status.endswith("!"), tuple(conditions))
