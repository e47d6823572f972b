"""The body of an article: Markdown with a few additions for newsrooms.

The result depends on the text alone. Whatever needs the rest of the site (a target's address or headline, a picture's
size) stays a `records.Blank`, so a body is parsed once per content.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, text_join
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.base.errors import AdvisedError, Problem
from generator.base.sentences import sentence
from generator.base.text import clean, squeeze, unix_lines
from generator.base.timestamps import Stamp, long_date
from generator.lint.text.flaws import garbled
from generator.lint.text.stray_text import stray_markup
from generator.markup import entries, inlines, rules
from generator.markup.builder import BodyBuilder
from generator.markup.entries import Coverage, says_what_to_know
from generator.markup.inlines import plain, reach
from generator.markup.source import OPENING, PAGE, Comment, Part, cut, without_comments
from generator.markup.writer import MAX_NESTING, Html, Writer
from generator.model.records import Body, Update
from generator.model.urls import OF_KABAR, own_path

MAX_LINES = 10_000
MAX_MARKUP = 50_000
MAX_CELLS = 50_000
"""Of tables: columns times lines, since a row may lack cells."""
_MARKUP = "[*_~`<>&\\|!"
_ESCAPED = r"\*\*\*"
_MARK = re.compile(
    rf"(?:(?<!\\)\*{{3}}|{re.escape(_ESCAPED)})[ \t]*\([ \t]*((?:[^\W_]|[/.& -]){{1,12}}?)[ \t]*\)"
    r"\s*"
)
"""A reporter's closing mark; other programs may have escaped its asterisks."""
_ENDS = frozenset({"paragraph_close", "list_item_close", "bullet_list_close", "ordered_list_close"})
"""What may follow its paragraph."""
_ODD = ("{", "##", "|", "-->")
"""Signs of markup without effect that may stand in what has none for the library."""


class _Parser(MarkdownIt):
    """markdown-it-py with Warta's rules for addresses."""

    base_url = ""
    """Of the site, whose own addresses are reduced to paths; empty for none."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Return whether a link may lead there; if not, its source stays as text."""
        return reach(url) != "refused"

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Return a target on this site as written, as a path, and any other in the library's canonical form."""
        if self.base_url and "//" in url and (path := own_path(url.strip(), self.base_url)) and reach(path) == "site":
            return path
        url = url.strip()
        return url if reach(url) in {"site", "fragment", "empty"} else super().normalizeLink(url)


@cache
def _parser(base_url: str) -> _Parser:
    parser = _Parser("commonmark", {"html": True, "maxNesting": MAX_NESTING, "xhtmlOut": False}, renderer_cls=Html)
    parser.base_url = base_url
    parser.enable(["table", "strikethrough"]).disable(["code", "html_block"])
    parser.block.ruler.before("table", "plain", rules.paragraph)
    rules.enable_footnotes(parser)
    rules.enable_definitions(parser)
    parser.inline.ruler.at("autolink", rules.inner_autolink)
    parser.inline.terminator_re = rules.STOPS
    return parser


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
    text = clean(unix_lines(text))
    builder = BodyBuilder(text, path, first_line, title, url, theme_ids, sponsored, coverage is not None)
    try:
        _check_size(text)
        if text or coverage is not None:
            # An import looks at front matter alone.
            _write(builder, _parser(base_url), coverage)
    except AdvisedError as reason:
        builder.problem(0, "over-limit", reason.said, reason.advice)
    except Exception as error:  # noqa: BLE001 - a fault of the library at one text must not end the build of all others
        message = sentence("the Markdown parser fails at this text ({name})", name=type(error).__name__)
        hint = sentence("write it in other words; and please report it with this file")
        builder.problem(builder.span[0], "unreadable", message, hint)
    return builder.body(), builder.problems


