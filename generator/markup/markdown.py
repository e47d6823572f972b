"""The body of an article: Markdown with a few additions for newsrooms.

The result depends on the text alone. Whatever needs the rest of the site (a target's address or headline, a picture's
size) stays a `records.Blank`, so a body is parsed once per content.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, text_join
from markdown_it.token import Token
from msgspec.structs import replace

from generator.base.errors import AdvisedError, Problem
from generator.base.sentences import sentence
from generator.base.text import clean, squeeze, unix_lines
from generator.base.timestamps import long_date
from generator.lint.text.flaws import garbled
from generator.lint.text.stray_text import stray_markup
from generator.markup import entries, rules
from generator.markup.builder import BodyBuilder
from generator.markup.entries import Coverage, says_what_to_know
from generator.markup.inlines import plain, reach
from generator.markup.source import OPENING, source_of
from generator.markup.writer import Writer
from generator.model.records import Body, Update
from generator.model.urls import OF_KABAR, own_path

MAX_LINES = 10_000
MAX_MARKUP = 50_000
MAX_CELLS = 50_000
"""Of tables: columns times lines, since a row may lack cells."""
_MARKUP = "[*_~`<>&\\|!"
_MARK = re.compile(r"(?:(?<!\\)\*{3}|\\\*\\\*\\\*)[ \t]*\([ \t]*((?:[^\W_]|[/.& -]){1,12}?)[ \t]*\)\s*\Z")
"""A reporter's closing mark; other programs may have escaped its asterisks."""
_MAX_NESTING = 20
"""Levels of quotes and lists; a list and its item count as two. The library drops what is deeper."""
_ENTRY = ("#", "##")
"""Signs of a heading that begins an entry."""


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

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        """Return the text of an address in angle brackets, decoded; what no text holds must not come back by it."""
        return clean(super().normalizeLinkText(link))


@cache
def _parser(base_url: str) -> _Parser:
    options = {"html": True, "tasklists": True, "maxNesting": _MAX_NESTING, "xhtmlOut": False}
    parser = _Parser("commonmark", options)
    parser.base_url = base_url
    parser.enable(["table", "strikethrough"]).disable(["code", "html_block"])
    rules.enable_additions(parser)
    parser.block.ruler.before("table", "page_end", rules.page_end, {"alt": rules.ENDED_BY_PAGES})
    parser.block.ruler.before("page_end", "plain_paragraph", rules.plain_paragraph)
    parser.inline.ruler.at("autolink", rules.inner_autolink)
    parser.inline.terminator_re = rules.STOPS
    return parser


def parse_body(
    text: str, path: str, first_line: int = 1, base_url: str = "", theme_ids: Collection[str] = OF_KABAR, *,
    title: str = "", url: str = "/", sponsored: bool = False, coverage: Coverage | None = None,
) -> tuple[Body, list[Problem]]:  # fmt: skip
    """Parse the Markdown of one file; with any problem, the body is not fit to be published.

    Args:
        text: what follows the front matter.
        path: of the file, from the site's folder.
        first_line: line of the file, from 1, on which `text` begins.
        base_url: of the site; a link to it is a link of the site.
        theme_ids: ids that the page has besides those of the text.
        title: what stands above the text; a first heading that repeats it is left out.
        url: address of the page, from which targets as "../unduh" count.
        sponsored: whether links to other sites are marked as paid.
        coverage: of a live report, whose text is entries.

    """
    text = clean(unix_lines(text))
    rel = "sponsored noopener" if sponsored else "noopener"
    builder = BodyBuilder(text, path, first_line, title, url, theme_ids, rel, coverage is not None)
    try:
        _check_size(text)
        if text or coverage is not None:
            # An import looks at front matter alone.
            _write(Writer(builder, _parser(base_url)), coverage)
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


