"""What a body's conversion collects, and the words before and after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape, unescape
from itertools import chain, compress, count
from operator import ne

import msgspec
from lxml import etree

from generator.annex.importing.bodies.tree import Tree
from generator.annex.importing.items import File, Note
from generator.base.sentences import Sentence
from generator.base.text import clean
from generator.markup.boxes import embed
from generator.markup.source import BULLETS
from generator.model.records import Blank, Body

_BLOCKS = frozenset({
    "p", "div", "br", "li", "ul", "ol", "td", "th", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "pre", "figure", "figcaption", "dt", "dd", "dl", "hr", "section", "article", "aside", "summary", "details",
    "caption", "img", "iframe", "video", "audio", "form", "option", "address", "center", "header", "footer", "main",
    "nav",
})  # fmt: skip
"""Elements around which words end."""
_UNSEEN = frozenset({"script", "style", "template", "title", "desc", "metadata"})
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b[^<>]*>")
_MARKS = re.compile(r'<sup class="rujukan".*?</sup>|<a [^<>]*class="kembali"[^<>]*>[^<>]*</a>')
"""The numbers of footnotes, which the old site had its own of."""
_TAG = re.compile(r"<[^<>]*>")
_LABEL = re.compile(r"\bbaca juga ?(?:[-–—] ?)?(?:: ?)?", re.IGNORECASE)
"""What stands before the link, among words with a space between them."""
_PUNCTUATION = ".,;|·•-–—"
"""What may stand between the links, or behind the last one."""
_LIST_SIGNS = frozenset({*BULLETS, *(f"{sign}\ufe0f" for sign in BULLETS), "–", "—"})
_CLOSING = re.compile(r"\*\*\* ?\( ?([^()]{1,12}?) ?\)")
"""A reporter's closing mark, ***(LL)."""
_TYPED_BOXES = frozenset({"[", "]", "[x]", "[X]"})


class Destination(msgspec.Struct, frozen=True):
    """Where an old site's address leads now."""

    address: str
    """On the new site, or elsewhere on the web; empty if nothing may lead there."""
    is_media: bool = False
    """Whether it is a file that is shown or handed out, and no page."""
    note: str = ""
    """Code of what is to be said of it; empty if it is as it was."""


class Lookups(msgspec.Struct, frozen=True):
    """What a body may look up: targets of links and pictures, and the source's media files."""

    link: Callable[[str], Destination]
    picture: Callable[[str], Destination]
    file: Callable[[str], File | None]
    """By its key."""
    attached: Callable[[], Iterable[File]]
    """The files that belong to the item."""
    base_url: str = ""


class Context:
    """What the conversion of one body collects."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self.added: Counter[str] = Counter()
        """Words that the converted body has more than its source, and that are meant to be there."""
        self.removed: Counter[str] = Counter()
        """Words of the source that are not carried over, each noted."""
        self.places: dict[str, str] = {}
        """Id of each heading, by what it may have been at the old site."""
        self.notes: dict[Note, None] = {}

    def note(self, code: str, said: Sentence, before: str = "", after: str = "") -> None:
        """Note a loss or guess, once."""
        self.notes[Note(code, said, before=before[:2000], after=after[:2000])] = None


def words_of(text: str) -> list[str]:
    return clean(text).split()


def _shown(html: str) -> str:
    return unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", html)))


def words_of_tree(root: Tree) -> list[str]:
    return words_of(shown_by(root))


def shown_by(root: Tree) -> str:
    """Return the text that an HTML tree shows; a list of words would take ten times the memory."""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if isinstance(tag, str):
            if tag in _BLOCKS:
                parts.append(" ")
            if event == "start":
                if tag not in _UNSEEN and (text := element.text):
                    parts.append(text)
                continue
        if element is not root and (text := element.tail):
            parts.append(text)
    return "".join(parts)


def words_of_body(body: Body) -> list[str]:
    parts: list[str] = []
    for page in body.parts:
        for piece in page:
            if isinstance(piece, str):
                parts.append(piece)
                continue
            if piece.kind in {"image", "baca"}:
                link = body.links[piece.link]
                text = link.caption if piece.kind == "image" else f"Baca Juga: {link.text}"
                parts.append(f"<p>{escape(text, quote=False)}<p>")
            elif piece.kind == "away":
                parts.append(f"<p>Baca Juga: {piece.text}<p>")
        parts.append("<p>")
    if body.mark:
        parts.append(f"***({body.mark})")
    whole = "".join(parts)
    if "rujukan" in whole:
        whole = _MARKS.sub("", whole)
    return words_of(_shown(whole))


def compare(
    before: list[str], after: list[str], added: Counter[str], removed: Counter[str]
) -> tuple[list[str], list[str]]:
    """Return the lost words, and those that appeared without a reason."""
    if before == after:
        return [], []
    # Most words are the same at both ends, and counting them takes longer than passing over them.
    shorter = min(len(before), len(after))
    begin = next(compress(count(), map(ne, before, after)), shorter)
    end = min(next(compress(count(), map(ne, reversed(before), reversed(after))), shorter), shorter - begin)
    first, second = (Counter(words[begin : len(words) - end]) for words in (before, after))
    return sorted((first - second - removed).elements()), sorted((second - first - added).elements())


def differences(
    shown: str, body: Body, added: Counter[str] | None = None, removed: Counter[str] | None = None
) -> tuple[list[str], list[str]]:
    """Return the words that a parsed body lacks of a shown text, and those that it has besides.

    `removed` are words that it may lack, `added` those that it may have.
    """
    # A closing mark is a word of its own on our pages.
    before, after = words_of(_CLOSING.sub(r" ***(\1)", shown) if body.mark else shown), words_of_body(body)
    if before == after:
        return [], []
    added, removed = added or Counter(), removed or Counter()
    lost, come = compare(before, after, added, removed)
    if (lost or come) and has_boxes(body):
        added, removed = (Counter(unlabelled([*words.elements()])) for words in (added, removed))
        lost, come = compare(unlabelled(before), unlabelled(after), added, removed)
    # A list typed with plain signs is a real list now.
    lost = [word for word in lost if word not in _LIST_SIGNS]
    html = "".join(piece for piece in chain(*body.parts) if isinstance(piece, str)) if lost else ""
    if "data-embed" in html:
        # An address on its own line is a box now.
        lost = [word for word in lost if "://" not in word or not embed(word)]
    if "task-list-item-checkbox" in html:
        lost = [word for word in lost if word not in _TYPED_BOXES]
    return lost, come


def has_boxes(body: Body) -> bool:
    return any(isinstance(piece, Blank) and piece.kind in {"baca", "away"} for page in body.parts for piece in page)


def unlabelled(words: list[str]) -> list[str]:
    """Return words without what boxes show beside their links, which each system words differently."""
    parts = _LABEL.sub("", " ".join(words)).split()
    return [bare for part in parts if (bare := part.strip(_PUNCTUATION))]
