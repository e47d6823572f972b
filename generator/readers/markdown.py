"""The body of an article: Markdown with a few things that newsrooms add to it.

`parse_body` is the whole of it: clean the text, parse it, write the pages. What is written depends on the text alone.
Whatever needs the rest of the site (the address of a target, its headline, the size of a picture) stays a
`records.Blank`, so that a body is parsed once for each content.
"""

from __future__ import annotations

from typing import Any

from generator.base.errors import Problem
from generator.base.text import clean
from generator.portal.records import Body
from generator.readers.commonmark import TooMuch, check_size, parser
from generator.readers.draft import Draft, sealed
from generator.readers.writer import Writer


def parse_body(
    text: str, path: str, first_line: int = 1, *, sponsored: bool = False, base_url: str = ""
) -> tuple[Body, list[Problem]]:
    """Parse the Markdown of one file.

    Args:
        text: what follows the front matter.
        path: of the file, from the site's folder, for the places of problems.
        first_line: line of the file, from 1, on which `text` begins.
        sponsored: whether links to other sites are marked as paid.
        base_url: of the site; a link to it is a link of the site.

    Returns:
        The body and its problems; with any, the body is not fit to be published.

    """
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    draft = Draft(text, path, first_line, sponsored=sponsored)
    machine = parser(Writer, base_url)
    env: dict[str, Any] = {"draft": draft}
    try:
        check_size(text)
        machine.renderer.render(machine.parse(text, env), machine.options, env)
    except TooMuch as reason:
        draft.problem(reason.line, "over-limit", reason.message, reason.hint)
    except RecursionError:
        draft.problem(
            0, "over-limit", "the text is nested too deeply to be read", "take apart the brackets, lists or quotes"
        )
    return sealed(draft, env.get("mark", "")), draft.problems
