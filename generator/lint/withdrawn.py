"""Withdrawn articles: what of them stays public though they are withdrawn."""

from __future__ import annotations

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.model.records import Link
from generator.store import private_files
from generator.store.database import Store


def public_picture(store: Store, key: int, link: Link, place: Where) -> Problem | None:
    """Return the problem of a picture of a withdrawn article that stays public because another document shows it.

    Args:
        store: the store.
        key: of the picture.
        link: the picture, as the withdrawn article has it.
        place: where that is.

    """
    other = private_files.shown_by(store, key) if link.kind == "image" else ""
    if not other:
        return None
    return Problem(
        place,
        "withdrawn-photo",
        sentence(
            "this article is withdrawn, but its picture {target} stays public: content/{other} shows it too",
            target=quoted(link.target),
            other=other,
        ),
        sentence("if nobody is to see it any more, take it out of content/{other} as well", other=other),
        other=f"content/{other}",
    )
