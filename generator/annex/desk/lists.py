"""The lists of the desk, out of the preview's own store: quick at any size of the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from generator.annex.desk import files, forms, moves, notes, people, steps, waiting
from generator.annex.desk.desk import Desk, Nothing
from generator.annex.desk.headlines import Headline, folded, wanted_in
from generator.annex.desk.people import Person
from generator.annex.desk.readers import ReachOf, article_in, readers, state_of
from generator.annex.desk.words import words
from generator.base.text import fold, slugify
from generator.base.timestamps import Stamp, short
from generator.config.article_keys import ARTICLE
from generator.model.codec import decode
from generator.model.lookup_keys import file_key
from generator.model.ordinal import SHIFT, first_ordinal, last_ordinal
from generator.model.records import Article
from generator.model.site import find_region
from generator.model.urls import line_of, on_host
from generator.store import desk as lists
from generator.store import documents, folders, groups
from generator.store.database import Store
from generator.store.documents import Document

_PAGE_SIZE = 50
_MAX_ARTICLES = 1000
_MAX_SUGGESTIONS = 12
_MAX_DIGITS = 19
_MAX_LETTERS = 200

State = Literal["drafts", "review", "scheduled", "today", "published", "withdrawn", "problems", "deleted"]


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """Which articles to list."""

    state: State = "drafts"
    kanal: str = ""
    author: str = ""
    region: str = ""
    q: str = ""
    after: str = ""
    """Where the page before ended, as it said; empty for the first page."""


class Suggest(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody begins to write."""

    what: Literal["tag", "author", "region", "article"]
    q: str = ""


def start(desk: Desk, person: Person, given: Nothing) -> dict[str, Any]:  # noqa: ARG001 - as all answers
    site = desk.site
    types = next(key.choices for key in ARTICLE if key.name == "type")
    return {
        "site": forms.site(site, people.editors(desk)), "lang": desk.language.name, "words": words(desk.language),
        "person": {"name": person.name, "role": person.role, "publishes": person.publishes},
        "fields": forms.fields(desk.language), "steps": steps.forms_of(desk, person), "types": list(types),
        "publish": site.desk.publish, "review": site.desk.review,
    }  # fmt: skip


def listed(desk: Desk, person: Person, given: Asked) -> dict[str, Any]:
    if given.region:
        region = find_region(given.region, desk.site.reading.regions)
        given = replace(given, region=region.slug if region is not None else given.region)
    with desk.stored() as store:
        return _listed(desk, person, store, given)


def _listed(desk: Desk, person: Person, store: Store, given: Asked) -> dict[str, Any]:
    now = desk.now
    wrong = Counter(problem.where.path.removeprefix("content/") for problem in desk.live.problems)
    drafts = [_article(found) for found in documents.drafts(store, _MAX_ARTICLES)]
    drafts.sort(key=lambda article: (-article.matter.stamp.epoch, article.path))
    scheduled = [_article(found) for found in documents.scheduled(store, now, _MAX_ARTICLES)]
    beside = _changed(desk, store)
    marks = {article.path: note for article, note in beside}
    changed, submitted = {*marks}, {path for path, note in marks.items() if note and note.step == notes.SUBMITTED}
    submitted |= {article.path for article in drafts if state_of(desk, article) == "review"}
    unfinished = [*drafts, *(article for article, _ in beside)]
    in_review = [article for article in unfinished if article.path in submitted]
    begun = [article for article in unfinished if article.path not in submitted]
    midnight = Stamp(now, desk.site.zone).local.replace(hour=0, minute=0, second=0, microsecond=0)
    today = first_ordinal(int(midnight.timestamp()))
    begin = int(given.after) if given.after.isdecimal() and len(given.after) < _MAX_DIGITS else 0
    after = 0
    if given.state == "published":
        rows, after = _published(desk, store, given, begin or last_ordinal(now) + 1)
    elif given.state == "today":
        rows = [_article(found) for _, found in lists.published(store, (), today, last_ordinal(now) + 1, _MAX_ARTICLES)]
    elif given.state == "withdrawn":
        rows = [_article(found) for found in lists.withdrawn(store, _MAX_ARTICLES)]
    elif given.state == "deleted":
        found = moves.deleted(desk, person)
        rows = [article for article, _ in found]
        marks = {article.path: note for article, note in found}
    elif given.state == "problems":
        rows = [*_at_paths(desk, store, wrong)]
    else:
        rows = {"drafts": begun, "review": in_review, "scheduled": scheduled}[given.state]
        marks |= {article.path: _mark(desk, article) for article in rows if article.matter.draft}
    if given.state != "published":
        rows = [article for article in rows if _fits(article, given)]
        skipped = rows[begin:]
        rows, after = skipped[:_PAGE_SIZE], begin + _PAGE_SIZE if len(skipped) > _PAGE_SIZE else 0
    with readers(desk).looking() as reach_of:
        items = [
            _row(desk, article, wrong[article.path], reach_of)
            | {"mark": notes.marked(desk, marks.get(article.path)), "changes": article.path in changed}
            for article in rows
        ]
        coming = [_row(desk, article, 0, reach_of) for article in scheduled[:10]]
    return {
        "items": items,
        "after": str(after or ""),
        "counts": {
            "drafts": len(begun), "review": len(in_review), "scheduled": len(scheduled),
            "today": lists.count(store, today, last_ordinal(now) + 1), "withdrawn": lists.count_withdrawn(store),
            "problems": sum(1 for path in wrong if path.endswith(".md")),
        },
        "next": coming,
    }  # fmt: skip


