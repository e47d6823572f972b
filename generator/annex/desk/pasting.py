"""What is pasted into a text becomes clean Markdown; what cannot is named.

HTML of Word, LibreOffice, Google Docs and web pages goes through the converter of `ssg import`, which loses no word.
Plain text, as a telephone or WhatsApp has it, becomes paragraphs, unless it is Markdown already.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from generator.annex.desk.desk import Desk
from generator.annex.desk.people import Person
from generator.base.errors import UsageError
from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import clean, unix_lines

_MOST = 1_000_000
"""Characters of a text, of which an article has some thousands."""
_MOST_HTML = 400_000
"""Characters of HTML without what is thrown away first; Word needs ten for one of the text."""
_MOST_TAGS = 20_000
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(style|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_EMBEDDED = re.compile(r"(?<=[\"'=])\s*data:[^\"'\s>]*", re.IGNORECASE)
_BEGIN, _END = "<!--StartFragment-->", "<!--EndFragment-->"
_STRUCTURE = re.compile(
    r"<(?:p|h[1-6]|ul|ol|li|table|a|b|strong|i|em|s|del|blockquote|img|figure|iframe)[\s>]", re.IGNORECASE
)

_MARKDOWN = re.compile(
    r"^#{2,6} \S|^>{1,3} \S|^```|^!\[|^<!-- halaman -->$|\]\((?:https?://|/|\.\./)[^\s()]+\)"
    r"|\*\*\w[^*\n]*\*\*|\A---\n",
    re.MULTILINE,
)
"""Signs of Markdown that nobody writes by chance."""
_ADDRESS = re.compile(r"https?://[^\s<>\"\\`*\[\]]+")
"""On a line of its own it may become a box."""
_RISKY = re.compile(
    r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|~(?=~)|(?<=~)~|&(?=#?\w{1,31};)"
    r"|\A(?:#{1,6}(?=\s|\Z)|[>=:~|+](?=\s|\Z)|>|[-=]+\s*\Z)"
)
"""Signs that would be taken for markup."""
_TAGS = re.compile(r"<(?=[a-zA-Z/!?])(?!https?://|!-- halaman -->)")
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
"""As WhatsApp has it."""
_ITEM = re.compile(r"(?:[-–—•●▪■◦○‣►*+]|\d{1,3}[.)])[ \t]+\S")
_MEDIA = re.compile(
    r"(?:(?:\[[\d./:, \u202f]+(?:[AP]M)?\]|[\d./:, \u202f]+(?:[AP]M)? -) [^:\n]{1,80}: )?\u200e?(?:"
    r"<(?:Media (?:tidak disertakan|omitted)|Media dihilangkan)>|[\w .()-]+\.(?:jpe?g|png|webp|heic|mp4|opus|pdf) "
    r"\((?:file terlampir|file attached|berkas terlampir)\)|(?:gambar|image|video|foto|audio|stiker|sticker|GIF)"
    r" (?:tidak disertakan|omitted|dihilangkan))",
    re.IGNORECASE,
)
"""What a chat says in place of a picture or film."""
_NARROW, _WIDE = 55, 100
"""Characters of the lines of a text that a program has broken."""
_CHAT = "data-pre-plain-text"
"""In the HTML of WhatsApp, which lacks who wrote when: that is in the text alone."""
_BACA = re.compile(r"\Abaca\s+juga\s*(?=:)", re.IGNORECASE)
_YEAR = re.compile(r"\A(\d{4,9})(?=[.)](?:\s|\Z))")
"""At the beginning of a line that would be an item of that number."""
_MARK = re.compile(r"\\\*\\\*\\\*( ?\([A-Za-z][\w ./,&-]{0,40}\))\s*\Z")
"""The closing mark, after its signs were taken for mere signs."""
_TOO_MUCH = sentence("all markup, for there is too much of it; paste it in parts")
_MISSING = sentence("this needs two more libraries: pip install 'html-to-markdown<4' lxml")


class Clipboard(msgspec.Struct, forbid_unknown_fields=True):
    """What was pasted."""

    html: str = ""
    text: str = ""


def paste(desk: Desk, person: Person, given: Clipboard) -> dict[str, Any]:  # noqa: ARG001 - as all answers
    """Return what was pasted as Markdown, with sentences on what was left out."""
    if len(given.text) > _MOST:
        raise UsageError(sentence("this is too much to be pasted at once; paste it in parts"))
    markdown, left = pasted(given.html, given.text, desk.site.base_url)
    return {"markdown": markdown, "left_out": [desk.put(said) for said in left]}


def pasted(html: str, text: str, base_url: str = "") -> tuple[str, list[Sentence]]:
    """Return HTML or text from a clipboard as Markdown, and what was left out."""
    text = clean(unix_lines(text)).replace("\0", "")
    is_markdown = bool(_MARKDOWN.search(text))
    html = _fragment(html)
    if not html.strip() or (text.strip() and (_CHAT in html or not _STRUCTURE.search(html))):
        return (_TAGS.sub(r"\<", text).strip("\n"), []) if is_markdown else plain(text)
    made, why = None, _TOO_MUCH
    if len(html) <= _MOST_HTML and html.count("<") <= _MOST_TAGS:
        try:
            # Imported here: its libraries are those of an extra, and slow to load.
            from generator.annex.desk import pasted_html  # noqa: PLC0415

            made = pasted_html.converted(html, base_url)
        except ImportError:
            why = sentence("links, headings and bold words: {why}", why=_MISSING)
    if made is None:
        markdown, left = plain(text or _words(html))
        return markdown, [why, *left]
    return _marked(made[0]), made[1]


def _fragment(html: str) -> str:
    """Return what was copied, without its surroundings and what nobody sees."""
    if (begin := html.find(_BEGIN)) >= 0:
        end = html.rfind(_END)
        html = html[begin + len(_BEGIN) : end if end > begin else len(html)]
    return _EMBEDDED.sub("", _UNSEEN.sub("", html))


def _words(html: str) -> str:
    """Return the text of HTML that no library reads; only for a clipboard without one."""
    from html import unescape  # noqa: PLC0415 - only where nothing better is there

    broken = re.sub(r"(?i)<(?:/(?:p|div|li|tr|h[1-6]|blockquote)|br)\b[^<>]*>", "\n", html)
    return clean(unescape(re.sub(r"<[^<>]*>", "", broken)))


# ------------------------------------------------------------------------- plain text


def plain(text: str) -> tuple[str, list[Sentence]]:
    """Return text without markup as Markdown with the same words, and what was left out.

    Pictures of a chat are only named in its text; they are left out.
    """
    kept, media = [], 0
    for line in text.split("\n"):
        if _MEDIA.fullmatch(line.strip()):
            media += 1
        else:
            kept.append(line)
    blocks = re.split(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+", "\n".join(kept).strip())
    written = "\n\n".join(filter(None, map(_block, blocks)))
    said = counted("{count} picture or film; upload it", "{count} pictures or films; upload them", media)
    return _marked(written), [said] if media else []


def _marked(markdown: str) -> str:
    """Return Markdown with the reporter's mark at its end as one."""
    return _MARK.sub(r"***\1", markdown)


