"""Lengths of headlines and summaries, empty texts, and times far ahead."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.timestamps import Stamp, format_time
from generator.lint.rules.evidence import Evidence, Finding, Rule

_HEADLINE, _SUMMARY = (20, 110), (40, 250)
"""The fewest and the most characters."""


def headline_length(evidence: Evidence) -> Iterator[Finding]:
    """Check headlines: too short ones are vague in lists, too long ones are cut on phones."""
    fewest, most = _HEADLINE
    for article in evidence.articles:
        count = len(article.title)
        if article.withdrawn or fewest <= count <= most:
            continue
        if count < fewest:
            said = sentence("the headline has {count} characters, fewer than {fewest}", count=count, fewest=fewest)
            hint = sentence("say who did what, or where it happened")
        else:
            said = sentence("the headline has {count} characters, more than {most}", count=count, most=most)
            hint = sentence("shorten it; what is cut may stand in the summary")
        yield Finding("headline-length", article.path, said, hint, "title")


def summary_length(evidence: Evidence) -> Iterator[Finding]:
    """Check given summaries, which are shown in cards and search results."""
    fewest, most = _SUMMARY
    for article in evidence.articles:
        count = len(article.summary)
        if article.withdrawn or not count or fewest <= count <= most:
            continue
        if count < fewest:
            said = sentence("the summary has {count} characters, fewer than {fewest}", count=count, fewest=fewest)
            hint = sentence("say the news in one sentence, or leave the key out: the first sentences are taken then")
        else:
            said = sentence("the summary has {count} characters, more than {most}", count=count, most=most)
            hint = sentence("one or two sentences are enough")
        yield Finding("summary-length", article.path, said, hint, "summary")


def empty_body(evidence: Evidence) -> Iterator[Finding]:
    """Find articles without text, except drafts, photos and films."""
    for article in evidence.articles:
        if article.silent and not article.textless and not article.withdrawn:
            hint = sentence("write it below the second line of hyphens, or set {key}: true", key="draft")
            yield Finding("empty-body", article.path, sentence("this article has no text"), hint)


_YEAR = 366 * 86400


def unlikely_time(evidence: Evidence) -> Iterator[Finding]:
    """Find articles dated far ahead."""
    for article in evidence.articles:
        if article.epoch > evidence.now + _YEAR:
            at = format_time(Stamp(article.epoch, article.zone))
            said = sentence("this appears on {at}, more than a year from now", at=at)
            yield Finding("unlikely-time", article.path, said, sentence("check the year"), "timestamp")


def withdrawn_photo(evidence: Evidence) -> Iterator[Finding]:
    """Find photos of withdrawn articles that stay public, since another one shows them too."""
    shown = {row.photo: row.path for row in evidence.articles if row.photo and not (row.withdrawn or row.draft)}
    for article in evidence.articles:
        if article.retracted and (other := shown.get(article.photo)):
            said = sentence("this article is withdrawn, but content/{other} shows its photo too", other=other)
            hint = sentence("if nobody is to see it any more, take it out of content/{other} as well", other=other)
            yield Finding("withdrawn-photo", article.path, said, hint, "photo.src", other=other)


RULES = (
    Rule(headline_length, {"headline-length": "A headline has fewer than 20 characters, or more than 110."}),
    Rule(summary_length, {"summary-length": "A summary has fewer than 40 characters, or more than 250."}),
    Rule(empty_body, {"empty-body": "An article has no text."}),
    Rule(unlikely_time, {"unlikely-time": "An article is dated more than a year ahead."}),
    Rule(
        withdrawn_photo,
        {"withdrawn-photo": "Another article still shows the photo of a withdrawn one."},
    ),
)
