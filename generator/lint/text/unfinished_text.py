"""Remains: what unfinished work and pastes leave in a text that is no markup, so that no parser sees anything in it.

Looked for in the bytes of a file, by words that no report holds, and at its first and last lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.codes import Code
from generator.base.errors import Problem, Where
from generator.base.sentences import Sentence, sentence
from generator.base.text import fold, squeeze

_MERGE = (
    sentence("two versions of this text were never merged: these are signs of git"),
    sentence("keep one of them, and delete the lines with <<<<<<<, ======= and >>>>>>>"),
)
_NOTE = (sentence("readers will see this note"), sentence("write what is missing, or delete it"))
_FOREIGN = (
    sentence("readers will see this, which the program left that the text was copied from"),
    sentence("delete it"),
)
_WORDS: tuple[tuple[bytes, Code, tuple[Sentence, Sentence]], ...] = (
    (b"<<<<<<< ", "unfinished-text", _MERGE),
    (b">>>>>>> ", "unfinished-text", _MERGE),
    (b"NAMA NARASUMBER", "unfinished-text", _NOTE),
    (b"(CEK LAGI)", "unfinished-text", _NOTE),
    (b"(cek lagi)", "unfinished-text", _NOTE),
    (b"JANGAN TAYANG", "unfinished-text", _NOTE),
    (b"jangan tayang dulu", "unfinished-text", _NOTE),
    (b"EMBARGO sampai", "unfinished-text", _NOTE),
    (b"EMBARGO SAMPAI", "unfinished-text", _NOTE),
    (b"SCROLL TO CONTINUE WITH CONTENT", "markup-as-text", _FOREIGN),
    (b"[Gambas:", "markup-as-text", _FOREIGN),
    (b"sebagai model bahasa, saya", "markup-as-text", _FOREIGN),
    (b"Apakah Anda ingin saya ", "markup-as-text", _FOREIGN),
)
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


def remains(path: str, title: str, data: bytes) -> Iterator[Problem]:
    """Yield what is left in an article that nobody meant for readers.

    Args:
        path: from the site's folder.
        title: the headline.
        data: bytes of the file.

    """
    start = data.find(b"\n---", 3) + 4
    told: set[Sentence] = set()
    for word, code, (said, hint) in _WORDS:
        if word in data and said not in told and (at := data.find(word, start)) >= 0:
            told.add(said)
            yield Problem(_place(path, data, at), code, said, hint)
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
