"""Turns HTML that is in order into pieces of a body, with the checks and levels of headings that Markdown has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import unescape

from markdown_it.common.utils import escapeHtml

from generator.base.text import squeeze
from generator.markup.allowed_html import Anchor, Beside, Photo, Placeholder, Within
from generator.markup.collector import Draft
from generator.markup.commonmark import MAX_DEPTH, TOO_DEEP, TooMuch
from generator.markup.elements import PHRASES, VOID
from generator.markup.inlines import foreign_picture, href, reach
from generator.model.records import Blank, Piece, Record

_PART = re.compile(
    r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?: (?:href|src|title)="(?P<number>\d+)")?(?: [a-z]+="[^"]*")*>'
)
"""A tag as `HtmlFilter` gives it; in what holds none, "<" is a reference."""
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_FIGURE = frozenset({"b", "br", "cite", "em", "figcaption", "i", "img", "p", "small", "strong"})
"""Elements of a figure that is no more than a picture with a caption."""
_HOMES = {"li": ("ol", "ul"), "dd": ("dl",), "dt": ("dl",)}
"""Items, and the lists that they are of."""
_OPENING = {"table": '<div class="tabel" tabindex="0"><table>', "pre": '<pre tabindex="0">'}
"""What scrolls, does so by keyboard too."""
_CLOSING = {"p": "</p>\n", "table": "</table></div>\n"}


class _Part(Record, frozen=True):
    source: str
    name: str = ""
    """Of a tag; empty for text."""
    is_end: bool = False
    item: Placeholder | None = None
    """What it stands for."""


class Sanitizer:
    """The work on one text; it lives as long as the call that writes it."""

    def __init__(
        self,
        html: str,
        placeholders: Sequence[Placeholder],
        draft: Draft,
        block: Callable[[Beside], None],
        *,
        loose: bool,
    ) -> None:
        """Take HTML as `HtmlFilter` gives it, with what its numbers stand for.

        `block` writes a block to the last page of the draft; `loose` makes a paragraph of text that is in no element.
        """
        self._draft = draft
        self._block = block
        self._loose = loose
        self._parts = _parts(_EMPTY.sub("", html.replace("&nbsp;", "\u00a0")), placeholders)
        self._ends, self._links, self._blocks = self._paired()
        self._closing: dict[int, Piece] = {}
        """Number of a part -> what is written in its place."""

    def write(self) -> str:
        """Write it to the last page of the draft, and return the text of its first paragraph."""
        out = self._draft.pages[-1]
        texts: list[str] = []
        first, begun = "", 0
        depth, wrapped, number = 0, False, 0
        count = len(self._parts)
        while number < count:
            part = self._parts[number]
            holds_blocks = self._blocks[self._ends.get(number, number)] > self._blocks[number]
            is_line = not part.name or (part.name in PHRASES and not holds_blocks)
            if self._loose and depth == 0 and is_line != wrapped and (part.name or part.source.strip() or wrapped):
                out.append("</p>\n" if wrapped else "<p>")
                wrapped = not wrapped
                if not wrapped and not first:
                    first = "".join(texts[begun:])
            if not wrapped and part.name in ("p", "") and depth <= 1 and not first:
                if part.is_end:
                    first = "".join(texts[begun:])
                elif part.name:
                    begun = len(texts)
            if not part.name:
                out.append(part.source)
                texts.append(unescape(part.source))
            else:
                if part.name not in PHRASES or part.name == "br":
                    texts.append(" ")
                number = self._tag(part, number, out)
                if part.name not in VOID and number < count:
                    depth += -1 if part.is_end else 1
            number += 1
        if wrapped:
            out.append("</p>\n")
            first = first or "".join(texts[begun:])
        while out and isinstance(out[-1], str) and not out[-1].strip():
            out.pop()
        self._draft.texts.append("".join(texts))
        return squeeze(first)

    def _paired(self) -> tuple[dict[int, int], list[int], list[int]]:
        """Return where each element ends; how many links and boxes begin before each part, and how many blocks."""
        ends: dict[int, int] = {}
        links, blocks = [0], [0]
        opened: list[int] = []
        for number, part in enumerate(self._parts):
            item = part.item
            links.append(
                links[-1] + (isinstance(item, (Anchor, Beside)) or (isinstance(item, Within) and item.is_link))
            )
            blocks.append(blocks[-1] + (bool(part.name) and part.name not in PHRASES))
            if not part.name or part.name in VOID:
                continue
            if part.is_end:
                ends[opened.pop()] = number
            else:
                opened.append(number)
                if len(opened) > MAX_DEPTH:
                    raise TooMuch(self._draft.span[0], *TOO_DEEP)
        return ends, links, blocks

    def _tag(self, part: _Part, number: int, out: list[Piece]) -> int:
        """Write a tag, and return the number of the last part that was written with it."""
        if part.is_end:
            out.append(self._closing.pop(number, _CLOSING.get(part.name, part.source)))
            return number
        item = part.item
        if isinstance(item, Photo):
            self._picture(item, out)
        elif isinstance(item, Within):
            out += item.pieces
        elif isinstance(item, Beside):
            self._block(item)
        elif isinstance(item, Anchor):
            self._anchor(item, number, out)
        elif part.name == "figure" and (photo := self._only_photo(number)):
            self._picture(photo, out, self._text(number, "figcaption"))
            out.append("\n")
            return self._ends[number]
        elif part.name in _HEADINGS:
            return self._heading(part, number, out)
        else:
            out.append(_OPENING.get(part.name, part.source))
        return number

    def _heading(self, part: _Part, number: int, out: list[Piece]) -> int:
        end = self._ends[number]
        inside = {inner.name for inner in self._parts[number + 1 : end]}
        if not inside <= PHRASES | {""}:
            # What holds blocks is no heading.
            self._closing[end] = ""
            return number
        page = len(self._draft.pages)
        text = self._text(number)
        if not text and "img" not in inside:
            return end
        first = page == 1 and not any(isinstance(piece, Blank) or piece.strip() for piece in out)
        name, tag = self._draft.outline.begin(int(part.name[1]), text, page, first=first)
        if not name:
            return end
        out.append(tag)
        self._closing[end] = f"</{name}>\n"
        return number

    def _anchor(self, anchor: Anchor, number: int, out: list[Piece]) -> None:
        """Open a link; one that holds another, or a block, is left out, and what it holds stays."""
        end = self._ends[number]
        if self._links[end] > self._links[number + 1]:
            self._closing[end] = ""
        elif anchor.opening:
            out += anchor.opening
            self._closing[end] = anchor.closing
        elif reach(anchor.target) == "fragment":
            blank = self._draft.jump(anchor.target, anchor.place)
            out += ('<a href="', blank, f'{escapeHtml(anchor.target)}">')
        elif reach(anchor.target) == "external":
            self._draft.judge(anchor.target, anchor.place)
            out.append(f'<a href="{href(anchor.target)}" rel="{self._draft.rel}">')
        else:
            text = self._text(number) or (anchor.target if end > number + 1 else "")
            link = self._draft.add("link", anchor.target, text, place=anchor.place)
            out.append(Blank("open", link))
            self._closing[end] = Blank("close", link)

    def _picture(self, photo: Photo, out: list[Piece], caption: str = "") -> None:
        draft = self._draft
        line, column = photo.place
        if reach(photo.target) == "external":
            draft.judge(photo.target, photo.place, picture=True)
            out.append(foreign_picture(photo.target, photo.alt, caption))
        else:
            out.append(Blank("image", draft.add("image", photo.target, photo.alt, caption, place=photo.place)))
        if not photo.alt and not caption:
            draft.silent.append((line + draft.first_line, column))

    def _only_photo(self, number: int) -> Photo | None:
        """Return the picture of a figure that is no more than one with a caption."""
        inside = self._parts[number + 1 : self._ends[number]]
        photos = [part.item for part in inside if part.name == "img"]
        depth = 0
        for part in inside:
            depth += (part.name == "figcaption") * (-1 if part.is_end else 1)
            if (part.name and part.name not in _IN_FIGURE) or (not part.name and not depth and part.source.strip()):
                return None
        return photos[0] if len(photos) == 1 and isinstance(photos[0], Photo) else None

    def _text(self, number: int, within: str = "") -> str:
        """Return the text of the element that begins at a part, or that of one kind of element in it."""
        texts: list[str] = []
        depth = 0
        for part in self._parts[number + 1 : self._ends[number]]:
            if part.name == within:
                depth += -1 if part.is_end else 1
            if not part.name and (depth or not within):
                texts.append(unescape(part.source))
            elif isinstance(part.item, Photo) and not within:
                texts.append(part.item.alt)
            elif part.name == "br":
                texts.append(" ")
        return squeeze("".join(texts))


def _parts(html: str, placeholders: Sequence[Placeholder]) -> list[_Part]:
    parts: list[_Part] = []
    begin = 0
    for found in _PART.finditer(html):
        if found.start() > begin:
            parts.append(_Part(html[begin : found.start()]))
        begin = found.end()
        has_number = found["number"] and found["name"] in ("a", "hr", "img")
        item = placeholders[int(found["number"])] if has_number else None
        parts.append(_Part(found[0], found["name"], bool(found["end"]), item))
    if begin < len(html):
        parts.append(_Part(html[begin:]))
    return list(_at_home(parts))


def _at_home(parts: Sequence[_Part]) -> Iterator[_Part]:
    """Yield parts without the items that are in no list: they would end those of the Markdown around them."""
    opened: Counter[str] = Counter()
    kept: list[bool] = []
    for part in parts:
        if not part.name or part.name in VOID:
            yield part
        elif part.is_end:
            opened[part.name] -= 1
            if kept.pop():
                yield part
        else:
            kept.append(part.name not in _HOMES or any(opened[home] for home in _HOMES[part.name]))
            opened[part.name] += 1
            if kept[-1]:
                yield part
