"""What a person has to decide before anything else: each in a sentence, with the command that mends it."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.annex.importing.items import Item, Options
from generator.annex.importing.old_addresses import base_url, parts_of
from generator.annex.importing.plan import Plan, at_top
from generator.annex.importing.report import Notebook
from generator.annex.importing.sources.texts import LANGUAGE
from generator.base.sentences import Sentence, as_it_is, counted, sentence
from generator.base.text import fold, quoted

_MAPPED = frozenset({"rows", "folder"})
"""Sources that read a map."""
_FEW = 20
"""Up to so many, what is missing may be an exception, and all may be by one author."""
_ONE_AUTHOR = 0.95
_NO_DATE = 1 / 3
_MISSING = 1 / 3
"""The shares from which something is no exception."""


def questions(
    options: Options, plan: Plan, notebook: Notebook, empty: Sequence[str], missing: int, wanted: int
) -> Iterator[Sentence]:
    """Yield the questions that an import raises.

    `empty` are addresses of articles that are published without a word, `missing` counts media files of the `wanted`.
    """
    published = [item for item in plan.seen.entries if item.state == "published"]
    yield from _on_addresses(options, plan)
    yield from _on_dates(options, published, notebook.dated_keys)
    for why, texts in notebook.long_texts.items():
        yield counted(
            "{count} text of more than a page was left out: {why}. It is {text}; if readers saw it, mend that, and: "
            "{command}",
            "{count} texts of more than a page were left out: {why}. One is {text}; if readers saw them, mend that, "
            "and: {command}", len(texts), why=why, text=texts[0], command=_again(options),
        )  # fmt: skip
    if empty:
        yield counted(
            "{count} article is published without a word, {text}: what a page builder keeps to itself is in no export; "
            "paste it from the old site, or write draft: true",
            "{count} articles are published without a word, one is {text}: what a page builder keeps to itself is in "
            "no export; paste them from the old site, or write draft: true", len(empty), text=empty[0],
        )  # fmt: skip
    yield from _on_languages(options, published)
    yield from _on_media(options, plan, missing, wanted)
    yield from _on_authors(options, plan, published)
    yield from _on_kanal(options, plan)


def _again(options: Options, *more: str) -> Sentence:
    """Return the command of this import, with more options, as code."""
    words = ["ssg", "import", options.source, *options.files, "--into", options.into]
    given = (
        ("--kanal", options.kanal), ("--map", options.mapping), ("--media", options.media),
        ("--media-url", options.media_url), ("--zone", "" if options.zone == "WIB" else options.zone),
    )  # fmt: skip
    for option, value in given:
        words += [option, value] if value and option not in more else []
    for option, values in (("--host", options.hosts), ("--addresses", options.addresses)):
        words += [word for value in values for word in (option, value)]
    return as_it_is(f"`{shlex.join([*words, *more])}`")


def _on_addresses(options: Options, plan: Plan) -> Iterator[Sentence]:
    taken = [old.old for old in plan.routes.old if old.how == "taken"]
    if taken:
        yield counted(
            "{count} old address shows another text, {address}: it is claimed twice; mend that, and: {command}",
            "{count} old addresses show another text, as {address}: each is claimed twice; mend that, and: {command}",
            len(taken), address=taken[0], command=_again(options),
        )  # fmt: skip


def _on_dates(options: Options, published: list[Item], dated_keys: Sequence[str]) -> Iterator[Sentence]:
    undated = [item for item in published if item.published is None]
    if not undated or len(undated) < (len(published) if len(undated) < _FEW else len(published) * _NO_DATE):
        return
    said = counted(
        "{count} text of {texts} has no date: it is a standing page now, or an article of 1970",
        "{count} texts of {texts} have no date: they are standing pages now, or articles of 1970", len(undated),
        texts=len(published),
    )  # fmt: skip
    if options.source not in _MAPPED:
        yield said
        return
    where = sentence("say in a map which key holds it, as published")
    if dated_keys:
        where = sentence("a key looks like one ({key}): write it into a map, as published", key=dated_keys[0])
    yield sentence("{said}; {where}, and: {command}", said=said, where=where, command=_again(options, "--map", "FILE"))


def _on_languages(options: Options, published: Iterable[Item]) -> Iterator[Sentence]:
    counts = Counter(filter(None, map(_language, published)))
    if len(counts) > 1 or (counts and "id" not in counts and counts.total() < len(list(published))):
        listed = ", ".join(f"{language} {count}" for language, count in counts.most_common())
        yield sentence(
            "the archive has several languages ({languages}), and a portal has one: give the others a kanal of their "
            "own, or leave them out of the source, and: {command}",
            languages=listed, command=_again(options, "--kanal", "FILE"),
        )  # fmt: skip


def _language(item: Item) -> str:
    """Return the language that a text's file or address names."""
    places = (item.id, parts_of(item.address).path)
    parts = (part for place in places if "/" in place.strip("/") for part in re.split(r"[/.]", place)[:-1])
    return next(filter(LANGUAGE.fullmatch, parts), "")


