"""Collects what the writer of a body produces, numbers headings and footnotes, and returns the body.

`sealed` is the only way out to the rest of the program: it cleans all text that the Markdown library decoded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal

import msgspec
from markdown_it.token import Token

from generator.base.codes import Code
from generator.base.errors import Problem, Where
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import clean, has_printable_lines, lead, quoted, slugify, squeeze, without_dateline
from generator.base.timestamps import Stamp, long_date
from generator.lint.text.flaws import fault_of, repaired_address
from generator.lint.text.stray_text import ALIKE
from generator.markup.inlines import plain, resolved
from generator.model.records import Blank, Body, Link, Piece, Remark, Update
from generator.model.urls import OF_KABAR, Anchors, fragment_of, is_one_of, place_hint

MAX_PAGES = 50
MAX_ENTRIES = 500
"""Of a live report: its page is then some 300 KB, a third of which is sent."""
BACA_HINT = sentence("write Baca Juga: [headline](/kanal/2024/10/slug/), or [](slug) for the headline of the target")
_NO_ADDRESS = {
    "link": sentence("the link has no address"),
    "image": sentence("the picture has no address"),
    "baca": sentence("this Baca Juga has no address"),
}
_WHOLE = sentence("write the whole address, beginning with /: /kanal/2024/10/slug/ or /foto/2024/10/x.jpg")
_DASHES = "-\N{EN DASH}\N{EM DASH}"
_MAX_MISSES = 20
"""Targets not found after which columns are no longer looked for, to save time."""


class Draft(msgspec.Struct, dict=True):
    """What one run of the writer collects; it lives as long as one call of `parse_body`."""

    text: str
    path: str
    first_line: int
    title: str = ""
    url: str = "/"
    theme_ids: Collection[str] = OF_KABAR
    sponsored: bool = False
    printable: bool = False
    """Whether all that becomes of the text is known to be printable, so that it needs no cleaning."""
    pages: list[list[Piece]] = msgspec.field(default_factory=lambda: [[]])
    begins: list[int] = msgspec.field(default_factory=lambda: [0])
    """Lines on which pages begin, from 0."""
    links: list[Link] = []
    jumps: list[Link] = []
    """Links to places in the text itself."""
    texts: list[str] = []
    first: str = ""
    """The first paragraph."""
    problems: list[Problem] = []
    silent: list[tuple[int, int]] = []
    """Line of the file and column of each picture without alt text and caption."""
    remarks: list[Remark] = []
    updates: list[Update] = []
    span: tuple[int, int] = (0, 0)
    """Lines of the current block: the first, from 0, and the one after the last."""
    seen: tuple[int, int] = (0, 0)
    """Line and column up to which targets were located."""
    misses: int = 0
    """Targets that are not written at their links, such as [references]."""
    boxed: int = -1
    """Index of the token that opens a list turned into boxes."""
    following: int = 0
    """Index of the token after that list."""
    too_deep: bool = False
    close: Piece = ""
    """The closing of the open link."""

    @property
    def rel(self) -> str:
        return "sponsored noopener" if self.sponsored else "noopener"

    @cached_property
    def anchors(self) -> Anchors:
        return Anchors(self.theme_ids)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def folder(self) -> str:
        """The folder of the file, below content/."""
        return self.path.removeprefix("content/").rpartition("/")[0]

    @cached_property
    def outline(self) -> Outline:
        return Outline(self.title, self.anchors)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self.anchors)

    def problem(self, line: int, code: Code, message: Sentence, hint: Sentence = NOTHING, column: int = 0) -> None:
        """Add a problem on a line of the text, counted from 0."""
        where = Where(self.path, line + self.first_line, column)
        self.problems.append(Problem(where, code, message, hint, self.lines[line] if line < len(self.lines) else ""))

    def remark(self, kind: str, line: int, text: str, meant: str = "") -> None:
        """Add a remark for a text on a line, counted from 0, or on one of the next lines."""
        self.remarks.append(Remark(kind, line + self.first_line, self.column(line, text), 1, meant))

    def judge(self, address: str, *, picture: bool = False) -> None:
        """Add a remark if readers cannot open an address of another site."""
        if fault := fault_of(address, picture=picture):
            line, column = self.locate(address)
            meant = repaired_address(address) if fault == "mistyped" else ""
            self.remarks.append(Remark(fault, line + self.first_line, column, 1, meant))

    def column(self, line: int, text: str) -> int:
        """Return the column of a text in a line, from 1; 0 if it is not there."""
        return self.lines[line].find(text) + 1 if line < len(self.lines) else 0

    def jump(self, target: str) -> Blank:
        """Record a link to a place in the text itself, such as "#bagian", and return the blank for its page."""
        line, column = self.locate(target)
        self.jumps.append(Link("link", target, "", line, column))
        return Blank("page", len(self.jumps) - 1)

    def lead_to(self, anchor: str) -> Blank:
        """Return the blank for the page of an anchor that the text certainly has."""
        self.jumps.append(Link("link", f"#{anchor}"))
        return Blank("page", len(self.jumps) - 1)

    def begin_entry(self, line: int, stamp: Stamp, headline: str, bylines: tuple[str, ...], column: int) -> None:
        """Begin the part of an entry of a live report; `column` is that of the bylines."""
        self.begin_page(line)
        self.outline.enter()
        at = stamp.local
        anchor = self.anchors.add(f"pukul {at:%H %M} {long_date(at)}", 1)
        self.updates.append(Update(stamp, anchor, clean(headline), bylines, line + self.first_line, column))

    def begin_page(self, line: int) -> None:
        self.pages.append([])
        self.begins.append(line)
        self.outline.begin_page()

    def check_entries(self) -> None:
        for update, page, line in zip(self.updates, self.pages[1:], self.begins[1:], strict=True):
            if not (update.headline or any(isinstance(piece, Blank) or piece.strip() for piece in page)):
                hint = sentence("write something below its time, or delete it")
                self.problem(line, "bad-entry", sentence("this entry says nothing"), hint)
        if len(self.updates) > MAX_ENTRIES:
            message = sentence(
                "the live report has {entries} entries, more than {max_entries}",
                entries=len(self.updates), max_entries=MAX_ENTRIES,
            )  # fmt: skip
            hint = sentence("go on in a report of its own, with this one's address as what it follows")
            self.problem(self.begins[MAX_ENTRIES + 1], "over-limit", message, hint)

    def check_pages(self) -> None:
        begins = self.begins
        if len(begins) > MAX_PAGES:
            message = sentence(
                "the article has {begins} pages, more than {max_pages}", begins=len(begins), max_pages=MAX_PAGES
            )
            self.problem(begins[MAX_PAGES], "bad-pages", message, sentence("delete some of the <!-- halaman --> lines"))
        elif len(begins) > 1:
            for number, (page, line) in enumerate(zip(self.pages, begins, strict=True), 1):
                if not any(isinstance(piece, Blank) or piece.strip() for piece in page):
                    message = sentence("page {number} of the article is empty", number=number)
                    hint = sentence("write something between the <!-- halaman --> lines, or delete one")
                    self.problem(line, "bad-pages", message, hint)

    def check_jumps(self) -> None:
        for jump in self.jumps:
            fragment = fragment_of(jump.target)
            if fragment and fragment not in self.anchors.parts and not is_one_of(fragment, self.theme_ids):
                message = sentence(
                    "this link leads nowhere: the text has no place {target}", target=quoted(jump.target)
                )
                self.problem(jump.line, "dead-fragment", message, place_hint(fragment, self.anchors.parts), jump.column)

    def locate(self, target: str) -> tuple[int, int]:
        """Return line (from 0) and column (from 1) of a link's target, or of its block if the target is not found."""
        if self.misses > _MAX_MISSES:
            return self.span[0], 1
        line, column = max(self.seen, (self.span[0], 0))
        for number in range(line, min(self.span[1], len(self.lines))):
            for opening in ("](", "](<"):
                start = self.lines[number].find(opening + target, column)
                if start >= 0:
                    self.seen = (number, start + 1)
                    return number, start + len(opening) + 1
            column = 0
        self.misses += 1
        return self._locate_on_web(target) or (self.span[0], 1)

    def _locate_on_web(self, path: str) -> tuple[int, int] | None:
        """Return line and column of an address of this site that is written in full; `path` is the part kept."""
        written = re.compile(rf"\]\(<?((?:https?:)?//[^\s()<>]*?{re.escape(path)})[)>\s]", re.IGNORECASE)
        if path.startswith("/"):
            for number in range(self.span[0], min(self.span[1], len(self.lines))):
                if found := written.search(self.lines[number]):
                    return number, found.start(1) + 1
        return None

    def add(self, kind: Literal["link", "image", "baca"], target: str, text: str, caption: str = "") -> int:
        """Record a link, with a problem if it has no target, and return its number."""
        line, column = self.locate(target)
        if not target:
            hint = BACA_HINT if kind == "baca" else sentence("write the address between the parentheses")
            self.problem(line, "bad-link", _NO_ADDRESS[kind], hint, column)
        elif "%" in target or "/." in target or (target[0] != "/" and "." in target):
            found = resolved(target, self.folder, self.url, picture=kind == "image")
            if found is None:
                message = sentence("{target} leads out of the site, or nowhere", target=quoted(target))
                self.problem(line, "bad-link", message, _WHOLE, column)
            target = found or target
        self.links.append(Link(kind, target, text, line + self.first_line, column, caption))
        return len(self.links) - 1