def _check_size(text: str) -> None:
    """Raise an AdvisedError for a text that could take more than a few seconds: up to 15 µs a character."""
    lines, signs = text.count("\n") + 1, sum(map(text.count, _MARKUP)) if len(text) > MAX_MARKUP else 0
    columns = max(line.count("|") for line in text.split("\n")) + 1 if "|" in text else 0
    if lines > MAX_LINES or signs > MAX_MARKUP or columns * lines > MAX_CELLS:
        said = sentence(
            "the text is too long, or no text at all: it has {lines} lines, {signs} signs of markup ({markup}), and "
            "tables of up to {columns} columns",
            lines=lines, signs=signs, markup=" ".join(_MARKUP), columns=columns,
        )  # fmt: skip
        raise AdvisedError(said, sentence("remove what is no text, or split the article"))


def _write(builder: BodyBuilder, parser: _Parser, coverage: Coverage | None) -> None:
    text, lines = builder.text, cast("Sequence[int]", range(builder.text.count("\n") + 3))
    """Which line of the text each line of the source is."""
    if OPENING in text:
        text, lines, comments = without_comments(text)
        for comment in comments:
            _check_comment(comment, builder)
    source, parts = cut(text, in_entries=coverage is not None)
    writer = Writer(builder, parser)
    # Without a line feed at the end, the library may read past it.
    state = StateBlock(source if source.endswith("\n") else f"{source}\n", parser, {}, [])
    blocks, notes = list[list[Token]](), list[list[Token]]()
    for part in parts:
        tokens, more = rules.footnotes_apart(_blocks(state, part, builder, lines))
        blocks.append(tokens)
        notes += more
    _take_mark(blocks[-1], builder)
    for note in notes:
        if writer.notes.setdefault(note[0].meta["label"], note) is not note:
            _remark_unused(note, builder)
    _parse_inline([token for tokens in (*blocks, *notes) for token in tokens], parser, state.env, builder)
    before = coverage.start if coverage else None
    for part, tokens in zip(parts, blocks, strict=True):
        line = lines[max(0, part.first - 1)]
        if before is None or not builder.parts:
            builder.begin_part(line, [2] if coverage else ())
        elif coverage and not (len(builder.parts) == 1 and says_what_to_know(part.heading, builder.title)):
            before = _begin_entry(part.heading, line, coverage, before, parser, state.env, writer)
        writer.blocks(tokens)
        writer.footnotes()
        if not coverage:
            builder.end_page()
    if coverage and not coverage.is_draft and not builder.updates:
        hint = sentence("begin one with {example}", example=entries.EXAMPLE)
        builder.problem(0, "bad-entry", sentence("this live report has no entries"), hint)
    for label, note in writer.notes.items():
        if label not in writer.numbers:
            _remark_unused(note, builder)
    if letters := garbled(builder.text):
        builder.remark("garbled", builder.text.count("\n", 0, builder.text.index(letters)), letters)
    builder.check_jumps()


def _check_comment(comment: Comment, builder: BodyBuilder) -> None:
    """Add a problem for a comment that never ends, and for one that was to split what it cannot."""
    line, column = comment.line, comment.column
    if not comment.text.endswith("-->"):
        hint = sentence('end it with "-->"')
        builder.problem(line, "bad-comment", sentence("this comment never ends"), hint, column)
    elif PAGE.search(comment.text) and builder.is_live:
        said, hint = sentence("a live report cannot be split into pages"), sentence("remove <!-- halaman -->")
        builder.problem(line, "bad-pages", said, hint)
    elif PAGE.search(comment.text) and not (comment.alone and PAGE.fullmatch(comment.text)):
        said = sentence("this does not split the article, since it stands in the text")
        hint = sentence("put <!-- halaman --> on a line of its own, outside of lists and quotes")
        builder.problem(line, "bad-comment", said, hint, column)


