"""The Markdown parser as Warta sets it up: CommonMark and tables, fast on news text, and bounded in time.

The tokens are markdown-it-py's own. The rules added here do four things:

- They take shortcuts for what most of an article is, paragraphs of one line without markup. A property test holds that
  the tokens are the same without them.
- They add comments at top level and the reporter's closing mark.
- They put no link into a link, as the library does with an address in angle brackets.
- They refuse what would be slow. markdown-it-py is linear in its input, at up to 15 µs a character in the worst case,
  so a limit on lines, on characters of markup and on table cells (a table can fill up rows) is a limit on time.
"""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Any, Literal, cast

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import mdTrim
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token

from generator.base.text import clean
from generator.portal.records import Record
from generator.portal.urls import own_path

MAX_LINES = 10_000
MAX_MARKUP = 50_000
MAX_CELLS = 50_000
_SPARE_CELLS = 1_000
"""Cells that rows may lack, compared with the headers of their tables."""
MAX_NESTING = 20
"""Levels of quotes and lists; a list and its item count as two. The library drops what is deeper."""

Reach = Literal["empty", "fragment", "site", "external", "refused"]

_SHORT = 20_000
"""A text of at most so many characters is parsed in under a second whatever it is, so it is not checked."""
_MARKUP = "[*_~`<>&\\|!"
_INLINE = re.compile(r"[\n\\`~*_\[<&]")
"""Characters that begin inline markup; "!" does so only before "["."""
_STOPS = re.compile(r"[\n\\`~*_\[\]<&!]")
_STARTERS = frozenset("#>-*+_`~[<0123456789")
"""Characters that can begin a block other than a paragraph."""
_MARK = re.compile(r"(?<!\\)\*{3}[ \t]*\([ \t]*((?:[^\W_]|[/.& -]){1,12}?)[ \t]*\)")
"""A reporter's closing mark."""
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_PLAIN_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9-]{0,40}\.){1,5}[a-z]{2,20}(?:/[A-Za-z0-9/._~-]{0,300}(?:\?[A-Za-z0-9=&._~-]{0,300})?)?"
)
"""Addresses that the library's normalisation, which is slow, would not change."""


_PLAIN_DESTINATION = re.compile(r"[\w/.,:?=#%+@~-]+(?=[ )\n])", re.ASCII)
"""Link destinations without escapes, for which the library's walk by characters is not needed."""


class TooMuch(Exception):  # noqa: N818 - not an error of the program: it becomes a Problem
    """The text was refused because parsing it could take too long."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        self.line = line
        self.message = message
        self.hint = hint
        super().__init__(line, message, hint)


def reach(target: str) -> Reach:
    """Return where the target of a link leads, as a browser would read it.

    Browsers drop tabs and line ends from an address and take a backslash for a slash, so a target with any of these is
    refused, as are other schemes. So is one with a character that no page may hold, since it would be another without.
    """
    if not target:
        return "empty"
    if scheme := _SCHEME.match(target):
        return "external" if scheme[1].lower() in _SCHEMES else "refused"
    if _UNSAFE.search(target) or clean(target) != target:
        return "refused"
    if target.startswith("//"):
        return "external"
    return "fragment" if target.startswith("#") else "site"


class Parser(MarkdownIt):
    """markdown-it-py with Warta's rules for addresses."""

    base_url = ""
    """Of the site, whose own addresses are written as paths on it; empty for none."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Return whether a link may lead there; if not, its source stays as text."""
        return reach(url) != "refused"

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Return a target on this site as it is written, as a path, and any other in the library's canonical form."""
        if self.base_url and "//" in url and (path := own_path(url.strip(), self.base_url)) and reach(path) == "site":
            return path
        if _PLAIN_ADDRESS.fullmatch(url):
            return url
        url = url.strip()
        return url if reach(url) in {"site", "fragment", "empty"} else super().normalizeLink(url)


@cache
def parser(renderer: type[RendererHTML] = RendererHTML, base_url: str = "") -> Parser:
    """Return this process's parser for a class of renderer and a site.

    All state of a run is in the `env` that it gets.
    """
    parser = Parser("commonmark", {"html": False, "maxNesting": MAX_NESTING, "xhtmlOut": False}, renderer_cls=renderer)
    parser.enable(["table", "strikethrough"]).disable(["normalize", "html_block", "html_inline"])
    parser.base_url = base_url
    parser.inline.terminator_re = _STOPS
    parser.helpers = cast("Any", SimpleNamespace(**{**vars(helpers), "parseLinkDestination": _destination}))
    block = parser.block.ruler
    block.before("table", "plain", _plain)
    block.before("table", "comment", _comment, {"alt": ["paragraph", "reference", "blockquote"]})
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("autolink", inner_autolink)
    core = parser.core.ruler
    core.after("block", "closing", _closing)
    core.at("inline", _inline)
    core.at("text_join", _join)
    return parser


