"""The Markdown parser as Warta sets it up: CommonMark and tables, quick on news text, and never stalling.

The tokens are markdown-it-py's own. The rules added here do four things:

- They take shortcuts for what nearly all of an article is, paragraphs of one line
  without any markup; a property test holds that the tokens are the same without them.
- They add two tokens of Warta: comments at top level and the closing mark.
- They write no link into a link, as the library does with an address in angle brackets.
- They refuse what would be slow. markdown-it-py is linear in its input, at up to
  15 µs a character for the worst of it, so that a limit on lines, on characters of
  markup and on the cells of tables (a table can fill up rows) is a limit on time.
"""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple, cast

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import mdTrim
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token

from generator.base.text import clean

MAX_LINES = 10_000
MAX_MARKUP = 50_000
MAX_CELLS = 50_000
_SPARE_CELLS = 1_000
"""Cells that rows may lack, compared with the heads of their tables."""
MAX_NESTING = 20
"""Quotes and lists in each other; a list and its item count as two. The library drops what is deeper."""

Reach = Literal["empty", "fragment", "site", "external", "refused"]

_SHORT = 20_000
"""A text of no more characters is parsed in under a second whatever it is, so it is not looked at."""
_MARKUP = "[*_~`<>&\\|!"
_INLINE = re.compile(r"[\n\\`~*_\[<&]")
"""The characters that begin something in a line; "!" does so only before "["."""
_STOPS = re.compile(r"[\n\\`~*_\[\]<&!]")
_STARTERS = frozenset("#>-*+_`~[<0123456789")
"""The characters that can begin another block than a paragraph."""
_MARK = re.compile(r"(?<!\\)\*{3}[ \t]*\([ \t]*((?:[^\W_]|[/.& -]){1,12}?)[ \t]*\)")
"""The closing mark of a reporter."""
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
_PLAIN_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9-]{0,40}\.){1,5}[a-z]{2,20}(?:/[A-Za-z0-9/._~-]{0,300}(?:\?[A-Za-z0-9=&._~-]{0,300})?)?"
)
"""Addresses that the library's normalisation, which is slow, leaves as they are."""


_PLAIN_DESTINATION = re.compile(r"[\w/.,:?=#%+@~-]+(?=[ )\n])", re.ASCII)
"""Destinations of links in which the library, which takes them a character at a time, has nothing to undo."""


class TooMuch(Exception):  # noqa: N818 - no error of the program; it becomes a Problem
    """Parsing was refused or given up, because it could take too long."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        self.line = line
        self.message = message
        self.hint = hint
        super().__init__(line, message, hint)


def reach(target: str) -> Reach:
    """Return where the target of a link leads, as a browser would read it.

    Browsers drop tabs and line ends from an address and take a backslash for a
    slash, so a target on the site with any of these is refused, as is any other scheme. So is one with a
    character that no page may hold, since without it the target would be another.
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
    """The parser, with Warta's opinion on addresses."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Say whether a link may lead there; if not, its source stays as text."""
        return reach(url) != "refused"

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Return a target on the site as it is written, and anything else, or anything odd, in canonical form."""
        if _PLAIN_ADDRESS.fullmatch(url):
            return url
        url = url.strip()
        return url if reach(url) in {"site", "fragment", "empty"} else super().normalizeLink(url)


@cache
def parser(renderer: type[RendererHTML] = RendererHTML) -> Parser:
    """Return this process's parser for a class of renderer. All state of a run is in the `env` it is given."""
    parser = Parser("commonmark", {"html": False, "maxNesting": MAX_NESTING, "xhtmlOut": False}, renderer_cls=renderer)
    parser.enable(["table", "strikethrough"]).disable(["normalize", "html_block", "html_inline"])
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
    """Raise `TooMuch` for a text that could take more than a few seconds."""
    if len(text) < _SHORT:
        return
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise TooMuch(0, f"the text has {lines} lines, more than {MAX_LINES}", "split the article")
    if sum(map(text.count, _MARKUP)) > MAX_MARKUP:
        seen = 0
        for number, line in enumerate(text.split("\n")):
            seen += sum(map(line.count, _MARKUP))
            if seen > MAX_MARKUP:
                raise TooMuch(
                    number,
                    f"the text is nested too deeply or not text at all: it has more than {MAX_MARKUP} signs of markup",
                    f"these signs are {' '.join(_MARKUP)}; remove what is no text, or split the article",
                )


class _Destination(NamedTuple):
    """What the library's parseLinkDestination returns."""

    ok: bool
    pos: int
    str: str


def _destination(string: str, pos: int, maximum: int) -> Any:
    """Return what the library's parseLinkDestination would, sooner."""
    found = _PLAIN_DESTINATION.match(string, pos, maximum)
    if found:
        return _Destination(ok=True, pos=found.end(), str=found[0])
    return helpers.parseLinkDestination(string, pos, maximum)


def _plain(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Take a paragraph of one line that no other rule can want; the tokens are those of the paragraph rule."""
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
    """Take an HTML comment at top level, as the library's html_block would.

    The token's `content` is the comment, `info` what follows it on its last
    line; `content` is empty when the comment never ends.
    """
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", position) or state.is_code_block(start):
        return False
    if silent:
        # A line outside of the list item it follows, or below the rows of a table, is asked about from inside.
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
    """Take a table, and give up when all tables together have too many cells.

    The library fills a row up to the columns of the head, so two bytes can stand for as many cells as the
    head has. A cell that is written takes two bytes itself; what goes far beyond is refused once it is reached.
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
    """Take an address in angle brackets; inside of a link it is text, for a browser would end the link there."""
    before = len(state.tokens)
    found = autolink(state, silent)
    if found and state.linkLevel and not silent:
        state.tokens[before:] = [token for token in state.tokens[before:] if token.type == "text"]
    return found


def _closing(state: StateCore) -> None:
    """Take the closing ***(LL) off the last block, if that is a paragraph at top level; env["mark"] is what it says."""
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
    """Parse the text of the blocks, with nothing to do for a text without markup."""
    for token in state.tokens:
        if token.type == "inline":
            if _INLINE.search(token.content):
                token.children = state.md.inline.parse(token.content, state.md, state.env, [])
            else:
                token.children = [Token("text", "", 0, content=token.content)] if token.content else []


def _join(state: StateCore) -> None:
    """Join texts around escapes and entities, in a text that can have any."""
    if "\\" in state.src or "&" in state.src:
        text_join(state)
