"""Baca Juga in a tree: which paragraphs become boxes, and that no other is taken for one."""

from __future__ import annotations

import re

from generator.importers.bodies.tree import Tree, beside_links, text_of
from generator.portal.records import Blank, Body

_BEGINNING = re.compile(r"\A\s*baca\s+juga\s*:", re.IGNORECASE)
_LABEL = re.compile(r"\bbaca juga ?(?:[-–—] ?)?(?:: ?)?", re.IGNORECASE)
"""What stands before the link, among words with a space between them."""
_PUNCTUATION = ".,;|·•-–—"
"""What may stand between the links, or behind the last one."""
_TEXTS = frozenset({"p", "li", "div", "blockquote", "dd"})
"""Elements that begin with a paragraph if they begin with text."""
_APART = _TEXTS | {"ul", "ol", "dl", "table", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Elements behind which a paragraph begins."""
_LISTS = frozenset({"ul", "ol"})
_LONG_ENOUGH = 20
"""Characters in which a paragraph has said whether it begins so."""


def keep_text(element: Tree, standin: str) -> None:
    """Let an element that begins like a Baca Juga box and cannot be one stay text, and what stands behind it.

    Args:
        element: of a tidied tree.
        standin: what stands for an escaped colon.

    """
    if element.tag in _TEXTS and _BEGINNING.match(_beginning(element)) and not _is_box(element):
        _escape_colon(element, standin)
    if element.tag in _APART and (tail := element.tail) and _BEGINNING.match(tail):
        element.tail = tail.replace(":", standin, 1)


def has_boxes(body: Body) -> bool:
    """Return whether a text has a Baca Juga box."""
    return any(isinstance(piece, Blank) and piece.kind in {"baca", "away"} for page in body.parts for piece in page)


def unlabelled(words: list[str]) -> list[str]:
    """Return words without what boxes have beside their links, which each system writes in its own way."""
    parts = _LABEL.sub("", " ".join(words)).split()
    return [bare for part in parts if (bare := part.strip(_PUNCTUATION))]


def _beginning(element: Tree) -> str:
    """Return the text with which an element begins."""
    text = ""
    for part in element.itertext():
        text = f"{text}{part}".lstrip()
        if len(text) >= _LONG_ENOUGH:
            break
    return text


def _is_box(element: Tree) -> bool:
    """Return whether an element that begins with Baca Juga begins with a box.

    That is a paragraph of links alone, or one right above a list of links. Words beside the links, as "dan", would be
    missing in a box.
    """
    inline: list[Tree] = []
    following = element.getnext() if not (element.tail or "").strip() else None
    for child in element:
        if child.tag in _APART:
            following = child
            break
        inline.append(child)
    if not inline and not (element.text or "").strip():
        # The block in it decides.
        return True
    beside = [element.text or "", *("".join((*beside_links(one), one.tail or "")) for one in inline)]
    if _says_more("".join(beside)):
        return False
    links = [link for one in inline for link in one.iter("a")]
    if any(one.find(".//img") is not None for one in links):
        # A box is words alone.
        return False
    if links:
        return any(text_of(one).strip() for one in links)
    return following is not None and following.tag in _LISTS and _is_list_of_links(following)


def _is_list_of_links(items: Tree) -> bool:
    """Return whether each item of a list is one link and nothing else."""
    return len(items) > 0 and all(
        one.tag == "li"
        and len(links := list(one.iter("a"))) == 1
        and text_of(links[0]).strip()
        and not _says_more("".join(beside_links(one)))
        for one in items
    )


def _says_more(text: str) -> bool:
    """Return whether a text says anything but the label of a box."""
    return any(map(str.isalnum, _BEGINNING.sub("", text, count=1)))


def _escape_colon(element: Tree, standin: str) -> None:
    for one in element.iter():
        if one.text and ":" in one.text:
            one.text = one.text.replace(":", standin, 1)
            return
        if one is not element and one.tail and ":" in one.tail:
            one.tail = one.tail.replace(":", standin, 1)
            return