def sealed(draft: Draft, mark: str, mark_line: int) -> Body:
    """Return the body of a draft, with all text cleaned; `mark_line` is that of the closing mark, from 0."""
    links = [
        Link(link.kind, clean(link.target), clean(link.text), link.line, link.column, clean(link.caption))
        for link in draft.links
    ]
    pages = [draft.anchors.parts.get(fragment_of(jump.target), 0) for jump in draft.jumps]
    mark_at = (0, 0)
    if mark:
        written = draft.lines[mark_line]
        mark_at = (mark_line + draft.first_line, max(written.rfind("***"), written.rfind(r"\*\*\*")) + 1)
    sealed_pages = [tuple(_sealed_page(page, pages, printable=draft.printable)) for page in draft.pages]
    return Body(
        tuple(sealed_pages), tuple(links), clean(mark),
        _count_words(" ".join(draft.texts)), clean(lead(without_dateline(draft.first))), tuple(draft.silent),
        tuple(_counted(draft.remarks)), tuple(draft.anchors.parts.items()), mark_at,
        updates=tuple(draft.updates),
    )  # fmt: skip


def _counted(remarks: list[Remark]) -> Iterator[Remark]:
    """Yield the first remark of each kind with its count; all kinds of visible markup count as one."""
    alike: dict[str, list[Remark]] = {}
    for remark in remarks:
        alike.setdefault("" if remark.kind in ALIKE else remark.kind, []).append(remark)
    for some in alike.values():
        first = min(some, key=lambda remark: (remark.line, remark.column))
        yield Remark(first.kind, first.line, first.column, len(some), first.meant)


