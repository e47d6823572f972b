"""From a tidied tree to Markdown.

The structure (lists, tables, quotes, code) is the library's. It does not tell text that only looks like markup from
markup, so before it sees a text, each such sign is replaced by a character that no text can have, and afterwards by the
sign with a backslash. What a word begins or ends with decides in CommonMark whether an asterisk opens or closes; where
emphasis would stay literal, it is given up.
"""

from __future__ import annotations

import re
import unicodedata

import html_to_markdown
from lxml import etree

from generator.importers.bodies.tree import NOTE, REFERENCE, Tree, drop, replace_by, text_of, unwrap

PAGE = "<!-- halaman -->"
_SIGNS = "\\`*_[]<&~>=|:"
_STANDINS = {ord(sign): 0xFDD0 + number for number, sign in enumerate(_SIGNS)}
_STANDIN_OF = {chr(sign): chr(standin) for sign, standin in _STANDINS.items()}
_STANDIN = re.compile("[\ufdd0-\ufdef]")
_RISKY = re.compile(r"[\\`*\[\]]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|&(?=#?\w{1,31};)|^\s*[>=:~]")
"""Signs that would be taken for markup, where they are in running text."""
_BACA = re.compile(r"\s*baca juga\s*:", re.IGNORECASE)
_BEGINNERS = frozenset({"p", "li", "div"})
"""Elements that may become such a box."""
_LONG_ENOUGH = 20
"""Characters in which a paragraph has said whether it is a Baca Juga box."""
_SPARE_WORDS = 3
"""Words beside its links that a Baca Juga box may have; see `readers.writer`."""
_QUOTING = (">", "=", ":", "~")
_SPACES = re.compile(r"\s+")
_EMPHASIS = ("b", "strong", "i", "em", "s", "del", "strike")
_VERBATIM = ("pre", "code")
_INDENTED = re.compile(r"(?<=\n)(?=[^\n])")
_MANY = re.compile(r"\n{3,}")
_KEPT = frozenset({"href", "src", "alt", "title", "start"})
"""Attributes that Markdown can say."""
_MARKER = "\ufdee"
"""Stands for a page break while the library is at work."""


def to_markdown(root: Tree, *, emphasis: bool = True) -> str:
    """Return the Markdown of a tidied tree, which is changed; without `emphasis` nothing is bold, italic or struck."""
    for element in list(root.iter(*_EMPHASIS)):
        if not emphasis or not _can_be_emphasis(element):
            unwrap(element)
    for element in list(root.iter("hr")):
        if element.get("data-break") is not None:
            element.tag = "p"
            element.attrib.clear()
            element.text = _MARKER
    notes = _notes(root)
    references = [(element, element.get(REFERENCE)) for element in root.iter("sup") if element.get(REFERENCE) in notes]
    verbatim = {inner for element in root.iter(*_VERBATIM) for inner in element.iter()}
    for element in root.iter():
        if element.tag in _BEGINNERS and _BACA.match(_beginning(element)) and not _is_box(element):
            _escape_colon(element)
        _protect(element, verbatim)
        for key in element.keys():  # noqa: SIM118 - an element is no mapping
            # What a browser would hide by a class, a style or an attribute was hidden there, and is text here.
            if key not in _KEPT:
                del element.attrib[key]
    for element, number in references:
        replace_by(element, None, f"[^{number}]")
    for one in notes.values():
        drop(one)
    text = _written(root)
    return "\n\n".join(
        (text, *(f"[^{number}]: {_INDENTED.sub('    ', _written(one))}" for number, one in notes.items()))
    )


def _notes(root: Tree) -> dict[str, Tree]:
    """Return the footnotes of a tree by their numbers."""
    found: dict[str, Tree] = {}
    for element in root.iter("div"):
        number = element.get(NOTE, "")
        # Whoever writes HTML could write this attribute too.
        if number.isdecimal() and len(number) < 4 and text_of(element).strip():
            found.setdefault(number, element)
    return found


