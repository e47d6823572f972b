"""Collects what the writer of a body produces, finds the places of links and problems, and returns the body.

`body` is the only way out to the rest of the program: it cleans all text that the Markdown library decoded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Literal

import msgspec
from markdown_it.token import Token

from generator.base.codes import Code
from generator.base.errors import Problem, Where
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import clean, has_printable_lines, lead, quoted, without_dateline
from generator.lint.text.flaws import fault_of, repaired_address
from generator.lint.text.stray_text import ALIKE
from generator.markup.inlines import resolved
from generator.model.records import Blank, Body, Link, Piece, Remark, Update
from generator.model.urls import OF_KABAR, Anchors, fragment_of, is_one_of, place_hint

MAX_PARTS = 500
"""Pages, or entries of a live report: its page is then some 300 KB, a third of which is sent."""
BACA_HINT = sentence("write Baca Juga: [headline](/kanal/2024/10/slug/), or [](slug) for the headline of the target")
_WHOLE = sentence("write the whole address, beginning with /: /kanal/2024/10/slug/ or /foto/2024/10/x.jpg")
_OPENED = re.compile(r"\]\(<?((?:(?:https?:)?//[^/\s()<>]+)?)")
"""What is written before a target, which may be one of this site in full."""
_DASHES = "-–—"
_MAX_MISSES = 20
"""Targets not found after which columns are no longer looked for, to save time."""


class BodyBuilder(msgspec.Struct, dict=True):
    """What one call of `parse_body` collects."""

    text: str
    path: str
    first_line: int
    title: str = ""
    url: str = "/"
    theme_ids: Collection[str] = OF_KABAR
    rel: str = "noopener"
    """Of links to other sites."""
    is_live: bool = False
    parts: list[str] = []
    """HTML of pages; of a live report what precedes the entries, and these."""
    blanks: list[Blank] = []
    links: list[Link] = []
    jumps: list[tuple[str, int, int]] = []
    """Targets of links to places in the text itself, with line, from 0, and column."""
    texts: list[str] = []
    first: str = ""
    """The first paragraph."""
    mark: str = ""
    mark_at: tuple[int, int] = (0, 0)
    problems: list[Problem] = []
    silent: list[tuple[int, int]] = []
    """Line of the file and column of each picture without alt text and caption."""
    remarks: list[Remark] = []
    updates: list[Update] = []
    levels: list[int] = []
    """Of the previous heading of the part and those above it, as written."""
    span: tuple[int, int] = (0, 0)
    """Lines of the current block: the first, from 0, and the one after the last."""
    seen: tuple[int, int] = (0, 0)
    """Line and column up to which targets were located."""
    misses: int = 0
    """Targets that are not written at their links, such as [references]."""

    @cached_property
    def anchors(self) -> Anchors:
        return Anchors(self.theme_ids)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    # ------------------------------------------------ problems and remarks

    def problem(self, line: int, code: Code, message: Sentence, hint: Sentence = NOTHING, column: int = 0) -> None:
        """Add a problem on a line of the text, counted from 0."""
        where = Where(self.path, line + self.first_line, column)
        self.problems.append(Problem(where, code, message, hint, self.lines[line] if line < len(self.lines) else ""))

    def remark(self, kind: str, line: int, text: str) -> None:
        """Add a remark for a text on a line, counted from 0."""
        self.remarks.append(Remark(kind, line + self.first_line, self.column(line, text), 1))

    def check_external(self, address: str, *, picture: bool = False) -> None:
        """Add a remark if readers cannot open an address of another site."""
        if fault := fault_of(address, picture=picture):
            line, column = self.locate(address)
            meant = repaired_address(address) if fault == "mistyped" else ""
            self.remarks.append(Remark(fault, line + self.first_line, column, 1, meant))

    # ------------------------------------------------ parts

    def begin_part(self, line: int, levels: Iterable[int] = ()) -> None:
        """Begin a page or an entry, below headings of some levels that the page itself has."""
        if len(self.parts) == MAX_PARTS + self.is_live:
            said = sentence("the text has more than {most} pages or entries", most=MAX_PARTS)
            hint = sentence("go on in an article of its own, with this one's address as what it follows")
            self.problem(line, "over-limit", said, hint)
        self.parts.append("")
        self.levels = [*levels]

    def blank(self, blank: Blank) -> str:
        """Return what stands in the HTML of a part for a blank; no text holds the character."""
        self.blanks.append(blank)
        return f"\0{len(self.blanks) - 1}\0"

    # ------------------------------------------------ links

    def jump(self, target: str) -> str:
        """Return the address, before #, of a place in the text itself, such as "#bagian"."""
        return self.blank(Blank("page", text=fragment_of(target)))

    def check_jumps(self) -> None:
        for target, line, column in self.jumps:
            fragment = fragment_of(target)
            if fragment and fragment not in self.anchors.parts and not is_one_of(fragment, self.theme_ids):
                message = sentence("this link leads nowhere: the text has no place {target}", target=quoted(target))
                self.problem(line, "dead-fragment", message, place_hint(fragment, self.anchors.parts), column)

    def add(self, kind: Literal["link", "image", "baca"], target: str, text: str, caption: str = "") -> int:
        """Record a link, with a problem if it has no target, and return its number."""
        line, column = self.locate(target)
        if not target:
            hint = BACA_HINT if kind == "baca" else sentence("write the address between the parentheses")
            self.problem(line, "bad-link", sentence("the link has no address"), hint, column)
        else:
            folder = self.path.removeprefix("content/").rpartition("/")[0]
            found = resolved(target, folder, self.url, picture=kind == "image")
            if found is None:
                message = sentence("{target} leads out of the site, or nowhere", target=quoted(target))
                self.problem(line, "bad-link", message, _WHOLE, column)
            target = found or target
        self.links.append(Link(kind, clean(target), clean(text), line + self.first_line, column, clean(caption)))
        return len(self.links) - 1

    def enter(self, token: Token) -> None:
        """Set the lines where links are looked for to those of this block."""
        if token.map:
            self.span = (token.map[0], token.map[1])

    def column(self, line: int, text: str) -> int:
        """Return the column of a text in a line, from 1; 0 if it is not there."""
        return self.lines[line].find(text) + 1 if line < len(self.lines) else 0

    def locate(self, target: str) -> tuple[int, int]:
        """Return line (from 0) and column (from 1) of a link's target, or of its block if the target is not found."""
        if self.misses > _MAX_MISSES:
            return self.span[0], 1
        line, column = max(self.seen, (self.span[0], 0))
        ends = (f"{target})", f"{target}>", f"{target} ")
        for number in range(line, min(self.span[1], len(self.lines))):
            written = self.lines[number]
            for found in _OPENED.finditer(written, column):
                if any(written.startswith(ends, at) for at in found.span(1)):
                    self.seen = (number, found.start() + 1)
                    return number, found.start(1) + 1
            column = 0
        self.misses += 1
        return self.span[0], 1

    # ------------------------------------------------ the result

    def body(self) -> Body:
        return Body(
            tuple(tuple(self._pieces(part)) for part in self.parts) or ((),),
            tuple(self.links), clean(self.mark), _count_words(" ".join(self.texts)),
            clean(lead(without_dateline(self.first))), tuple(self.silent), tuple(_counted(self.remarks)),
            tuple(self.anchors.parts.items()), self.mark_at, updates=tuple(self.updates),
        )  # fmt: skip

    def _pieces(self, part: str) -> Iterator[Piece]:
        for number, piece in enumerate(part.split("\0")):
            if number % 2:
                blank = self.blanks[int(piece)]
                if blank.kind == "page":
                    yield Blank("page", self.anchors.parts.get(blank.text, 0))
                else:
                    yield Blank(blank.kind, blank.link, clean(blank.text))
            elif piece:
                yield clean(piece)


def _count_words(text: str) -> int:
    """Count words as people do: a number is one, a dash between spaces is none."""
    # Usually words are separated by single spaces, and counting those takes a fraction of the time.
    single = text and "  " not in text and "\n" not in text and has_printable_lines(text) and text.strip() == text
    return (text.count(" ") + 1 if single else len(text.split())) - sum(text.count(f" {dash} ") for dash in _DASHES)


def _counted(remarks: list[Remark]) -> Iterator[Remark]:
    """Yield the first remark of each kind with its count; all kinds of visible markup count as one."""
    alike: dict[str, list[Remark]] = {}
    for remark in remarks:
        alike.setdefault("" if remark.kind in ALIKE else remark.kind, []).append(remark)
    for some in alike.values():
        first = min(some, key=lambda remark: (remark.line, remark.column))
        yield Remark(first.kind, first.line, first.column, len(some), first.meant)
