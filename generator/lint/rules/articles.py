"""Lengths of headlines and summaries, empty texts, and times that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.base.sentences import Sentence, sentence
from generator.base.timestamps import Stamp, spoken
from generator.lint.rules.evidence import Desk, Finding, Rule
from generator.model.records import Record


class Bounds(Record, frozen=True):
    """How long a text may be, in characters, and what is said of one that is shorter or longer."""

    fewest: int
    most: int
    short: Sentence
    long: Sentence
    lengthen: Sentence
    shorten: Sentence


HEADLINE = Bounds(
    20,
    110,
    sentence("the headline has {count} characters, fewer than {fewest}"),
    sentence("the headline has {count} characters, more than {most}"),
    sentence("say who did what, or where it happened"),
    sentence("shorten it; what is cut may stand in the summary"),
)
SUMMARY = Bounds(
    40,
    250,
    sentence("the summary has {count} characters, fewer than {fewest}"),
    sentence("the summary has {count} characters, more than {most}"),
    sentence("say the news in one sentence, or leave the key out: the first sentences are taken then"),
    sentence("one or two sentences are enough"),
)


def headline_length(desk: Desk) -> Iterator[Finding]:
    """Look at headlines: one that is too short says nothing in a list, one that is too long is cut by phones."""
    return (
        Finding("headline-length", look.path, *told, "title")
        for look in desk.looks
        if not look.withdrawn and (told := _told(look.title, HEADLINE))
    )


def summary_length(desk: Desk) -> Iterator[Finding]:
    """Look at the summaries that are given: they stand in cards and in what search engines show."""
    return (
        Finding("summary-length", look.path, *told, "summary")
        for look in desk.looks
        if look.summary and not look.withdrawn and (told := _told(look.summary, SUMMARY))
    )


def _told(text: str, bounds: Bounds) -> tuple[Sentence, Sentence] | None:
    """Return what is said of a text that is too short or too long, and what to do; None if it is neither."""
    count = len(text)
    if bounds.fewest <= count <= bounds.most:
        return None
    values = (("count", count), ("fewest", bounds.fewest), ("most", bounds.most))
    if count < bounds.fewest:
        return replace(bounds.short, values=values), bounds.lengthen
    return replace(bounds.long, values=values), bounds.shorten


def empty_body(desk: Desk) -> Iterator[Finding]:
    """Look for articles without a text, which drafts and those of photos and films may be."""
    for look in desk.looks:
        if look.silent and not look.textless and not look.withdrawn:
            yield Finding(
                "empty-body",
                look.path,
                sentence("this article has no text"),
                sentence(
                    "write it below the second line of hyphens, or set {key}: true", key=look.words.written("draft")
                ),
            )


_YEAR = 366 * 86400


def unlikely_time(desk: Desk) -> Iterator[Finding]:
    """Look for articles that vanish until their year comes, or say of themselves what cannot be yet."""
    for look in desk.looks:
        if look.epoch > desk.now + _YEAR:
            at = spoken(Stamp(look.epoch, look.zone))
            yield Finding(
                "unlikely-time",
                look.path,
                sentence("this appears on {at}, more than a year from now", at=at),
                sentence("check the year"),
                "timestamp",
            )
            continue
        if look.amended > desk.now >= look.epoch:
            at = spoken(Stamp(look.amended, look.zone))
            key = look.words.written("retracted" if look.withdrawn else "corrections")
            said = sentence("{key} speaks of {at}, which is still to come", key=key, at=at)
            yield Finding("unlikely-time", look.path, said, sentence("check the time"), key)
        if look.updated > desk.now >= look.epoch:
            at = spoken(Stamp(look.updated, look.zone))
            yield Finding(
                "unlikely-time",
                look.path,
                sentence("this was updated on {at}, which is still to come", at=at),
                sentence(
                    "write when it was updated; an article that appears later has {key}: for that",
                    key=look.words.written("timestamp"),
                ),
                "updated",
            )


RULES = (
    Rule(headline_length, {"headline-length": "A headline has fewer than 20 characters, or more than 110."}),
    Rule(summary_length, {"summary-length": "A summary has fewer than 40 characters, or more than 250."}),
    Rule(empty_body, {"empty-body": "An article has no text."}),
    Rule(
        unlikely_time,
        {"unlikely-time": "An article is dated more than a year ahead, or was updated or corrected in the future."},
    ),
)