def _written(root: Tree) -> str:
    """Return the Markdown of a tree in which all is as the library and its readers take it."""
    html = etree.tostring(root, encoding="unicode", method="html")
    text = html_to_markdown.convert(html).content or ""
    if "<br>" in html and "```" not in text:
        # A break is two spaces for the library; editors take these away.
        text = text.replace("  \n", "\\\n")
    text = _STANDIN.sub(_restored, text)
    return (_MANY.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def plain_text(root: Tree) -> str:
    """Return the text of a tree as paragraphs without any markup: what is left to do when all else lost words."""
    for block in list(root.iter()):
        if isinstance(block.tag, str) and block.tag in {"p", "div", "li", "td", "th", "h2", "h3", "h4", "br", "tr"}:
            block.tail = f"\n\n{block.tail or ''}"
    paragraphs = (_SPACES.sub(" ", one).strip() for one in re.split(r"\n\s*\n", text_of(root)))
    return "\n\n".join(re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", one) for one in paragraphs if one)


def _restored(match: re.Match[str]) -> str:
    sign = match[0]
    return PAGE if sign == _MARKER else f"\\{_SIGNS[ord(sign) - 0xFDD0]}"


def _protect(element: Tree, verbatim: set[Tree]) -> None:
    """Put the stand-ins into the texts of an element, each on one line; those that are `verbatim` stay as they are."""
    if (text := element.text) and element not in verbatim:
        bare = element.get("data-bare") is not None
        if (new := _SPACES.sub(" ", text) if bare else _protected(text)) != text:
            element.text = new
    if (
        (tail := element.tail)
        and (not verbatim or element.getparent() not in verbatim)
        and (new := _protected(tail)) != tail
    ):
        element.tail = new
    if element.tag in {"img", "a"}:
        for key in ("alt", "title"):
            if value := element.get(key):
                element.set(key, _protected(value))


def _protected(text: str) -> str:
    if not text.isprintable() or "  " in text:
        # Of all white space, only a space is printable.
        inner = " ".join(text.split())
        if not inner:
            return " "
        text = f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"
    return _RISKY.sub(_stand_in, text) if _is_suspect(text) or text.lstrip()[:1] in _QUOTING else text


def _is_suspect(text: str) -> bool:
    """Return whether a text may hold risky signs elsewhere than at its start.

    Signs that are looked for one by one are found in a seventh of the time of an expression.
    """
    return (
        "*" in text or "_" in text or "[" in text or "]" in text or "`" in text or "\\" in text
        or "<" in text or "&" in text or "~" in text
    )  # fmt: skip


def _stand_in(found: re.Match[str]) -> str:
    return _STANDIN_OF.get(found[0]) or found[0].translate(_STANDINS)


def _beginning(element: Tree) -> str:
    """Return the text with which an element begins."""
    text: str = element.text or ""
    if not text:
        for part in element.itertext():
            text += part
            if len(text) >= _LONG_ENOUGH:
                break
    return text


def _is_box(element: Tree) -> bool:
    """Return whether a paragraph that begins with Baca Juga is the links alone."""
    beside = "".join([element.text or "", *(one.tail or "" for one in element.iterchildren())])
    beside += "".join(text_of(one) for one in element.iterchildren() if one.tag != "a" and one.find(".//a") is None)
    links = any(text_of(one).strip() for one in element.iter("a"))
    return links and len(beside.split()) <= _SPARE_WORDS + len(["Baca", "juga:"])


def _escape_colon(element: Tree) -> None:
    """Keep a paragraph that only begins like a Baca Juga box from being taken for one."""
    standin = chr(_STANDINS[ord(":")])
    for one in element.iter():
        if one.text and ":" in one.text:
            one.text = one.text.replace(":", standin, 1)
            return
        if one is not element and one.tail and ":" in one.tail:
            one.tail = one.tail.replace(":", standin, 1)
            return


def _can_be_emphasis(element: Tree) -> bool:
    """Return whether markers around an element would be read as such.

    The text in it may not begin or end with a space, and where it begins or ends with punctuation, no letter or digit
    may stand right outside. Emphasis in emphasis of the same sort, or around blocks, says nothing more.
    """
    text = text_of(element)
    if not text.strip() and element.find(".//img") is None:
        return False
    parent = element.getparent()
    if parent.tag in _EMPHASIS and len(parent) > 1:
        return False
    if len(element) and any(
        isinstance(one.tag, str)
        and one.tag in {"p", "div", "li", "ul", "ol", "table", "blockquote", "h2", "h3", "h4", "pre"}
        for one in element.iter()
    ):
        return False
    before, after = _beside(element)
    stripped = text.strip()
    if not stripped:
        return True
    opens = not (before and _is_word(before[-1])) or _is_word(stripped[0]) or text[0].isspace()
    closes = not (after and _is_word(after[0])) or _is_word(stripped[-1]) or text[-1].isspace()
    return opens and closes


def _beside(element: Tree) -> tuple[str, str]:
    """Return the text right before an element and right after it, as far as it is in the same element."""
    previous = element.getprevious()
    before = (previous.tail or text_of(previous)) if previous is not None else (element.getparent().text or "")
    following = element.getnext()
    after = element.tail or (text_of(following) if following is not None else "")
    return before, after


def _is_word(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] not in "PS"
