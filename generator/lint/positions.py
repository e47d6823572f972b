"""Where in its file a finding stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from generator.base.codes import Code
from generator.base.errors import Problem, Where, excerpt
from generator.base.folder import Folder
from generator.base.textfile import decode
from generator.config.article_keys import names_of
from generator.lint.rules.evidence import Finding
from generator.model.site import Site

_MOST_TEXT = 16 << 20
"""Bytes of a file that are read to find a line in it."""
_TEXTS = (".md",)


def placed(folder: Path, site: Site, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Problem]]:
    """Yield findings with the problems that they are, in their places; each file is read once."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    with Folder(folder / "content") as content:
        for path, found in sorted(by_path.items()):
            text = _text(content, path) if path.endswith(_TEXTS) else ""
            for finding in found:
                yield finding, _problem(site, finding, text)


def _text(folder: Folder, path: str) -> str:
    try:
        return decode(folder.read(path, _MOST_TEXT)[:_MOST_TEXT], path)[0]
    except OSError:
        return ""


def _problem(site: Site, finding: Finding, text: str) -> Problem:
    # The codes of rules are in their own table.
    code = cast("Code", finding.code)
    if not finding.path:
        return site.file.problem(tuple(finding.key.split(".", 1)), code, finding.said, finding.advice)
    line, column = (finding.line, finding.column) if finding.line else position(text, finding.key, finding.entry)
    where = Where(finding.file, line, column)
    other = f"content/{finding.other}" if finding.other else ""
    return Problem(where, code, finding.said, finding.advice, excerpt(text, line), other)


def position(text: str, key: str, entry: str) -> tuple[int, int]:
    """Return line and column of a value of the front matter, or of a text of the body; zeros for the whole file.

    Args:
        text: of the file.
        key: of the front matter, with a point before one that stands below another; empty for the body.
        entry: what the value is or holds.

    """
    head, _, _ = text.partition("\n---")
    if not key:
        at = text.rfind(entry, len(head)) if entry else -1
        return _counted(text, at) if at >= 0 else (0, 0)
    start, end, indent = 0, len(head), ""
    for name in key.split("."):
        any_of = f"(?:{'|'.join(map(re.escape, names_of(name)))})"
        match = re.compile(rf"^{indent}{any_of}[ \t]*:[ \t]*|[{{,][ \t]*{any_of}:[ \t]*", re.MULTILINE).search(
            head, start, end
        )
        if match is None:
            break
        start, indent = match.end(), r"[ \t]+"
        below = re.compile(r"^[^\s#-]", re.MULTILINE).search(head, start, end)
        end = below.start() if below else end
    else:
        found = head.find(entry, start, end) if entry else -1
        return _counted(text, found if found >= 0 else start)
    return (1, 0) if text else (0, 0)


def _counted(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
