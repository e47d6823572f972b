"""HTML in a text, reduced to what readers may get.

Elements and attributes on a closed list are rewritten, and text is escaped. Addresses of links and pictures are
replaced by the numbers of `Placeholder`s, so no address reaches the HTML before it is checked like those of Markdown,
and no text can be mistaken for a placeholder. Then nh3 repairs the nesting as a browser would, and serves as a second
filter.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Callable
from functools import cache

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.lint.text import stray_text
from generator.markup import comments, elements
from generator.markup.boxes import embed
from generator.markup.collector import Draft
from generator.markup.commonmark import MAX_DEPTH, MAX_TAGS, TOO_DEEP, TooMuch
from generator.markup.elements import BLOCKS, PHRASES, VOID, WRAPPERS, Mark, html_marks
from generator.markup.inlines import can_show, reach
from generator.model.records import Piece, Record, Remark

_GROWTH, _SPARE = 5, 20_000
"""How many times longer repaired HTML may be than it was written, and additional characters."""


class Anchor(Record, frozen=True):
    """A link."""

    target: str = ""
    place: tuple[int, int] = (0, 0)
    """Line of the text, from 0, and column, from 1."""
    opening: tuple[Piece, ...] = ()
    """Its opening, if it was written in Markdown."""
    closing: Piece = ""


class Photo(Record, frozen=True):
    """A picture written in HTML."""

    target: str
    place: tuple[int, int]
    alt: str


class Inline(Record, frozen=True):
    """Inline content from Markdown that is not plain text."""

    pieces: tuple[Piece, ...]
    is_link: bool


class Block(Record, frozen=True):
    """A block: Markdown between two blocks of HTML, or a box."""

    tokens: tuple[Token, ...] = ()
    pieces: tuple[Piece, ...] = ()


Placeholder = Anchor | Photo | Inline | Block


class HtmlFilter:
    """Collects a text's HTML and rendered Markdown, and returns well-formed HTML with numbered placeholders."""

    def __init__(self, draft: Draft, normalize: Callable[[str], str], *, phrases: bool = False) -> None:
        """Begin a text; `normalize` returns an address in the library's form, `phrases` allows no blocks."""
        self._draft = draft
        self._normalize = normalize
        self._allowed = PHRASES if phrases else PHRASES | BLOCKS
        self._items: list[str | Placeholder | Mark] = []
        self._seen = (0, 0)
        """Line and column up to which tags were located."""
        self._opened: Counter[str] = Counter()
        self._depth = 0
        self.placeholders: list[Placeholder] = []

    def raw(self, html: str, line: int) -> None:
        """Add HTML that begins on a line of the text, from 0."""
        self._items += html_marks(html, line)

    def put(self, item: str | Placeholder) -> None:
        """Add HTML rendered from Markdown, with permitted elements only, or a placeholder."""
        self._items.append(item)

    def html(self) -> str:
        """Return the filtered HTML; raises TooMuch for too many or too deeply nested tags."""
        ends: dict[str, list[int]] = {}
        for number, item in enumerate(self._items):
            if isinstance(item, Mark) and item.kind == "close":
                ends.setdefault(item.name, []).append(number)
        written: list[str] = []
        number, count = 0, len(self._items)
        while number < count:
            item = self._items[number]
            if isinstance(item, str):
                written.append(item)
            elif isinstance(item, Mark):
                written.append(self._mark(item))
                if item.kind == "open" and item.name in elements.WITH_CONTENT:
                    same = ends.get(item.name, [])
                    following = bisect(same, number)
                    number = same[following] if following < len(same) else number
            else:
                written.append(self._number(item))
            number += 1
        html = "".join(written)
        ordered = _cleaner()(html)
        if len(ordered) > _GROWTH * len(html) + _SPARE:
            message = sentence("elements that are not closed go on in each paragraph below")
            hint = sentence("close <b>, <i> and the like in the paragraph that opens them")
            raise TooMuch(self._draft.span[0], message, hint)
        return ordered

    def _number(self, placeholder: Placeholder) -> str:
        number = len(self.placeholders)
        self.placeholders.append(placeholder)
        if isinstance(placeholder, Anchor):
            return f'<a href="{number}">'
        return f'<hr title="{number}">' if isinstance(placeholder, Block) else f'<img src="{number}">'

    def _mark(self, mark: Mark) -> str:
        draft = self._draft
        if mark.kind == "text":
            if stray_text.SIGNS.search(mark.source):
                for leftover in stray_text.marks_in(mark.source, mark.line):
                    draft.remark(leftover.kind, leftover.line, leftover.text)
            return mark.source.replace("<", "&lt;")
        if mark.kind == "comment":
            self._comment(mark)
            return ""
        if mark.kind == "other":
            self._removed(mark)
            return ""
        name = elements.SAME.get(mark.name, mark.name)
        draft.tags += 1
        if draft.tags > MAX_TAGS:
            message = sentence("the text has more than {max_tags} tags of HTML", max_tags=MAX_TAGS)
            raise TooMuch(mark.line, message, sentence("split the article"))
        if mark.kind == "close":
            return self._close(name)
        return self._open(mark, name)

    def _column(self, mark: Mark) -> int:
        """Return the column of a mark, from 1; 0 if it is not found. Each line is scanned only once."""
        line, lines = mark.line, self._draft.lines
        begin = self._seen[1] if self._seen[0] == line else 0
        found = lines[line].find(mark.source.partition("\n")[0], begin) if line < len(lines) else -1
        if found >= 0:
            self._seen = (line, found)
        return found + 1

    def _removed(self, mark: Mark) -> None:
        self._draft.remarks.append(Remark("removed", mark.line + self._draft.first_line, self._column(mark), 1))

    def _comment(self, mark: Mark) -> None:
        draft, line = self._draft, mark.line
        comment = comments.Comment(line, mark.source if mark.is_whole else "")
        column = self._column(mark)
        hint = sentence('end it with "-->" before the next empty line')
        if not mark.is_whole:
            draft.problem(line, "bad-comment", sentence("this comment never ends"), hint, column)
        elif comment.is_page:
            message = sentence("this does not split the article, since it stands in HTML")
            hint = sentence("put <!-- halaman --> on a line of its own, with an empty line above and below")
            draft.problem(line, "bad-comment", message, hint, column)
        elif comment.is_more:
            draft.remarks.append(Remark("more", line + draft.first_line, column, 1))

    def _close(self, name: str) -> str:
        if name in WRAPPERS and "p" in self._allowed:
            return "</p>"
        if name not in self._allowed or name in VOID:
            return ""
        if self._opened[name]:
            self._opened[name] -= 1
            self._depth -= 1
        return f"</{name}>"

    def _open(self, mark: Mark, name: str) -> str:
        if any(key == "style" or key.startswith("on") for key, _ in mark.attributes):
            self._removed(mark)
        if name in elements.FRAMES and (found := self._frame(mark)):
            return found
        if name == "img":
            return self._picture(mark)
        if name == "a":
            return self._anchor(mark)
        if name in WRAPPERS and "p" in self._allowed:
            return "<p>"
        if name not in self._allowed:
            if name not in elements.NOTHING and name not in WRAPPERS and ":" not in name:
                self._removed(mark)
            return ""
        if name in VOID:
            return f"<{name}>"
        if name not in elements.CLOSED_BY_OTHERS:
            self._opened[name] += 1
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise TooMuch(mark.line, *TOO_DEEP)
        wanted = elements.ATTRIBUTES.get(name, {})
        kept = (
            f' {key}="{escapeHtml(value)}"' for key, value in mark.attributes if key in wanted and wanted[key](value)
        )
        return f"<{name}{''.join(kept)}>"

    def _address(self, mark: Mark, key: str) -> tuple[str, tuple[int, int]] | None:
        """Return an address in the library's form, with its place; None if it is missing or refused."""
        written = mark.get(key)
        if written is None or reach(written.strip()) == "refused":
            return None
        target = self._normalize(written.strip())
        if reach(target) == "refused":
            return None
        column = self._column(mark)
        before = mark.source.partition("\n")[0].find(written)
        return target, (mark.line, column + before if column and before > 0 else column)

    def _anchor(self, mark: Mark) -> str:
        found = self._address(mark, "href")
        if found:
            return self._number(Anchor(*found))
        if mark.get("href") is not None:
            self._removed(mark)
        return ""

    def _picture(self, mark: Mark) -> str:
        found = self._address(mark, "src")
        if found and can_show(found[0]):
            return self._number(Photo(*found, squeeze(mark.get("alt") or "")))
        self._removed(mark)
        return ""

    def _frame(self, mark: Mark) -> str:
        """Return the box for a film or post in a frame, or a link to anything else it shows."""
        address = elements.address_of(mark.get("src") or "")
        if "hr" not in self._allowed or not address or reach(address) != "external":
            return ""
        box = embed(address)
        if box:
            return self._number(Block((), (*box, "\n")))
        self._removed(mark)
        opening = self._number(Anchor(self._normalize(address), (mark.line, 0)))
        return f"{opening}{escapeHtml(elements.host_of(address))}</a>"


@cache
def _cleaner() -> Callable[[str], str]:
    # Imported here: only sites that permit HTML need it.
    import nh3  # noqa: PLC0415

    attributes = {name: set(values) for name, values in elements.ATTRIBUTES.items()}
    cleaner = nh3.Cleaner(
        tags=set(PHRASES | BLOCKS),
        clean_content_tags=set(),
        attributes={**attributes, "a": {"href"}, "img": {"src"}, "hr": {"title"}},
        link_rel=None,
    )
    return cleaner.clean
