"""What readers make of a body."""

from __future__ import annotations

from generator.portal.records import Remark
from generator.readers.markdown import parse_body


def remarks(body: str) -> tuple[Remark, ...]:
    """Return what the writer of a body is told of; lines count from 1."""
    return parse_body(body, "content/daerah/a.md", 1)[0].remarks
