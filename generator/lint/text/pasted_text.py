"""Finds what a text pasted from Word, WhatsApp or a web page has lost, where a line break is all that it takes.

In Markdown, lines below each other are one paragraph, and a list begins with a hyphen. What plainly is a list becomes
one; its writer is told of whatever may be something else:

| lines | become |
|---|---|
| two and more with one bullet, below each other or each a paragraph | a list |
| two and more with a dash, or the letter o and a tab; nobody speaks, and only the last ends like a sentence | a list |
| the same, ending as they like, below a line that ends in a colon | a list |
| the same with quotation marks, or with a ?, ! or … at an end | a dialogue: what they are |
| any with other lines between or behind them, or with several bullets | what they are, with a warning |
| two and more with the letter o and one blank, which may be a word: "o, begitu" | what they are, with a warning |

A line above a list is a paragraph before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.lint.text.stray_text import Leftover

BULLETS = "•●▪■◦○‣►▸➢·➤➔👉🔹🔸✅✔✓☑\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
"""The last ones are from Word's symbol fonts, which other programs show as an empty box."""
_BULLET = re.compile(rf"([{BULLETS}])\ufe0f?[ \t\xa0]*(?=[^\s{BULLETS}])")
_DASH = re.compile(r"([–—]|o(?=\t|\xa0|  ))[ \t\xa0]+(?=[^\s–—-])")
"""A possible bullet, if two lines begin with it: a dash, or the letter o, which Word writes for a hollow one."""
_MAYBE = re.compile(r"([–—]|o)[ \t\xa0]+(?=[^\s–—-])")
"""Warned of if two lines begin with it; with one space, an o may be a word."""
_ANY = re.compile(rf"\n[ ]{{0,3}}(?:[{BULLETS}]|[–—o][ \t\xa0])")
_SPEECH = re.compile(r"[\"“”„«»]|[?!…][)\]]*$")
_ENDED = re.compile(r"[.!?…][”\"’')\]]*$")
_SENTENCE = re.compile(r"(?:[^\W\d_][\w,;:'\"“”’-]*[ \xa0]+){4}.*[.…][”\"’')\]]*$")
"""A line that looks like a sentence, unlike code and most headings."""
_MONTH = re.compile(
    r"(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\b", re.IGNORECASE
)
_LOSING = frozenset({"code_block", "heading_open", "ordered_list_open"})
"""Blocks that a paragraph may have become."""
_BACA = re.compile(r"(?:\*\*|__|[*_])?baca juga\s*(?:\*\*|__|[*_])?\s*:", re.IGNORECASE)
_SHORT, _LONG = 60, 120
"""The fewest characters of a line that may be a paragraph: among three lines or more, and among two."""


def may_hold(text: str) -> bool:
    """Return whether a text may contain a list that `lists` makes."""
    return _ANY.search(f"\n{text}") is not None


def lists(state: StateCore) -> None:
    """Turn paragraphs that are obviously lists into lists."""
    made: list[Token] = []
    tokens = state.tokens
    index = 0
    while index < len(tokens):
        is_paragraph = tokens[index].type == "paragraph_open" and not tokens[index].level
        count, lines, first = _plain_list(tokens, index) if is_paragraph else (0, [], 0)
        if count:
            above = [*lines[:first][:-1], *map(_unbroken, lines[:first][-1:])]
            made += [*_paragraph(above), *_list([*map(_unbroken, lines[first:])])]
        else:
            made.append(tokens[index])
        index += 3 * count or 1
    state.tokens = made


def _plain_list(tokens: Sequence[Token], index: int) -> tuple[int, list[tuple[int, str]], int]:
    """Return the number of paragraphs from an index that are one list, their lines, and the index of the first item."""
    lines = _lines(tokens[index + 1])
    first = next((n for n, (_, line) in enumerate(lines) if _BULLET.match(line) or _DASH.match(line)), len(lines))
    if first == len(lines):
        return 0, [], 0
    count = 1
    bullet = _BULLET.match(lines[first][1])
    while bullet and index + 3 * count < len(tokens) and tokens[index + 3 * count].type == "paragraph_open":
        more = _lines(tokens[index + 3 * count + 1])
        if not all((match := _BULLET.match(line)) and match[1] == bullet[1] for _, line in more):
            break
        lines += more
        count += 1
    above = _unbroken(lines[first - 1])[1] if first else ""
    inside = [line for _, line in map(_unbroken, lines[first:])]
    return (count, lines, first) if _is_list(inside, above) else (0, [], 0)