def _blocks(state: StateBlock, part: Part, builder: BodyBuilder, lines: Sequence[int]) -> list[Token]:
    """Return the block tokens of a part, with the lines of the text."""
    state.tokens, state.lineMax = [], min(part.end, len(state.bMarks) - 1)
    try:
        state.md.block.tokenize(state, part.first, state.lineMax)
    finally:
        # Where the library was, should it fail.
        builder.span = (state.line, state.line + 1)
    if not isinstance(lines, range):
        for token in state.tokens:
            token.map = [lines[token.map[0]], lines[token.map[1]]] if token.map else None
    return state.tokens


def _take_mark(tokens: list[Token], builder: BodyBuilder) -> None:
    """Move a closing ***(LL) from the last paragraph or list item to the builder."""
    last = len(tokens) - 1
    while last > 0 and tokens[last].type in _ENDS:
        last -= 1
    inline = tokens[last] if tokens and tokens[last - 1].type == "paragraph_open" else None
    if inline is None or inline.type != "inline":
        return
    start = max(inline.content.rfind("***"), inline.content.rfind(_ESCAPED))
    found = _MARK.fullmatch(inline.content, start) if start >= 0 else None
    if found and any(map(str.isalnum, found[1])):
        line = (inline.map or [0])[0] + inline.content.count("\n", 0, start)
        written = builder.lines[line]
        builder.mark = found[1]
        builder.mark_at = (line + builder.first_line, max(written.rfind("***"), written.rfind(_ESCAPED)) + 1)
        inline.content = inline.content[:start].rstrip()


def _parse_inline(tokens: Sequence[Token], parser: _Parser, env: EnvType, builder: BodyBuilder) -> None:
    """Parse the texts of block tokens, and remark on markup that is left in them."""
    marked = list[Token]()
    is_odd = any(sign in builder.text for sign in _ODD)
    texts = [token for token in tokens if token.type == "inline"]
    for token in texts:
        token.children = rules.quick_inline(token.content, parser)
        is_quick = bool(token.children)
        if token.content and not is_quick:
            builder.enter(token)
            token.children = parser.inline.parse(token.content, parser, env, [])
            marked.append(token)
        if not is_quick or is_odd:
            for leftover in stray_markup(token, has_comments=OPENING in builder.text):
                builder.remark(leftover.kind, leftover.line, leftover.text)
    joined = StateCore("", parser, env, marked)
    if "\\" in builder.text or "&" in builder.text:
        text_join(joined)
    for token in texts if inlines.SIGN in builder.text else ():
        if inlines.SIGN in token.content and token.children:
            token.children = inlines.link_addresses(token.children, parser.normalizeLink)


def _begin_entry(
    heading: str, line: int, coverage: Coverage, before: Stamp, parser: _Parser, env: EnvType, writer: Writer
) -> Stamp:
    """Begin the part of an entry of a live report with its headline, and return its time."""
    builder = writer.builder
    try:
        entry = entries.read_entry(heading, coverage, before, first=not builder.updates)
    except entries.WrongEntryError as wrong:
        builder.problem(line, "bad-entry", wrong.said, wrong.advice)
        entry = entries.Entry(before, heading, (), "")
    inline = Token("inline", "", 0, map=[line, line + 1], content=entry.headline)
    _parse_inline([inline], parser, env, builder)
    builder.begin_part(line, [2])
    at = entry.stamp.local
    anchor = builder.anchors.add(f"pukul {at:%H %M} {long_date(at)}", 1)
    headline = clean(squeeze(plain(inline.children or (), pictures=True)))
    column = builder.column(line, entry.names) if entry.names else 0
    builder.updates.append(Update(entry.stamp, anchor, headline, entry.bylines, line + builder.first_line, column))
    if inline.children:
        builder.parts[-1] += ("<h2>", *writer.text(inline), "</h2>\n")
    return entry.stamp


def _remark_unused(note: list[Token], builder: BodyBuilder) -> None:
    opening = note[0]
    builder.remark("unused", opening.map[0] if opening.map else 0, f"[^{opening.meta['label']}]:")
