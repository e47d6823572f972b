"""The writer: from Markdown tokens to the HTML of pages, with blanks where the rest of the site is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.base.text import slugify, squeeze
from generator.markup import boxes
from generator.markup.builder import BodyBuilder
from generator.markup.inlines import can_show, foreign_picture, href, label, plain, reach
from generator.markup.source import OPENING
from generator.model.records import Blank

_ALIGN = {"text-align:right": "kanan", "text-align:center": "tengah"}


class Writer(RendererHTML):
    """Writes the tokens of one text to the last part of its body, as the library's renderer with rules of ours."""

    def __init__(self, builder: BodyBuilder, parser: MarkdownIt) -> None:
        self.builder, self.parser = builder, parser
        self.env: EnvType = {}
        """What the parser knows of references and footnotes."""
        self.rules = {name: getattr(self, name) for name in _RULES}
        self._closings = list[str]()
        """Of the links that are open."""
        self.notes: dict[str, list[Token]] = {}
        """Footnotes by label, each with its opening token first."""
        self.numbers: dict[str, int] = {}
        """Those that are referred to, numbered in the order of their first references."""
        self._references = Counter[str]()
        self._written = 0
        """How many footnotes are."""

    def blocks(self, tokens: Sequence[Token]) -> str:
        """Return the HTML of block tokens."""
        out = list[str]()
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "paragraph_open":
                html, index = self._paragraph(tokens, index)
            elif token.type == "heading_open":
                html, index = self._heading(tokens, index), index + 3
            elif token.type == "inline":
                html, index = self.inline(token), index + 1
            else:
                rule = self.rules.get(token.type, self.renderToken)
                html, index = rule(tokens, index, self.parser.options, {}), index + 1
            out.append(html)
        return "".join(out)

    def footnotes(self) -> str:
        """Return the footnotes first referred to in the last part, each with a link back to the text."""
        first = self._written + 1
        if first > len(self.numbers):
            return ""
        blank, begin = self.builder.blank, f' start="{first}"' if first > 1 else ""
        name = blank(Blank("word", text="catatan_kaki"))
        out = [f'<section class="catatan" role="doc-endnotes" aria-label="{name}">\n<ol{begin}>\n']
        while self._written < len(self.numbers):
            # Footnotes may refer to others.
            note, number = self.notes[list(self.numbers)[self._written]], self._written + 1
            self._written = number
            html = self.blocks(note[1:])
            end = "</p>\n" if html.endswith("</p>\n") else ""
            page, back = self.builder.jump(f"#rujukan_{number}"), blank(Blank("word", text="kembali_ke_teks"))
            out.append(
                f'<li id="catatan_{number}">{html.removesuffix(end)} <a href="{page}#rujukan_{number}" class="kembali" '
                f'role="doc-backlink" aria-label="{back}">\u21a9\ufe0e</a>{end}</li>\n'
            )
        return "".join((*out, "</ol>\n</section>\n"))

    def inline(self, inline: Token) -> str:
        """Return what readers see of an inline token."""
        children = inline.children
        if not children:
            return ""
        self.builder.enter(inline)
        self.builder.texts.append(plain(children))
        return self.renderInline(children, self.parser.options, {})

    def _heading(self, tokens: Sequence[Token], index: int) -> str:
        """Return a heading; nothing if it shows nothing, or repeats the title at the very beginning.

        The headline is the page's only h1, so the first heading of a part is an h2, whatever its writer began with, and
        no level below it is skipped.
        """
        builder, level, children = self.builder, int(tokens[index].tag[1]), tokens[index + 1].children
        if not children:
            return ""
        part, levels = len(builder.parts), builder.levels
        text = squeeze(plain(children, pictures=True))
        if level == 1 and part == 1 and not index and slugify(text) == slugify(builder.title) != "":
            return ""
        while levels and levels[-1] >= level:
            levels.pop()
        levels.append(level)
        tag = f"h{min(len(levels) + 1, 6)}"
        return f'<{tag} id="{builder.anchors.add(text, part)}">{self.inline(tokens[index + 1])}</{tag}>\n'

    def _paragraph(self, tokens: Sequence[Token], index: int) -> tuple[str, int]:
        """Return the paragraph that a token opens, or the box that replaces it, and the index of what follows."""
        builder, opening, inline = self.builder, tokens[index], tokens[index + 1]
        children, after, box = inline.children, index + 3, ""
        if not children:
            # Nothing but a mark.
            return "", after
        builder.enter(inline)
        if len(children) == 1 and children[0].type == "image":
            caption = squeeze(str(children[0].attrs.get("title", "")))
            if caption and can_show(str(children[0].attrs["src"])):
                box = self._picture(children[0], caption)
        elif children[0].type == "link_open":
            box = boxes.of_link(children, builder)
        if not box and (found := boxes.BACA_JUGA.match(inline.content)):
            box, after = boxes.baca_juga_list(tokens, index, builder)
            box = box or boxes.baca_juga(children, found[0], builder)
        if not box:
            box = self.inline(inline) if opening.hidden else f"<p>{self.inline(inline)}</p>"
            if not builder.first and not opening.level:
                builder.first = builder.texts[-1]
        before = "\n" if index and tokens[index - 1].hidden and not opening.hidden else ""
        return before + box + "\n" * (not opening.hidden), after

    def _picture(self, token: Token, caption: str = "") -> str:
        """Return a picture: a blank for one of this site, HTML for others; a figure if it has a caption."""
        builder, source = self.builder, str(token.attrs["src"])
        alt = squeeze(self.renderInlineAsText(token.children, self.parser.options, {}))
        if not can_show(source):
            builder.remark("link", builder.locate(source)[0], "![")
            return escapeHtml(f"![{token.content}]({source})")
        if reach(source) != "external":
            number = builder.add("image", source, alt, caption)
            place = (builder.links[number].line, builder.links[number].column)
            html = builder.blank(Blank("image", number))
        else:
            builder.check_external(source, picture=True)
            line, column = builder.locate(source)
            place = (line + builder.first_line, column)
            html = foreign_picture(source, alt, caption)
        if not alt and not caption:
            builder.silent.append(place)
        return html

    # ------------------------------------------------ rules by the names of tokens, with the library's signature

    def link_open(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """Begin a link, with a blank if it is one of this site."""
        builder, attrs = self.builder, tokens[idx].attrs
        target, title = str(attrs["href"]), str(attrs.get("title", ""))
        shown, where = f' title="{escapeHtml(title)}"' if title else "", reach(target)
        if where == "fragment":
            if target == "#":
                builder.remark("nowhere", builder.span[0], "](#)")
            self._closings.append("</a>")
            builder.jumps.append((target, *builder.locate(target)))
            return f'<a href="{builder.jump(target)}{escapeHtml(target)}"{shown}>'
        if where == "external":
            self._closings.append("</a>")
            builder.check_external(target)
            return f'<a href="{href(target)}"{shown} rel="{builder.rel}">'
        # A picture without alt text is not an empty link that waits for a headline.
        is_empty = tokens[idx + 1].type == "link_close"
        number = builder.add("link", target, label(tokens, idx) or ("" if is_empty else target), title)
        self._closings.append(builder.blank(Blank("close", number)))
        return builder.blank(Blank("open", number))

    def link_close(self, _tokens: Sequence[Token], _idx: int, _options: Any, _env: Any) -> str:
        return self._closings.pop()

    def image(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        return self._picture(tokens[idx])

    def footnote_ref(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """Write a reference to a footnote, whose ids have an underscore, unlike those of headings."""
        name, parts = tokens[idx].meta["label"], self.builder.anchors.parts
        number = self.numbers.setdefault(name, len(self.numbers) + 1)
        self._references[name] += 1
        times = self._references[name]
        anchor = f"rujukan_{number}" if times == 1 else f"rujukan_{number}_{times}"
        parts.setdefault(f"catatan_{number}", len(self.builder.parts))
        parts[anchor] = len(self.builder.parts)
        href = f"{self.builder.jump(f'#catatan_{number}')}#catatan_{number}"
        return f'<sup class="rujukan" id="{anchor}"><a href="{href}" role="doc-noteref">{number}</a></sup>'

    def html_inline(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """Write HTML as text."""
        return escapeHtml(tokens[idx].content)

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin a table in a box that scrolls on narrow screens, also by keyboard."""
        return '<div class="tabel" tabindex="0">' + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.renderToken(tokens, idx, options, env).rstrip("\n") + "</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Begin a cell; its alignment is a class, since a strict content security policy forbids styles."""
        if align := _ALIGN.get(str(tokens[idx].attrs.pop("style", ""))):
            tokens[idx].attrs["class"] = align
        return self.renderToken(tokens, idx, options, env)

    td_open = th_open

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Write a block of code that scrolls, also by keyboard; a comment behind its signs is none of its words."""
        tokens[idx].info = tokens[idx].info.partition(OPENING)[0]
        return super().fence(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)


_RULES = [
    *RendererHTML().rules,
    "link_open",
    "link_close",
    "footnote_ref",
    "html_inline",
    "table_open",
    "table_close",
    "th_open",
    "td_open",
]
