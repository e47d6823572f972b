"""The body of an article: Markdown with a few additions for newsrooms.

The result depends on the text alone. Whatever needs the rest of the site (a target's address or headline, a picture's
size) stays a `records.Blank`, so a body is parsed once per content.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from markdown_it.token import Token

from generator.base.errors import Problem
from generator.base.sentences import sentence
from generator.base.text import clean, has_printable_lines, unix_lines
from generator.lint.text.stray_text import Leftover
from generator.markup.collector import Draft, sealed
from generator.markup.comments import OPENING, Comment
from generator.markup.commonmark import Parser, TooMuch, check_size, extras_of, parser
from generator.markup.entries import Coverage
from generator.markup.writer import Writer
from generator.model.records import Body
from generator.model.urls import OF_KABAR

_DECODED = "&%<"
"""What all begins with that the library decodes: references, percent signs of addresses, addresses in brackets."""


def parse_body(
    text: str,
    path: str,
    first_line: int = 1,
    *,
    sponsored: bool = False,
    base_url: str = "",
    title: str = "",
    url: str = "/",
    theme_ids: Collection[str] = OF_KABAR,
    coverage: Coverage | None = None,
) -> tuple[Body, list[Problem]]:
    """Parse the Markdown of one file; with any problem, the body is not fit to be published.

    Args:
        text: what follows the front matter.
        path: of the file, from the site's folder.
        first_line: line of the file, from 1, on which `text` begins.
        sponsored: whether links to other sites are marked as paid.
        base_url: of the site; a link to it is a link of the site.
        title: what stands above the text; a first heading that repeats it is left out.
        url: address of the page, from which targets as "../unduh" count.
        theme_ids: ids that the page has besides those of the text.
        coverage: of a live report, whose text is entries.

    """
    text = unix_lines(text)
    printable = has_printable_lines(text)
    text = text if printable else clean(text)
    draft = Draft(text, path, first_line, title, url, theme_ids, sponsored)
    draft.printable = printable and not any(map(text.__contains__, _DECODED))
    env: dict[str, Any] = {"draft": draft}
    if coverage is not None:
        env["coverage"] = coverage
        draft.outline.enter()
    if text or coverage is not None:
        # An import looks at front matter alone.
        extras = extras_of(text).union(("entries",) if coverage is not None else ())
        _write(draft, parser(Writer, base_url, extras), env)
    _note(draft, env)
    return sealed(draft, env.get("mark", ""), env.get("mark line", 0)), draft.problems


def _write(draft: Draft, machine: Parser, env: dict[str, Any]) -> None:
    try:
        check_size(draft.text)
        machine.renderer.render(machine.parse(draft.text, env), machine.options, env)
    except TooMuch as reason:
        draft.problem(reason.line, "over-limit", reason.said, reason.advice)
    except RecursionError:
        message = sentence("the text is nested too deeply to be read")
        draft.problem(0, "over-limit", message, sentence("take apart the brackets, lists or quotes"))
    except Exception as error:  # noqa: BLE001 - a fault of the library at one text must not end the build of all others
        message = sentence("the Markdown parser fails at this text ({name})", name=type(error).__name__)
        hint = sentence(
            "please report it with this file; until then, write in other words what stands in HTML or lists"
        )
        draft.problem(0, "unreadable", message, hint)
    else:
        draft.check_jumps()


def _note(draft: Draft, env: dict[str, Any]) -> None:
    """Record mistakes in comments of the running text, and markup that readers would see."""
    comment: Comment
    for comment in env.get("comments", ()):
        if comment.is_more and not (comment.in_title or comment.is_indented):
            draft.remark("more", comment.line, comment.text)
            continue
        if comment.in_title:
            message = sentence("a comment in the title of a link or picture would be shown to readers")
            hint = sentence("delete it, or move it into the text")
        elif comment.is_indented:
            message = sentence("four blanks make this comment code, which readers would see")
            hint = sentence("take the blanks away; for code that is to be shown, write ``` above and below it")
        elif not comment.text:
            message = sentence("this comment never ends")
            hint = sentence(
                'end it with "-->" before the next empty line, list, quote or heading, or put it on lines of its own'
            )
        elif comment.is_page:
            message = sentence("this does not split the article, since it stands in the text")
            hint = sentence("put <!-- halaman --> on a line of its own, outside of lists and quotes")
        else:
            continue
        column = draft.column(comment.line, comment.text or OPENING)
        draft.problem(comment.line, "bad-comment", message, hint, column)
    leftover: Leftover
    for leftover in env.get("leftovers", ()):
        draft.remark(leftover.kind, leftover.line, leftover.text, leftover.meant)


_BLOCKS = frozenset(("fence", "code_block"))
_LINE_END = re.compile(r"\r\n?|\n")
_RUN = re.compile("`+")
_SLASHES = 100
"""The most backslashes counted before a backtick."""


def spans_of_code(text: str) -> list[tuple[int, int]]:
    """Return start and end of all code, which contains no links, in a body, in order."""
    starts = [0, *(end.end() for end in _LINE_END.finditer(text)), len(text)]
    tokens = parser(Writer, "", extras_of(text)).parse(unix_lines(text), {})
    return [span for token in tokens for span in _code_in(token, text, starts)]


def _code_in(token: Token, text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    if token.map is None:
        return
    start, end = (starts[line] for line in token.map)
    if token.type in _BLOCKS:
        yield start, end
    elif any(child.type == "code_inline" for child in token.children or ()):
        yield from _in_line(text, start, end)


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the code between backticks: an equal number ends it; an escaped one does not begin it."""
    runs = [found.span() for found in _RUN.finditer(text, start, end)]
    number = 0
    while number < len(runs):
        opening, after = runs[number]
        before = text[max(start, opening - _SLASHES) : opening]
        if (len(before) - len(before.rstrip("\\"))) % 2:
            opening += 1
        length = after - opening
        last = next((n for n in range(number + 1, len(runs)) if runs[n][1] - runs[n][0] == length), number)
        if length and last > number:
            yield opening, runs[last][1]
        number = last + 1
