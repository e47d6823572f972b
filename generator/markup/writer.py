"""The writer: from Markdown tokens to the HTML of pages, with blanks where the rest of the site is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.base.sentences import sentence
from generator.base.text import slugify, squeeze
from generator.markup import boxes
from generator.markup.builder import BodyBuilder
from generator.markup.inlines import can_show, foreign_picture, href, plain, reach
from generator.markup.source import OPENING
from generator.model.records import Blank, Piece

MAX_NESTING = 20
"""Levels of quotes and lists; a list and its item count as two. The library drops what is deeper."""
_TASKS = {
    "[ ] ": ("\N{BALLOT BOX}", "belum"),
    "[x] ": ("\N{BALLOT BOX WITH CHECK}", "sudah"),
    "[X] ": ("\N{BALLOT BOX WITH CHECK}", "sudah"),
}
"""The beginning of a task, its visible sign, and the key of the word for screen readers."""
_DEEPER = frozenset({"blockquote_open", "list_item_open", "dd_open"})
_BACA = frozenset("Bb*_")
"""First characters of a Baca Juga paragraph."""
_ALIGN = {"text-align:right": "kanan", "text-align:center": "tengah"}
_DEEPEST = 6


class Html(RendererHTML):
    """The library's renderer, for tokens that need neither links nor words."""

    def html_inline(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """Write HTML as text."""
        return escapeHtml(tokens[idx].content)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Begin a table in a box that scrolls on narrow screens, also by keyboard."""
        return '<div class="tabel" tabindex="0">' + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self.renderToken(tokens, idx, options, env).rstrip("\n") + "</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Begin a cell; its alignment is a class, since a strict content security policy forbids styles."""
        if align := _ALIGN.get(str(tokens[idx].attrs.pop("style", ""))):
            tokens[idx].attrs["class"] = align
        return self.renderToken(tokens, idx, options, env)

    td_open = th_open

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Write a block of code that scrolls, also by keyboard; a comment behind its signs is none of its words."""
        tokens[idx].info = tokens[idx].info.partition(OPENING)[0]
        return super().fence(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)


class Writer:
    """Writes the tokens of one text to the last part of its body."""

    def __init__(self, builder: BodyBuilder, parser: MarkdownIt) -> None:
        self.builder = builder
        self._html, self._options = cast("Html", parser.renderer), parser.options
        self.notes: dict[str, list[Token]] = {}
        """Footnotes by label, each with its opening token first."""
        self.numbers: dict[str, int] = {}
        """Those that are referred to, numbered in the order of their first references."""
        self._references = Counter[str]()
        self._written = 0
        """How many footnotes are."""

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Write block tokens."""
        out = self.builder.parts[-1]
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "paragraph_open":
                index = self._paragraph(tokens, index)
            elif token.type == "heading_open":
                self._heading(token, tokens[index + 1])
                index += 3
            else:
                if token.type in _DEEPER:
                    self._check_depth(token)
                    _make_task(tokens[index : index + 3])
                out += self.text(token) if token.type == "inline" else (self._simple(tokens, index),)
                index += 1

    def footnotes(self) -> None:
        """Write the footnotes first referred to in the last part, each with a link back to the text."""
        out, first = self.builder.parts[-1], self._written + 1
        if first > len(self.numbers):
            return
        out += ('<section class="catatan" role="doc-endnotes" aria-label="', Blank("word", text="catatan_kaki"))
        out.append(f'">\n<ol start="{first}">\n' if first > 1 else '">\n<ol>\n')
        while self._written < len(self.numbers):
            # Footnotes may refer to others.
            label, number = list(self.numbers.items())[self._written]
            self._written += 1
            out.append(f'<li id="catatan_{number}">')
            self.blocks(self.notes[label][1:])
            end = [out.pop()] if out[-1] == "</p>\n" else []
            out += (' <a href="', self.builder.jump(f"#rujukan_{number}"), f'#rujukan_{number}" class="kembali" ')
            out += ('role="doc-backlink" aria-label="', Blank("word", text="kembali_ke_teks"))
            out += ('">\u21a9\ufe0e</a>', *end, "</li>\n")
        out.append("</ol>\n</section>\n")

    def text(self, inline: Token) -> Sequence[Piece]:
        """Return what readers see of an inline token."""
        children = inline.children
        if not children:
            return ()
        if len(children) == 1 and children[0].type == "text":
            self.builder.texts.append(children[0].content)
            return (escapeHtml(children[0].content),)
        self.builder.enter(inline)
        self.builder.texts.append(plain(children))
        return tuple(self._pieces(children))

    def _simple(self, tokens: Sequence[Token], index: int) -> str:
        rule = self._html.rules.get(tokens[index].type) or self._html.renderToken
        return str(rule(tokens, index, self._options, {}))

    def _check_depth(self, token: Token) -> None:
        if token.level >= MAX_NESTING - 1:
            hint = sentence("use fewer levels of lists and quotes")
            self.builder.problem(token.map[0] if token.map else 0, "over-limit", sentence("nested too deeply"), hint)

    def _heading(self, opening: Token, inline: Token) -> None:
        """Write a heading, unless it shows nothing, or repeats the title at the very beginning.

        The headline is the page's only h1, so the first heading of a part is an h2, whatever its writer began with, and
        no level below it is skipped.
        """
        if not inline.children:
            return
        builder, level = self.builder, int(opening.tag[1])
        part, levels = builder.parts[-1], builder.levels
        text = squeeze(plain(inline.children, pictures=True))
        if level == 1 and len(builder.parts) == 1 and not part and slugify(text) == slugify(builder.title) != "":
            return
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        tag = f"h{min(len(levels) + 1, _DEEPEST)}"
        part += (f'<{tag} id="{builder.anchors.add(text, len(builder.parts))}">', *self.text(inline), f"</{tag}>\n")

    def _paragraph(self, tokens: Sequence[Token], index: int) -> int:
        """Write the paragraph that a token opens, or the box that replaces it; return the index of what follows."""
        builder, opening, inline = self.builder, tokens[index], tokens[index + 1]
        out, children, after = builder.parts[-1], inline.children, index + 3
        if not children:
            # Nothing but a mark.
            return after
        if index and tokens[index - 1].hidden and not opening.hidden:
            out.append("\n")
        builder.enter(inline)
        box: Sequence[Piece] = ()
        if len(children) == 1 and children[0].type == "image":
            caption = squeeze(str(children[0].attrs.get("title", "")))
            if caption and can_show(str(children[0].attrs["src"])):
                box = (self._picture(children[0], caption),)
        elif children[0].type == "link_open":
            box = boxes.of_link(children)
        if not box and inline.content[:1] in _BACA and (found := boxes.BACA_JUGA.match(inline.content)):
            box, after = boxes.baca_juga_list(tokens, index, builder)
            box = box or boxes.baca_juga(children, found[0], builder)
        if box:
            out += box if opening.hidden else (*box, "\n")
            return after
        pieces = self.text(inline)
        if not builder.first and not opening.level:
            builder.first = builder.texts[-1]
        out += pieces if opening.hidden else ("<p>", *pieces, "</p>\n")
        return after

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        close: Piece = ""
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "link_open":
                # Links never nest.
                *opening, close = self._link(tokens, index)
                yield from opening
            elif kind == "link_close":
                yield close
            elif kind == "image":
                yield self._picture(token)
            elif kind == "footnote_ref":
                yield from self._reference(token.meta["label"])
            elif kind == "task":
                yield from (
                    '<span role="img" aria-label="',
                    Blank("word", text=token.info),
                    f'">{token.content}</span>',
                )
            else:
                yield self._simple(tokens, index)

    def _link(self, tokens: Sequence[Token], index: int) -> tuple[Piece, ...]:
        """Return the opening of a link, and its closing as the last: blanks for one on this site."""
        builder, attrs = self.builder, tokens[index].attrs
        target, title = str(attrs["href"]), str(attrs.get("title", ""))
        shown = f' title="{escapeHtml(title)}"' if title else ""
        where = reach(target)
        if where == "fragment":
            if target == "#":
                builder.remark("nowhere", builder.span[0], "](#)")
            jump = builder.jump(target, *builder.locate(target))
            return '<a href="', jump, f'{escapeHtml(target)}"{shown}>', "</a>"
        if where == "external":
            builder.check_external(target)
            return f'<a href="{href(target)}"{shown} rel="{builder.rel}">', "</a>"
        inside = tokens[index + 1 : next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")]
        # A picture without alt text is not an empty link that waits for a headline.
        text = squeeze(plain(inside, pictures=True)) or (target if inside else "")
        number = builder.add("link", target, text, title)
        return Blank("open", number), Blank("close", number)

    def _picture(self, token: Token, caption: str = "") -> Piece:
        """Return a picture: a blank for one of this site, HTML for others; a figure if it has a caption."""
        builder, source = self.builder, str(token.attrs["src"])
        alt = squeeze(self._html.renderInlineAsText(token.children, self._options, {}))
        if not can_show(source):
            builder.remark("link", builder.locate(source)[0], "![")
            return escapeHtml(f"![{token.content}]({source})")
        if reach(source) != "external":
            number = builder.add("image", source, alt, caption)
            place = (builder.links[number].line, builder.links[number].column)
            piece: Piece = Blank("image", number)
        else:
            builder.check_external(source, picture=True)
            line, column = builder.locate(source)
            place = (line + builder.first_line, column)
            piece = foreign_picture(source, alt, caption)
        if not alt and not caption:
            builder.silent.append(place)
        return piece

    def _reference(self, label: str) -> tuple[Piece, ...]:
        """Return a reference to a footnote, whose ids have an underscore, unlike those of headings."""
        number, parts = self.numbers.setdefault(label, len(self.numbers) + 1), self.builder.anchors.parts
        self._references[label] += 1
        times = self._references[label]
        anchor = f"rujukan_{number}" if times == 1 else f"rujukan_{number}_{times}"
        parts.setdefault(f"catatan_{number}", len(self.builder.parts))
        parts[anchor] = len(self.builder.parts)
        jump = self.builder.jump(f"#catatan_{number}")
        link = f'#catatan_{number}" role="doc-noteref">{number}</a></sup>'
        return f'<sup class="rujukan" id="{anchor}"><a href="', jump, link


def _make_task(tokens: Sequence[Token]) -> None:
    """Replace the brackets at the beginning of a list item by a box, if it is a task."""
    children = tokens[-1].children if tokens[0].type == "list_item_open" else None
    if children and children[0].type == "text" and (task := _TASKS.get(children[0].content[:4])):
        box, word = task
        tokens[0].attrs["class"] = "tugas"
        children[0].content = children[0].content[3:]
        children.insert(0, Token("task", "", 0, content=box, info=word))
