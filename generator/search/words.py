"""What articles are found by: their words as terms, each with a mark that says where it stands and how it counts.

A term is the stem of a word; or, where that is another, its stem, `=`, and the word as it is written, in the same file
as the stem; or a filter: `k:` and a kanal, `d:` and a region, `j:` and a type, `p:` and an author. Terms depend on the
article alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from generator.base.stemming import stem

_FUNCTION = """
ada adalah agar akan aku anda antara apa atas atau bagi bahwa banyak beberapa begitu belum bila bisa bukan bukanlah
cuma dalam dan dapat dari daripada dengan di dia hanya hingga ia ialah ini itu jadi jika juga kami karena ke kepada
kini kita lagi lain lalu lebih maka masih mau melalui mereka namun nya oleh pada para pernah pun saat saja sampai
sangat saya se sebab sebagai secara sedang sehingga sejak seperti serta setelah si sudah supaya tak tapi telah
tentang terhadap tersebut tetapi tidak untuk yaitu yakni yang
a an and are as at be by for from has have he her his in is it its not of on or she that the their they this to was
were will with you
"""
STOPWORDS = frozenset(_FUNCTION.split())
"""Words that say nothing of an article: they are terms of headlines alone."""

LONGEST = 60
"""Letters of a word; the rest of a longer one does not count."""
READ = 250_000
"""Letters of a text that are read: some forty thousand words."""
PLACES = 15
"""Words of a headline whose places are known; the last stands for all after it."""
MOST = 15
"""The highest weight."""

_HEADLINE, _TAG, _REGION, _BYLINE, _SUMMARY = 8, 5, 4, 3, 2
"""What standing there adds to the weight of a term; a word of the text adds up to 4."""
_TEXT = (0, 1, 2, 3, 3, 4)
"""The same for the text, by how often a term stands in `_LENGTH` words."""
_LENGTH = 300
_LAST = len(_TEXT) - 1
_FILTER = 1

_WORD = re.compile(rf"([^\W_]{{1,{LONGEST}}})[^\W_]*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]{1,40}")
_NAME = re.compile(r"(?<=[a-z0-9,] )[A-Z][^\W_]+")
"""A word with a capital inside of a sentence."""


def folded(text: str) -> str:
    """Return a text in small letters, without marks on letters and apostrophes in words."""
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda found: _unmarked(found[0]), text)
    # A sigma has its second small form by what stands around it.
    return text.lower().replace("ς", "σ").replace("'", "")


@lru_cache(maxsize=10_000)
def _unmarked(signs: str) -> str:
    marked = unicodedata.normalize("NFKD", signs.replace("’", "").replace("ʼ", ""))
    return "".join([sign for sign in marked if not unicodedata.category(sign).startswith("M")])


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are compared: "Jum'at-Sabtu" has `jumat` and `sabtu`."""
    return _WORD.findall(folded(text))


class _Remembered(dict[str, str]):
    """What a function makes of each word: an archive has few distinct ones, and repeats them often."""

    _MOST = 200_000

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        if len(self) >= self._MOST:
            self.clear()
        found = self[word] = self._make(word)
        return found


def _stem(word: str) -> str:
    return "" if word in STOPWORDS else stem(word)


def _exact(word: str) -> str:
    """Return the term of a word as it is written; empty if that is its stem, or a stop word."""
    word = "".join(tokens(word))
    return f"{_STEMS[word]}={word}" if _STEMS[word] not in ("", word) else ""


_STEMS, _EXACT = _Remembered(_stem), _Remembered(_exact)


# The text of an article is asked for twice: for its keywords, too.
@lru_cache(maxsize=2)
def stems(text: str) -> tuple[str, ...]:
    """Return the stem of each word of a text, as far as it is read; empty for a stop word."""
    return tuple(map(_STEMS.__getitem__, tokens(text[:READ])))


def packed(
    headline: str,
    text: str = "",
    *,
    summary: str = "",
    tags: Iterable[str] = (),
    region: str = "",
    byline: Iterable[str] = (),
    filters: Iterable[str] = (),
) -> bytes:
    """Return the terms of an article with their marks, as the store keeps them; see `unpacked`.

    A mark is the place of the term in the headline, from 1 to `PLACES` or 0, times 16, and its weight, up to
    `MOST`.
    """
    words = stems(text)
    counts = Counter(words)
    length = max(len(words), _LENGTH)
    classes = {count: _TEXT[min(count * _LENGTH // length or 1, _LAST)] for count in set(counts.values())}
    weights = {term: classes[count] for term, count in counts.items()}
    exact = set(map(_EXACT.__getitem__, _NAME.findall(text[:READ])))
    for said, more in (
        (summary, _SUMMARY), (" ".join(byline), _BYLINE), (region, _REGION), (" ".join(tags), _TAG),
    ):  # fmt: skip
        found = tokens(said)
        for term in {_STEMS[word] for word in found}:
            weights[term] = min(weights.get(term, 0) + more, MOST)
        if more > _SUMMARY:
            exact.update(_EXACT[word] for word in found)
    places: dict[str, int] = {}
    for place, word in enumerate(tokens(headline), 1):
        # A stop word is found in headlines alone.
        term = _STEMS[word] or word
        if term not in places:
            places[term] = min(place, PLACES)
            weights[term] = weights.get(term, 0) + _HEADLINE
        exact.add(_EXACT[word])
    for word in exact:
        weights[word] = weights.get(word.partition("=")[0], _FILTER)
    # What stop words have left.
    weights.pop("", None)
    weights.update(dict.fromkeys(filters, _FILTER))
    for term, place in places.items():
        weights[term] = place << 4 | min(weights[term], MOST)
    terms = sorted(weights)
    marks = bytes([weights[term] for term in terms])
    return "\n".join(terms).encode() + b"\0" + marks


def unpacked(data: bytes) -> tuple[list[bytes], bytes]:
    """Return the terms of an article in the order of their bytes, and the mark of each."""
    terms, _, marks = data.partition(b"\0")
    return terms.split(b"\n") if terms else [], marks