def _sealed_page(pieces: Iterable[Piece], pages: Sequence[int], *, printable: bool) -> Iterator[Piece]:
    """Yield the pieces of a page, with adjacent texts joined; `pages` are the targets of links within the text."""
    cleaned = str if printable else clean
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
            continue
        if html:
            yield cleaned("".join(html))
            html = []
        number = pages[piece.link] if piece.kind == "page" else piece.link
        yield Blank(piece.kind, number, clean(piece.text))
    if html:
        yield cleaned("".join(html))


def _count_words(plain: str) -> int:
    """Count words as people do: a number is one, a dash between spaces is none."""
    text = plain.strip()
    # Usually words are separated by single spaces, and counting those takes half of the time.
    single = text and "  " not in text and "\n" not in text and has_printable_lines(text)
    count = text.count(" ") + 1 if single else len(text.split())
    return count - sum(plain.count(f" {dash} ") for dash in _DASHES if dash in plain)


_DEEPEST = 6


class Outline:
    """The headings of a text below its headline, so far.

    The headline is the page's only h1, so the first heading of a text is an h2, whatever its writer began with, and no
    level below it is skipped. Each page of a split article starts over.
    """

    def __init__(self, title: str, anchors: Anchors) -> None:
        self._title = slugify(title)
        self._anchors = anchors
        self._above: list[int] = []
        """Levels, as written, of the previous heading and those above it."""

    def begin_page(self) -> None:
        self._above.clear()

    def enter(self) -> None:
        """Put what follows below a heading of the page's own."""
        self._above = [2]

    def opening(self, tokens: Sequence[Token], index: int, part: int, *, first: bool) -> str:
        """Set a heading's new level in its tokens and return its tag; empty if it shows nothing or is left out."""
        opening, inline, closing = tokens[index : index + 3]
        if not inline.children:
            return ""
        text = squeeze(plain(inline.children, pictures=True))
        closing.tag, html = self.begin(int(opening.tag[1]), text, part, first=first)
        return html

    def begin(self, level: int, text: str, part: int, *, first: bool) -> tuple[str, str]:
        """Return a heading's element name at its new level, and its tag; both empty if it repeats the title.

        `level` is as written, `part` the page from 1, and `first` says that nothing precedes it.
        """
        if first and level == 1 and self._title and slugify(text) == self._title:
            return "", ""
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        tag = f"h{min(len(self._above) + 1, _DEEPEST)}"
        return tag, f'<{tag} id="{self._anchors.add(text, part)}">'


class Notes:
    """The footnotes of a text so far, numbered in the order of their references.

    Each is placed at the end of the page that first refers to it, so that a split article has each once. Ids contain an
    underscore, unlike those of headings.
    """

    def __init__(self, anchors: Anchors) -> None:
        self._anchors = anchors
        self._numbers: dict[str, int] = {}
        self._times: dict[int, int] = {}
        self.waiting: list[str] = []
        """Labels of the footnotes for the end of the page."""

    def __contains__(self, label: str) -> bool:
        return label in self._numbers

    def number(self, label: str) -> int:
        return self._numbers[label]

    def refer(self, label: str, part: int) -> tuple[int, str]:
        """Refer to a footnote from a page; return its number and the id of the reference."""
        number = self._numbers.get(label, 0)
        if not number:
            number = self._numbers[label] = len(self._numbers) + 1
            self._anchors.parts[note_id(number)] = part
            self.waiting.append(label)
        times = self._times[number] = self._times.get(number, 0) + 1
        anchor = reference_id(number) if times == 1 else f"{reference_id(number)}_{times}"
        self._anchors.parts[anchor] = part
        return number, anchor


def note_id(number: int) -> str:
    return f"catatan_{number}"


def reference_id(number: int) -> str:
    return f"rujukan_{number}"
