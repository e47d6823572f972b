"""The Markdown parser as configured here: CommonMark and tables, fast on news text, and bounded in time.

markdown-it-py is linear in its input, at up to 15 µs a character in the worst case, so limits on lines, characters of
markup and table cells (a table can pad its rows) limit the time. The tokens are the library's own.
"""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from markdown_it import MarkdownIt, helpers
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from generator.base.errors import AdvisedError
from generator.base.sentences import Sentence, sentence
from generator.lint.text import pasted_text, stray_text
from generator.markup import comments, entries, fast_paths, inlines
from generator.markup.inlines import reach
from generator.model.urls import own_path

MAX_LINES = 10_000
MAX_MARKUP = 50_000
MAX_CELLS = 50_000
SPARE_CELLS = 1_000
"""How many cells the rows may lack, compared with their headers."""
_SHORT = 20_000
"""Any text of up to so many characters is parsed in under a second, so it is not checked."""
_MARKUP = "[*_~`<>&\\|!"


class TooMuch(AdvisedError):  # noqa: N818 - not an error of the program: it becomes a Problem
    """The text was refused because parsing it could take too long."""

    def __init__(self, line: int, said: Sentence, advice: Sentence) -> None:
        super().__init__(said, advice)
        self.line = line


def check_size(text: str) -> None:
    """Raise TooMuch for a text that could take more than a few seconds."""
    if len(text) < _SHORT:
        return
    lines = text.count("\n")
    if lines > MAX_LINES:
        message = sentence("the text has {lines} lines, more than {max_lines}", lines=lines, max_lines=MAX_LINES)
        raise TooMuch(0, message, sentence("split the article"))
    if sum(map(text.count, _MARKUP)) <= MAX_MARKUP:
        return
    count = 0
    for number, line in enumerate(text.split("\n")):
        count += sum(map(line.count, _MARKUP))
        if count > MAX_MARKUP:
            message = sentence(
                "the text is nested too deeply or not text at all: it has more than {max_markup} signs of markup",
                max_markup=MAX_MARKUP,
            )
            signs = " ".join(_MARKUP)
            hint = sentence("these signs are {markup}; remove what is no text, or split the article", markup=signs)
            raise TooMuch(number, message, hint)


MAX_NESTING = 20
"""Levels of quotes and lists; a list and its item count as two. The library drops what is deeper."""

_ESCAPED = r"\*\*\*"
_MARK = re.compile(rf"(?:(?<!\\)\*{{3}}|{re.escape(_ESCAPED)})[ \t]*\([ \t]*((?:[^\W_]|[/.& -]){{1,12}}?)[ \t]*\)")
"""A reporter's closing mark; other programs may have escaped its asterisks."""
_DEFINING = re.compile(r"\n[ \t>]*[:~][ \t]")
"""The start of a line that defines the term above it."""
_BEHIND = frozenset({"comment", "footnote_reference_close"})


CANONICAL = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9-]{0,40}\.){1,5}[a-z]{2,20}(?:/[A-Za-z0-9/._~-]{0,300}(?:\?[A-Za-z0-9=&._~-]{0,300})?)?"
)
"""Most addresses of other sites: the library takes ten times as long to see that it would change nothing."""


class Parser(MarkdownIt):
    """markdown-it-py with Warta's rules for addresses."""

    base_url = ""
    """Of the site, whose own addresses are reduced to paths; empty for none."""

    def parse(self, src: str, env: EnvType | None = None) -> list[Token]:
        return super().parse(fast_paths.whole_lines(src), env)

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Return whether a link may lead there; if not, its source stays as text."""
        return reach(url) != "refused"

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Return a target on this site as written, as a path, and any other in the library's canonical form."""
        if self.base_url and "//" in url and (path := own_path(url.strip(), self.base_url)) and reach(path) == "site":
            return path
        if CANONICAL.fullmatch(url):
            return url
        url = url.strip()
        return url if reach(url) in {"site", "fragment", "empty"} else super().normalizeLink(url)


