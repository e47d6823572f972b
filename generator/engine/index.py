"""Brings what was parsed into the store, and returns what that changes.

A page may depend on three sorts of things: on a range of a *group* (all, a kanal, a tag, an author, the bodies), which
differs at the seq of each article that enters, leaves or looks different; on an exact *key* (see `model.lookup_keys`);
and on the document that it is itself made of.

Nothing here looks at the whole archive: every statement is an index lookup for a document that changed or whose hour
has come. A first reading takes the same way but for three things, since nothing is known that could differ, and an
archive does not fit into memory: no file is looked up before it is taken in, and no page can have read it; articles
wait in the table `arrivals`; and their seqs come from counting instead of from their neighbours in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from generator.engine.clock import Clock, advance, is_scheduled, status_of
from generator.engine.indexing.article_diff import Arrivals, LastBuild, Placed, Placement, place
from generator.engine.indexing.groupids import GroupIds, Regrouped, regrouped
from generator.engine.indexing.ingest import Ingested, ingest
from generator.engine.indexing.publish import Mode, Publication, publish
from generator.engine.parse import Parsed
from generator.model.delta import Delta, Invalidated, Reserved
from generator.model.lookup_keys import file_key
from generator.model.page import Page, Status
from generator.model.rebuild_reasons import Reason
from generator.model.site import Site
from generator.model.variants import ageing
from generator.queries.site_lookups import People
from generator.store import documents, pages, redirects
from generator.store.database import Store


def index(
    store: Store, parsed: Iterable[Parsed], deleted: Iterable[str], site: Site, clock: Clock, *, ahead: bool = False,
    later: bool = False,
) -> Delta:  # fmt: skip
    """Bring changed files into the store, which is in a transaction.

    `parsed` are files whose bytes changed, the articles last; one without facts is as if it were not there. With
    `ahead`, the pictures of unpublished articles are wanted too, as in a preview; with `later`, new pictures get
    variants in later builds.
    """
    first = _is_first(store)
    group_ids = GroupIds(store)
    last_build = LastBuild(store, group_ids, site.reading.media_url, ahead=ahead)
    mode = Mode(clock, ageing(site.old_pictures.months, site.zone, clock.now), first, ahead)
    arrivals = Arrivals(store, group_ids) if first else None

    woken = advance(store, clock, mode.age)
    files = ingest(store, parsed, deleted, last_build, arrivals, later=later)
    people = People(store) if files.profiles else last_build.people
    bylines = Regrouped() if first else regrouped(store, site.paths, last_build.people, people)
    docs = {*woken, *files.again, *bylines.docs}
    placement = place(store, last_build, files.articles, files.before, docs, group_ids, people)
    parts = [placement.articles] if arrivals is None else arrivals.placed()
    publication = publish(store, parts, placement.before, files.showings, group_ids, site, mode)
    if any(article.facts.queries for article in placement.articles):
        redirects.touch(store)
    return _delta(store, mode, woken, files, bylines, placement, publication)


def _is_first(store: Store) -> bool:
    """Return whether nothing of the site is known.

    One that was built without any content has pages that show nothing, and must learn of the first article.
    """
    return documents.is_empty(store) and pages.is_empty(store)


def _delta(
    store: Store, mode: Mode, woken: Mapping[int, Reason], files: Ingested, bylines: Regrouped, placement: Placement,
    publication: Publication,
) -> Delta:  # fmt: skip
    articles, clock = placement.articles, mode.clock
    members, ledgers, addresses = publication.members, publication.ledgers, publication.addresses
    moved = {name for article in articles if article.doc not in members.stayed for name in article.facts.names}
    stayed = {name for article in articles if article.doc in members.stayed for name in article.facts.names}
    differing = files.keys | bylines.keys | members.keys | moved
    cosmetic = (stayed | _followed(store, files, articles)) - differing
    reasons = {article.doc: Reason.DETAILS_CHANGED for article in articles}
    reasons |= {doc: why for doc, why in woken.items() if doc not in files.gone}
    return Delta(
        first=mode.first,
        drafts=clock.drafts,
        ahead=mode.ahead,
        invalidated=Invalidated(
            groups=members.groups if mode.first else {**members.groups, **ledgers.groups},
            cosmetic_groups=members.cosmetic,
            keys=differing | cosmetic,
            cosmetic_keys=cosmetic,
            causes={**ledgers.causes, **_causes(files, placement, members.causes)},
        ),
        reasons={**reasons, **files.reasons},
        pages={
            **{doc: _owned(doc, own) for doc, own in files.pages.items()},
            **{
                article.doc: _owned(article.doc, article.facts.pages if _is_seen(article, clock) else ())
                for article in articles
            },
        },
        gone=files.gone,
        profiles=files.profiles,
        members={**members.oldest, **ledgers.oldest},
        days=members.days,
        references=files.references | {key for article in articles for key in article.facts.links},
        pictures=files.pictures | publication.pictures,
        unproven=files.unproven | publication.unproven,
        reserved=Reserved(
            pages={
                article.doc: _owned(article.doc, article.facts.pages)
                for article in articles
                if is_scheduled(article.facts, clock)
            },
            scheduled=addresses.future,
            numbered=addresses.numbers,
            brought=addresses.brought,
            vacated=addresses.vacated,
        ),
    )


def _owned(doc: int, own: Iterable[Page]) -> tuple[Page, ...]:
    return tuple(replace(page, ref=doc) for page in own)


def _is_seen(article: Placed, clock: Clock) -> bool:
    return status_of(article.facts, clock) != Status.HIDDEN


def _followed(store: Store, files: Ingested, articles: Sequence[Placed]) -> set[int]:
    """Return the names of the files of articles whose pages lead to those that are looked at."""
    earlier = files.earlier | {key for article in articles for key in article.facts.earlier}
    return {file_key(path) for key in earlier for path in documents.paths_named(store, key)}


def _causes(files: Ingested, placement: Placement, affected: Mapping[int, int]) -> dict[int, str]:
    """Return for each name that differs the first file that has it, for each seq the last one."""
    causes = {**files.causes}
    for article in placement.articles:
        for key in article.facts.names:
            causes.setdefault(key, article.path)
    causes |= {was.published.seq: was.path for was in placement.before.values() if was.published is not None}
    causes |= {article.seq: article.path for article in placement.articles}
    return {seq: causes.get(cause, "") for seq, cause in affected.items()} | causes
