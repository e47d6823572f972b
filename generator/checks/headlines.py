"""Headlines, summaries and texts: lengths that readers and lists can live with."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.checks.desk import Desk, Finding

HEADLINE = (20, 110)
SUMMARY = (40, 250)
"""Characters, the fewest and the most."""


def headline_length(desk: Desk) -> Iterator[Finding]:
    """Look at headlines: one that is too short says nothing in a list, one that is too long is cut by phones."""
    fewest, most = HEADLINE
    for look in desk.looks:
        if look.withdrawn or fewest <= len(look.title) <= most:
            continue
        count = len(look.title)
        said, advice = (
            (
                sentence("the headline has {count} characters, fewer than {fewest}", count=count, fewest=fewest),
                sentence("say who did what, or where it happened"),
            )
            if count < fewest
            else (
                sentence("the headline has {count} characters, more than {most}", count=count, most=most),
                sentence("shorten it; what is cut may stand in the summary"),
            )
        )
        yield Finding("headline-length", look.path, said, advice, "title")


def summary_length(desk: Desk) -> Iterator[Finding]:
    """Look at the summaries that are given: they stand in cards and in what search engines show."""
    fewest, most = SUMMARY
    for look in desk.looks:
        count = len(look.summary)
        if look.withdrawn or not count or fewest <= count <= most:
            continue
        said, advice = (
            (
                sentence("the summary has {count} characters, fewer than {fewest}", count=count, fewest=fewest),
                sentence("say the news in one sentence, or leave the key out: the first sentences are taken then"),
            )
            if count < fewest
            else (
                sentence("the summary has {count} characters, more than {most}", count=count, most=most),
                sentence("one or two sentences are enough"),
            )
        )
        yield Finding("summary-length", look.path, said, advice, "summary")


def empty_body(desk: Desk) -> Iterator[Finding]:
    """Look for articles without a text, which those of photos and films may be."""
    for look in desk.looks:
        if look.silent and not look.pictured and not look.withdrawn:
            yield Finding(
                "empty-body",
                look.path,
                sentence("this article has no text"),
                sentence("write it below the second line of hyphens, or set draft: true"),
            )
