r"""What unfinished work, chats and assistants leave in a text that no reader should see, though it is no markup.

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

from generator.base.codes import Code
from generator.base.errors import Problem, Where
from generator.base.sentences import Sentence, sentence
from generator.base.text import fold, squeeze
from generator.lint.text.plain_text import garbled
from generator.lint.text.stray_markup import Leftover

if TYPE_CHECKING:
    # A build with nothing to do starts without the Markdown parser.
    from markdown_it.token import Token

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
        if not any(what in one for one in code)
    ]


def pages(token: Token) -> list[Leftover]:
    """Return what a comment at top level that does not split the article holds of it."""
    text = token.content
    return [Leftover(token.map[0] if token.map else 0, "page", text)] if _PAGE.fullmatch(text) else []


_MERGE = (
    sentence("two versions of this text were never merged: these are signs of git"),
    sentence("keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>"),
)
_UNFINISHED = (sentence("readers will see this note"), sentence("write what is missing, or delete it"))
_FOREIGN = (
    sentence("readers will see this, which the program left that the text was copied from"),
    sentence("delete it"),
)
_WORDS: tuple[tuple[Code, tuple[Sentence, Sentence], tuple[bytes, ...]], ...] = (
    ("unfinished-text", _MERGE, (b"<<<<<<< ", b">>>>>>> ")),
    (
        "unfinished-text", _UNFINISHED,
        (
            b"NAMA NARASUMBER", b"(CEK LAGI)", b"(cek lagi)", b"JANGAN TAYANG", b"jangan tayang dulu",
            b"EMBARGO sampai", b"EMBARGO SAMPAI",
        ),
    ),
    (
        "markup-as-text", _FOREIGN,
        (
            b"SCROLL TO CONTINUE WITH CONTENT", b"[Gambas:", b"sebagai model bahasa, saya",
            b"Apakah Anda ingin saya ",
        ),
    ),
)  # fmt: skip
"""Words of which no report holds any."""
_LIST = re.compile(
    rb"^[ \t]*(?:(?:-(?=[A-Za-z])[^\n]*\n[ \t]*-(?=[A-Za-z]))|(?:\*[A-Za-z][^*\n]*\n[ \t]*\*[A-Za-z][^*\n]*$)"
    rb"|(?:\d{1,2}[.)](?=[A-Za-z])[^\n]*\n[ \t]*\d{1,2}[.)](?=[A-Za-z]))|(?:\(?\d{1,2}\) [^\n]*\n[ \t]*\(\d{1,2}\) )"
    rb"|(?:a[.)] [^\n]*\n[ \t]*b[.)] )|(?:\xe2\x86\x92[^\n]*\n[ \t]*\xe2\x86\x92))",
    re.MULTILINE,
)
"""Two lines that begin as those of a list do, and are no list for want of a blank or of a sign that makes one."""
_LISTED = re.compile(rb"\n[ \t]*(?:-[A-Za-z]|\*[A-Za-z]|\(?\d{1,2}[.)]|a[.)] |\xe2\x86\x92)")
"""The first of two such lines, which is found in a tenth of the time."""
_TOP = re.compile(r"(?:oleh|laporan|penulis|reporter|wartawan)\s*:\s*\S.{0,60}", re.IGNORECASE)
_END = re.compile(r"(?:editor|penulis|reporter|tags?|kata kunci)\s*:\s*\S.*", re.IGNORECASE)
"""What the page itself says above and below the text."""
_SIGNS = "#*_ \t\r"


def unfinished_text(path: str, title: str, data: bytes) -> Iterator[Problem]:
    """Yield what is left in an article that nobody meant for readers.

    Args:
        path: from the site's folder.
        title: the headline.
        data: bytes of the file.

    """
    start = data.find(b"\n---", 3) + 4
    for code, (message, hint), words in _WORDS:
        found_at = (data.find(word, start) for word in words if word in data)
        if (at := next((at for at in found_at if at >= 0), -1)) >= 0:
            yield Problem(_place(path, data, at), code, message, hint)
    listed = _LISTED.search(data, start - 1) is not None and b"```" not in data
    found = _LIST.search(data, start) if listed else None
    if found is not None:
        yield Problem(
            _place(path, data, found.start()),
            "lost-lines",
            sentence("this list becomes one paragraph, with its bullets in it"),
            sentence("begin each line of the list with a hyphen and a space, below an empty line"),
        )
    yield from _around(path, title, data, start)


def _around(path: str, title: str, data: bytes, start: int) -> Iterator[Problem]:
    """Yield first and last lines that say what the page says already."""
    body = data[start:].strip()
    first, _, _ = body.partition(b"\n")
    last = body[body.rfind(b"\n") + 1 :]
    top, end = (line[:200].decode("utf-8", "replace").strip(_SIGNS) for line in (first, last))
    at = data.find(first, start)
    if top and fold(squeeze(top)) == fold(title):
        said = sentence("the text begins with its headline, which readers see twice then")
        yield Problem(_place(path, data, at), "unfinished-text", said, sentence("delete it"))
    elif _TOP.fullmatch(top):
        said = sentence("the page says above the text who wrote it, so readers see that twice")
        yield Problem(_place(path, data, at), "unfinished-text", said, sentence("delete it"))
    if first is not last and _END.fullmatch(end):
        said = sentence("the page says this below the text, so readers see it twice")
        hint = sentence("delete it, and write it into the front matter if it is not there")
        yield Problem(_place(path, data, data.rfind(last)), "unfinished-text", said, hint)


def _place(path: str, data: bytes, at: int) -> Where:
    line = data.count(b"\n", 0, at) + 1
    column = len(data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8", "replace")) + 1
    return Where(path, line, column)
