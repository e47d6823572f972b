"""The tree of a body: parsed leniently, and edited without losing the text around an element."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from generator.base.text import clean

Tree = Any
"""An element of lxml."""

_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
_EMPTY = ("source", "track", "wbr", "embed")
"""Elements without content that are younger than the parser, to which they go on to the end of what they are in."""
_NAME = re.compile(r"[a-z_][\w.-]*", re.IGNORECASE | re.ASCII)
LIFTED_OUT_OF = frozenset({
    "p", "a", "b", "strong", "i", "em", "s", "del", "strike", "code", "sub", "sup", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
"""Elements in which no block can be."""
BLOCKS = frozenset({
    "p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "figure", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
"""Elements that begin and end lines of their own."""


def parse(text: str) -> Tree:
    """Return a body's tree, below a div; its texts are cleaned, including character references."""
    root = _parsed(clean(text))
    for element in root.iter():
        # HTML allows names that lxml does not, such as one that ends in a stray quotation mark.
        if not all(map(_NAME.fullmatch, element.keys())):
            kept = {key: value for key, value in element.items() if _NAME.fullmatch(key)}
            element.attrib.clear()
            element.attrib.update(kept)
    for element in reversed(list(root.iter(*_EMPTY))):
        if element is not root:
            _empty(element)
    if "&#" in text:
        for element in root.iter():
            element.text, element.tail = clean(element.text or ""), clean(element.tail or "")
            for key, value in element.attrib.items():
                element.set(key, clean(value))
    return root


def _empty(element: Tree) -> None:
    """Move what an old parser takes for an element's content behind it, where it belongs."""
    behind, element.tail, element.text = element.tail or "", element.text, None
    if children := list(element):
        children[-1].tail = (children[-1].tail or "") + behind
        parent = element.getparent()
        index = parent.index(element) + 1
        parent[index:index] = children
    elif behind:
        element.tail = (element.tail or "") + behind


def _parsed(text: str) -> Tree:
    # Not lxml.html: looking up its Python element classes takes as long as parsing.
    whole = etree.fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), _PARSER)
    body = whole.find("body")
    root = body if body is not None else whole
    if len(root) == 1 and root[0].tag == "div" and not root.text and not root[0].tail:
        return root[0]
    # A stray </div> closed ours.
    root.tag = "div"
    return root


def text_of(element: Tree) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def new(tag: str, text: str | None = None) -> Tree:
    element = etree.Element(tag)
    element.text = text
    return element


def drop(element: Tree, text: str = "") -> None:
    """Remove an element with its content, or replace it by a text; the text after it stays."""
    write_before(element, text + (element.tail or ""))
    element.getparent().remove(element)


def replace_by(element: Tree, other: Tree) -> None:
    other.tail = element.tail
    element.getparent().replace(element, other)


def unwrap(element: Tree) -> None:
    if not len(element):
        drop(element, element.text or "")
        return
    write_before(element, element.text or "")
    element[-1].tail = (element[-1].tail or "") + (element.tail or "")
    element.tail = None
    parent = element.getparent()
    index = parent.index(element)
    parent[index : index + 1] = list(element)


def write_before(element: Tree, text: str) -> None:
    """Put a text right before an element."""
    if not text:
        return
    if (previous := element.getprevious()) is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + text


def inside(element: Tree, names: Iterable[str]) -> bool:
    return next(element.iterancestors(*names), None) is not None


def lift(element: Tree) -> None:
    """Move a block out of paragraphs and inline elements, which are split around it."""
    while (parent := element.getparent()) is not None and parent.tag in LIFTED_OUT_OF:
        after = etree.Element(parent.tag, dict(parent.attrib))
        after.text, element.tail = element.tail, None
        for following in list(element.itersiblings()):
            after.append(following)
        after.tail, parent.tail = parent.tail, None
        parent.addnext(element)
        element.addnext(after)
