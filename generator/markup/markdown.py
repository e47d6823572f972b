"""The body of an article: Markdown with a few things that newsrooms add to it.

`parse_body` is the whole of it: clean the text, parse it, write the pages. What is written depends on the text alone.
Whatever needs the rest of the site (the address of a target, its headline, the size of a picture) stays a
`records.Blank`, so that a body is parsed once for each content.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from generator.base.errors import Problem
from generator.base.sentences import sentence
from generator.base.text import clean, has_printable_lines, unix_lines
from generator.lint.text.stray_markup import Leftover
from generator.markup.collector import Draft, sealed
from generator.markup.comments import OPENING, Comment
from generator.markup.commonmark import Parser, extras_of, parser
from generator.markup.limits import TooMuch, check_size
from generator.markup.writer import Writer
from generator.model.records import Body
from generator.model.urls import OF_KABAR

_DECODED = "&%<"
"""With what begins all that the library decodes: references, and addresses with percent signs or in angle brackets."""


def parse_body(
    text: str,
    path: str,
    first_line: int = 1,
    *,
    sponsored: bool = False,
    base_url: str = "",
    title: str = "",
    url: str = "/",
    html: bool = False,
    theme_ids: Collection[str] = OF_KABAR,
) -> tuple[Body, list[Problem]]:
    """Parse the Markdown of one file.

    Args:
        text: what follows the front matter.
        path: of the file, from the site's folder, for the places of problems.
        first_line: line of the file, from 1, on which `text` begins.
        sponsored: whether links to other sites are marked as paid.
        base_url: of the site; a link to it is a link of the site.
        url: address of the page, from which targets as "../unduh" count.
        html: whether HTML has an effect, as far as it is safe; else it is text.
        title: what stands above the text; a first heading that repeats it is left out.
        theme_ids: ids that the page has besides those of the text.

    Returns:
        The body and its problems; with any, the body is not fit to be published.

    """
    text = unix_lines(text)
    printable = has_printable_lines(text)
    if not printable:
        text = clean(text)
    draft = Draft(
        text, path, first_line, sponsored=sponsored, title=title, url=url, theme_ids=theme_ids,
        printable=printable and not any(map(text.__contains__, _DECODED)),
    )  # fmt: skip
    env: dict[str, Any] = {"draft": draft}
    if text:
        # An import looks at front matter alone.
        html = html and "<" in text
        _write(draft, parser(_html_writer() if html else Writer, base_url, extras_of(text), html=html), env)
    _note(draft, env)
    return sealed(draft, env.get("mark", ""), env.get("mark line", 0)), draft.problems


def _write(draft: Draft, machine: Parser, env: dict[str, Any]) -> None:
    """Write the pages of a draft, or note why that cannot be."""
    try:
        check_size(draft.text)
        machine.renderer.render(machine.parse(draft.text, env), machine.options, env)
    except TooMuch as reason:
        draft.problem(reason.line, "over-limit", reason.said, reason.advice)
    except RecursionError:
        draft.problem(
            0,
            "over-limit",
            sentence("the text is nested too deeply to be read"),
            sentence("take apart the brackets, lists or quotes"),
        )
    except Exception as error:  # noqa: BLE001 - a fault of the library at one text must not end the build of all others
        draft.problem(
            0,
            "unreadable",
            sentence("the Markdown parser fails at this text ({name})", name=type(error).__name__),
            sentence("please report it with this file; until then, write in other words what stands in HTML or lists"),
        )
    else:
        draft.check_jumps()


def _html_writer() -> type[Writer]:
    # Imported here: few sites want HTML.
    from generator.markup.html_writer import HtmlWriter  # noqa: PLC0415

    return HtmlWriter


def _note(draft: Draft, env: dict[str, Any]) -> None:
    """Note the mistakes in comments of the running text, and the markup that readers would see."""
    comment: Comment
    for comment in env.get("comments", ()):
        line = comment.line
        column = draft.column(line, comment.text or OPENING)
        if comment.in_title:
            message = sentence("a comment in the title of a link or picture would be shown to readers")
            draft.problem(line, "bad-comment", message, sentence("delete it, or move it into the text"), column)
        elif comment.is_indented:
            message = sentence("four blanks make this comment code, which readers would see")
            hint = sentence("take the blanks away; for code that is to be shown, write ``` above and below it")
            draft.problem(line, "bad-comment", message, hint, column)
        elif not comment.text:
            hint = sentence(
                'end it with "-->" before the next empty line, list, quote or heading, or put it on lines of its own'
            )
            draft.problem(line, "bad-comment", sentence("this comment never ends"), hint, column)
        elif comment.is_page:
            hint = sentence("put <!-- halaman --> on a line of its own, outside of lists and quotes")
            draft.problem(
                line,
                "bad-comment",
                sentence("this does not split the article, since it stands in the text"),
                hint,
                column,
            )
        elif comment.is_more:
            draft.remark("more", line, comment.text)
    leftover: Leftover
    for leftover in env.get("leftovers", ()):
        draft.remark(leftover.kind, leftover.line, leftover.text, leftover.meant)
