"""Turns well-formed HTML into pieces of a body, with the same checks and heading levels as for Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape

import msgspec
from markdown_it.common.utils import escapeHtml

from generator.base.text import squeeze
from generator.markup.allowed_html import Anchor, Block, Inline, Photo, Placeholder
from generator.markup.collector import Draft
from generator.markup.commonmark import MAX_DEPTH, TOO_DEEP, TooMuch
from generator.markup.elements import PHRASES, VOID
from generator.markup.inlines import foreign_picture, href, reach
from generator.model.records import Blank, Piece

_TAG = re.compile(
    r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?: (?:href|src|title)="(?P<number>\d+)")?(?: [a-z]+="[^"]*")*>'
)
"""A tag from `HtmlFilter`; everywhere else "<" is escaped."""
_EMPTY = re.compile(r"<p>\s*</p>\n?")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_FIGURE = frozenset({"b", "br", "cite", "em", "figcaption", "i", "img", "p", "small", "strong"})
"""Elements of a figure that is only a picture with a caption."""
_HOMES = {"li": ("ol", "ul"), "dd": ("dl",), "dt": ("dl",)}
"""Items, and the lists they belong in."""
_OPENING = {"table": '<div class="tabel" tabindex="0"><table>', "pre": '<pre tabindex="0">'}
"""Scrolling elements are reachable by keyboard."""
_CLOSING = {"p": "</p>\n", "table": "</table></div>\n"}


class Element(msgspec.Struct):
    """An element, with its opening tag and its content."""

    tag: str
    name: str
    item: Placeholder | None = None
    """Its placeholder."""
    inside: list[Element | str] = []

    def below(self, *, but: str = "") -> Iterator[Element | str]:
        """Yield all elements and texts inside, at any depth, but not inside elements of one name."""
        for part in self.inside:
            yield part
            if isinstance(part, Element) and part.name != but:
                yield from part.below(but=but)

    @property
    def elements(self) -> Iterator[Element]:
        return (part for part in self.below() if isinstance(part, Element))

    @property
    def is_line(self) -> bool:
        """Whether it is inline and contains only inline elements."""
        return self.name in PHRASES and all(inner.name in PHRASES for inner in self.elements)


class Sanitizer:
    """The work on one text; it lives as long as the call that writes it."""

    def __init__(
        self,
        html: str,
        placeholders: Sequence[Placeholder],
        draft: Draft,
        block: Callable[[Block], None],
        *,
        loose: bool,
    ) -> None:
        """Take HTML from `HtmlFilter`, and its placeholders.

        `block` writes a block to the last page of the draft; `loose` wraps bare text in paragraphs.
        """
        self._draft = draft
        self._block = block
        self._loose = loose
        self._top = _tree(_EMPTY.sub("", html.replace("&nbsp;", "\u00a0")), placeholders, draft)
        self._out = draft.pages[-1]
        self._texts: list[str] = []
        self._first, self._begun = "", 0
        """The first paragraph, and its start in the texts."""
        self._depth = 0
        self._wrapped = False
        """Whether a paragraph of bare text is open."""

    def write(self) -> str:
        """Write to the last page of the draft, and return the text of the first paragraph."""
        for part in self._top.inside:
            self._part(part)
        if self._wrapped:
            self._wrap()
        out = self._out
        while out and isinstance(out[-1], str) and not out[-1].strip():
            out.pop()
        self._draft.texts.append("".join(self._texts))
        return squeeze(self._first)

    def _wrap(self) -> None:
        """Begin or end a paragraph of bare text."""
        self._out.append("</p>\n" if self._wrapped else "<p>")
        if self._wrapped:
            self._end_first()
        self._wrapped = not self._wrapped

    def _end_first(self) -> None:
        self._first = self._first or "".join(self._texts[self._begun :])

    def _part(self, part: Element | str) -> None:
        if self._loose and not self._depth:
            is_line = self._wrapped or bool(part.strip()) if isinstance(part, str) else part.is_line
            if is_line != self._wrapped:
                self._wrap()
        if isinstance(part, str):
            self._out.append(part)
            self._texts.append(unescape(part))
        else:
            self._element(part)

    def _element(self, element: Element) -> None:
        name = element.name
        if name == "p" and not self._wrapped and self._depth <= 1 and not self._first:
            self._begun = len(self._texts)
        if name not in PHRASES or name == "br":
            self._texts.append(" ")
        closing = self._open(element)
        if name in VOID or closing is None:
            return
        self._depth += 1
        for part in element.inside:
            self._part(part)
        if name == "p" and not self._wrapped and self._depth <= 1:
            self._end_first()
        if name not in PHRASES:
            self._texts.append(" ")
        self._out.append(closing)
        self._depth -= 1

    def _open(self, element: Element) -> Piece | None:
        """Write an element's opening and return its closing; None if it is written completely, or left out."""
        item = element.item
        if isinstance(item, Photo):
            self._picture(item)
        elif isinstance(item, Inline):
            self._out += item.pieces
        elif isinstance(item, Block):
            self._block(item)
        elif isinstance(item, Anchor):
            return self._anchor(item, element)
        elif element.name == "figure" and (photo := _only_photo(element)):
            self._picture(photo, squeeze("".join(_words(element, alts=False))))
            self._out.append("\n")
            return None
        elif element.name in _HEADINGS:
            return self._heading(element)
        else:
            self._out.append(_OPENING.get(element.name, element.tag))
        return _CLOSING.get(element.name, f"</{element.name}>")

    def _heading(self, heading: Element) -> Piece | None:
        names = {inner.name for inner in heading.elements}
        if not names <= PHRASES:
            # An element with blocks inside is no heading.
            return ""
        text = squeeze("".join(_words(heading)))
        if not text and "img" not in names:
            return None
        page = len(self._draft.pages)
        first = page == 1 and not any(isinstance(piece, Blank) or piece.strip() for piece in self._out)
        name, tag = self._draft.outline.begin(int(heading.name[1]), text, page, first=first)
        if not name:
            return None
        self._out.append(tag)
        return f"</{name}>\n"

    def _anchor(self, anchor: Anchor, element: Element) -> Piece:
        """Open a link; one that contains another link or a block is dropped, but not its content."""
        items = [inner.item for inner in element.elements]
        if any(isinstance(item, (Anchor, Block)) or (isinstance(item, Inline) and item.is_link) for item in items):
            return ""
        if anchor.opening:
            self._out += anchor.opening
            return anchor.closing
        where = reach(anchor.target)
        if where == "fragment":
            blank = self._draft.jump(anchor.target, anchor.place)
            self._out += ('<a href="', blank, f'{escapeHtml(anchor.target)}">')
            return "</a>"
        if where == "external":
            self._draft.judge(anchor.target, anchor.place)
            self._out.append(f'<a href="{href(anchor.target)}" rel="{self._draft.rel}">')
            return "</a>"
        text = squeeze("".join(_words(element))) or (anchor.target if element.inside else "")
        link = self._draft.add("link", anchor.target, text, place=anchor.place)
        self._out.append(Blank("open", link))
        return Blank("close", link)

    def _picture(self, photo: Photo, caption: str = "") -> None:
        draft = self._draft
        line, column = photo.place
        if reach(photo.target) == "external":
            draft.judge(photo.target, photo.place, picture=True)
            self._out.append(foreign_picture(photo.target, photo.alt, caption))
        else:
            self._out.append(Blank("image", draft.add("image", photo.target, photo.alt, caption, place=photo.place)))
        if not photo.alt and not caption:
            draft.silent.append((line + draft.first_line, column))


