r"""Finds what readers would see that nobody meant for them: markup without effect, and what is left of work and pastes.

Markup is looked for in the text that becomes visible, not in the source: neither code nor what is escaped on purpose.
Words in brackets, comparisons and emoticons are none: `[sic]`, `{nama}`, `a < b`, `<3`.

| in the text | meant as |
|---|---|
| `â€œair` | “air”: letters that some program has read in another encoding |
| `\n` | the end of a line, that of a program |
| `[TODO]`, `[cek lagi]` | a note to oneself |
| `lorem ipsum` | a text to be written |
| `[halaman 2]` | a mark that splits the article |
| `***(SA)` before the end, `**(SA)` | the closing mark |
| `【4†source】`, `<Media omitted>`, `[09/10 16.10] Sari:` | nothing: assistants and chats leave it in a copy |
| `&amp;nbsp;`, `&nbsp` | signs, written for a program |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.lint.text.flaws import garbled
from generator.model.records import Record

if TYPE_CHECKING:
    # A build with nothing to do starts without the Markdown parser.
    from markdown_it.token import Token


class Leftover(Record, frozen=True):
    """Markup in the text that readers see."""

    line: int
    """Of the text, from 0."""
    kind: str
    """As that of a `Remark`."""
    text: str
    meant: str = ""
    """What was probably meant."""


SIGNS = re.compile(r"[{<\[\]*#]")
"""All of them contain one of these."""
_ELEMENTS = frozenset(
    (
        "a", "abbr", "address", "article", "aside", "audio", "b", "big", "blockquote", "body", "br", "button",
        "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
        "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "li", "link", "main",
        "map", "mark", "meta", "nav", "noscript", "object", "ol", "option", "p", "param", "picture", "pre", "q", "s",
        "script", "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup",
        "svg", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul",
        "var", "video", "wbr",
    )
)  # fmt: skip
_SHORTCODES = (
    "audio caption contact-form-7 embed gallery googlemaps instagram playlist pullquote quote soundcloud tweet video "
    "vimeo wp_caption youtube"
).replace(" ", "|")
_LEFTOVER = re.compile(
    r"(?=[{<\[\](*#])(?:"
    r"(?P<html><(?=[a-z/!?])(?:"
    r"/?(?P<element>[a-z][a-z1-6]{0,11})(?:\s{0,20}>|\s{1,20}[a-z][\w:-]{0,40}\s{0,20}=(?!\s{0,20}[\"'{]))"
    r"|(?:audio|button|details|div|iframe|img|input|ol|option|p|script|span|table|td|video)\s[^<>]{0,200}>"
    r"|(?:div|figure|font|iframe|img|input|script|span|table|td|video)$"
    r"|/?[a-z][\w.:-]{0,40}\s{1,20}[a-z][\w:-]{0,40}\s{0,20}=\s{0,20}[\"'{]"
    r"|[a-z][\w.:-]{0,40}\s{0,20}/>"
    r"|/?(?:[a-z]{1,10}:|[a-z]{1,40}-)[\w-]{1,40}>"
    r"|!doctype\b|!\[cdata\[|\?(?:php|xml)\b"
    r"))|(?P<shortcode>"
    r"\{\{[<%{]?\s?[\w./-]|\{%-?\s?\w"
    rf"|\[/?(?:{_SHORTCODES})(?:\s[^\[\]]{{0,300}})?/?\]"
    r"|\[[a-z][\w-]{0,40}\s{1,9}[\w-]{1,40}=\s?[\"'“”″\w]"
    r"|\[/[a-z][\w-]{0,40}\]|\[(?:url|img|color|size)=[^\[\]]{1,300}\]"
    r"|\{:\s?[.#\w]|\{[.#][a-z][\w-]{0,60}(?:\s[^{}]{0,200})?\}"
    r")|(?P<blank>\[[^\[\]\n]{0,300}\]\((?P<way>[^\s()<>\"]{1,200}(?:[ ]{1,3}[^\s()<>\"]{1,100}){1,20})"
    r"(?P<title>[ ]{1,3}\"[^\"\n]{0,300}\")?[ ]{0,3}\)"
    r")|(?P<link>\[[^\[\]]{0,300}\]\([^\s()]|\]\([^\s()])"
    r"|(?P<apart>\[[^\[\]]{1,300}\]\s{1,3}\((?:/|https?:|www\.|mailto:)[^\s()]{0,300}\))"
    r"|(?P<bold>\*\*(?=[^\s*])[^*\n]{1,200}\s\*\*(?!\w)|(?<!\w)\*\*\s(?=[^*\n]{0,200}[^\W\d_])[^*\n]{1,200}\*\*"
    r"|(?<![\w*])\*\*(?=[^\W_]))"
    r"|(?P<footnote>\[\^[^\s\[\]]{1,60}\])"
    r"|(?P<comment><[ \t\xa0]?![ \t\xa0]?[-\u2010-\u2015\u2212])"
    r"|(?P<heading>^\#{2,6}(?=[^\W\d_])))",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.[a-z0-9]{2,5}\Z", re.IGNORECASE)
"""The ending of a file's address."""
ALIKE = frozenset({*_LEFTOVER.groupindex} - {"element", "blank", "way", "title"})
"""Kinds of visible markup; one remark counts all of these."""
_END_OF_COMMENT = "-->"
_BREAKS = frozenset({"softbreak", "hardbreak"})


