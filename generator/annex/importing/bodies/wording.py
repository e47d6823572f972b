"""The words of a body, on both sides: what readers of the old site saw, and what readers of the new one will."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from lxml import etree

from generator.annex.importing.bodies.tree import Tree
from generator.base.text import clean
from generator.model.records import Body

_BLOCKS = frozenset({
    "p", "div", "br", "li", "ul", "ol", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "pre", "figure", "figcaption", "dt", "dd", "dl", "hr", "section", "article", "aside", "summary", "details",
    "caption",
    "img", "iframe", "video", "audio", "form", "option", "address", "center", "header", "footer", "main", "nav",
})  # fmt: skip
"""Elements around which words end."""
_UNSEEN = frozenset({"script", "style", "template", "title", "desc", "metadata"})
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b[^<>]*>")
_MARKS = re.compile(r'<sup class="rujukan".*?</sup>|<a [^<>]*class="kembali"[^<>]*>[^<>]*</a>')
"""The numbers of footnotes, which the old site had its own of."""
_TAG = re.compile(r"<[^<>]*>")


def words_of(text: str) -> list[str]:
    """Return the words of a plain text, as they are compared."""
    return clean(text).replace("\xad", "").replace("\u200b", "").split()


def words_of_html(html: str) -> Counter[str]:
    """Return the words that a piece of HTML shows, but for addresses, which may become boxes or links."""
    words = words_of(unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", html))))
    return Counter(word for word in words if "://" not in word)


def words_of_tree(root: Tree) -> list[str]:
    """Return the words that a tree of HTML shows."""
    return words_of(shown_by(root))


def shown_by(root: Tree) -> str:
    """Return the text that a tree of HTML shows; a list of words would take ten times the memory."""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if isinstance(element.tag, str):
            if element.tag in _BLOCKS:
                parts.append(" ")
            if event == "start":
                if element.tag not in _UNSEEN and element.text:
                    parts.append(element.text)
                continue
        if element is not root and element.tail:
            parts.append(element.tail)
    return "".join(parts)


def words_of_body(body: Body) -> list[str]:
    """Return the words that the page of a parsed body shows."""
    parts: list[str] = []
    for page in body.parts:
        for piece in page:
            if isinstance(piece, str):
                parts.append(piece)
                continue
            if piece.kind in {"image", "baca"}:
                link = body.links[piece.link]
                parts.append(f"<p>{_escaped(link.caption if piece.kind == 'image' else 'Baca Juga: ' + link.text)}<p>")
            elif piece.kind == "away":
                parts.append(f"<p>Baca Juga: {piece.text}<p>")
        parts.append("<p>")
    whole = "".join(parts)
    if "rujukan" in whole:
        whole = _MARKS.sub("", whole)
    shown = _TAG.sub("", _BLOCK_TAG.sub(" ", whole))
    return words_of(unescape(shown))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def compare(
    before: list[str], after: list[str], added: Counter[str], removed: Counter[str]
) -> tuple[list[str], list[str]]:
    """Return the words that were lost, and those that came without a reason.

    `added` and `removed` are those that the conversion means to add and to leave out.
    """
    if before == after:
        return [], []
    # Most words are the same at both ends, and counting them takes longer than passing over them.
    shorter = min(len(before), len(after))
    begin = _alike(before, after)
    end = min(_alike(before[::-1], after[::-1]), shorter - begin)
    first, second = (Counter(words[begin : len(words) - end]) for words in (before, after))
    lost = first - second - removed
    come = second - first - added
    return sorted(lost.elements()), sorted(come.elements())


def _alike(before: list[str], after: list[str]) -> int:
    for number, (word, other) in enumerate(zip(before, after, strict=False)):
        if word != other:
            return number
    return min(len(before), len(after))
