"""The source of a text before it is parsed: without comments, with Markdown's list signs, with ends of pages."""

from __future__ import annotations

import re

from generator.base.sentences import sentence
from generator.markup.builder import BodyBuilder

BULLETS = "•●▪■◦‣►▸➢·➤➔👉🔹🔸✅✔✓☑\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
"""Signs that begin a list item as a hyphen does; the last ones are from Word's symbol fonts."""
OPENING = "<!--"
PAGE_END = "\f"
"""A line of the source that ends a page; in a text, a form feed is a space."""
_PAGE = re.compile(r"<!--\s*(?:halaman(?:\s+\d+)?|nextpage)\s*-->", re.IGNORECASE)
"""The comment that ends a page where it is on a line of its own."""
_FENCE = r"^[ \t>]*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^[ \t>]*(?P=fence)[`~]*[ \t\r]*$|\Z)"
_ITEM = re.compile(
    # Other programs write a line break before it.
    rf"{_FENCE}|(?:(?<!\\)\\(?=\n))?(?P<before>(?:\A|\n)[ \t]*)[{BULLETS}]\ufe0f?[ \t\xa0]*(?=[^\s{BULLETS}])",
    re.MULTILINE | re.DOTALL,
)
_CODE = re.compile(
    rf"{_FENCE}|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t\r]*\n).)*?(?<!`)(?P=ticks)(?!`)", re.MULTILINE | re.DOTALL
)
_ONE = r"<!--(?:-?>|.*?(?:-->|\Z))"
_COMMENT = re.compile(
    rf"{_CODE.pattern}|(?P<gap>\n[ \t]*(?=\n))|(?<!\\)(?P<comment>{_ONE}(?:[ \t]*{_ONE})*)", re.MULTILINE | re.DOTALL
)
_STICKING = frozenset((*" .,;:!?)", ""))
"""Before these, and at the end of a line, a space left by a comment is removed."""


def source_of(builder: BodyBuilder) -> str:
    """Return the source of a text, line by line; code stays as it is."""
    source = _without_comments(builder) if OPENING in builder.text else builder.text
    # A pattern takes fifty times as long.
    if any(map(source.__contains__, BULLETS)):
        source = _ITEM.sub(lambda found: found[0] if found["fence"] else f"{found['before']}- ", source)
    # Without a line feed at the end, the library may read past it.
    return source if source.endswith("\n") else f"{source}\n"


def _without_comments(builder: BodyBuilder) -> str:
    """Return a text without comments; of those over several lines in running text, the lines follow the paragraph."""
    text, parts = builder.text, list[str]()
    copied = owed = 0
    for found in _COMMENT.finditer(text):
        start, end = found.span()
        if found["gap"] is not None:
            parts += (text[copied:start], "\n" * owed)
            copied, owed = start, 0
        if found["comment"] is None:
            continue
        before = text[text.rfind("\n", 0, start) + 1 : start]
        behind = text[end : text.find("\n", end) % (len(text) + 1)]
        is_alone, height = not (before + behind).strip(), found[0].count("\n")
        ends_page = is_alone and not builder.is_live and _PAGE.fullmatch(found[0]) is not None
        if not ends_page:
            _check(found[0], text.count("\n", 0, start), len(before) + 1, builder)
        kept = text[copied:start]
        parts.append(kept.rstrip(" ") if is_alone or behind[:1] in _STICKING else kept)
        if is_alone:
            parts.append(PAGE_END * ends_page + "\n" * height)
        else:
            owed += height
        copied = end
    return "".join((*parts, text[copied:]))


def _check(comment: str, line: int, column: int, builder: BodyBuilder) -> None:
    """Add a problem for a comment that never ends, and for one that was to end a page and cannot."""
    if not comment.endswith("-->"):
        hint = sentence('end it with "-->"')
        builder.problem(line, "bad-comment", sentence("this comment never ends"), hint, column)
    elif _PAGE.search(comment):
        said = sentence("this does not split the article")
        hint = sentence("put <!-- halaman --> on a line of its own, outside of lists, quotes and live reports")
        builder.problem(line, "bad-comment", said, hint, column)


def spans_of_code(text: str) -> list[tuple[int, int]]:
    """Return start and end of all code, which contains no links, in order."""
    return [found.span() for found in _CODE.finditer(text)]