def _on_media(options: Options, plan: Plan, missing: int, wanted: int) -> Iterator[Sentence]:
    host = () if base_url(plan.seen.portal.url) else ("--host", "HOST")
    if host:
        yield sentence(
            "nothing names the address of the portal: write base_url into {file}, or: {command}",
            file=f"{options.into}/site.yaml", command=_again(options, *host),
        )  # fmt: skip
    if missing < max(1, min(_FEW, wanted)) or missing < wanted * _MISSING:
        return
    said = counted(
        "{count} media file of {wanted} is missing", "{count} media files of {wanted} are missing", missing,
        wanted=wanted,
    )  # fmt: skip
    yield sentence(
        "{said}: name a copy of the old uploads, {command}, or fetch them from the old site, {other}",
        said=said, command=_again(options, "--media", "DIR"), other=_again(options, *host, "--fetch"),
    )  # fmt: skip


def _on_authors(options: Options, plan: Plan, published: Iterable[Item]) -> Iterator[Sentence]:
    articles = [item for item in published if item.kind == "article"]
    authors = Counter(item.authors[:1] for item in articles)
    first, count = authors.most_common(1)[0] if authors else ((), 0)
    if len(articles) < _FEW or count < len(articles) * _ONE_AUTHOR:
        return
    people = plan.seen.people
    name = (people[first[0]].byline if first[0] in people else first[0]) if first else plan.seen.words.nobody
    said = sentence(
        "{count} of {articles} articles are by {name}", count=count, articles=len(articles), name=quoted(name)
    )
    if options.source in _MAPPED:
        yield sentence(
            "{said}: if that is no person, say in a map which key holds the byline, as author, and: {command}",
            said=said, command=_again(options, "--map", "FILE"),
        )  # fmt: skip
    else:
        yield sentence(
            "{said}: if that is no person, name the profile in content/authors/ as readers shall see it", said=said
        )


def _on_kanal(options: Options, plan: Plan) -> Iterator[Sentence]:
    known = at_top(plan.seen, plan.hosts)
    for kanal in plan.table.kanal:
        if kanal.slug in known and options.kanal:
            yield sentence(
                "the kanal {kanal} takes /{slug}/, which readers know as {title}: give it another slug in {file}, and: "
                "{command}", kanal=quoted(kanal.name), slug=kanal.slug, title=quoted(known[kanal.slug].title),
                file=options.kanal, command=_again(options),
            )  # fmt: skip
        elif (plain := fold(kanal.slug).removeprefix("kanal-")) in known and not options.kanal:
            yield sentence(
                "the kanal {kanal} is at /{slug}/, since readers know /{plain}/ as {title}: choose its slug in "
                "{file}, and: {command}", kanal=quoted(kanal.name), slug=kanal.slug, plain=plain,
                title=quoted(known[plain].title), file=f"{options.into}/import/kanal.yaml",
                command=_again(options, "--kanal", "FILE"),
            )  # fmt: skip
