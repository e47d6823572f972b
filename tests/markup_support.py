"""What readers get of a body, as the documents of cases show it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.markup.markdown import parse_body

BREAK = "===== halaman =====\n"
BETWEEN = "\n%%\n"
"""What stands between several texts of a case, and between what comes of them."""


def page(pieces: Iterable[object]) -> str:
    """Return a page of a body, with what the page fills in between ⟦ and ⟧."""
    return "".join(
        piece if isinstance(piece, str) else f"⟦{piece.kind} {piece.text or piece.link}⟧"  # type: ignore[attr-defined]
        for piece in pieces
    )


def written(body: str, **how: object) -> str:
    """Return the HTML of a body, its pages one behind the other."""
    return BREAK.join(map(page, parse_body(body, "content/daerah/a.md", **how)[0].parts))  # type: ignore[arg-type]


def codes(body: str, **how: object) -> list[tuple[int, str]]:
    """Return line and code of what is wrong with a body, whose lines count from 1."""
    problems = parse_body(body, "content/daerah/a.md", **how)[1]  # type: ignore[arg-type]
    return [(problem.where.line, problem.code) for problem in problems]


def show(text: str) -> str:
    """Return all that comes of the texts of a case: HTML, then @ links, ! problems and * mark."""
    return BETWEEN.join(map(_show, text.split(BETWEEN)))


def _show(text: str) -> str:
    body, problems = parse_body(text, "a.md")
    said = [BREAK.join(map(page, body.parts)).rstrip("\n")]
    said += [
        f"@ {link.kind} {link.line}:{link.column} {link.target!r} {link.text!r}"
        + f" {link.caption!r}" * bool(link.caption)
        for link in body.links
    ]
    said += [f"! {problem.where}: {problem.message}" for problem in problems]
    said += [f"* {body.mark}"] * bool(body.mark)
    return "\n".join(said)
