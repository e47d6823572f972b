"""The writer: from Markdown tokens to the HTML of pages, with blanks where the rest of the site is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.markup import boxes
from generator.markup.builder import BodyBuilder, note_id, reference_id
from generator.markup.inlines import OPENING, can_show, foreign_picture, href, plain, reach, visible
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


class Writer(RendererHTML):
    """The library's renderer with additional rules; it writes to the last part of `env["builder"]`."""

    def render_blocks(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> None:
        """Write block tokens."""
        builder: BodyBuilder = env["builder"]
        out = builder.parts[-1]
        index, count = 0, len(tokens)
        while index < count:
            token = tokens[index]
            if token.type == "paragraph_open":
                index = self._paragraph(tokens, index, options, env)
                continue
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], options, env)
                index += 3
                continue
            if token.type == "inline":
                out += self.render_text(token, options, env)
            else:
                if token.type in _DEEPER:
                    _check_depth(token, builder)
                    if token.type == "list_item_open" and index + 2 < count:
                        _make_task(token, tokens[index + 2])
                rule = self.rules.get(token.type)
                out.append(rule(tokens, index, options, env) if rule else self.renderToken(tokens, index, options, env))
            index += 1

    def render_notes(self, options: OptionsDict, env: EnvType) -> None:
        """Write the footnotes first referred to in the last part, each with a link back to the text."""
        builder: BodyBuilder = env["builder"]
        out, first = builder.parts[-1], builder.notes_written + 1
        if first > len(builder.note_numbers):
            return
        out += ('<section class="catatan" role="doc-endnotes" aria-label="', Blank("word", text="catatan_kaki"))
        out.append(f'">\n<ol start="{first}">\n' if first > 1 else '">\n<ol>\n')
        while builder.notes_written < len(builder.note_numbers):
            # Footnotes may refer to others.
            label = list(builder.note_numbers)[builder.notes_written]
            builder.notes_written += 1
            number = builder.notes_written
            out.append(f'<li id="{note_id(number)}">')
            self.render_blocks(env["notes"][label][1:], options, env)
            end = [out.pop()] if out[-1] == "</p>\n" else []
            anchor = reference_id(number)
            out += (' <a href="', builder.jump(f"#{anchor}"))
            out += (
                f'#{anchor}" class="kembali" role="doc-backlink" aria-label="',
                Blank("word", text="kembali_ke_teks"),
            )
            out += ('">\u21a9\ufe0e</a>', *end, "</li>\n")
        out.append("</ol>\n</section>\n")

    def _heading(self, opening: Token, inline: Token, options: OptionsDict, env: EnvType) -> None:
        """Write a heading, unless it shows nothing."""
        builder: BodyBuilder = env["builder"]
        if inline.children:
            text = squeeze(plain(inline.children, pictures=True))
            name, tag = builder.heading(int(opening.tag[1]), text)
            if name:
                builder.parts[-1] += (tag, *self.render_text(inline, options, env), f"</{name}>\n")

    def _paragraph(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> int:
        """Write the paragraph that a token opens, or the box that replaces it; return the index of what follows."""
        builder: BodyBuilder = env["builder"]
        opening, inline = tokens[index], tokens[index + 1]
        out, children, after = builder.parts[-1], inline.children, index + 3
        if not children:
            # Nothing but comments.
            return after
        if index and tokens[index - 1].hidden and not opening.hidden:
            out.append("\n")
        enter(builder, inline)
        box: Sequence[Piece] = ()
        if len(children) == 1 and children[0].type == "image":
            caption = squeeze(str(children[0].attrs.get("title", "")))
            if caption and can_show(str(children[0].attrs["src"])):
                box = self._picture(children[0], options, env, caption)
        elif children[0].type == "link_open":
            box = boxes.of_link(children)
        if not box and inline.content[:1] in _BACA and (found := boxes.BACA_JUGA.match(inline.content)):
            box, after = boxes.baca_juga_list(tokens, index, builder)
            box = box or boxes.baca_juga(children, found[0], builder)
        if box:
            out += box if opening.hidden else (*box, "\n")
            return after
        pieces = self.render_text(inline, options, env)
        if not builder.first and not opening.level:
            builder.first = builder.texts[-1]
        out += pieces if opening.hidden else ("<p>", *pieces, "</p>\n")
        return after

    def render_text(self, token: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        builder: BodyBuilder = env["builder"]
        children = token.children
        if not children:
            return ()
        if len(children) == 1 and children[0].type == "text":
            builder.texts.append(children[0].content)
            return (escapeHtml(children[0].content),)
        enter(builder, token)
        builder.texts.append(plain(children))
        return tuple(self._pieces(children, options, env))

    def _pieces(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> Iterator[Piece]:
        builder: BodyBuilder = env["builder"]
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "link_open":
                yield from _opened_link(tokens, index, builder)
            elif kind == "link_close":
                # Links never nest.
                yield builder.close
            elif kind == "image":
                yield from self._picture(token, options, env)
            elif kind == "footnote_ref":
                number, anchor = builder.refer(token.meta["label"])
                yield f'<sup class="rujukan" id="{anchor}"><a href="'
                yield builder.jump(f"#{note_id(number)}")
                yield f'#{note_id(number)}" role="doc-noteref">{number}</a></sup>'
            elif kind == "task":
                yield '<span role="img" aria-label="'
                yield Blank("word", text=token.info)
                yield f'">{token.content}</span>'
            else:
                rule = self.rules.get(kind)
                yield rule(tokens, index, options, env) if rule else self.renderToken(tokens, index, options, env)

    def _picture(self, token: Token, options: OptionsDict, env: EnvType, caption: str = "") -> tuple[Piece, ...]:
        """Write a picture: a blank for one of this site, HTML for others; a figure if it has a caption."""
        builder: BodyBuilder = env["builder"]
        source = str(token.attrs["src"])
        alt = squeeze(self.renderInlineAsText(token.children, options, env))
        _check_title(token, builder)
        if not can_show(source):
            builder.remark("link", builder.locate(source)[0], "![")
            return (escapeHtml(f"![{visible(token.content)}]({source})"),)
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
        return (piece,)

    # ------------------------------------------------ rules, called by the library

    def html_inline(self, tokens: Sequence[Token], idx: int, _options: Any, _env: Any) -> str:
        """Write HTML as text."""
        return escapeHtml(visible(tokens[idx].content))

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


def _opened_link(tokens: Sequence[Token], index: int, builder: BodyBuilder) -> tuple[Piece, ...]:
    """Return the opening of a link, a blank for one on this site; sets `builder.close` to its closing."""
    token = tokens[index]
    target, title = str(token.attrs["href"]), str(token.attrs.get("title", ""))
    _check_title(token, builder)
    shown = f' title="{escapeHtml(title)}"' if title else ""
    builder.close = "</a>"
    where = reach(target)
    if where == "fragment":
        if target == "#":
            builder.remark("nowhere", builder.span[0], "](#)")
        return '<a href="', builder.jump(target, *builder.locate(target)), f'{escapeHtml(target)}"{shown}>'
    if where == "external":
        builder.check_external(target)
        return (f'<a href="{href(target)}"{shown} rel="{builder.rel}">',)
    inside = tokens[index + 1 : next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")]
    # A picture without alt text is not an empty link that waits for a headline.
    text = squeeze(plain(inside, pictures=True)) or (target if inside else "")
    number = builder.add("link", target, text, title)
    builder.close = Blank("close", number)
    return (Blank("open", number),)


def _check_title(token: Token, builder: BodyBuilder) -> None:
    if OPENING in str(token.attrs.get("title", "")):
        message = sentence("a comment in the title of a link or picture would be shown to readers")
        line = builder.span[0]
        hint = sentence("delete it, or move it into the text")
        builder.problem(line, "bad-comment", message, hint, builder.column(line, OPENING))


def _make_task(item: Token, inline: Token) -> None:
    """Replace the brackets at the beginning of a list item by a box, if it is a task."""
    children = inline.children
    if children and children[0].type == "text" and (task := _TASKS.get(children[0].content[:4])):
        box, word = task
        item.attrs["class"] = "tugas"
        children[0].content = children[0].content[3:]
        children.insert(0, Token("task", "", 0, content=box, info=word))


def _check_depth(token: Token, builder: BodyBuilder) -> None:
    """Record a problem for the first block nested deeper than the library supports."""
    if token.level >= MAX_NESTING - 1 and not builder.is_too_deep:
        builder.is_too_deep = True
        hint = sentence("use fewer levels of lists and quotes")
        builder.problem(token.map[0] if token.map else 0, "over-limit", sentence("nested too deeply"), hint)


def enter(builder: BodyBuilder, token: Token) -> None:
    """Set the lines where links are looked for to those of this block."""
    if token.map:
        builder.span = (token.map[0], token.map[1])