def _only_photo(figure: Element) -> Photo | None:
    """Return the picture of a figure that is only a picture with a caption; None for others."""
    photos = [inner.item for inner in figure.elements if inner.name == "img"]
    beside = [part for part in figure.below(but="figcaption") if isinstance(part, str)]
    if any(inner.name not in _IN_FIGURE for inner in figure.elements) or "".join(beside).strip():
        return None
    return photos[0] if len(photos) == 1 and isinstance(photos[0], Photo) else None


def _words(element: Element, *, alts: bool = True) -> Iterator[str]:
    """Yield the text of an element, with the alt texts of its pictures or without."""
    for part in element.inside:
        if isinstance(part, str):
            yield unescape(part)
        elif part.name == "br":
            yield " "
        elif not isinstance(part.item, Photo):
            yield from _words(part, alts=alts)
        elif alts:
            yield part.item.alt


def _tree(html: str, placeholders: Sequence[Placeholder], draft: Draft) -> Element:
    """Return an element that contains everything, but without list items outside of lists, which would end Markdown's.

    Raises TooMuch for too many nested elements.
    """
    top = Element("", "")
    stack, begin = [top], 0
    for found in _TAG.finditer(html):
        holder, name = stack[-1], found["name"]
        if found.start() > begin:
            holder.inside.append(html[begin : found.start()])
        begin = found.end()
        if found["end"]:
            stack.pop()
            continue
        has_number = found["number"] and name in ("a", "hr", "img")
        element = Element(found[0], name, placeholders[int(found["number"])] if has_number else None)
        if name in _HOMES and not any(above.name in _HOMES[name] for above in stack):
            element = holder
        else:
            holder.inside.append(element)
        if name not in VOID:
            stack.append(element)
            if len(stack) - 1 > MAX_DEPTH and len(set(map(id, stack))) - 1 > MAX_DEPTH:
                raise TooMuch(draft.span[0], *TOO_DEEP)
    if begin < len(html):
        top.inside.append(html[begin:])
    return top