def _block(block: str) -> str:
    """Return lines below each other: as one paragraph if a program broke it, otherwise as one each."""
    lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
    if len(lines) > 2 and all(_NARROW < len(line) < _WIDE for line in lines[:-1]) and len(lines[-1]) < _WIDE:
        return " ".join(map(_line, lines))
    written = ""
    was_item = False
    for line in lines:
        is_item = _ITEM.match(line) is not None
        written += ("\n" if was_item and is_item else "\n\n" if written else "") + _line(line)
        was_item = is_item
    return written


def _line(line: str) -> str:
    """Return a line with its signs as signs, and bold words as WhatsApp marks them."""
    head = ""
    if (item := _ITEM.match(line)) and line[0] in "*+":
        head, line = "- ", line[item.end() - 1 :]
    if _ADDRESS.fullmatch(line):
        return head + line
    written, at = [], 0
    for bold in _BOLD.finditer(line):
        written += [_signs(line[at : bold.start()], first=not at), f"**{_signs(bold[1], first=False)}**"]
        at = bold.end()
    line = "".join((*written, _signs(line[at:], first=not at)))
    return head + _BACA.sub(r"\g<0>\\", _YEAR.sub(r"\1\\", line))


def _signs(text: str, *, first: bool) -> str:
    # What only begins a line as markup does nothing in its middle.
    before = "" if first else "x"
    return _RISKY.sub(lambda sign: f"\\{sign[0]}" if len(sign[0]) == 1 else _apart(sign[0]), before + text)[
        len(before) :
    ]


def _apart(signs: str) -> str:
    bare = signs.lstrip()
    return f"{signs[: len(signs) - len(bare)]}\\{bare}"
