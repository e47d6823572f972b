r"""Writes a tidied tree as Markdown.

The library writes the structure (lists, tables, quotes, code). Text that only looks like markup it leaves as it is, or
puts a backslash before every hyphen and full stop (anak\-anak, Rp1\.204), which nobody could edit. So each sign that
would be taken for markup is replaced by a character that no text can have, and afterwards by the sign with a backslash.
Where CommonMark would not read emphasis as such, it is dropped.
"""

from __future__ import annotations

import re
import unicodedata

import html_to_markdown
from lxml import etree

from generator.annex.importing.bodies.from_markdown import NOTE, REFERENCE
from generator.annex.importing.bodies.tree import Tree, drop, text_of, unwrap

PAGE = "<!-- halaman -->"
_SIGNS = "\\`*_[]<&~>=|:"
_STANDINS = {ord(sign): 0xFDD0 + number for number, sign in enumerate(_SIGNS)}
_STANDIN = re.compile("[\ufdd0-\ufdee]")
_MARKER = "\ufdee"
"""Stands for a page break while the library is at work."""
_RESTORED = {chr(standin): f"\\{chr(sign)}" for sign, standin in _STANDINS.items()} | {_MARKER: PAGE}
_RISKY = re.compile(r"[\\`*\[\]]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|&(?=#?\w{1,31};)|^\s*[>=:~]")
"""Signs that would be taken for markup, where they are in running text."""
_SUSPECT = "*_[]`\\<&~"
"""Signs without which no text is risky but at its start: they are found in a tenth of the time."""
_CLOSING = re.compile(r"\\\*\\\*\\\*(?= ?\([^()]{1,14}\)\Z)")
"""The asterisks of a reporter's closing mark, ***(LL), which need no backslashes."""
_QUOTING = (">", "=", ":", "~")
_TASK = re.compile(r"\s*\[[ xX]\](?=\s)")
_SPACES = re.compile(r"\s+")
_PARAGRAPHS = ("p", "div", "li", "td", "th", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "br", "tr")
_EMPHASIS = ("b", "strong", "i", "em", "s", "del", "strike")
_NO_EMPHASIS = ("p", "div", "li", "ul", "ol", "table", "blockquote", "h2", "h3", "h4", "pre")
_VERBATIM = ("pre", "code")
_INDENTED = re.compile(r"(?<=\n)(?=[^\n])")
_MANY = re.compile(r"\n{3,}")
_KEPT = frozenset({"href", "src", "alt", "title", "start"})
"""Attributes that Markdown can say."""
_BACA_JUGA = re.compile(
    r"^((?:[ >]|[-*+] |\d+\. )*[*_]*baca\s+juga[*_]*\s*):((?:.|\n(?![ >]*\n))*)", re.IGNORECASE | re.MULTILINE
)
"""A paragraph that begins like a Baca Juga box, before and behind its colon."""
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]\\]|\\.)+\]\(<?[^\s()]+\)")
_LIST_OF_LINKS = re.compile(rf"\n\n(?:(?:[-*+]|\d+\.) [*_]*{_LINK.pattern}[*_.,;]*(?:\n|\Z))+(?:\n|\Z)")


def to_markdown(root: Tree, *, plainer: bool = False) -> str:
    """Return a tidied tree's Markdown; changes the tree. A plainer one has no emphasis."""
    for element in list(root.iter(*_EMPHASIS)):
        if plainer or not _can_be_emphasis(element):
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
        _protect(element, verbatim)
        for key in element.keys():  # noqa: SIM118 - an element is no mapping
            # What a class, style or attribute hid on the old site becomes visible text here.
            if key not in _KEPT:
                del element.attrib[key]
    for element, number in references:
        drop(element, f"[^{number}]")
    for note in notes.values():
        drop(note)
    written = (f"[^{number}]: {_INDENTED.sub('    ', _written(note))}" for number, note in notes.items())
    return "\n\n".join((_CLOSING.sub("***", _written(root)), *written))


