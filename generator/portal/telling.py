"""Telling words: what an article is about, as numbers that its neighbours are found by.

They depend on the content of the article alone: which of its words are rare is asked later, of the articles that were
there before it. So a term once found holds for good, and no other article can change it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from struct import pack
from struct import unpack as unpack_all
from zlib import crc32

from generator.base.stemming import stem
from generator.base.text import slugify, words
from generator.portal.records import Article, Record
from generator.portal.stopwords import STOPWORDS

WORDS = 24
"""Telling words of an article."""

_HEADLINE, _LEAD = 3, 2
"""How many times a word of the headline, and of the beginning of the text, counts."""
_LEAD_WORDS = 80
"""Words of the text that are its beginning."""
_KEPT = 100_000
"""Words whose roots are kept."""
_SHORTEST, _LONGEST = 3, 100
"""Letters of a telling word. What has more between two spaces is none, and is not kept: it may be all of an article."""
_TAG, _REFERENCE = re.compile(r"<[^<>]*>"), re.compile(r"&#?\w+;")
_SIGNS = "–—“”‘’…"
_FLAG_BITS = 4
_SAID, _HEADLINED, _JOINED = 3, 4, 8
"""The flags of a term: what it says, less `_LEAST`; whether it stands in the headline; whether it is one with the terms
before it that is the first without this flag."""
_LEAST = 2
_SAID_BY_TAG = 3
"""What a tag says, on the scale of what words say."""
_WEIGHTS = (2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5)
"""What a word says by how often it is said; more often than the last is the same."""
_SAYS = {count: weight - _LEAST for count, weight in enumerate(_WEIGHTS)}
"""The same as flags; what is said more often has all bits of `_SAID`."""


@lru_cache(maxsize=20_000)
def term(text: str) -> int:
    """Return the 28-bit number that stands for a word, a tag ("#…") or a place in the portal ("@…").

    Two words out of some thousands share a number, which now and then makes two articles a little more alike.
    """
    return crc32(text.encode()) >> _FLAG_BITS


@lru_cache(maxsize=20_000)
def tag_term(tag: str) -> int:
    """Return the term of a tag, which all its spellings share."""
    return term(f"#{slugify(tag)}")


class Word(Record, frozen=True):
    """A telling word of an article."""

    root: str
    """The form that inflected ones share."""
    count: int
    """How much it is said."""
    headline: bool
    """Whether the headline has it."""
    joined: bool
    """Whether it is one expression with the word before it, as the last words of a name are: that one stands before it
    wherever it stands, and that twice at least. So it says nothing that the other one has not said."""


class Terms(Record, frozen=True):
    """What an article is about, ready to be compared."""

    weights: Mapping[int, int]
    """Term -> what it says about the article, from 2 to 5."""
    headline: frozenset[int]
    """Those of the headline."""
    joined: Mapping[int, int]
    """Term -> the first term of the expression that it belongs to."""


def find(article: Article) -> bytes:
    """Return the packed terms of an article: its tags and its telling words, with what each says."""
    found = {
        term(root): _SAYS.get(count, _SAID) | headline * _HEADLINED | joined * _JOINED
        for root, count, headline, joined in _told(article)
    }
    found |= dict.fromkeys(map(tag_term, article.matter.tags), _SAID_BY_TAG - _LEAST)
    return pack(f"<{len(found)}I", *[number << _FLAG_BITS | flags for number, flags in found.items()])


def unpack(packed: bytes) -> Terms:
    """Return packed terms."""
    values = unpack_all(f"<{len(packed) // 4}I", packed)
    joined: dict[int, int] = {}
    first = 0
    for value in values:
        if value & _JOINED:
            joined[value >> _FLAG_BITS] = first
        else:
            first = value >> _FLAG_BITS
    return Terms(
        {value >> _FLAG_BITS: (value & _SAID) + _LEAST for value in values},
        frozenset([value >> _FLAG_BITS for value in values if value & _HEADLINED]),
        joined,
    )


def numbers(packed: bytes) -> frozenset[int]:
    """Return packed terms without what each says."""
    return frozenset([value >> _FLAG_BITS for value in unpack_all(f"<{len(packed) // 4}I", packed)])


def telling(article: Article) -> list[Word]:
    """Return the telling words of an article, those that are said most first, but for what is joined to another."""
    return [Word(*one) for one in _told(article)]


def _told(article: Article) -> list[tuple[str, int, bool, bool]]:
    """Return what the records of the telling words hold: a first build finds very many, and needs no record."""
    root = _roots().__getitem__
    text = [*map(root, _text(article).split())]
    title = [*map(root, article.matter.title.split())]
    roots = [*text, "", *title]
    # Half of the words say nothing.
    times = Counter(filter(None, roots))
    counts = times.copy()
    counts.update(filter(None, text[:_LEAD_WORDS] * (_LEAD - 1) + title * (_HEADLINE - 1)))
    # Of two that are said equally often, the one that is said first.
    chosen = sorted(counts, key=counts.__getitem__, reverse=True)[:WORDS]
    before = _joined(roots, {word: times[word] for word in chosen if times[word] > 1})
    after: dict[str, list[str]] = {}
    for word, other in before.items():
        after.setdefault(other, []).append(word)
    ordered: list[str] = []
    waiting = [word for word in reversed(chosen) if word not in before]
    while waiting:
        word = waiting.pop()
        ordered.append(word)
        if word in after:
            waiting += reversed(after[word])
    return [(word, counts[word], word in title, word in before) for word in ordered]


def _joined(roots: Iterable[str], often: Mapping[str, int]) -> dict[str, str]:
    """Return which of some words always stand after the same other one of them, and after which.

    Args:
        roots: of all words, in their order.
        often: words that are said more than once -> how often.

    """
    before: dict[str, str] = {}
    possible = set(often)
    last = ""
    for word in roots:
        # What stands before a word is said as often at least, and was there earlier: no word is joined to itself by way
        # of others.
        if word in possible and (often.get(last, 0) < often[word] or before.setdefault(word, last) != last):
            possible.remove(word)
        last = word
    return {word: other for word, other in before.items() if word in possible}


def _text(article: Article) -> str:
    """Return what an article says, without markup."""
    html = " ".join([piece for part in article.body.parts for piece in part if isinstance(piece, str)])
    # None of these signs is part of a word, and most texts without them are ASCII, which is split in half of the time.
    for sign in _SIGNS:
        if sign in html:
            html = html.replace(sign, "/")
    text = _TAG.sub(" ", html)
    return _REFERENCE.sub(" ", text) if "&" in text else text


class _Roots(dict[str, str]):
    """Words as they stand between two spaces, each with its root: an archive has few that are new, and very many."""

    def __missing__(self, word: str) -> str:
        if len(word) > _LONGEST:
            return ""
        if len(self) >= _KEPT:
            self.clear()
        root = self[word] = root_of(word)
        return root


@cache
def _roots() -> _Roots:
    return _Roots()


def root_of(word: str) -> str:
    """Return the form that the inflections of a word share; empty for a word that says nothing about a text.

    Args:
        word: what stands between two spaces, with its punctuation.

    """
    return _root_of_plain(max(words(word), key=len, default=""))


@lru_cache(maxsize=20_000)
def _root_of_plain(plain: str) -> str:
    if len(plain) < _SHORTEST or plain in STOPWORDS:
        return ""
    root = stem(plain)
    return "" if root in STOPWORDS else root
