"""What readers make of a body."""

from __future__ import annotations

from generator.markup.markdown import parse_body
from generator.model.records import Blank, Remark


def remarks(body: str) -> tuple[Remark, ...]:
    """Return what the writer of a body is told of; lines count from 1."""
    return parse_body(body, "content/daerah/a.md", 1)[0].remarks


def written(body: str) -> str:
    """Return the HTML of a body on one page, with its blanks as the fixture documents show them."""
    (part,) = parse_body(body, "content/daerah/a.md")[0].parts
    return "".join(
        f"⟦{piece.kind} {piece.text or piece.link}⟧" if isinstance(piece, Blank) else piece for piece in part
    )
