"""Makes HTML of the documents of Ghost's editors, lexical and mobiledoc, for posts that it never rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import msgspec

from generator.model.codec import UNREADABLE

_DEEPEST = 40
_FORMATS = (("strong", 1), ("em", 2), ("s", 4), ("code", 16), ("sub", 32), ("sup", 64))
_BLOCKS = {
    "paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote", "listitem": "li",
}  # fmt: skip
_TAGS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "ul", "ol", "li", "a", "strong", "b", "em", "i",
    "s", "code", "sub", "sup", "u",
})  # fmt: skip
_SILENT = frozenset({"", "root", "heading", "extended-heading", "list", "horizontalrule", "hr", "paywall"})


class _Node(dict[str, Any]):
    """A part of a document."""

    def text(self, key: str) -> str:
        value = self.get(key)
        return value if isinstance(value, str) else ""

    def nodes(self, key: str) -> list[_Node]:
        value = self.get(key)
        return [_Node(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def html_of(document: str) -> tuple[str, tuple[str, ...]]:
    """Return a document's HTML, and the names of cards that are not in it."""
    try:
        value = msgspec.json.decode(document)
    except UNREADABLE:
        return "", ("lexical",)
    unknown: dict[str, None] = {}
    if not isinstance(value, dict):
        return "", ()
    root = value.get("root")
    parts = _lexical(_Node(root), unknown, 0) if isinstance(root, dict) else "".join(_mobiledoc(_Node(value), unknown))
    return parts, tuple(unknown)


def _lexical(node: _Node, unknown: dict[str, None], depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    kind = node.text("type")
    if kind in {"text", "extended-text"}:
        text, form = escape(node.text("text"), quote=False), node.get("format")
        for tag, bit in _FORMATS:
            text = f"<{tag}>{text}</{tag}>" if isinstance(form, int) and form & bit else text
        return text
    if kind == "linebreak":
        return "<br>"
    inner = "".join(_lexical(child, unknown, depth + 1) for child in node.nodes("children"))
    if kind in {"link", "autolink"}:
        return f'<a href="{escape(node.text("url"))}">{inner}</a>'
    if (tag := _BLOCKS.get(kind) or node.text("tag")) in _TAGS:
        return f"<{tag}>{inner}</{tag}>"
    return _card(kind, node, unknown) + inner


def _card(kind: str, node: _Node, unknown: dict[str, None]) -> str:
    if show := _CARDS.get(kind):
        return show(node)
    if kind not in _SILENT:
        unknown[kind] = None
    return ""


def _mobiledoc(document: _Node, unknown: dict[str, None]) -> Iterator[str]:
    markups, cards = document.get("markups"), document.get("cards")
    sections = document.get("sections")
    for section in sections if isinstance(sections, list) else ():
        match section:
            case [1, str(tag), [*markers], *_] if tag in _TAGS:
                yield f"<{tag}>{_marked(markers, markups)}</{tag}>"
            case [3, str(tag), [*items], *_] if tag in _TAGS:
                inner = (f"<li>{_marked(item, markups)}</li>" for item in items if isinstance(item, list))
                yield f"<{tag}>{''.join(inner)}</{tag}>"
            case [2, str(source), *_]:
                yield _picture(_Node(src=source))
            case [10, int(number), *_] if isinstance(cards, list) and 0 <= number < len(cards):
                match cards[number]:
                    case [str(kind), dict(payload), *_]:
                        yield _card(kind, _Node(payload), unknown)


def _marked(markers: list[Any], markups: Any) -> str:
    """Return a paragraph's HTML: each piece of text opens some markups, and closes some of those that are open."""
    text, opened = "", []
    for marker in markers:
        match marker:
            case [0, [*opens], int(closes), str(words), *_]:
                for number in opens:
                    match markups[number] if isinstance(markups, list) and number in range(len(markups)) else None:
                        case ["a", ["href", str(address), *_], *_]:
                            text += f'<a href="{escape(address)}">'
                            opened.append("a")
                        case [str(tag), *_] if tag in _TAGS:
                            text += f"<{tag}>"
                            opened.append(tag)
                        case _:
                            opened.append("u")
                            text += "<u>"
                text += escape(words, quote=False)
                text += "".join(f"</{opened.pop()}>" for _ in range(min(closes, len(opened))))
            case [1, *_]:
                # An atom: a soft break.
                text += "<br>"
    return text + "".join(f"</{tag}>" for tag in reversed(opened))


def _picture(node: _Node) -> str:
    source, alt = escape(node.text("src")), escape(node.text("alt"))
    return f'<figure><img src="{source}" alt="{alt}"><figcaption>{node.text("caption")}</figcaption></figure>'


def _linked(address: str, words: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(words or address, quote=False)}</a></p>'


def _bookmark(node: _Node) -> str:
    metadata = node.get("metadata")
    return _linked(node.text("url"), _Node(metadata).text("title") if isinstance(metadata, dict) else "")


_CARDS: dict[str, Callable[[_Node], str]] = {
    "image": _picture, "gallery": lambda node: "".join(map(_picture, node.nodes("images"))),
    "html": lambda node: node.text("html"), "code": lambda node: f"<pre>{escape(node.text('code'), quote=False)}</pre>",
    "codeblock": lambda node: f"<pre>{escape(node.text('code'), quote=False)}</pre>",
    "markdown": lambda node: f"<p>{escape(node.text('markdown'), quote=False)}</p>",
    "embed": lambda node: f"<p data-bare>{escape(node.text('url'))}</p>", "bookmark": _bookmark,
    "callout": lambda node: f"<blockquote>{node.text('calloutText')}</blockquote>",
    "toggle": lambda node: f"<h3>{node.text('heading')}</h3>{node.text('content')}",
    "button": lambda node: _linked(node.text("buttonUrl"), node.text("buttonText")),
    "video": lambda node: f'<video src="{escape(node.text("src"))}"></video><p>{node.text("caption")}</p>',
    "audio": lambda node: f'<audio src="{escape(node.text("src"))}"></audio><p>{node.text("title")}</p>',
    "file": lambda node: _linked(node.text("src"), node.text("fileTitle") or node.text("fileName")),
}  # fmt: skip
