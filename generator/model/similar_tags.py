"""Finds tags that seem to mean the same, which leaves both lists incomplete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.base.text import index, near, slugify
from generator.model.records import Record

_SHORTEST = 8
"""The fewest letters of a possibly misspelled tag."""
_RARE = 10
"""How many times as frequent the correct spelling is."""
SHORT: Mapping[str, str] = MappingProxyType(
    {
        "babel": "kepulauan-bangka-belitung", "bangka-belitung": "kepulauan-bangka-belitung",
        "diy": "daerah-istimewa-yogyakarta", "dki": "dki-jakarta", "gtlo": "gorontalo",
        "jabar": "jawa-barat", "jateng": "jawa-tengah", "jatim": "jawa-timur",
        "kalbar": "kalimantan-barat", "kalsel": "kalimantan-selatan", "kaltara": "kalimantan-utara",
        "kalteng": "kalimantan-tengah", "kaltim": "kalimantan-timur", "kepri": "kepulauan-riau",
        "malut": "maluku-utara", "nad": "aceh", "ntb": "nusa-tenggara-barat", "ntt": "nusa-tenggara-timur",
        "pabar": "papua-barat", "pabardaya": "papua-barat-daya", "papeg": "papua-pegunungan",
        "pasel": "papua-selatan", "pateng": "papua-tengah", "sulbar": "sulawesi-barat",
        "sulsel": "sulawesi-selatan", "sulteng": "sulawesi-tengah", "sultra": "sulawesi-tenggara",
        "sulut": "sulawesi-utara", "sumbar": "sumatera-barat", "sumsel": "sumatera-selatan",
        "sumut": "sumatera-utara", "jogja": "yogyakarta", "jogjakarta": "yogyakarta",
    }
)  # fmt: skip
"""Short names of provinces and what they stand for, as slugs."""


class Alike(Record, frozen=True):
    """Two tags, each in its most frequent spelling."""

    tag: str
    other: str
    count: int
    """Articles with the first, and with the second."""
    more: int
    is_spelling: bool
    """Whether they are two spellings of one tag, with one list."""


def alike(counts: Mapping[str, int]) -> Iterator[Alike]:
    """Yield the other spellings of each tag, then pairs of tags that seem to mean the same.

    `counts` maps each spelling of a tag to the number of articles that have it.
    """
    spelled: dict[str, list[str]] = {}
    for tag in counts:
        spelled.setdefault(slugify(tag), []).append(tag)
    # The most frequent spelling; of equals the one with most capitals.
    names = {
        slug: min(forms, key=lambda tag: (-counts[tag], -sum(map(str.isupper, tag)), tag))
        for slug, forms in spelled.items()
    }
    for slug, forms in spelled.items():
        name = names[slug]
        for tag in forms:
            if tag != name:
                yield Alike(tag, name, counts[tag], counts[name], is_spelling=True)
    sums = {slug: sum(counts[tag] for tag in forms) for slug, forms in spelled.items()}
    for slug, other in _pairs(sums):
        yield Alike(names[slug], names[other], sums[slug], sums[other], is_spelling=False)


def _pairs(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield pairs of slugs that seem to mean the same, the rarer one first, in order."""
    joined: dict[str, list[str]] = {}
    for slug in counts:
        joined.setdefault(slug.replace("-", ""), []).append(slug)
    # A misspelling is rare, so the correct spelling is not.
    common = index((slug for slug, count in counts.items() if len(slug) >= _SHORTEST and count >= _RARE), 1)
    rare = max(counts.values(), default=0) // _RARE
    for slug in sorted(counts):
        others = {other for other in joined[slug.replace("-", "")] if other != slug}
        if (whole := SHORT.get(slug, "")) in counts:
            others.add(whole)
        elif len(slug) >= _SHORTEST and counts[slug] <= rare:
            others.update(other for other in near(slug, common, 1) if _is_slip(slug, other, counts))
        for other in sorted(others):
            if other == whole or (counts[slug], slug) < (counts[other], other):
                yield slug, other


def _is_slip(slug: str, other: str, counts: Mapping[str, int]) -> bool:
    """Return whether a tag may be a misspelling: rare, and with the same digits (Liga 1, Liga 2)."""
    digits = [sign for sign in slug if sign.isdigit()] == [sign for sign in other if sign.isdigit()]
    return digits and counts[slug] * _RARE <= counts[other]