def markup_in(token: Token) -> list[Leftover]:
    """Return stray markup in an inline token, before texts around escapes are joined."""
    found: list[Leftover] = []
    line = 0
    for child in token.children or ():
        if child.type == "text":
            if SIGNS.search(child.content):
                found += marks_in(child.content, line + (token.map[0] if token.map else 0))
        elif child.type in _BREAKS:
            line += 1
    return found


def ends_of_comments(token: Token) -> list[Leftover]:
    """Return the comment ends in an inline token; the body has comments, but each ended before."""
    line = token.map[0] if token.map else 0
    return [
        Leftover(line, "comment", _END_OF_COMMENT)
        for child in token.children or ()
        if child.type == "text" and _END_OF_COMMENT in child.content
    ]


def marks_in(text: str, line: int) -> Iterator[Leftover]:
    """Yield stray markup in a text that begins on a line, from 0."""
    for found in _LEFTOVER.finditer(text):
        if not found["element"] or found["element"].lower() in _ELEMENTS:
            # Of nested groups the outer one ends last.
            kind = found.lastgroup or ""
            if kind != "blank":
                yield Leftover(line, kind, found[0])
            elif _FILE.search(found["way"]):
                sign = "!" if text[: found.start()].endswith("!") else ""
                words, _, _ = found[0].partition("](")
                meant = f"{sign}{words}](<{found['way']}>{found['title'] or ''})"
                yield Leftover(line, kind, sign + found[0], meant)
            else:
                yield Leftover(line, "link", found[0])


