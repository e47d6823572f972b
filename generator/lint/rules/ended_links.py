"""Links to what is over, reports that end without a word, and old addresses that lead in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted
from generator.lint.rules.evidence import Desk, Finding, Rule, Withdrawal


def withdrawn_link(desk: Desk) -> Iterator[Finding]:
    """Look for boxes that send readers to a notice, and for what the front matter says of what is over."""
    for one in desk.withdrawals:
        said, advice = _of_box(one) if not one.key else _of_entry(one)
        yield Finding(
            "withdrawn-link",
            one.path,
            said,
            advice,
            one.key,
            one.link.target if one.key else "",
            line=one.link.line,
            column=one.link.column,
        )


def _of_box(one: Withdrawal) -> tuple[Sentence, Sentence]:
    if one.gone:
        said = sentence("this Baca Juga leads to an article that is gone, and is left out")
    else:
        said = sentence("this Baca Juga leads to a withdrawn article")
    return said, sentence("delete it, or lead to another article")


def _of_entry(one: Withdrawal) -> tuple[Sentence, Sentence]:
    written = quoted(one.link.target)
    advice = sentence("take {written} out of {field}", written=written, field=one.key)
    if one.follows:
        said = sentence("{field} leads readers to an article that is withdrawn or gone", field=one.key)
    else:
        said = sentence("{field} names an article that is withdrawn or gone, so it has no effect", field=one.key)
    return said, advice


def unannounced_end(desk: Desk) -> Iterator[Finding]:
    """Look for reports that went without a word: the Pedoman (5a, 5c) knows five reasons, and wants them announced."""
    for look in desk.looks:
        if look.unannounced:
            yield Finding(
                "unannounced-end",
                look.path,
                sentence("this report is gone, and readers are not told why"),
                sentence(
                    "if it was news, withdraw it with {retracted}: …; {gone} is for what was to end, as a contest",
                    retracted=look.words.written("retracted"),
                    gone=look.words.written("gone"),
                ),
                "gone",
            )


def alias_chain(desk: Desk) -> Iterator[Finding]:
    """Follow old addresses: each step costs readers time, and search engines give up after some."""
    leads = {redirect.name: redirect.url.partition("#")[0].partition("?")[0] for redirect in desk.site.redirects}
    for old, target in leads.items():
        way = [old]
        while way[-1] in leads and leads[way[-1]] not in way:
            way.append(leads[way[-1]])
        if leads.get(way[-1]) == old:
            steps = " → ".join((*way, old))
            said, advice = sentence("this leads back to itself: {steps}", steps=steps), sentence("delete one of them")
        elif len(way) > 2 or target in desk.aliases:
            said = sentence("this leads to another old address, {target}", target=quoted(target))
            advice = sentence("write where that one leads")
        else:
            continue
        yield Finding("alias-chain", "", said, advice, f"redirects.{old}")


RULES = (
    Rule(
        withdrawn_link,
        {
            "withdrawn-link": "A Baca Juga, `follows`, `related` or `unrelated` leads to an article that is"
            " withdrawn or gone."
        },
    ),
    Rule(unannounced_end, {"unannounced-end": "A report is gone, and readers are not told why."}),
    Rule(alias_chain, {"alias-chain": "An old address in site.yaml leads to another old address, or back to itself."}),
)
