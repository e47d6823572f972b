r"""Unmeant: what is left in a text that no reader should see, though it is no markup.

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

from markdown_it.token import Token

from generator.lint.text.plain_text import garbled
from generator.lint.text.stray_markup import Leftover
from generator.model.records import RemarkKind

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
"""With what a line begins that was copied from an assistant, or from a chat; a time without brackets or a hyphen behind
it belongs to a list of events."""
_DATED = re.compile(r"\n(?:\[\d{1,2}[/.:]\d|\d{1,2}[/.]\d{1,2}[/.]\d)")
_DASHED = re.compile(r"^-{2,}\s{0,3}halaman", re.IGNORECASE | re.MULTILINE)
_OPENING = re.compile(rf"\[(?:{_NOTE}|{_NUMBERED})\b", re.IGNORECASE)
_PATTERNS: tuple[tuple[RemarkKind, tuple[str, ...], re.Pattern[str]], ...] = (
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
"""What it is, of which texts one is in it, and how it looks."""
_RARE = ("TODO", "orem ipsum", "【")
"""One of these is in a text that holds any of them, and in hardly one that does not."""
_RARE_BEHIND = {
    "?": ("???",), "[": ("[oaicite",), "&": ("&amp;", "&nbsp"), "turn": ("turn0", "turn1", "turn2"), "<": _CHAT,
}  # fmt: skip
"""The same behind a sign, without which there is none: a single one is found in a tenth of the time of two."""
_PAGE = re.compile(rf"<!--\s{{0,9}}(?:{_NUMBERED}|nextpage|page ?break)\s{{0,9}}-->", re.IGNORECASE)
"""A comment that seems to be meant as one that splits the article."""


def may_hold(text: str) -> bool:
    """Return whether a text may hold any of it, which hardly one does."""
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


def find(token: Token) -> list[Leftover]:
    """Return what an inline token holds of it, the first of each sort; code shows what it shows."""
    text = token.content
    found: dict[RemarkKind, tuple[int, str]] = {}
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
        if not any(what in one for one in code)
    ]


def pages(token: Token) -> list[Leftover]:
    """Return what a comment at top level that does not split the article holds of it."""
    text = token.content
    return [Leftover(token.map[0] if token.map else 0, "page", text)] if _PAGE.fullmatch(text) else []