def _notes(root: Tree) -> dict[str, Tree]:
    found: dict[str, Tree] = {}
    for element in root.iter("div"):
        number = element.get(NOTE, "")
        # Input HTML could have this attribute too.
        if number.isdecimal() and len(number) < 4 and text_of(element).strip():
            found.setdefault(number, element)
    return found


def _written(root: Tree) -> str:
    html = etree.tostring(root, encoding="unicode", method="html")
    text = html_to_markdown.convert(html).content or ""
    if "<br>" in html and "```" not in text:
        # The library writes a break as two spaces, which editors strip.
        text = text.replace("  \n", "\\\n")
    text = _BACA_JUGA.sub(_unboxed, _STANDIN.sub(lambda found: _RESTORED[found[0]], text))
    return (_MANY.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def plain_text(root: Tree) -> str:
    """Return a tree's text as paragraphs without markup: the last resort if all else lost words."""
    for block in list(root.iter(*_PARAGRAPHS)):
        block.tail = f"\n\n{block.tail or ''}"
        block.text = f"\n\n{block.text or ''}"
    paragraphs = (_SPACES.sub(" ", text).strip() for text in re.split(r"\n\s*\n", text_of(root)))
    return "\n\n".join(re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", text) for text in paragraphs if text)


def _protect(element: Tree, verbatim: set[Tree]) -> None:
    """Put the stand-ins into an element's texts, each on one line; `verbatim` ones are unchanged."""
    if (text := element.text) and element not in verbatim:
        bare = element.get("data-bare") is not None
        box = _TASK.match(text) if element.tag == "li" else None
        plain = _SPACES.sub(" ", text) if bare else _protected(text[box.end() :] if box else text)
        if (new := f"{box[0].strip()}{plain}" if box else plain) != text:
            element.text = new
    if (
        (tail := element.tail)
        and (not verbatim or element.getparent() not in verbatim)
        and (plain := _protected(tail)) != tail
    ):
        element.tail = plain
    if element.tag in {"img", "a"}:
        for key in ("alt", "title"):
            if value := element.get(key):
                element.set(key, _protected(value))


def _protected(text: str) -> str:
    if not text.isprintable() or "  " in text:
        # Space is the only printable white space.
        inner = " ".join(text.split())
        if not inner:
            return " "
        text = f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}"
    if not any(map(text.__contains__, _SUSPECT)) and text.lstrip()[:1] not in _QUOTING:
        return text
    return _RISKY.sub(lambda found: found[0].translate(_STANDINS), text)


def _can_be_emphasis(element: Tree) -> bool:
    """Return whether markers around an element would be read as such.

    Its text may not begin or end with a space; where it begins or ends with punctuation, no letter or digit may be
    right outside. Emphasis nested in the same kind, or around blocks, is redundant.
    """
    text = text_of(element)
    stripped = text.strip()
    parent = element.getparent()
    if (parent.tag in _EMPHASIS and len(parent) > 1) or next(element.iter(*_NO_EMPHASIS), None) is not None:
        return False
    if not stripped:
        return element.find(".//img") is not None
    before, after = _beside(element)
    opens = not (before and _is_word(before[-1])) or _is_word(stripped[0]) or text[0].isspace()
    closes = not (after and _is_word(after[0])) or _is_word(stripped[-1]) or text[-1].isspace()
    return opens and closes


def _beside(element: Tree) -> tuple[str, str]:
    """Return the text right before and after an element, within the same parent."""
    previous = element.getprevious()
    before = (previous.tail or text_of(previous)) if previous is not None else (element.getparent().text or "")
    following = element.getnext()
    after = element.tail or (text_of(following) if following is not None else "")
    return before, after


def _is_word(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] not in "PS"


def _unboxed(found: re.Match[str]) -> str:
    """Return a paragraph that begins like a Baca Juga, with its colon escaped if a box would lose words.

    A box is nothing but links, in the paragraph or in a list right below it.
    """
    beside, links = _LINK.subn("", found[2])
    has_words = any(map(str.isalnum, beside))
    is_box = not has_words if links else not has_words and _LIST_OF_LINKS.match(found.string, found.end())
    return found[0] if is_box else f"{found[1]}\\:{found[2]}"
