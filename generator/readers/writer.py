"""The writer: from Markdown tokens to the HTML of pages, with blanks where the rest of the site is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.base.text import squeeze
from generator.portal.records import Blank, Piece
from generator.readers.commonmark import MAX_NESTING, reach
from generator.readers.draft import BACA_HINT, Draft
from generator.readers.embeds import embed

MAX_PAGES = 50

_PAGE = re.compile(r"<!--\s*halaman\s*-->", re.IGNORECASE)
_BACA = re.compile(r"(\*\*|__|\*|_)?baca juga\s*(?:\1\s*:|:\s*\1)" "|" r"baca juga\s*:", re.IGNORECASE)
_TEXTS = frozenset({"text", "code_inline"})
_ENDS = frozenset({"softbreak", "hardbreak"})
_ALIGN = {"text-align:right": "kanan", "text-align:center": "tengah"}
_SPARE_WORDS = 3
"""Words beside the links of a Baca Juga paragraph that are dropped without a word, as "dan" or "(video)"."""


class Writer(RendererHTML):
    """The library's renderer with Warta's rules; it writes to `env["draft"]`."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Write the pages of a body to the draft; the result is empty."""
        draft: Draft = env["draft"]
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
                    draft.problem(
                        _line(token), "over-limit", "nested too deeply", "take lists and quotes out of each other"
                    )
                rule = self.rules.get(kind)
                out.append(rule(tokens, index, options, env) if rule else self.renderToken(tokens, index, options, env))
            index += 1
        _check_pages(draft, begins)
        return ""

    def _paragraph(self, opening: Token, inline: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        """Write a paragraph, or the box that takes its place."""
        draft: Draft = env["draft"]
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
        """Write the text of a block, and note it for the word count."""
        draft: Draft = env["draft"]
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
        """Yield the pieces of inline tokens."""
        draft: Draft = env["draft"]
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "link_open":
                yield _link(tokens, index, draft)
            elif kind == "link_close":
                # Links never nest.
                yield draft.close
            elif kind == "image":
                yield from self._picture(token, options, env)
            else:
                rule = self.rules.get(kind)
                yield rule(tokens, index, options, env) if rule else self.renderToken(tokens, index, options, env)

    def _figure(self, token: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        """Write a picture that is alone in its paragraph and has a caption, as a figure; nothing otherwise."""
        caption = squeeze(str(token.attrs.get("title", "")))
        if not caption or not _can_show(str(token.attrs["src"])):
            return ()
        return self._picture(token, options, env, caption)

    def _picture(self, token: Token, options: OptionsDict, env: EnvType, caption: str = "") -> tuple[Piece, ...]:
        """Write a picture: a blank for one of this site, HTML for one elsewhere; a figure if it has a caption."""
        draft: Draft = env["draft"]
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
            line, column = draft.locate(source)
            draft.silent.append((line + draft.first_line, column))
        image = f'<img src="{_href(source)}" alt="{escapeHtml(alt)}" loading="lazy" decoding="async">'
        if caption:
            return (f"<figure>{image}<figcaption>{escapeHtml(caption)}</figcaption></figure>",)
        return (image,)

    def _baca(self, children: list[Token], prefix: str, draft: Draft) -> Sequence[Piece]:
        """Write a Baca Juga box for each link of a paragraph; `prefix` is what it begins with."""
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
            draft.problem(line, "bad-link", "this Baca Juga holds no link", BACA_HINT)
        elif sum(any(map(str.isalnum, word)) for word in spare) > _SPARE_WORDS:
            draft.problem(
                line,
                "bad-link",
                "text stands beside the link of this Baca Juga",
                "move it to a paragraph of its own, or delete it",
            )
        return boxes

    # ------------------------------------------------ rules, called by the library

    def heading_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write a heading, an h1 as an h2: the page's only h1 is the headline."""
        _lower(tokens[idx])
        return self.renderToken(tokens, idx, options, env)

    def heading_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """End a heading."""
        _lower(tokens[idx])
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Begin a table in a box that scrolls on narrow screens, by keyboard too."""
        return '<div class="tabel" tabindex="0">' + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """End a table and its box."""
        return self.renderToken(tokens, idx, options, env).rstrip("\n") + "</div>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write a block of code that scrolls by keyboard too."""
        return super().fence(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write a block of code that scrolls by keyboard too."""
        return super().code_block(tokens, idx, options, env).replace("<pre", '<pre tabindex="0"', 1)

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Begin a cell; its alignment is a class, since a strict content security policy forbids styles."""
        align = _ALIGN.get(str(tokens[idx].attrs.pop("style", "")))
        if align:
            tokens[idx].attrs["class"] = align
        return self.renderToken(tokens, idx, options, env)

    td_open = th_open


def _link(tokens: Sequence[Token], index: int, draft: Draft) -> Piece:
    """Return what opens a link, a blank for one on this site; `draft.close` becomes what closes it."""
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


def _is_break(token: Token, draft: Draft) -> bool:
    """Return whether a comment splits the article; any other is a note of the editors and is not written."""
    line = _line(token)
    if not token.content:
        draft.problem(line, "bad-comment", "this comment never ends", 'end it with "-->"')
    elif token.info:
        draft.problem(
            line, "bad-comment", "text follows a comment on its line", 'put the text below the line with "-->"'
        )
    return bool(_PAGE.fullmatch(token.content))


def _check_pages(draft: Draft, begins: list[int]) -> None:
    """Note too many pages, or else empty pages; `begins` are the lines on which pages begin."""
    if len(begins) > MAX_PAGES:
        message = f"the article has {len(begins)} pages, more than {MAX_PAGES}"
        draft.problem(begins[MAX_PAGES], "bad-pages", message, "delete some of the <!-- halaman --> lines")
    elif len(begins) > 1:
        for number, (page, line) in enumerate(zip(draft.pages, begins, strict=True), 1):
            if not any(isinstance(piece, Blank) or piece.strip() for piece in page):
                hint = "write something between the <!-- halaman --> lines, or delete one"
                draft.problem(line, "bad-pages", f"page {number} of the article is empty", hint)


def _baca_box(target: str, text: str, draft: Draft) -> Blank:
    """Return the box for one link of a Baca Juga paragraph."""
    where = reach(target)
    if where == "external":
        address = _href(target)
        return Blank("away", text=f'<a href="{address}" rel="{draft.rel}">{escapeHtml(text) or address}</a>')
    if where == "fragment":
        draft.problem(draft.locate(target)[0], "bad-link", f"{target} is no article", BACA_HINT)
    return Blank("baca", draft.add("baca", target, text))


def _can_show(source: str) -> bool:
    """Return whether a picture is on this site or comes over https."""
    return reach(source) != "external" or _href(source).lower().startswith("https:")


def _plain(tokens: Sequence[Token], *, pictures: bool = False) -> str:
    """Return the text of inline tokens, code included; `pictures` includes alt texts too."""
    return "".join(
        token.content
        if token.type in _TEXTS or (pictures and token.type == "image")
        else " "
        if token.type in _ENDS
        else ""
        for token in tokens
    )


def _enter(draft: Draft, token: Token) -> None:
    """Have links located in the lines of this block."""
    if token.map:
        draft.span = (token.map[0], token.map[1])


def _lower(token: Token) -> None:
    """Turn an h1 into an h2."""
    if token.tag == "h1":
        token.tag = "h2"


def _href(target: str) -> str:
    """Return an external address as HTML may hold it."""
    return escapeHtml(f"https:{target}" if target.startswith("//") else target)


def _line(token: Token) -> int:
    """Return the first line of a block, from 0."""
    return token.map[0] if token.map else 0
