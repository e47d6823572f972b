"""Telling words: what an article is about, as numbers that its neighbours are found by.

They depend on the content of the article alone: which of its words are rare is asked later, of the articles that were
there before it. So a term once found holds for good, and no other article can change it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from struct import iter_unpack, pack
from zlib import crc32

from generator.base.stemming import stem
from generator.base.text import slugify, words
from generator.portal.records import Article
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
_MARKUP = re.compile(r"<[^<>]*>|&#?\w+;")
_WEIGHT_BITS = 4
_WEIGHT = (1 << _WEIGHT_BITS) - 1
_TAG = 3
"""What a tag says, on the scale of what words say."""
_OFTEN = 12
_WEIGHTS = (2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5)
"""What a word says by how often it is said; more often than the last is the same."""


def term(text: str) -> int:
    """Return the 28-bit number that stands for a word, a tag ("#…") or a place in the portal ("@…").

    Two words out of some thousands share a number, which now and then makes two articles a little more alike.
    """
    return crc32(text.encode()) >> _WEIGHT_BITS


def tag_term(tag: str) -> int:
    """Return the term of a tag, which all its spellings share."""
    return term(f"#{slugify(tag)}")


def find(article: Article) -> bytes:
    """Return the packed terms of an article: its tags and its telling words, with what each says."""
    tags = map(tag_term, article.matter.tags)
    found = {term(word): _WEIGHTS[min(count, _OFTEN)] for word, count in telling(article)}
    found |= dict.fromkeys(tags, _TAG)
    return pack(f"<{len(found)}I", *[number << _WEIGHT_BITS | weight for number, weight in found.items()])


def weights(packed: bytes) -> dict[int, int]:
    """Return packed terms, each with what it says about the article, from 2 to 5."""
    return {value >> _WEIGHT_BITS: value & _WEIGHT for (value,) in iter_unpack("<I", packed)}


def telling(article: Article) -> list[tuple[str, int]]:
    """Return the telling words of an article, in the form that inflected ones share, each with how much it is said."""
    said = _text(article).split()
    heard = said + said[:_LEAD_WORDS] * (_LEAD - 1) + article.matter.title.split() * _HEADLINE
    counts = Counter(map(_roots().__getitem__, heard))
    del counts[""]
    # Of two that are said equally often, the one that is said first.
    return [(root, counts[root]) for root in sorted(counts, key=counts.__getitem__, reverse=True)[:WORDS]]


def _text(article: Article) -> str:
    """Return what an article says, without markup."""
    html = " ".join([piece for part in article.body.parts for piece in part if isinstance(piece, str)])
    text = html.replace("<p>", " ").replace("</p>", " ")
    return _MARKUP.sub(" ", text) if "<" in text or "&" in text else text


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
    plain = max(words(word), key=len, default="")
    if len(plain) < _SHORTEST or plain in STOPWORDS:
        return ""
    root = stem(plain)
    return "" if root in STOPWORDS else root