def check_size(text: str) -> None:
    """Check that a text cannot take more than a few seconds.

    Raises:
        TooMuch: it could.

    """
    if len(text) < _SHORT:
        return
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise TooMuch(0, f"the text has {lines} lines, more than {MAX_LINES}", "split the article")
    if sum(map(text.count, _MARKUP)) > MAX_MARKUP:
        count = 0
        for number, line in enumerate(text.split("\n")):
            count += sum(map(line.count, _MARKUP))
            if count > MAX_MARKUP:
                raise TooMuch(
                    number,
                    f"the text is nested too deeply or not text at all: it has more than {MAX_MARKUP} signs of markup",
                    f"these signs are {' '.join(_MARKUP)}; remove what is no text, or split the article",
                )


class _Destination(Record, frozen=True):
    """What the library's parseLinkDestination returns."""

    ok: bool
    pos: int
    str: str


def _destination(string: str, pos: int, maximum: int) -> Any:
    """Return what the library's parseLinkDestination would, faster."""
    match = _PLAIN_DESTINATION.match(string, pos, maximum)
    if match:
        return _Destination(ok=True, pos=match.end(), str=match[0])
    return helpers.parseLinkDestination(string, pos, maximum)


def _plain(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a paragraph of one line that no other rule can claim; the tokens are those of the paragraph rule."""
    after = start + 1
    if after < state.lineMax and not state.isEmpty(after):
        return False
    position = state.bMarks[start] + state.tShift[start]
    if silent or state.src[position] in _STARTERS or state.is_code_block(start):
        return False
    state.line = after
    state.push("paragraph_open", "p", 1).map = [start, after]
    token = state.push("inline", "", 0)
    token.content = mdTrim(state.src[position : state.eMarks[start]])
    token.map = [start, after]
    token.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _comment(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse an HTML comment at top level, as the library's html_block would.

    The token's `content` is the comment, or empty if it never ends; `info` is what follows it on its last line.
    """
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", position) or state.is_code_block(start):
        return False
    if silent:
        # Called from inside for a line after a list item, or below the rows of a table.
        return not state.level or state.sCount[start] < state.blkIndent or state.parentType == "table"
    if state.level:
        return False
    token = state.push("comment", "", 0)
    close = state.src.find("-->", position + 2)
    after = start + 1
    if close < 0:
        after = state.lineMax
    else:
        close += len("-->")
        while state.eMarks[after - 1] < close:
            after += 1
        token.content = state.src[position:close]
        token.info = state.src[close : state.eMarks[after - 1]].strip()
    token.map = [start, after]
    state.line = after
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a table, and give up when all tables together have too many cells.

    The library fills a row up to the columns of the header, so two bytes can stand for as many cells. A cell that is
    written takes two bytes itself; tables with far more cells than that are refused.
    """
    if silent or start + 2 > end:
        return table(state, start, end, silent)
    most = min(MAX_CELLS, _SPARE_CELLS + len(state.src) // 2)
    cells = state.env.get("cells", 0)
    columns = state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1]) + 1
    before = len(state.tokens)
    found = table(state, start, min(end, start + 3 + (most - cells) // columns), silent)
    if found:
        cells += (len(state.tokens) - before) // 3
        state.env["cells"] = cells
        if cells > most:
            hint = "give each row as many cells as the head, or split the article"
            raise TooMuch(start, f"the tables have more than {most} cells", hint)
    return found


def inner_autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse an address in angle brackets; inside a link it is text, since a browser would end the link there."""
    before = len(state.tokens)
    found = autolink(state, silent)
    if found and state.linkLevel and not silent:
        state.tokens[before:] = [token for token in state.tokens[before:] if token.type == "text"]
    return found


def _closing(state: StateCore) -> None:
    """Move a closing ***(LL) from the last paragraph, if that is the last block at top level, to env["mark"]."""
    tokens = state.tokens
    if not tokens or tokens[-1].type != "paragraph_close" or tokens[-1].level:
        return
    text = tokens[-2].content.rstrip()
    start = text.rfind("***", max(0, len(text) - 40)) if text.endswith(")") else -1
    found = _MARK.fullmatch(text, start) if start >= 0 else None
    if not found or not any(map(str.isalnum, found[1])):
        return
    state.env["mark"] = found[1].strip()
    tokens[-2].content = text[:start].rstrip()
    if not tokens[-2].content:
        del tokens[-3:]


def _inline(state: StateCore) -> None:
    """Parse the text of the blocks, with a shortcut for text without markup."""
    for token in state.tokens:
        if token.type == "inline":
            if _INLINE.search(token.content):
                token.children = state.md.inline.parse(token.content, state.md, state.env, [])
            else:
                token.children = [Token("text", "", 0, content=token.content)] if token.content else []


def _join(state: StateCore) -> None:
    """Join texts around escapes and entities, if there can be any."""
    if "\\" in state.src or "&" in state.src:
        text_join(state)