EXTRAS = frozenset({"comments", "footnotes", "definitions", "lists"})
"""Rules that a text may need: unneeded ones take a twentieth of the time. Live reports also need `entries`."""


def extras_of(text: str) -> frozenset[str]:
    needs = {
        # Searching for one character takes a tenth of the time of two.
        "comments": "<" in text and comments.OPENING in text,
        "footnotes": "^" in text and "[^" in text,
        # In a list or a quote, the line begins with more than its sign.
        "definitions": (":" in text or "~" in text) and _DEFINING.search(text),
        "lists": pasted_text.may_hold(text),
    }
    return frozenset(name for name, needed in needs.items() if needed)


@cache
def parser(
    renderer: type[RendererHTML] = RendererHTML,
    base_url: str = "",
    extras: frozenset[str] = EXTRAS,
) -> Parser:
    """Return this process's parser, whose tokens `renderer` writes. All state of a run is in its `env`."""
    parser = Parser("commonmark", {"html": False, "maxNesting": MAX_NESTING, "xhtmlOut": False}, renderer_cls=renderer)
    parser.enable(["table", "strikethrough"]).disable(["normalize", "html_block", "html_inline"])
    parser.base_url = base_url
    ours = {"parseLinkDestination": inlines.destination, "parseLinkTitle": inlines.title}
    parser.helpers = cast("Any", SimpleNamespace(**{**vars(helpers), **ours}))
    block, inline, core = parser.block.ruler, parser.inline.ruler, parser.core.ruler
    fast_paths.enable(parser, terms="definitions" in extras)
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    inline.at("autolink", inner_autolink)
    core.after("block", "closing", _closing)
    if "entries" in extras:
        core.after("closing", "entries", entries.headings)
    if "lists" in extras:
        core.after("closing", "lists", pasted_text.lists)
    core.at("inline", _inline)
    core.after("text_join", "bare", _bare)
    if "comments" in extras:
        block.before("table", "comment", comments.block, {"alt": ["paragraph", "reference", "blockquote"]})
        inline.before("autolink", "comment", comments.inline)
    if "footnotes" in extras:
        enable_footnotes(parser)
        core.after("bare", "footnotes", take_out_footnotes)
    if "definitions" in extras:
        enable_definitions(parser)
    return parser


def enable_footnotes(parser: MarkdownIt) -> None:
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.after("image", "footnote_ref", footnote_reference)


enable_definitions = deflist_plugin
_REFERENCE = re.compile(r"\[\^([^\s\]]{1,200})\]")


def footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a reference to an existing footnote; the library's own rule takes quadratic time for `[^[^[^`."""
    if "footnotes" not in state.env:
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or f":{found[1]}" not in state.env["footnotes"]["refs"]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def take_out_footnotes(state: StateCore) -> None:
    """Move the footnotes to `env["notes"]`: for each label the tokens of every footnote with it."""
    if "footnotes" not in state.env:
        return
    notes: dict[str, list[list[Token]]] = {}
    text: list[Token] = []
    stack = [text]
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            stack.append([token])
            notes.setdefault(token.meta["label"], []).append(stack[-1])
        elif token.type == "footnote_reference_close":
            stack.pop()
        else:
            stack[-1].append(token)
    state.tokens = text
    state.env["notes"] = notes


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse a table; raises TooMuch when all tables together have too many cells.

    The library pads a row to the columns of the header, so two bytes can stand for many cells. A written cell takes two
    bytes; tables with far more cells than that are refused.
    """
    if silent or start + 2 > end:
        return table(state, start, end, silent)
    most = min(MAX_CELLS, SPARE_CELLS + len(state.src) // 2)
    cells = state.env.get("cells", 0)
    columns = state.src.count("|", state.bMarks[start + 1], state.eMarks[start + 1]) + 1
    before = len(state.tokens)
    found = table(state, start, min(end, start + 3 + (most - cells) // columns), silent)
    if found:
        cells += (len(state.tokens) - before) // 3
        state.env["cells"] = cells
        if cells > most:
            hint = sentence("give each row as many cells as the head, or split the article")
            raise TooMuch(start, sentence("the tables have more than {most} cells", most=most), hint)
    return found


def inner_autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Parse an address in angle brackets; inside a link it is text, since a browser would end the link there."""
    before = len(state.tokens)
    found = autolink(state, silent)
    if found and state.linkLevel:
        state.tokens[before:] = [token for token in state.tokens[before:] if token.type == "text"]
    return found