def _write(writer: Writer, coverage: Coverage | None) -> None:
    builder, blocks = writer.builder, list[Token]()
    writer.parser.block.parse(source_of(builder), writer.parser, writer.env, blocks)
    if deep := next((token for token in blocks if token.level >= _MAX_NESTING - 1 and token.map), None):
        hint = sentence("use fewer levels of lists and quotes")
        builder.problem(_line(deep), "over-limit", sentence("nested too deeply"), hint)
    parts, notes = _parts(blocks, is_live=coverage is not None)
    _take_mark(parts[-1], builder)
    for note in notes:
        writer.notes.setdefault(note[0].meta["label"], note)
        _parse_inline(note, writer)
    for tokens in parts:
        if coverage is None or not builder.parts:
            builder.begin_part(_line(tokens[0]) if tokens else 0, [2] if coverage else ())
        else:
            if len(builder.parts) > 1 or not says_what_to_know(tokens[1].content, builder.title):
                coverage = _begin_entry(tokens[1], coverage, writer)
            del tokens[:3]
        _parse_inline(tokens, writer)
        builder.parts[-1] += writer.blocks(tokens) + writer.footnotes()
        if coverage is None and not builder.parts[-1].strip():
            # What shows nothing is no page.
            builder.parts.pop()
    if coverage and not coverage.is_draft and not builder.updates:
        hint = sentence("begin one with {example}", example=entries.EXAMPLE)
        builder.problem(0, "bad-entry", sentence("this live report has no entries"), hint)
    for note in notes:
        name = note[0].meta["label"]
        if name not in writer.numbers or writer.notes[name] is not note:
            builder.remark("unused", _line(note[0]), f"[^{name}]:")
    if letters := garbled(builder.text):
        builder.remark("garbled", builder.text.count("\n", 0, builder.text.index(letters)), letters)
    builder.check_jumps()


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _parts(tokens: Sequence[Token], *, is_live: bool) -> tuple[list[list[Token]], list[list[Token]]]:
    """Return the block tokens of pages, or of what precedes the entries and of these; and those of footnotes.

    An entry begins with its heading, and a footnote with its opening token.
    """
    parts, notes = list[list[Token]]([[]]), list[list[Token]]()
    open_lists = parts[:]
    for token in tokens:
        if token.type == "footnote_reference_open":
            notes.append([])
            open_lists.append(notes[-1])
        elif token.type == "page_end" or (
            is_live and token.type == "heading_open" and token.markup in _ENTRY and not token.level
        ):
            parts.append([])
            open_lists = parts[-1:]
        if token.type == "footnote_reference_close":
            open_lists.pop()
        elif token.type != "page_end":
            open_lists[-1].append(token)
    return parts, notes


def _take_mark(tokens: Sequence[Token], builder: BodyBuilder) -> None:
    """Move a closing ***(LL) from the last text to the builder."""
    inline = next((token for token in reversed(tokens) if token.type == "inline"), None)
    # It is a few characters long, and the search through a paragraph takes 10 % of a parse.
    found = _MARK.search(inline.content, max(0, len(inline.content) - 40)) if inline else None
    if inline and found and any(map(str.isalnum, found[1])):
        line = _line(inline) + inline.content.count("\n", 0, found.start())
        builder.mark, builder.mark_at = found[1], (line + builder.first_line, builder.column(line, found[0].rstrip()))
        inline.content = inline.content[: found.start()].rstrip()


def _parse_inline(tokens: Sequence[Token], writer: Writer) -> None:
    """Parse the texts of block tokens, and remark on markup that is left in them."""
    builder, parser, env = writer.builder, writer.parser, writer.env
    has_comments = OPENING in builder.text
    for token in tokens:
        if token.type != "inline":
            continue
        if rules.is_plain(token.content):
            token.children = [Token("text", "", 0, content=token.content)] if token.content else []
        else:
            builder.enter(token)
            token.children = parser.inline.parse(token.content, parser, env, [])
            for leftover in stray_markup(token, has_comments=has_comments):
                builder.remark(leftover.kind, leftover.line, leftover.text)
            text_join(StateCore("", parser, env, [token]))
        if "://" in token.content:
            token.children = [*rules.link_addresses(token.children, parser.normalizeLink)]


def _begin_entry(heading: Token, coverage: Coverage, writer: Writer) -> Coverage:
    """Begin the part of an entry of a live report with its headline, and return when the next may be."""
    builder, line = writer.builder, _line(heading)
    try:
        entry = entries.read_entry(heading.content, coverage)
    except AdvisedError as wrong:
        builder.problem(line, "bad-entry", wrong.said, wrong.advice)
        entry = entries.Entry(coverage.start, heading.content, (), "")
    heading.content = entry.headline
    _parse_inline([heading], writer)
    builder.begin_part(line, [2])
    at = entry.stamp.local
    anchor = builder.anchors.add(f"pukul {at:%H %M} {long_date(at)}", 1)
    headline = clean(squeeze(plain(heading.children or (), pictures=True)))
    column = builder.column(line, entry.names) if entry.names else 0
    builder.updates.append(Update(entry.stamp, anchor, headline, entry.bylines, line + builder.first_line, column))
    if heading.children:
        builder.parts[-1] = f"<h2>{writer.inline(heading)}</h2>\n"
    return replace(coverage, start=entry.stamp)
