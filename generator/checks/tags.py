"""Tags: several for one thing, so that none of their lists is whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.base.sentences import counted, sentence
from generator.base.text import quoted, slugify
from generator.checks.desk import Desk, Finding, Look, Mend
from generator.checks.nearness import index, near

_SHORTEST = 8
"""Letters of a tag that may be taken for a misspelled one."""
_RARE = 10
"""How many times as often the other one is used."""
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


def near_tags(desk: Desk) -> Iterator[Finding]:
    """Yield other spellings of one tag, which `--fix` makes one, and other tags that seem to mean one thing."""
    spelled: dict[str, dict[str, list[Look]]] = {}
    for look in desk.looks:
        if not look.withdrawn:
            for tag in look.tags:
                spelled.setdefault(slugify(tag), {}).setdefault(tag, []).append(look)
    counts = {slug: sum(map(len, forms.values())) for slug, forms in spelled.items()}
    names = {slug: _commonest(forms) for slug, forms in spelled.items()}
    for slug, forms in spelled.items():
        for tag, looks in forms.items():
            if tag != names[slug]:
                yield _spelling(tag, names[slug], looks)
    for slug, other in _pairs(counts):
        looks = spelled[slug][names[slug]]
        yield _other(names[slug], names[other], counts[slug], counts[other], looks)


def _commonest(forms: Mapping[str, Sequence[Look]]) -> str:
    """Return the spelling that most articles have; of equals the one with most capitals, then the first by letters."""
    return min(forms, key=lambda tag: (-len(forms[tag]), -sum(map(str.isupper, tag)), tag))


def _pairs(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the slugs of two tags that seem to mean one thing, the rarer one first, in order."""
    joined: dict[str, list[str]] = {}
    for slug in counts:
        joined.setdefault(slug.replace("-", ""), []).append(slug)
    long = index((slug for slug in counts if len(slug) >= _SHORTEST), 1)
    for slug in sorted(counts):
        others = Counter[str]()
        others.update(other for other in joined[slug.replace("-", "")] if other != slug)
        if (whole := SHORT.get(slug, "")) in counts:
            others[whole] = 1
        elif len(slug) >= _SHORTEST:
            others.update(other for other in near(slug, long, 1) if _is_slip(slug, other, counts))
        for other in sorted(others):
            if SHORT.get(slug) == other or (counts[slug], slug) < (counts[other], other):
                yield slug, other


def _is_slip(slug: str, other: str, counts: Mapping[str, int]) -> bool:
    """Return whether a tag may be a slip of the pen: a rare one, which differs in no digit (Liga 1, Liga 2)."""
    digits = [sign for sign in slug if sign.isdigit()] == [sign for sign in other if sign.isdigit()]
    return digits and counts[slug] * _RARE <= counts[other]


def _spelling(tag: str, common: str, looks: Sequence[Look]) -> Finding:
    message = counted(
        "the tag {tag} is spelled {common} elsewhere; {count} article",
        "the tag {tag} is spelled {common} elsewhere; {count} articles",
        len(looks),
        tag=quoted(tag),
        common=quoted(common),
    )
    mends = tuple(Mend(look.path, "tags", tag, common) for look in looks)
    hint = sentence('write "{common}" (ssg check --fix does)', common=common)
    return Finding(
        "near-tags", looks[-1].path, message, hint, "tags", tag, mends=mends, paths=tuple(mend.path for mend in mends)
    )


def _other(tag: str, other: str, count: int, more: int, looks: Sequence[Look]) -> Finding:
    message = sentence(
        "the tags {tag} ({count}) and {other} ({more}) seem to mean one thing",
        tag=quoted(tag),
        count=count,
        other=quoted(other),
        more=more,
    )
    hint = sentence('merge them: ssg tags rename "{tag}" "{other}"', tag=tag, other=other)
    return Finding("near-tags", looks[-1].path, message, hint, "tags", tag, paths=tuple(look.path for look in looks))
