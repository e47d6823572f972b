"""What front.yaml names and readers do not get: worth a warning, but no reason to stop the news."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.errors import Problem, Where
from generator.base.sentences import Sentence, sentence
from generator.base.text import quoted
from generator.base.timestamps import format_time
from generator.lint.references import Reference
from generator.model.codec import decode
from generator.model.lookup_keys import link_keys
from generator.model.page import Status
from generator.model.records import Article, Link
from generator.store import documents, pages
from generator.store.database import Store
from generator.store.documents import Target

_HINT = sentence("write the path to the .md file, the address or the slug of an article that is published")
_Fault = tuple[Sentence, Sentence]
"""What is wrong with a pin, and a hint."""


def bad_pins(store: Store, path: str, references: Iterable[Reference], now: int) -> list[Problem]:
    """Return the problems of the pins and the strip of a file, whose `path` is below content/."""
    problems = []
    placed: set[int] = set()
    for reference in references:
        link = reference.link
        target = next(filter(None, (documents.target(store, key) for key in link_keys(link))), None)
        if target is not None and target.kind == "article":
            fault = _unshown(store, target, quoted(link.target), now)
            if fault is None and reference.field == "pin" and target.doc in placed:
                said = sentence("{target} has two places on this page", target=quoted(link.target))
                fault = said, sentence("readers see it in the first one: delete the other")
            placed.update([target.doc] if reference.field == "pin" else [])
        else:
            fault = _no_article(store, link, target, strip=reference.field == "strip")
        if fault is not None:
            where = Where(f"content/{path}", link.line, link.column)
            problems.append(Problem(where, "bad-pin", *fault, target=link.target))
    return problems


def _no_article(store: Store, link: Link, target: Target | None, *, strip: bool) -> _Fault | None:
    """Return the fault of a link that leads to no single article; the strip may lead to any page."""
    written = quoted(link.target)
    if strip and (target is not None or any(pages.at(store, key) for key in link_keys(link))):
        return None
    if target is not None:
        return sentence("{written} is no article", written=written), _HINT
    several = documents.paths_named(store, link_keys(link)[-1])
    if len(several) > 1:
        some = ", ".join(f"content/{path}" for path in several[:3])
        hint = sentence("write the whole address, or the path to the .md file")
        return sentence("{target} may be any of {some}", target=written, some=some), hint
    return sentence("there is no article {target}", target=written), _HINT


def _unshown(store: Store, target: Target, written: str, now: int) -> _Fault | None:
    """Return why an article cannot be shown in its place."""
    if target.state == Status.SHOWN:
        return None
    newest = sentence("the newest takes its place; delete the line, or name another")
    if target.state != Status.HIDDEN:
        return sentence("{written} is withdrawn or gone, so it is not shown here", written=written), newest
    matter = decode(Article, documents.record(store, target.doc)).matter
    if matter.held:
        return sentence("{written} is held back, so it is not shown here", written=written), newest
    if matter.draft:
        return sentence("{written} is a draft, so it is not shown here", written=written), newest
    if 0 < matter.expires <= now:
        # As time goes on there may be less to say, never more.
        return None
    hint = sentence("until then the newest takes its place")
    return sentence("{written} is published only on {time}", written=written, time=format_time(matter.stamp)), hint
