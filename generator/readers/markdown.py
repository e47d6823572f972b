"""The body of an article: Markdown with the few things that newsrooms add to it.

`parse_body` is the whole of it: clean the text, parse it, write the pages. What
is written depends on the text alone. Whatever needs the rest of the site (the
address of a target, its headline, the size of a picture) stays a `records.Blank`,
so that a body is parsed once for each content. `_sealed` is where it leaves for
the rest of the program: nothing that the library has decoded passes by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Literal

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.base.errors import Problem, Where
from generator.base.text import clean, lead, squeeze
from generator.portal.records import Blank, Body, Link, Piece
from generator.readers.commonmark import MAX_NESTING, TooMuch, check_size, parser, reach
from generator.readers.embeds import embed

MAX_PAGES = 50

_PAGE = re.compile(r"<!--\s*halaman\s*-->", re.IGNORECASE)
_BACA = re.compile(r"(\*\*|__|\*|_)?baca juga\s*(?:\1\s*:|:\s*\1)" "|" r"baca juga\s*:", re.IGNORECASE)
_TEXTS = frozenset({"text", "code_inline"})
_ENDS = frozenset({"softbreak", "hardbreak"})
_DASHES = (" - ", " \N{EN DASH} ", " \N{EM DASH} ")
_ALIGN = {"text-align:right": "kanan", "text-align:center": "tengah"}
_SPARE_WORDS = 3
"""Words that may stand beside the links of a Baca Juga paragraph, as "dan" or "(video)"; they are not shown."""
_MISSES = 20
"""References after which the columns of targets are no longer looked for: it would take time for nothing."""
_BACA_HINT = "write Baca Juga: [headline](/kanal/2024/10/slug/), or [](slug) for the headline of the target"


def parse_body(text: str, path: str, first_line: int = 1, *, sponsored: bool = False) -> tuple[Body, list[Problem]]:
    """Parse the Markdown of one file.

    `text` is what follows the front matter and `first_line` its line in the
    file at `path` (from the site's folder), so that links and problems carry
    lines of the file. `sponsored` marks links to other sites as paid. With
    problems the body is as good as it can be, but not to be published.
    """
    text = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    draft = _Draft(text, path, first_line, sponsored=sponsored)
    machine = parser(_Writer)
    env: dict[str, Any] = {"draft": draft}
    try:
        check_size(text)
        machine.renderer.render(machine.parse(text, env), machine.options, env)
    except TooMuch as reason:
        draft.problem(reason.line, reason.message, reason.hint)
    except RecursionError:
        draft.problem(0, "the text is nested too deeply to be read", "take apart the brackets, lists or quotes")
    return _sealed(draft, env.get("mark", "")), draft.problems


def _sealed(draft: _Draft, mark: str) -> Body:
    """Return what was written as a body, all of its texts without what no page may hold."""
    links = [
        Link(one.kind, clean(one.target), clean(one.text), one.line, one.column, clean(one.caption))
        for one in draft.links
    ]
    words = _count_words(" ".join(draft.texts))
    return Body(
        tuple(map(_sealed_page, draft.pages)), tuple(links), clean(mark), words, clean(lead(draft.first)),
        tuple(draft.silent),
    )  # fmt: skip


def _sealed_page(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a page, those of HTML without what no page may hold, and one where several follow."""
    found: list[Piece] = []
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
            continue
        if html:
            found.append(clean("".join(html)))
            html = []
        found.append(Blank(piece.kind, piece.link, clean(piece.text)))
    if html:
        found.append(clean("".join(html)))
    return tuple(found)


def _count_words(plain: str) -> int:
    """Count the words as people do: a number is one, a dash between spaces is none."""
    return len(plain.split()) - sum(map(plain.count, _DASHES))


class _Draft:
    """What one run of the writer brings together; it lives as long as one call of `parse_body`."""

    def __init__(self, text: str, path: str, first_line: int, *, sponsored: bool) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.rel = "sponsored noopener" if sponsored else "noopener"
        self.pages: list[list[Piece]] = [[]]
        self.links: list[Link] = []
        self.texts: list[str] = []
        self.first = ""
        self.problems: list[Problem] = []
        self.silent: list[tuple[int, int]] = []
        """Line of the file and column of each picture that has no words at all."""
        self.span = (0, 0)
        """Lines of the block that is being written, from 0, the second one not included."""
        self.seen = (0, 0)
        """Line and column up to which targets were found."""
        self.misses = 0
        """Targets that were not found where their link stands, as those of [references]."""
        self.close: Piece = ""
        """What ends the link that is open."""

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def problem(self, line: int, message: str, hint: str = "", column: int = 0) -> None:
        """Add a problem at a line of the text, counted from 0."""
        where = Where(self.path, line + self.first_line, column)
        self.problems.append(Problem(where, message, hint, self.lines[line] if line < len(self.lines) else ""))

    def place(self, target: str) -> tuple[int, int]:
        """Return line (from 0) and column (from 1) of a target in the block, or the block's when it is not there."""
        if self.misses > _MISSES:
            return self.span[0], 1
        line, column = max(self.seen, (self.span[0], 0))
        for number in range(line, min(self.span[1], len(self.lines))):
            for opening in ("](", "](<"):
                found = self.lines[number].find(opening + target, column)
                if found >= 0:
                    self.seen = (number, found + 1)
                    return number, found + len(opening) + 1
            column = 0
        self.misses += 1
        return self.span[0], 1

    def add(self, kind: Literal["link", "image", "baca"], target: str, text: str, caption: str = "") -> int:
        """Record a link and return its number; a target must be there."""
        line, column = self.place(target)
        if not target:
            what = {"link": "the link has", "image": "the picture has", "baca": "this Baca Juga has"}[kind]
            hint = _BACA_HINT if kind == "baca" else "write the address between the parentheses"
            self.problem(line, f"{what} no address", hint, column)
        self.links.append(Link(kind, target, text, line + self.first_line, column, caption))
        return len(self.links) - 1


class _Writer(RendererHTML):
    """The library's renderer with Warta's rules; everything it finds goes into env["draft"]."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Write the pages of a body to its draft, and return nothing."""
        draft: _Draft = env["draft"]
        pages = draft.pages
        begins = [0]
        out = pages[0]
        too_deep = False
        index, count = 0, len(tokens)
        while index < count:
            token = tokens[index]
            kind = token.type
            if kind == "paragraph_open":
                if index and tokens[index - 1].hidden and not token.hidden:
                    out.append("\n")
                out += self._paragraph(token, tokens[index + 1], options, env)
                index += 2
            elif kind == "inline":
                out += self._inline(token, options, env)
            elif kind == "comment":
                if _is_break(token, draft):
                    out = []
                    pages.append(out)
                    begins.append(_line(token))
            else:
                if not too_deep and kind in {"blockquote_open", "list_item_open"} and token.level >= MAX_NESTING - 1:
                    too_deep = True
                    draft.problem(_line(token), "nested too deeply", "take lists and quotes out of each other")
                rule = self.rules.get(kind)
                out.append(rule(tokens, index, options, env) if rule else self.renderToken(tokens, index, options, env))
            index += 1
        _check_pages(draft, begins)
        return ""

    def _paragraph(self, opening: Token, inline: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        """Write one paragraph, or what stands in its place."""
        draft: _Draft = env["draft"]
        children = inline.children or []
        content = inline.content
        box: Sequence[Piece] = ()
        if len(children) == 1 and children[0].type == "text":
            box = embed(content) if content.startswith("http") else ()
        elif len(children) == 3 and children[0].info == "auto":
            box = embed(content[1:-1])
        elif len(children) == 1 and children[0].type == "image":
            _enter(draft, inline)
            box = self._figure(children[0], options, env)
        if not box and content[:1] in "Bb*_" and (found := _BACA.match(content)):
            _enter(draft, inline)
            box = self._baca(children, found[0], draft)
        if box:
            return box if opening.hidden else (*box, "\n")
        pieces = self._inline(inline, options, env)
        if pieces and not draft.first and not opening.level:
            draft.first = draft.texts[-1]
        return pieces if opening.hidden else ("<p>", *pieces, "</p>\n")

    def _inline(self, token: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        """Write the text of a block and keep it for the count of words."""
        draft: _Draft = env["draft"]
        children = token.children
        if not children:
            return ()
        if len(children) == 1 and children[0].type == "text":
            draft.texts.append(children[0].content)
            return (escapeHtml(children[0].content),)
        _enter(draft, token)
        draft.texts.append(_plain(children))
        return tuple(self._pieces(children, options, env))

    def _pieces(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> Iterator[Piece]:
        """Yield what stands within a line, piece by piece."""
        draft: _Draft = env["draft"]
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "link_open":
                yield _link(tokens, index, draft)
            elif kind == "link_close":
                # Links are never inside of each other.
                yield draft.close
            elif kind == "image":
                yield from self._picture(token, options, env)
            else:
                rule = self.rules.get(kind)
                yield rule(tokens, index, options, env) if rule else self.renderToken(tokens, index, options, env)

    def _figure(self, token: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        """Write a picture that stands alone in its paragraph, if it has a caption."""
        caption = squeeze(str(token.attrs.get("title", "")))
        if not caption or not _can_show(str(token.attrs["src"])):
            return ()
        return self._picture(token, options, env, caption)

    def _picture(self, token: Token, options: OptionsDict, env: EnvType, caption: str = "") -> tuple[Piece, ...]:
        """Write a picture: a blank for one of the site, final for one at another host; a figure if it has a caption."""
        draft: _Draft = env["draft"]
        source = str(token.attrs["src"])
        alt = squeeze(self.renderInlineAsText(token.children, options, env))
        if reach(source) != "external":
            number = draft.add("image", source, alt, caption)
            if not alt and not caption:
                draft.silent.append((draft.links[number].line, draft.links[number].column))
            return (Blank("image", number),)
        if not _can_show(source):
            return (escapeHtml(f"![{token.content}]({source})"),)
        if not alt and not caption:
            line, column = draft.place(source)
            draft.silent.append((line + draft.first_line, column))
        image = f'<img src="{_href(source)}" alt="{escapeHtml(alt)}" loading="lazy" decoding="async">'
        if caption:
            return (f"<figure>{image}<figcaption>{escapeHtml(caption)}</figcaption></figure>",)
        return (image,)

    def _baca(self, children: list[Token], prefix: str, draft: _Draft) -> Sequence[Piece]:
        """Write a Baca Juga box for each link of a paragraph."""
        boxes: list[Piece] = []
        beside: list[Token] = []
        inside: list[Token] = []
        target = None
        for token in children:
            if token.type == "link_open":
                target, inside = str(token.attrs["href"]), []
            elif token.type == "link_close" and target is not None:
                if boxes:
                    boxes.append("\n")
                boxes.append(_baca_box(target, squeeze(_plain(inside, pictures=True)), draft))
                target = None
            else:
                (beside if target is None else inside).append(token)
        spare = _plain(beside, pictures=True).split()[len(prefix.split()) :]
        line = draft.span[0]
        if not boxes:
            draft.problem(line, "this Baca Juga holds no link", _BACA_HINT)
        elif sum(any(map(str.isalnum, word)) for word in spare) > _SPARE_WORDS:
            draft.problem(
                line, "text stands beside the link of this Baca Juga", "move it to a paragraph of its own, or delete it"
            )
        return boxes

    # ------------------------------------------------ rules, called by the library

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write a heading; the page's only h1 is the headline."""
        _lower(tokens[idx])
        return self.renderToken(tokens, idx, options, env)

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """End a heading."""
        _lower(tokens[idx])
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Begin a table inside of a box that can scroll on a narrow screen, by keyboard too."""
        return '<div class="tabel" tabindex="0">' + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """End a table and its box."""
        return self.renderToken(tokens, idx, options, env).rstrip("\n") + "</div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write a block of code that can scroll by keyboard too."""
        return super().fence(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write a block of code that can scroll by keyboard too."""
        return super().code_block(tokens, idx, options, env).replace("<pre", '<pre tabindex="0"', 1)

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Begin a cell; where its text stands is a class, since a strict policy forbids styles."""
        align = _ALIGN.get(str(tokens[idx].attrs.pop("style", "")))
        if align:
            tokens[idx].attrs["class"] = align
        return self.renderToken(tokens, idx, options, env)

    td_open = th_open


def _link(tokens: Sequence[Token], index: int, draft: _Draft) -> Piece:
    """Begin a link: a blank for the site, final for anywhere else; `draft.close` will end it."""
    token = tokens[index]
    target = str(token.attrs["href"])
    title = str(token.attrs.get("title", ""))
    shown = f' title="{escapeHtml(title)}"' if title else ""
    draft.close = "</a>"
    where = reach(target)
    if where == "fragment":
        return f'<a href="{escapeHtml(target)}"{shown}>'
    if where == "external":
        return f'<a href="{_href(target)}"{shown} rel="{draft.rel}">'
    inside = tokens[index + 1 : next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")]
    # A picture without words must not be taken for a link that waits for a headline.
    text = squeeze(_plain(inside, pictures=True)) or (target if inside else "")
    number = draft.add("link", target, text, title)
    draft.close = Blank("close", number)
    return Blank("open", number)


def _is_break(token: Token, draft: _Draft) -> bool:
    """Say whether a comment splits the article; any other is the editors' own and is not written."""
    line = _line(token)
    if not token.content:
        draft.problem(line, "this comment never ends", 'end it with "-->"')
    elif token.info:
        draft.problem(line, "text follows a comment on its line", 'put the text below the line with "-->"')
    return bool(_PAGE.fullmatch(token.content))


def _check_pages(draft: _Draft, begins: list[int]) -> None:
    """Find too many pages, or else pages without anything on them."""
    if len(begins) > MAX_PAGES:
        message = f"the article has {len(begins)} pages, more than {MAX_PAGES}"
        draft.problem(begins[MAX_PAGES], message, "delete some of the <!-- halaman --> lines")
    elif len(begins) > 1:
        for number, (page, line) in enumerate(zip(draft.pages, begins, strict=True), 1):
            if not any(isinstance(piece, Blank) or piece.strip() for piece in page):
                hint = "write something between the <!-- halaman --> lines, or delete one"
                draft.problem(line, f"page {number} of the article is empty", hint)


def _baca_box(target: str, text: str, draft: _Draft) -> Blank:
    """Return the box for one link of a Baca Juga paragraph."""
    where = reach(target)
    if where == "external":
        address = _href(target)
        return Blank("away", text=f'<a href="{address}" rel="{draft.rel}">{escapeHtml(text) or address}</a>')
    if where == "fragment":
        draft.problem(draft.place(target)[0], f"{target} is no article", _BACA_HINT)
    return Blank("baca", draft.add("baca", target, text))


def _can_show(source: str) -> bool:
    """Say whether a picture is on the site or comes over https."""
    return reach(source) != "external" or _href(source).lower().startswith("https:")


def _plain(tokens: Sequence[Token], *, pictures: bool = False) -> str:
    """Return the text of inline tokens, with code, and with the alt texts of pictures if these are wanted."""
    return "".join(
        token.content
        if token.type in _TEXTS or (pictures and token.type == "image")
        else " "
        if token.type in _ENDS
        else ""
        for token in tokens
    )


def _enter(draft: _Draft, token: Token) -> None:
    """Let the places of links be looked for in the lines of this block."""
    if token.map:
        draft.span = (token.map[0], token.map[1])


def _lower(token: Token) -> None:
    """Make a heading of the first level one of the second."""
    if token.tag == "h1":
        token.tag = "h2"


def _href(target: str) -> str:
    """Return an external address as it is written into HTML."""
    return escapeHtml(f"https:{target}" if target.startswith("//") else target)


def _line(token: Token) -> int:
    """Return the first line of a block, from 0."""
    return token.map[0] if token.map else 0
