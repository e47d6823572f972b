"""Reports that were published twice, and tags that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.base.sentences import counted, sentence
from generator.base.text import index, near, quoted, slugify
from generator.lint.rules.evidence import ArticleRow, Evidence, Finding, Rule
from generator.model.records import Record
from generator.search.synonyms import SHORT_NAMES

_WEEK = 7 * 86400


def same_report(evidence: Evidence) -> Iterator[Finding]:
    """Yield the later of two reports with one text, or with one headline within a week; a sequel is another report."""
    texts, headlines = dict[bytes, ArticleRow](), dict[str, ArticleRow]()
    for article in evidence.articles:
        if article.withdrawn:
            continue
        first = article if article.silent else texts.setdefault(article.text, article)
        headline = slugify(article.title)
        before = headlines.get(headline)
        headlines[headline] = article
        if first is not article:
            said = sentence("this has the very text of content/{path}", path=first.path)
        elif before is not None and article.epoch - before.epoch <= _WEEK:
            first, said = before, sentence("this has the headline of content/{path}", path=before.path)
        else:
            continue
        if not article.follows:
            hint = sentence(
                "delete one of them, or say {key}: in the later one if it goes on where the other ends",
                key="follows",
            )
            yield Finding("same-report", article.path, said, hint, "title", other=first.path)


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
        right = found.other if found.is_spelling else ""
        yield Finding("near-tags", paths[-1], said, hint, "tags", found.tag, paths=paths, right=right)


RULES = (
    Rule(near_tags, {"near-tags": "Two tags seem to mean the same, by slug, spelling or one letter."}),
    Rule(
        same_report,
        {"same-report": "Two articles seem to be the same report: one headline within a week, or one text."},
    ),
)
