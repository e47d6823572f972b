"""Baca Juga: paragraphs that become boxes, which lead to other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.markup.collector import BACA_HINT, Draft
from generator.markup.commonmark import reach
from generator.markup.inlines import href, plain
from generator.model.records import Blank, Link, Piece

BEGINNING = re.compile(
    r"(\*\*|__|\*|_)?baca juga\s*(?:\1\s*:|:\s*\1)"
    "|"
    r"baca juga\s*:"
    # Without a colon, if nothing but one link follows.
    r"|(?P<mark>\*\*|__|\*|_)?baca juga(?(mark)(?P=mark))\s*(?:[-–—]\s*)?"
    r"(?=\[[^\[\]]{1,300}\]\([^()\s]{1,500}\)\.?\s*\Z)",
    re.IGNORECASE,
)
"""What a paragraph begins with."""
_PLAIN_ITEMS = frozenset({"list_item_open", "paragraph_open", "paragraph_close", "list_item_close"})
_SPARE_WORDS = 3
"""Words beside the links of a Baca Juga paragraph that are dropped without a word, as "dan" or "(video)"."""


def boxes(children: list[Token], prefix: str, draft: Draft) -> Sequence[Piece]:
    """Return a Baca Juga box for each link of a paragraph; `prefix` is what it begins with."""
    found: list[Piece] = []
    beside: list[Token] = []
    inside: list[Token] = []
    target = None
    for token in children:
        if token.type == "link_open":
            target, inside = str(token.attrs["href"]), []
        elif token.type == "link_close" and target is not None:
            if found:
                found.append("\n")
            found.append(_box(target, squeeze(plain(inside, pictures=True)), draft))
            target = None
        else:
            (beside if target is None else inside).append(token)
    spare = plain(beside, pictures=True).split()[len(prefix.split()) :]
    line = draft.span[0]
    if not found and len(spare) > 1:
        # A headline, which is looked for among those of all articles.
        headline = " ".join(spare)
        draft.links.append(Link("baca", headline, "", line + draft.first_line, draft.column(line, headline)))
        return [Blank("baca", len(draft.links) - 1)]
    if not found:
        draft.problem(line, "bad-link", sentence("this Baca Juga holds no link"), BACA_HINT)
    elif sum(any(map(str.isalnum, word)) for word in spare) > _SPARE_WORDS:
        draft.problem(
            line,
            "bad-link",
            sentence("text stands beside the link of this Baca Juga"),
            sentence("move it to a paragraph of its own, or delete it"),
        )
    return found


def above_list(tokens: Sequence[Token], index: int, draft: Draft) -> Sequence[Piece]:
    """Return the boxes of a Baca Juga paragraph without a link and of the list of links below it.

    Args:
        tokens: of the text.
        index: of the token that opens the paragraph.
        draft: of the text.

    Returns:
        Nothing if there is no such list, or if any of its items is something else than a link. The draft notes that the
        list has become boxes.

    """
    inline = tokens[index + 1]
    index += 3
    if index >= len(tokens) or tokens[index].type not in ("bullet_list_open", "ordered_list_open"):
        return ()
    if any(child.type == "link_open" for child in inline.children or ()):
        return ()
    level = tokens[index].level
    end = next(i for i in range(index + 1, len(tokens)) if tokens[i].level == level)
    inside = tokens[index + 1 : end]
    items = [token for token in inside if token.type == "inline"]
    kinds = {token.type for token in inside} - {"inline"}
    links = (sum(child.type == "link_open" for child in item.children or ()) for item in items)
    if not kinds <= _PLAIN_ITEMS or not all(count == 1 for count in links):
        return ()
    found: list[Piece] = []
    for item in items:
        if item.map:
            draft.span = (item.map[0], item.map[1])
        if found:
            found.append("\n")
        found += boxes(item.children or [], "", draft)
    draft.boxed, draft.following = index, end + 1
    return found


def _box(target: str, text: str, draft: Draft) -> Blank:
    """Return the box for one link of a Baca Juga paragraph."""
    where = reach(target)
    if where == "external":
        draft.judge(target)
        address = href(target)
        return Blank("away", text=f'<a href="{address}" rel="{draft.rel}">{escapeHtml(text) or address}</a>')
    if where == "fragment":
        draft.problem(draft.locate(target)[0], "bad-link", sentence("{target} is no article", target=target), BACA_HINT)
    return Blank("baca", draft.add("baca", target, text))