_NOTE = r"todo|tk|cek(?! fakta\])|lengkapi|konfirmasi|tambahkan|tanya(?:kan)?|menyusul"
_NUMBERED = r"(?:halaman|hal|hlm|page)\.?\s{0,3}\d{0,3}"
_CHAT = ("<Media ", "<media ", "<This ", "<this ", "<Pesan ", "<pesan ")
_DAY = r"\d{1,2}[/.]\d{1,2}"
_CLOCK = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[ap]m)?"
_BEGINNING = re.compile(
    r"(?:tentu|baik)(?: saja)?[,!.] (?:berikut|ini) (?:adalah )?"
    r"(?:draf|versi|artikel|berita|naskah|contoh)\b[^\n]{0,80}:\s*$"
    rf"|(?:\[{_DAY}(?:[/.]\d{{2,4}})?,? {_CLOCK}\]|{_DAY}[/.]\d{{2,4}},? {_CLOCK} -"
    rf"|\[{_CLOCK}, {_DAY}(?:[/.]\d{{2,4}})?\])"
    r" [^:\n]{1,40}:(?=\s|$)",
    re.IGNORECASE,
)
"""The beginning of a line copied from an assistant or a chat; a time without brackets or a hyphen belongs to a list of
events."""
_DATED = re.compile(r"\n(?:\[\d{1,2}[/.:]\d|\d{1,2}[/.]\d{1,2}[/.]\d)")
_DASHED = re.compile(r"^-{2,}\s{0,3}halaman", re.IGNORECASE | re.MULTILINE)
_OPENING = re.compile(rf"\[(?:{_NOTE}|{_NUMBERED})\b", re.IGNORECASE)
_PATTERNS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("feed", ("\\n",), re.compile(r"\\n(?=\\n|[A-Z“\"]|\s|$)")),
    ("page", ("[",), re.compile(rf"(?<!\\)\[{_NUMBERED}\](?![(\[:])", re.IGNORECASE)),
    ("note", ("[",), re.compile(rf"(?<!\\)\[(?:{_NOTE})\b[^\[\]\n]{{0,80}}\](?![(\[:])", re.IGNORECASE)),
    ("page", ("--",), re.compile(r"^-{2,}\s{0,3}halaman\s{0,3}\d{0,3}\s{0,3}-{2,}$", re.IGNORECASE | re.MULTILINE)),
    ("note", ("TODO", "???"), re.compile(r"\bTODO\b|(?<!\S)\?{3,}(?!\S)")),
    ("filler", ("orem ipsum",), re.compile(r"\blorem ipsum\b", re.IGNORECASE)),
    ("stars", ("*(", "* ("), re.compile(r"(?<![*\\])\*{1,2}\s?\([A-Z]{1,4}(?:/[A-Z]{1,4})?\)\s*\Z")),
    ("foreign", ("†",), re.compile(r"【\d{1,3}(?::\d{1,3})?†[^【】\n]{0,80}】")),
    ("foreign", ("oaicite",), re.compile(r":?contentReference\[oaicite:")),
    ("foreign", ("turn",), re.compile(r"turn\d{1,3}(?:search|news|view|image)\d")),
    (
        "foreign",
        _CHAT,
        re.compile(
            r"<(?:media (?:omitted|tidak disertakan)|this message was edited|pesan ini (?:telah )?diedit)>",
            re.IGNORECASE,
        ),
    ),
    ("entity", ("&amp;", "&nbsp"), re.compile(r"&amp;(?:amp|nbsp|quot|lt|gt|#\d{1,6});|&nbsp(?![;\w])")),
    ("mark", ("***",), re.compile(r"\*\*\*\s?\(\w[\w/. ]{0,11}\)")),
)
"""Kind, texts of which it contains one, and pattern."""
_RARE = ("TODO", "orem ipsum", "【")
"""Texts that match contain one of these; hardly any others do."""
_RARE_BEHIND = {
    "?": ("???",), "[": ("[oaicite",), "&": ("&amp;", "&nbsp"), "turn": ("turn0", "turn1", "turn2"), "<": _CHAT,
}  # fmt: skip
"""The same, each with a necessary character: one is found in a tenth of the time of two."""
_PAGE = re.compile(rf"<!--\s{{0,9}}(?:{_NUMBERED}|nextpage|page ?break)\s{{0,9}}-->", re.IGNORECASE)
"""A comment that is probably meant as a page break."""


def may_hold(text: str) -> bool:
    """Return whether a text may contain any of these; hardly any does."""
    end = text.rstrip()[-14:]
    return (
        ("\\" in text and "\\n" in text)
        or any(map(text.__contains__, _RARE))
        or any(sign in text and any(map(text.__contains__, rare)) for sign, rare in _RARE_BEHIND.items())
        or (("\n--" in text or text.startswith("--")) and _DASHED.search(text) is not None)
        or ("*" in end and "***" not in end and ("*(" in end or "* (" in end))
        or _BEGINNING.match(text.lstrip()[:200].partition("\n")[0]) is not None
        or _DATED.search(text) is not None
        or garbled(text) != ""
        or (0 <= text.find("*") < text.rstrip().rfind("\n") and "***" in text[: text.rstrip().rfind("\n") + 2])
        or ("[" in text and _OPENING.search(text) is not None)
    )


def notes_in(token: Token) -> list[Leftover]:
    """Return the first note of each kind in an inline token, except in code."""
    text = token.content
    found: dict[str, tuple[int, str]] = {}
    if letters := garbled(text):
        found["garbled"] = text.index(letters), letters
    for kind, signs, pattern in _PATTERNS:
        if any(sign in text for sign in signs) and (match := pattern.search(text)):
            found.setdefault(kind, (match.start(), match[0]))
    at = 0
    for written in text.split("\n"):
        if match := _BEGINNING.match(written):
            found.setdefault("foreign", (at, match[0]))
        at += len(written) + 1
    code = [child.content for child in token.children or () if child.type == "code_inline"]
    line = token.map[0] if token.map else 0
    return [
        Leftover(line + text.count("\n", 0, at), kind, what)
        for kind, (at, what) in found.items()
        if not any(what in shown for shown in code)
    ]


def pages(token: Token) -> list[Leftover]:
    """Return a top-level comment that looks like a page break but does not split the article."""
    text = token.content
    return [Leftover(token.map[0] if token.map else 0, "page", text)] if _PAGE.fullmatch(text) else []