def _is_list(lines: Sequence[str], above: str) -> bool:
    """Return whether lines, below another line, are all items of an obvious list."""
    for sign in (_BULLET, _DASH):
        matches = [sign.match(line) for line in lines]
        if len(lines) > 1 and len({match and match[1] for match in matches}) == 1 and matches[0]:
            if sign is _BULLET:
                return True
            if any(map(_SPEECH.search, lines)):
                return False
            return above.rstrip("*_").endswith(":") or not any(map(_ENDED.search, lines[:-1]))
    return False


def _lines(inline: Token) -> list[tuple[int, str]]:
    """Return the lines of a paragraph with their numbers in the text, from 0."""
    first = inline.map[0] if inline.map else 0
    return [(first + number, line.strip()) for number, line in enumerate(inline.content.split("\n"))]


def _unbroken(numbered: tuple[int, str]) -> tuple[int, str]:
    """Return a line without the trailing backslash of a line break: each list item has a line of its own."""
    number, line = numbered
    odd = (len(line) - len(line.rstrip("\\"))) % 2
    return number, line[: len(line) - odd].rstrip()


def _paragraph(lines: Sequence[tuple[int, str]], level: int = 0, *, hidden: bool = False) -> list[Token]:
    """Return the tokens of a paragraph; empty without lines."""
    if not lines:
        return []
    span = [lines[0][0], lines[-1][0] + 1]
    text = "\n".join(line for _, line in lines)
    return [
        Token("paragraph_open", "p", 1, map=span, level=level, block=True, hidden=hidden),
        Token("inline", "", 0, map=span, level=level + 1, children=[], content=text, block=True),
        Token("paragraph_close", "p", -1, level=level, block=True, hidden=hidden),
    ]


def _list(lines: Sequence[tuple[int, str]]) -> list[Token]:
    """Return the tokens of a list, one item per line, as for hyphens."""
    span = [lines[0][0], lines[-1][0] + 1]
    made = [Token("bullet_list_open", "ul", 1, map=span, block=True, markup="-")]
    for number, line in lines:
        match = _BULLET.match(line) or _DASH.match(line)
        item = line[match.end() :] if match else line
        made += [
            Token("list_item_open", "li", 1, map=[number, number + 1], level=1, block=True, markup="-"),
            *_paragraph([(number, item)], 2, hidden=True),
            Token("list_item_close", "li", -1, level=1, block=True, markup="-"),
        ]
    return [*made, Token("bullet_list_close", "ul", -1, block=True, markup="-")]


def find(token: Token) -> list[Leftover]:
    """Return the lost lines of an inline token: those of a list, table or paragraph."""
    lines = [line.strip() for line in token.content.split("\n")]
    first = token.map[0] if token.map else 0
    for number, line in enumerate(lines):
        if _BACA.match(line):
            # The first line starts a box, and so do those below it.
            if not number:
                break
            return [Leftover(first + number, "baca", line)]
    rows = [number for number, line in enumerate(lines) if line.startswith("|") and line.count("|") > 1]
    if len(rows) > 1:
        return [Leftover(first + rows[0], "table", lines[rows[0]])]
    cells = [number for number, line in enumerate(lines) if "\t" in line and not _MAYBE.match(line)]
    if len(cells) > 1 and cells[-1] - cells[0] == len(cells) - 1:
        return [Leftover(first + cells[0], "columns", lines[cells[0]])]
    marked = [number for number, line in enumerate(lines) if _BULLET.match(line)]
    if not marked:
        dashes = [number for number, line in enumerate(lines) if _MAYBE.match(line)]
        marked = dashes if len(dashes) > 1 and not any(map(_SPEECH.search, lines)) else []
    if marked:
        return [Leftover(first + marked[0], "bullet", lines[marked[0]][:1])]
    shortest = _LONG if len(lines) == 2 else _SHORT
    if len(lines) > 1 and all(len(line) >= shortest and _ENDED.search(line) for line in lines):
        return [Leftover(first + 1, "lines", lines[1])]
    return []


def paragraphs(tokens: Sequence[Token]) -> list[Leftover]:
    """Return paragraphs that became something else, by a date, leading spaces, or a line of signs below them."""
    found = []
    for number, token in enumerate(tokens):
        if token.type not in _LOSING:
            continue
        line = token.map[0] if token.map else 0
        if token.type == "code_block":
            text = token.content.strip()
            if any(_SENTENCE.match(part.strip()) for part in text.split("\n")):
                found.append(Leftover(line, "indented", text.partition("\n")[0]))
        elif token.type == "heading_open" and token.markup in ("-", "="):
            text = tokens[number + 1].content
            if _SENTENCE.match(text.replace("\n", " ")):
                found.append(Leftover(line, "underlined", text.partition("\n")[0]))
        elif token.type == "ordered_list_open":
            # The first text of a list follows its first item and paragraph.
            first = tokens[number + 3].content if number + 3 < len(tokens) else ""
            if _MONTH.match(first):
                found.append(Leftover(line, "date", ""))
    return found
