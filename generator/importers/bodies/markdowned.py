"""Markdown of other systems, with all the HTML that they allow in it, as HTML.

From there it takes the same way as any other body: into the Markdown of Warta, with addresses resolved and words
compared. What its author wrote in another way than Warta (other bullets, other lines) comes out as Warta writes it.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from generator.importers.bodies.workbench import Workbench


def from_markdown(body: str, _bench: Workbench) -> str:
    """Return a body in Markdown as HTML."""
    return str(_parser().render(body))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
