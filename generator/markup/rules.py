"""Our rules for the Markdown library: ends of pages, footnotes, bare addresses, and the quick way of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from generator.markup.source import PAGE_END

ENDED_BY_PAGES = ["paragraph", "reference", "blockquote", "list"]
_STARTERS = frozenset(f"#>-*+_`~[<0123456789{PAGE_END}")
"""Characters that can begin a block other than a paragraph of one line."""
STOPS = re.compile(r"[\n\\`~*_\[\]<&!]")
"""Characters at which inline rules are asked."""
_SIGNS = "\n\\`~*_[]<>&{#|"
"""These, but an exclamation mark, which means nothing without a bracket; and the signs of markup without effect."""
_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")
# The library's linkify also takes host names and e-mail addresses for links, looks at every text and doubles the time
# of a start. Here a link begins with http:// or https://, and ends as on GitHub: before the punctuation of the
# sentence, and before a bracket opened outside of it.
_ADDRESS = re.compile(
    r"(?<![\w/@.:-])https?://(?:[a-z0-9_-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}(?::\d{1,5})?(?=[/?#\s),.;:!'\"”’»\]*_~…]|$)"
    r"(?:[/?#](?:[^\s<>\"“”`\\^{}|()\[\]]|\([^\s<>\"“”()]*\)|\[[^\s<>\"“”\[\]]*\]){0,1500}(?<![?!.,:;*_~'’»…]))?",
    re.IGNORECASE,
)


def enable_additions(parser: MarkdownIt) -> None:
    """Add footnotes and definitions to a parser."""
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    parser.use(deflist_plugin)
    parser.inline.ruler.after("image", "footnote_ref", footnote_reference)


def plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as the library's
    """Parse a paragraph of one line that no other rule can claim, as most of a text is (docs/performance.md)."""
    after, below = start + 1, start + 2
    if silent or state.src[state.bMarks[start] + state.tShift[start]] in _STARTERS or not state.isEmpty(after):
        return False
    if below < state.lineMax and state.src.startswith((":", "~"), state.bMarks[below] + state.tShift[below]):
        # It may be a term, whose definition follows an empty line.
        return False
    return paragraph(state, start, end, silent)


def page_end(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse the line that ends a page, and any other block."""
    if not state.src.startswith(PAGE_END, state.bMarks[start] + state.tShift[start]):
        return False
    if not silent:
        state.push("page_end", "", 0)
        state.line = start + 1
    return True


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a reference to an existing footnote; the library's own rule takes quadratic time for `[^[^[^`."""
    found = _REFERENCE.match(state.src, state.pos, state.posMax) if "footnotes" in state.env else None
    if found is None or f":{found[1]}" not in state.env["footnotes"]["refs"]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def is_plain(text: str) -> bool:
    """Return whether a text has no sign that a rule, or the search for markup without effect, asks about."""
    # A third of the time that a pattern takes.
    return not any(map(text.__contains__, _SIGNS))


def link_addresses(children: list[Token], normalize: Callable[[str], str]) -> Iterator[Token]:
    """Yield inline tokens, whose texts are joined, with links for bare addresses outside of links."""
    is_inside = False
    for token in children:
        is_inside = token.type == "link_open" or (is_inside and token.type != "link_close")
        begin = 0
        for found in _ADDRESS.finditer(token.content) if token.type == "text" and not is_inside else ():
            if found.start() > begin:
                yield _text(token.content[begin : found.start()])
            yield Token("link_open", "a", 1, {"href": normalize(found[0])}, markup="linkify", info="auto")
            yield _text(found[0])
            yield Token("link_close", "a", -1)
            begin = found.end()
        if not begin:
            yield token
        elif begin < len(token.content):
            yield _text(token.content[begin:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def inner_autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse an address in angle brackets; inside a link it is text, since a browser would end the link there."""
    before = len(state.tokens)
    found = autolink(state, silent)
    if found and state.linkLevel:
        state.tokens[before:] = [token for token in state.tokens[before:] if token.type == "text"]
    return found
