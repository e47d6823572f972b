"""Indonesian words without their inflection: `banjir`, `kebanjiran`, `membanjiri` and `banjirnya` have one stem.

A stem is a key, and mostly a root. There is no dictionary of roots: rules say what may be taken off, and short lists
name what the rules would get wrong and newsrooms often write. Two words of different meaning with one stem are worse
than two forms of a word with two; so what is doubtful stays as it is, as do names and foreign words.
"""

from __future__ import annotations

import re
from string import ascii_lowercase

import msgspec

from generator.base.roots import AFTER, HIDDEN, IN_K, SHORT, WHOLE, WITH_I

_VOWELS, _ANY = "aeiou", ascii_lowercase

_LONGEST = 40
"""No word is longer; what is so costs nothing."""

_ODD = {
    "belajar": "ajar",
    "lajar": "ajar",
    "bekerja": "kerja",
    "ketahu": "tahu",
    "ketahui": "tahu",
    "pengalaman": "alami",
    "meninggalkan": "tinggal",
} | {f"e{root}": root for root in SHORT if root[0] not in _VOWELS}
"""Irregular: `mengesahkan` has an `e` before the short root."""


class _Prefix(msgspec.Struct, frozen=True):
    text: str
    before: str
    """First letters of what may follow."""
    lost: str = ""
    """What the prefix replaces, mostly."""
    other: str = ""
    """What it replaces or hides in the words of `HIDDEN`."""
    suffixes: tuple[str, ...] = ("kan", "i", "")


_NOUN, _BOTH = ("an", ""), ("an", "kan", "i", "")
_PREFIXES = {
    "me": (
        _Prefix("meng", _VOWELS, "", "k"), _Prefix("meng", "ghk"), _Prefix("meny", _VOWELS, "s", "ny"),
        _Prefix("mem", _VOWELS, "p", "m"), _Prefix("mem", "bfp"), _Prefix("men", _VOWELS, "t", "n"),
        _Prefix("men", "cdjsz"), _Prefix("me", "lrwymn"),
    ),
    "pe": (
        _Prefix("peng", _VOWELS, "", "k", _NOUN), _Prefix("peng", "ghk", suffixes=_NOUN),
        _Prefix("peny", _VOWELS, "s", "ny", _NOUN), _Prefix("pem", _VOWELS, "p", "m", _NOUN),
        _Prefix("pem", "bf", suffixes=_NOUN), _Prefix("pen", _VOWELS, "t", "n", _NOUN),
        _Prefix("pen", "cdjsz", suffixes=_NOUN), _Prefix("per", _ANY, "", "r", _BOTH),
        _Prefix("pe", "lwymn", suffixes=_NOUN),
    ),
    "di": (_Prefix("di", _ANY),),
    "te": (_Prefix("ter", _ANY, "", "r"),),
    "be": (_Prefix("ber", _ANY, "", "r", _BOTH),),
    "ke": (_Prefix("ke", _ANY, suffixes=("an",)),),
}  # fmt: skip
_BARE = _Prefix("", _ANY)

_ENCLITICS = ("lah", "kah", "pun", "nya", "ku", "mu")
_ENCLITIC = re.compile(
    r"(?<=[a-z]{5})(?<!sa)(?<!jum)[lk]ah$|(?<=[a-z]{5})(?<!him|rum)pun$"
    r"|(?<=[a-z]{3})(?<![tlp]a)(?<!ha)(?<!pu)nya$|(?<=[a-z]{3}[bdhklmrst])(?<!il)[km]u$"
)
"""What is attached to a word after its suffixes. Nobody writes `-tah` any more, and `pemerintah` ends with it."""
_STARTS = re.compile(r"(?:ng|ny|sy|kh|st|sw|[^aeiou][lrwy]?|)[aeiou]")
_ENDS = re.compile(r"(?:[aeiou][abdefhiklmnoprstu]?|ng)$")


def stem(word: str) -> str:
    """Return the stem of a word, which is its own stem.

    Args:
        word: in lower case, as `text.words` gives it; what is no word of a-z comes back as it is.

    """
    if "-" in word:
        word = _single(*word.split("-", 1))
    if not (word.isascii() and word.isalpha()):
        return word
    while 3 < len(word) < _LONGEST and word not in WHOLE:
        shorter = _shorter(word)
        if shorter == word:
            break
        word = shorter
    return word


def _single(left: str, right: str) -> str:
    """Return a word from two with a hyphen between: one of a pair, or what an affix is attached to."""
    if left in {"se", "ke"} and right.isalpha():
        return right
    if left and (left == right or right in {"nya", "an", "ku", "mu", "lah"}):
        return left
    if len(left) > 3 and len(right) > 3 and "-" not in right:
        one, other = stem(left), stem(right)
        if one[1:] == other[1:]:
            return one
    return f"{left}-{right}"


def _shorter(word: str) -> str:
    """Return a word without an enclitic, or without a prefix, a suffix or both; the word itself if it has none."""
    if word in _ODD:
        return _ODD[word]
    if word.endswith(_ENCLITICS) and (shorter := _ENCLITIC.sub("", word)) != word:
        return shorter
    ends = [suffix for suffix in ("kan", "an", "i") if word.endswith(suffix)]
    for suffix in ends:
        if word[: -len(suffix)] in WHOLE:
            return word[: -len(suffix)]
    start = word[:2]
    if start in AFTER and word[2:] in AFTER[start]:
        return word[2:]
    ends.append("")
    for prefix in _PREFIXES.get(start, ()):
        at = len(prefix.text)
        if word.startswith(prefix.text) and word[at : at + 1] in prefix.before:
            for suffix in ends:
                if suffix in prefix.suffixes and (root := _root(word[at : len(word) - len(suffix)], prefix, suffix)):
                    return root
    for suffix in ends:
        if root := _root(word[: len(word) - len(suffix)], _BARE, suffix):
            return root
    return word


def _root(rest: str, prefix: _Prefix, suffix: str) -> str:
    """Return the root that is left between a prefix and a suffix; empty if it can be none."""
    root = prefix.other + rest
    if root not in HIDDEN:
        root = prefix.lost + rest
        if len(root) < 4 and root not in SHORT:
            return ""
        if not _STARTS.match(root):
            return ""
    if suffix and (not _ENDS.search(root) or root + suffix in WHOLE):
        return ""
    if suffix == "i":
        return root if root in WITH_I or (prefix.text and (root[-1] not in "asgf" or root.endswith("ng"))) else ""
    if suffix == "kan" and root + "k" in IN_K:
        return ""
    return root
