"""Lengths of headlines and summaries, empty texts, impossible times, and links to articles that are over."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import sentence
from generator.base.text import quoted
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
            key = article.written("draft")
            hint = sentence("write it below the second line of hyphens, or set {key}: true", key=key)
            yield Finding("empty-body", article.path, sentence("this article has no text"), hint)


_YEAR = 366 * 86400


def unlikely_time(evidence: Evidence) -> Iterator[Finding]:
    """Find articles dated far ahead, or with updates or corrections in the future."""
    for article in evidence.articles:
        if article.epoch > evidence.now + _YEAR:
            at = format_time(Stamp(article.epoch, article.zone))
            said = sentence("this appears on {at}, more than a year from now", at=at)
            yield Finding("unlikely-time", article.path, said, sentence("check the year"), "timestamp")
            continue
        if article.amended > evidence.now >= article.epoch:
            at = format_time(Stamp(article.amended, article.zone))
            key = article.written("retracted" if article.withdrawn else "corrections")
            said = sentence("{key} speaks of {at}, which is still to come", key=key, at=at)
            yield Finding("unlikely-time", article.path, said, sentence("check the time"), key)
        if article.updated > evidence.now >= article.epoch:
            at = format_time(Stamp(article.updated, article.zone))
            if article.entry_line:
                said = sentence("this entry is of {at}, which is still to come", at=at)
                hint = sentence("correct its time: readers see an entry as soon as it is written")
                yield Finding("unlikely-time", article.path, said, hint, line=article.entry_line)
                continue
            said = sentence("this was updated on {at}, which is still to come", at=at)
            key = article.written("timestamp")
            hint = sentence("write when it was updated; an article that appears later has {key}: for that", key=key)
            yield Finding("unlikely-time", article.path, said, hint, "updated")


def withdrawn_link(evidence: Evidence) -> Iterator[Finding]:
    """Find Baca Juga boxes and front matter that lead to articles that are over."""
    for use in evidence.withdrawals:
        entry, line, column = "", use.link.line, use.link.column
        if use.key:
            entry, field = use.link.target, use.key
            hint = sentence("take {written} out of {field}", written=quoted(entry), field=field)
            if use.follows:
                said = sentence("{field} leads readers to an article that is withdrawn or gone", field=field)
            else:
                said = sentence("{field} names an article that is withdrawn or gone, so it has no effect", field=field)
        else:
            hint = sentence("delete it, or lead to another article")
            if use.gone:
                said = sentence("this Baca Juga leads to an article that is gone, and is left out")
            else:
                said = sentence("this Baca Juga leads to a withdrawn article")
        yield Finding("withdrawn-link", use.path, said, hint, use.key, entry, line=line, column=column)


def withdrawn_photo(evidence: Evidence) -> Iterator[Finding]:
    """Find photos of withdrawn articles that stay public, since a published one shows them too."""
    shown = {article.photo: article.path for article in evidence.articles if article.photo and article.traits}
    for article in evidence.articles:
        if article.withdrawn and article.amended and (other := shown.get(article.photo)):
            said = sentence("this article is withdrawn, but content/{other} shows its photo too", other=other)
            hint = sentence("if nobody is to see it any more, take it out of content/{other} as well", other=other)
            yield Finding("withdrawn-photo", article.path, said, hint, "photo.src", other=other)


def unannounced_end(evidence: Evidence) -> Iterator[Finding]:
    """Find reports removed without notice: the Pedoman (5a, 5c) permits five reasons, which must be announced."""
    for article in evidence.articles:
        if article.unannounced:
            hint = sentence(
                "if it was news, withdraw it with {retracted}: …; {gone} is for what was to end, as a contest",
                retracted=article.written("retracted"),
                gone=article.written("gone"),
            )
            said = sentence("this report is gone, and readers are not told why")
            yield Finding("unannounced-end", article.path, said, hint, "gone")


def alias_chain(evidence: Evidence) -> Iterator[Finding]:
    """Find chains of redirects: each step costs readers time, and search engines follow only a few."""
    leads = {redirect.name: redirect.url.partition("#")[0].partition("?")[0] for redirect in evidence.site.redirects}
    for old, target in leads.items():
        way = [old]
        while way[-1] in leads and leads[way[-1]] not in way:
            way.append(leads[way[-1]])
        if leads.get(way[-1]) == old:
            steps = " → ".join((*way, old))
            said, advice = sentence("this leads back to itself: {steps}", steps=steps), sentence("delete one of them")
        elif len(way) > 2 or target in evidence.aliases:
            said = sentence("this leads to another old address, {target}", target=quoted(target))
            advice = sentence("write where that one leads")
        else:
            continue
        yield Finding("alias-chain", "", said, advice, f"redirects.{old}")


RULES = (
    Rule(headline_length, {"headline-length": "A headline has fewer than 20 characters, or more than 110."}),
    Rule(summary_length, {"summary-length": "A summary has fewer than 40 characters, or more than 250."}),
    Rule(empty_body, {"empty-body": "An article has no text."}),
    Rule(
        unlikely_time,
        {
            "unlikely-time": "An article is dated more than a year ahead, or was updated or corrected in the future,"
            " or an entry of a live report is from there."
        },
    ),
    Rule(
        withdrawn_link,
        {
            "withdrawn-link": "A Baca Juga, `follows`, `related` or `unrelated` leads to an article that is"
            " withdrawn or gone."
        },
    ),
    Rule(
        withdrawn_photo,
        {"withdrawn-photo": "The photo of a withdrawn article stays public, for another article shows it."},
    ),
    Rule(unannounced_end, {"unannounced-end": "A report is gone, and readers are not told why."}),
    Rule(alias_chain, {"alias-chain": "An old address in site.yaml leads to another old address, or back to itself."}),
)
