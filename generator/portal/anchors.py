"""Anchors: the places in a page that an address can lead to with #."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from generator.base.sentences import Sentence, sentence
from generator.base.text import slugify, suggest

OF_KABAR = (
    "bagikan", "isi", "k-*", "kaki", "kaki-kanal", "kaki-portal", "lensa", "opini", "pilihan", "sorotan", "terkini",
    "topik",
)  # fmt: skip
"""Ids of the theme kabar, as `Theme.ids` has them: links may lead to them, and no heading gets one of them."""
_ANYWHERE = ("", "top")
"""Where a browser goes to the top of the page, whatever it holds."""
_UNNAMED = "bagian"


def fragment_of(target: str) -> str:
    """Return what follows the # of an address; empty if there is none, or nothing to look for in the page."""
    fragment = target.partition("#")[2]
    # Browsers look for the words of a text fragment, which may be anywhere.
    return "" if fragment in _ANYWHERE or fragment.startswith(":~:") else fragment


def place_hint(fragment: str, anchors: Iterable[str]) -> Sentence:
    """Return what to do about a place that is not among the anchors of a text; those with "_" are its footnotes."""
    known = [anchor for anchor in anchors if "_" not in anchor]
    meant = suggest(slugify(fragment), known)
    if meant:
        return sentence('did you mean "#{meant}"?', meant=meant)
    if not known:
        return sentence("it has no headings; remove the # and what follows it")
    some = ", ".join(f"#{one}" for one in known[:5])
    return sentence("its headings are {some}", some=some + (", …" if len(known) > 5 else ""))


def is_one_of(fragment: str, ids: Collection[str]) -> bool:
    """Return whether a place is among the ids of a theme, in which `*` stands for what it computes."""
    if fragment in ids:
        return True
    computed = (one for one in ids if "*" in one)
    return any(re.fullmatch(".*".join(map(re.escape, one.split("*"))), fragment) for one in computed)


class Anchors:
    """The ids of one text, each given once, and none of them one of the theme's."""

    def __init__(self, of_theme: Collection[str] = OF_KABAR) -> None:
        self._of_theme = of_theme
        self.parts: dict[str, int] = {}
        """Id -> the page of a split article on which it is, from 1."""
        self._last: dict[str, int] = {}

    def add(self, text: str, part: int) -> str:
        """Return an id for a heading on a page; a repetition gets a number."""
        slug = slugify(text) or _UNNAMED
        anchor, number = slug, self._last.get(slug, 1)
        while anchor in self.parts or anchor in self._of_theme:
            number += 1
            anchor = f"{slug}-{number}"
        self._last[slug] = number
        self.parts[anchor] = part
        return anchor
