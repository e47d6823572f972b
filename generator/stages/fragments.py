"""Fragments: which links lead to a place of a text, behind #, that the text does not have."""

from __future__ import annotations

from collections.abc import Collection

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.portal.anchors import fragment_of, is_one_of, place_hint
from generator.portal.packing import unpack_text
from generator.portal.records import Article, Link
from generator.store import documents
from generator.store.database import Store


def dead(store: Store, key: int, link: Link, place: Where, of_theme: Collection[str]) -> Problem | None:
    """Return the problem of a link to a place that its target does not have.

    Args:
        store: the store.
        key: of what the link leads to.
        link: the link.
        place: where it stands.
        of_theme: ids of the theme.

    """
    fragment = fragment_of(link.target)
    if link.kind == "image" or not fragment or is_one_of(fragment, of_theme):
        return None
    anchors = _anchors(store, key)
    if anchors is None or fragment in anchors:
        return None
    message = sentence(
        "this link leads to no place of its target: {target} has no {value}",
        target=quoted(link.target),
        value=quoted(f"#{fragment}"),
    )
    return Problem(place, "dead-fragment", message, place_hint(fragment, anchors), target=link.target)


def _anchors(store: Store, key: int) -> list[str] | None:
    """Return the anchors of the document of a name; None if it is no text that readers see."""
    document = documents.named(store, key)
    if document is None or document.kind == "media":
        return None
    text = unpack_text(document.kind, document.record)
    if isinstance(text, Article) and text.matter.is_over:
        return None
    return [anchor for anchor, _ in text.body.anchors]