def _closing(state: StateCore) -> None:
    """Move a closing ***(LL) from the last paragraph, if that is the last top-level block, to env["mark"].

    Comments and footnotes may follow it.
    """
    tokens = state.tokens
    last = len(tokens) - 1
    depth = 0
    while last >= 0 and (depth or tokens[last].type in _BEHIND):
        depth += (tokens[last].type == "footnote_reference_close") - (tokens[last].type == "footnote_reference_open")
        last -= 1
    if last < 0 or tokens[last].type != "paragraph_close" or tokens[last].level:
        return
    text = tokens[last - 1].content.rstrip()
    while text.endswith("-->") and comments.OPENING in text:
        text = text[: text.rindex(comments.OPENING)].rstrip()
    end = max(0, len(text) - 40)
    start = max(text.rfind("***", end), text.rfind(_ESCAPED, end)) if text.endswith(")") else -1
    found = _MARK.fullmatch(text, start) if start >= 0 else None
    if not found or not any(map(str.isalnum, found[1])):
        return
    state.env["mark"] = found[1].strip()
    state.env["mark line"] = (tokens[last - 1].map or [0])[0] + text.count("\n", 0, start)
    tokens[last - 1].content = text[:start].rstrip()
    if not tokens[last - 1].content:
        del tokens[last - 2 : last + 1]


def _inline(state: StateCore) -> None:
    """Parse the inline content of blocks, with a fast path for text without markup.

    Comments are moved to the env, which also lists markup left in the text.
    """
    env, src = state.env, state.src
    noted = "<" in src and comments.OPENING in src
    texts, marked = _of_kind(state, "inline"), list[Token]()
    leftovers = pasted_text.paragraphs(state.tokens)
    for token in texts:
        if "\n" in token.content or token.content[:1] in pasted_text.BULLETS:
            leftovers += pasted_text.find(token)
        if fast_paths.is_plain(token.content):
            token.children = fast_paths.text(token.content)
        else:
            linked = fast_paths.linked(token.content, state.md)
            token.children = linked or state.md.inline.parse(token.content, state.md, env, [])
            marked.append(token)
    if noted:
        for token in _of_kind(state, "fence"):
            token.info = token.info.partition(comments.OPENING)[0]
        env["comments"] = [comment for token in marked for comment in comments.take_out(token)]
        env["comments"] += [comment for token in _of_kind(state, "code_block") for comment in comments.indented(token)]
    # Otherwise only text with markup of its own can contain markup without effect.
    suspect = texts if "{" in src or ("#" in src and "##" in src) else marked
    leftovers += [leftover for token in suspect for leftover in stray_text.markup_in(token)]
    if stray_text.may_hold(src):
        leftovers += [leftover for token in texts for leftover in stray_text.notes_in(token)]
    if noted:
        tops = [token for token in _of_kind(state, "comment") if not comments.PAGE.fullmatch(token.content)]
        leftovers += [leftover for token in tops for leftover in stray_text.pages(token)]
        leftovers += [leftover for token in texts for leftover in stray_text.ends_of_comments(token)]
    env["leftovers"] = leftovers


def _of_kind(state: StateCore, kind: str) -> list[Token]:
    return [token for token in state.tokens if token.type == kind]


def _bare(state: StateCore) -> None:
    if inlines.SIGN in state.src:
        for token in state.tokens:
            if token.type == "inline" and inlines.SIGN in token.content and token.children:
                token.children = inlines.link_addresses(token.children, state.md.normalizeLink)
