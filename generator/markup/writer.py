"""The writer: from Markdown tokens to the HTML of pages, with blanks where the rest of the site is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from generator.base.sentences import sentence
from generator.base.text import squeeze
from generator.markup import boxes, comments
from generator.markup.boxes import embed, host_of
from generator.markup.collector import Draft, note_id, reference_id
from generator.markup.commonmark import MAX_NESTING
from generator.markup.inlines import can_show, foreign_picture, href, plain, reach
from generator.model.records import Blank, Piece

_TASKS = {
    "[ ] ": ("\N{BALLOT BOX}", "belum"),
    "[x] ": ("\N{BALLOT BOX WITH CHECK}", "sudah"),
    "[X] ": ("\N{BALLOT BOX WITH CHECK}", "sudah"),
}
"""The beginning of a task, its visible sign, and the key of the word for screen readers."""


def _make_task(item: Token, inline: Token) -> None:
    """Replace the brackets at the beginning of a list item by a box, if it is a task."""
    children = inline.children
    if children and children[0].type == "text" and (task := _TASKS.get(children[0].content[:4])):
        box, word = task
        item.attrs["class"] = "tugas"
        children[0].content = children[0].content[3:]
        children.insert(0, Token("task", "", 0, content=box, info=word))


_DEEPER = frozenset({"blockquote_open", "list_item_open", "dd_open"})
_BACA = frozenset("Bb*_")
"""First characters of a Baca Juga paragraph."""
_ALIGN = {"text-align:right": "kanan", "text-align:center": "tengah"}


class Writer(RendererHTML):
    """The library's renderer with additional rules; it writes to `env["draft"]`."""

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        """Write the pages of a body to the draft; the result is empty."""
        draft: Draft = env["draft"]
        self._blocks(tokens, options, env)
        if "notes" in env:
            self._notes(options, env)
            _remark_unused(env["notes"], draft)
        if "coverage" in env:
            draft.check_entries()
        else:
            draft.check_pages()
        return ""

    def _blocks(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> None:
        draft: Draft = env["draft"]
        out = draft.pages[-1]
        index, count = 0, len(tokens)
        while index < count:
            token = tokens[index]
            kind = token.type
            if kind == "paragraph_open":
                if index and tokens[index - 1].hidden and not token.hidden:
                    out.append("\n")
                out += self._paragraph(tokens, index, options, env)
                index += 2
            elif kind == "inline":
                out += self._inline(token, options, env)
            elif kind == "heading_open" and "entry" in token.meta:
                out = self._entry(tokens, index, options, env)
                index += 2
            elif kind == "heading_open":
                part = len(draft.pages)
                tag = draft.outline.opening(tokens, index, part, first=part == 1 and not out)
                if tag:
                    out += (tag, *self._inline(tokens[index + 1], options, env), f"</{tokens[index + 2].tag}>\n")
                index += 2
            elif kind == "comment":
                if _is_break(token, draft) and not _is_live(token, draft, env):
                    if "notes" in env:
                        self._notes(options, env)
                    draft.begin_page(_line(token))
                    out = draft.pages[-1]
            else:
                if index == draft.boxed:
                    # The list became boxes.
                    index = draft.following
                    continue
                if kind in _DEEPER:
                    _check_depth(token, draft)
                    if kind == "list_item_open" and index + 2 < count:
                        _make_task(token, tokens[index + 2])
                rule = self.rules.get(kind)
                out.append(rule(tokens, index, options, env) if rule else self.renderToken(tokens, index, options, env))
            index += 1

    def _entry(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> list[Piece]:
        """Begin the part of an entry of a live report, and return it with its headline."""
        draft: Draft = env["draft"]
        heading, inline = tokens[index].meta["entry"], tokens[index + 1]
        if "notes" in env:
            self._notes(options, env)
        headline = squeeze(plain(inline.children or (), pictures=True))
        draft.begin_entry(_line(tokens[index]), heading.stamp, headline, heading.bylines, heading.column)
        out = draft.pages[-1]
        if inline.children:
            out += ("<h2>", *self._inline(inline, options, env), "</h2>\n")
        return out

    def _notes(self, options: OptionsDict, env: EnvType) -> None:
        """Write the footnotes first referred to on the last page, each with a link back to the text."""
        draft: Draft = env["draft"]
        notes, out = draft.notes, draft.pages[-1]
        if not notes.waiting:
            return
        first = notes.number(notes.waiting[0])
        begin = f'<ol start="{first}">' if first > 1 else "<ol>"
        out += ('<section class="catatan" role="doc-endnotes" aria-label="', Blank("word", text="catatan_kaki"))
        out.append(f'">\n{begin}\n')
        while notes.waiting:
            # Footnotes may refer to others.
            label = notes.waiting.pop(0)
            number = notes.number(label)
            out.append(f'<li id="{note_id(number)}">')
            self._blocks(env["notes"][label][0][1:], options, env)
            end = [out.pop()] if out[-1] == "</p>\n" else []
            anchor = reference_id(number)
            out += (' <a href="', draft.lead_to(anchor), f'#{anchor}" class="kembali" role="doc-backlink" aria-label="')
            out += (Blank("word", text="kembali_ke_teks"), '">\u21a9\ufe0e</a>', *end, "</li>\n")
        out.append("</ol>\n</section>\n")

    def _paragraph(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        """Write the paragraph that a token opens, or the box that replaces it."""
        draft: Draft = env["draft"]
        opening, inline = tokens[index], tokens[index + 1]
        children = inline.children or []
        content = inline.content
        box = _link_alone(children, content)
        if len(children) == 1 and children[0].type == "image":
            enter(draft, inline)
            caption = squeeze(str(children[0].attrs.get("title", "")))
            if caption and can_show(str(children[0].attrs["src"])):
                box = self._picture(children[0], options, env, caption)
        if not box and content[:1] in _BACA and (found := boxes.BACA_JUGA.match(content)):
            enter(draft, inline)
            box = boxes.baca_juga_list(tokens, index, draft) or boxes.baca_juga(children, found[0], draft)
        if box:
            return box if opening.hidden else (*box, "\n")
        pieces = self._inline(inline, options, env)
        if pieces and not draft.first and not opening.level:
            draft.first = draft.texts[-1]
        return pieces if opening.hidden or inline.hidden else ("<p>", *pieces, "</p>\n")

    def _inline(self, token: Token, options: OptionsDict, env: EnvType) -> Sequence[Piece]:
        draft: Draft = env["draft"]
        children = token.children
        if not children:
            return ()
        if len(children) == 1 and children[0].type == "text":
            draft.texts.append(children[0].content)
            return (escapeHtml(children[0].content),)
        enter(draft, token)
        draft.texts.append(plain(children))
        return tuple(self._pieces(children, options, env))

    def _pieces(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> Iterator[Piece]:
        draft: Draft = env["draft"]
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "link_open":
                yield from opened_link(tokens, index, draft)
            elif kind == "link_close":
                # Links never nest.
                yield draft.close
            elif kind == "image":
                yield from self._picture(token, options, env)
            elif kind == "footnote_ref":
                number, anchor = draft.notes.refer(token.meta["label"], len(draft.pages))
                yield f'<sup class="rujukan" id="{anchor}"><a href="'
                yield draft.lead_to(note_id(number))
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
        draft: Draft = env["draft"]
        source = str(token.attrs["src"])
        alt = squeeze(self.renderInlineAsText(token.children, options, env))
        if reach(source) != "external":
            number = draft.add("image", source, alt, caption)
            if not alt and not caption:
                draft.silent.append((draft.links[number].line, draft.links[number].column))
            return (Blank("image", number),)
        if not can_show(source):
            line = draft.locate(source)[0]
            draft.remark("link", line, "![")
            return (escapeHtml(f"![{token.content}]({source})"),)
        draft.judge(source, picture=True)
        if not alt and not caption:
            line, column = draft.locate(source)
            draft.silent.append((line + draft.first_line, column))
        return (foreign_picture(source, alt, caption),)

    # ------------------------------------------------ rules, called by the library

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
        """Write a block of code that scrolls, also by keyboard."""
        return super().fence(tokens, idx, options, env).replace("<pre>", '<pre tabindex="0">', 1)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return super().code_block(tokens, idx, options, env).replace("<pre", '<pre tabindex="0"', 1)


def _link_alone(children: Sequence[Token], content: str) -> Sequence[Piece]:
    """Return the box that a paragraph of one address or linked picture becomes; nothing for any other.

    An address without a box is shown as its host.
    """
    if len(children) == 1 and children[0].type == "text":
        return embed(content) if content.startswith("http") else ()
    if len(children) == 3 and children[0].info == "auto":
        is_bare = children[0].markup == "linkify"
        box = embed(content if is_bare else content[1:-1])
        is_alone = is_bare and not box and children[1].content == content
        if is_alone and reach(str(children[0].attrs["href"])) == "external":
            children[1].content = host_of(content) or content
        return box
    if children and children[0].type == "link_open" and children[-1].type == "link_close":
        return boxes.captioned(children)
    return ()


def opened_link(tokens: Sequence[Token], index: int, draft: Draft) -> tuple[Piece, ...]:
    """Return the opening of a link, a blank for one on this site; sets `draft.close` to its closing."""
    token = tokens[index]
    target = str(token.attrs["href"])
    title = str(token.attrs.get("title", ""))
    shown = f' title="{escapeHtml(title)}"' if title else ""
    draft.close = "</a>"
    where = reach(target)
    if where == "fragment":
        if target == "#":
            draft.remark("nowhere", draft.span[0], "](#)")
        return '<a href="', draft.jump(target), f'{escapeHtml(target)}"{shown}>'
    if where == "external":
        draft.judge(target)
        return (f'<a href="{href(target)}"{shown} rel="{draft.rel}">',)
    inside = tokens[index + 1 : next(i for i in range(index, len(tokens)) if tokens[i].type == "link_close")]
    # A picture without alt text is not an empty link that waits for a headline.
    text = squeeze(plain(inside, pictures=True)) or (target if inside else "")
    number = draft.add("link", target, text, title)
    draft.close = Blank("close", number)
    return (Blank("open", number),)


def _is_break(token: Token, draft: Draft) -> bool:
    """Return whether a comment splits the article; any other is a note of the editors and is not written."""
    line = _line(token)
    if not token.content:
        draft.problem(line, "bad-comment", sentence("this comment never ends"), sentence('end it with "-->"'))
    elif token.info:
        draft.problem(
            line,
            "bad-comment",
            sentence("text follows a comment on its line"),
            sentence('put the text below the line with "-->"'),
        )
    return bool(comments.PAGE.fullmatch(token.content))


def _is_live(token: Token, draft: Draft, env: EnvType) -> bool:
    """Record that a live report is to be split into pages, if it is one."""
    if "coverage" in env:
        hint = sentence("remove <!-- halaman -->")
        draft.problem(_line(token), "bad-pages", sentence("a live report cannot be split into pages"), hint)
    return "coverage" in env


def _remark_unused(notes: Mapping[str, list[list[Token]]], draft: Draft) -> None:
    """Record the unused footnotes: without reference, or with another's label."""
    for label, same in notes.items():
        for note in same[label in draft.notes :]:
            draft.remark("unused", _line(note[0]), f"[^{label}]:")


def _check_depth(token: Token, draft: Draft) -> None:
    """Record a problem for the first block nested deeper than the library supports."""
    if token.level >= MAX_NESTING - 1 and not draft.too_deep:
        draft.too_deep = True
        hint = sentence("use fewer levels of lists and quotes")
        draft.problem(_line(token), "over-limit", sentence("nested too deeply"), hint)


def enter(draft: Draft, token: Token) -> None:
    """Set the lines where links are looked for to those of this block."""
    if token.map:
        draft.span = (token.map[0], token.map[1])


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