def _published(desk: Desk, store: Store, given: Asked, before: int) -> tuple[list[Article], int]:
    """Return a page of what is published, and the seq of its last article if there is more, or 0."""
    if given.q:
        found = desk.headlines.search(given.q, 20 * _PAGE_SIZE, before)
        seqs = [one.seq for one in found]
        articles = [(seq, _article(one)) for seq, one in lists.of_seqs(store, seqs[: 4 * _PAGE_SIZE])]
        fitting = [(seq, one) for seq, one in articles if not one.matter.draft and _fits(one, given)]
        page = fitting[:_PAGE_SIZE]
        more = len(fitting) > _PAGE_SIZE or len(seqs) > 4 * _PAGE_SIZE
        return [one for _, one in page], page[-1][0] if page and more else 0
    chosen = [
        groups.find(store, kind, slug)
        for kind, slug in (("author", slugify(given.author)), ("region", given.region), ("kanal", given.kanal))
        if slug
    ]
    if not all(chosen):
        return [], 0
    rows = lists.published(store, chosen, 0, before, _PAGE_SIZE + 1)
    page_rows = rows[:_PAGE_SIZE]
    return [_article(found) for _, found in page_rows], page_rows[-1][0] if len(rows) > _PAGE_SIZE else 0


def _at_paths(desk: Desk, store: Store, paths: Iterable[str]) -> Iterable[Article]:
    """Yield the articles in some files as they were last taken in, or as they are if they never could be."""
    for path in sorted(path for path in paths if path.endswith(".md")):
        found = documents.named(store, file_key(path))
        article = article_in(desk, path, files.peek(desk.folder, path) or b"") if found is None else None
        if found is not None and found.kind == "article":
            article = _article(found)
        if article is not None:
            yield article


def _article(found: Document) -> Article:
    return decode(Article, found.record)


def _fits(article: Article, given: Asked) -> bool:
    matter = article.matter
    return (
        (not given.kanal or given.kanal in line_of(matter.category))
        and (not given.author or slugify(given.author) in map(slugify, matter.authors))
        and (not given.region or given.region in (*line_of(matter.place), matter.region))
        and all(word in folded(matter.title) for word in wanted_in(given.q))
    )


def _row(desk: Desk, article: Article, problems: int, reach_of: ReachOf) -> dict[str, Any]:
    matter = article.matter
    return reach_of(article, files.peek(desk.folder, article.path) or b"") | {
        "path": article.path, "title": matter.title, "kanal": matter.category, "authors": list(matter.authors),
        "editors": list(matter.editors), "region": matter.region, "at": short(matter.stamp),
        "epoch": matter.stamp.epoch, "type": matter.type,
        "url": on_host(article.url, desk.site.base_path), "problems": problems,
    }  # fmt: skip


def _changed(desk: Desk, store: Store) -> list[tuple[Article, notes.Note | None]]:
    """Return the articles that readers have, or will, with changes beside them, and how far these came."""
    found = []
    for path in waiting.paths(desk.folder, folders.paths(store)):
        known = documents.named(store, file_key(path))
        if known is None or known.kind != "article" or (article := _article(known)).matter.draft:
            continue
        if waiting.read(desk, path, files.peek(desk.folder, path) or b"") is not None:
            found.append((article, notes.way(notes.of(desk, path), beside=True)))
    return found


def _mark(desk: Desk, article: Article) -> notes.Note | None:
    """Return who handed in a draft, or sent it back."""
    note = notes.way(notes.of(desk, article.path), beside=False)
    wanted = notes.SUBMITTED if article.matter.review else notes.RETURNED
    return note if note is not None and note.step == wanted else None


def suggest(desk: Desk, _: Person, given: Suggest) -> dict[str, Any]:
    """Return what somebody may mean, and for a tag those that are nearly the same."""
    base, q = desk.site.base_path, given.q[:_MAX_LETTERS]
    if given.what == "article":
        found = desk.headlines.search(q, _MAX_SUGGESTIONS)
        return {"items": [_told(one, desk.site.zone, base) for one in found], "near": []}
    if given.what == "region":
        wanted = fold(q)
        regions = [region.path for region in desk.site.reading.regions if wanted in fold(region.path)]
        return {"items": [{"value": path, "label": path} for path in regions[:_MAX_SUGGESTIONS]], "near": []}
    known = desk.headlines.names(given.what, q, _MAX_SUGGESTIONS)
    items = [{"value": name, "label": name, "count": count} for name, count in known]
    near = desk.headlines.nearly(q) if given.what == "tag" and q else []
    return {"items": items, "near": [{"value": name, "count": count} for name, count in near[:3]]}


def _told(one: Headline, zone: str, base: str) -> dict[str, Any]:
    return {
        "value": f"/{one.path}", "label": one.title, "path": one.path, "url": on_host(one.url, base),
        "at": short(Stamp(one.seq >> SHIFT, zone)),
    }  # fmt: skip
