"""Reports that were published twice, and tags that mean the same."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from generator.base.sentences import Sentence, counted, sentence
from generator.base.text import index, near, quoted, slugify
from generator.lint.rules.evidence import ArticleRow, Evidence, Finding, Rule
from generator.model import related
from generator.model.records import Record
from generator.search.synonyms import SHORT_NAMES

_WEEK, _DAYS = 7 * 86400, 2 * 86400
_SHARED = 0.8
"""The fraction of keywords that both share."""
_FEWEST = 12
"""The fewest keywords of comparable texts."""
_STARTS = (0, 1 << 26, 2 << 26, 3 << 26)
"""Starting points in the circle of 28-bit terms; two articles that share most terms have the same first ones from some
start."""
_FIRST = 3
_LOOKED_AT = 8
"""The most articles with the same beginning to compare one with, latest first."""


def same_report(evidence: Evidence) -> Iterator[Finding]:
    """Yield the later of two equal reports; a sequel or a withdrawn article is not a second report."""
    told: set[str] = set()
    for later, earlier, why in (*_same(evidence.articles), *_nearly_same(evidence.articles)):
        if later.path in told or later.withdrawn or earlier.withdrawn or later.follows:
            continue
        told.add(later.path)
        hint = sentence(
            "delete one of them, or say {key}: in the later one if it goes on where the other ends",
            key="follows",
        )
        yield Finding("same-report", later.path, why, hint, "title", other=earlier.path)


_Pair = tuple[ArticleRow, ArticleRow, Sentence]


def _same(articles: Sequence[ArticleRow]) -> Iterator[_Pair]:
    """Yield articles with the text of an earlier one, or the headline of one in the week before."""
    texts, headlines = dict[bytes, ArticleRow](), dict[str, ArticleRow]()
    for article in articles:
        if article.withdrawn:
            continue
        first = article if article.silent else texts.setdefault(article.text, article)
        if first is not article:
            yield article, first, sentence("this has the very text of content/{path}", path=first.path)
        headline = slugify(article.title)
        before = headlines.get(headline)
        headlines[headline] = article
        if before is not None and article.epoch - before.epoch <= _WEEK:
            yield article, before, sentence("this has the headline of content/{path}", path=before.path)


class _Told(Record, frozen=True):
    """An article of the last days."""

    article: ArticleRow
    terms: frozenset[int]
    beginnings: tuple[tuple[int, ...], ...]


def _nearly_same(articles: Sequence[ArticleRow]) -> Iterator[_Pair]:
    """Yield published articles that share nearly all keywords with one of the days before."""
    recent: deque[_Told] = deque()
    seen: dict[tuple[int, ...], deque[_Told]] = {}
    for article in articles:
        terms = related.terms_of(article.traits) if article.traits else frozenset()
        if len(terms) < _FEWEST:
            continue
        while recent and article.epoch - recent[0].article.epoch > _DAYS:
            oldest = recent.popleft()
            for beginning in oldest.beginnings:
                seen[beginning].popleft()
                if not seen[beginning]:
                    del seen[beginning]
        told = _Told(article, terms, _beginnings(terms))
        for beginning in told.beginnings:
            same = seen.setdefault(beginning, deque())
            for other in islice(reversed(same), _LOOKED_AT):
                if len(terms & other.terms) >= _SHARED * len(terms | other.terms):
                    path = other.article.path
                    yield article, other.article, sentence("this says nearly the same as content/{path}", path=path)
                    break
            same.append(told)
        recent.append(told)


def _beginnings(terms: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Return the first terms from each start, after the number of the start."""
    circle = sorted(terms)
    circle += circle[:_FIRST]
    places = (bisect_left(circle, start, 0, len(terms)) for start in _STARTS)
    return tuple((number, *circle[place : place + _FIRST]) for number, place in enumerate(places))


_SHORTEST = 8
"""The fewest letters of a possibly misspelled tag."""
_RARE = 10
"""How many times as frequent the correct spelling is."""


class AlikeTags(Record, frozen=True):
    """Two tags, each in its most frequent spelling."""

    tag: str
    other: str
    count: int
    """Articles with the first, and with the second."""
    more: int
    is_spelling: bool
    """Whether they are two spellings of one tag, with one list."""


def alike_tags(counts: Mapping[str, int]) -> Iterator[AlikeTags]:
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
                yield AlikeTags(tag, name, counts[tag], counts[name], is_spelling=True)
    sums = {slug: sum(counts[tag] for tag in forms) for slug, forms in spelled.items()}
    for slug, other in _pairs_of_tags(sums):
        yield AlikeTags(names[slug], names[other], sums[slug], sums[other], is_spelling=False)


def _pairs_of_tags(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield pairs of slugs that seem to mean the same, the rarer one first, in order."""
    joined: dict[str, list[str]] = {}
    for slug in counts:
        joined.setdefault(slug.replace("-", ""), []).append(slug)
    # A misspelling is rare, so the correct spelling is not.
    common = index((slug for slug, count in counts.items() if len(slug) >= _SHORTEST and count >= _RARE), 1)
    rare = max(counts.values(), default=0) // _RARE
    for slug in sorted(counts):
        others = {other for other in joined[slug.replace("-", "")] if other != slug}
        if (whole := SHORT_NAMES.get(slug, "")) in counts:
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


def near_tags(evidence: Evidence) -> Iterator[Finding]:
    """Yield other spellings of a tag, which `--fix` unifies, and tags that seem to mean the same."""
    articles: dict[str, list[ArticleRow]] = {}
    for article in evidence.articles:
        if not article.withdrawn:
            for tag in article.tags:
                articles.setdefault(tag, []).append(article)
    for found in alike_tags({tag: len(some) for tag, some in articles.items()}):
        if found.is_spelling:
            said = counted(
                "the tag {tag} is spelled {common} elsewhere; {count} article",
                "the tag {tag} is spelled {common} elsewhere; {count} articles",
                found.count,
                tag=quoted(found.tag),
                common=quoted(found.other),
            )
            hint = sentence('write "{common}" (ssg check --fix does)', common=found.other)
        else:
            said = sentence(
                "the tags {tag} ({count}) and {other} ({more}) seem to mean one thing",
                tag=quoted(found.tag),
                count=found.count,
                other=quoted(found.other),
                more=found.more,
            )
            hint = sentence('merge them: ssg tags rename "{tag}" "{other}"', tag=found.tag, other=found.other)
        paths = tuple(article.path for article in articles[found.tag])
        right = (found.other,) if found.is_spelling else ()
        yield Finding("near-tags", paths[-1], said, hint, "tags", found.tag, paths=paths, right=right)


RULES = (
    Rule(near_tags, {"near-tags": "Two tags seem to mean one thing."}),
    Rule(same_report, {"same-report": "Two articles seem to be one report."}),
)
