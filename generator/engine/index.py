"""Index: bring what was parsed into the store, and return what that changes.

A page may depend on three sorts of things: on a range of a *group* (all, a
kanal, a tag, an author, the bodies), which differs at the seq of each article
that enters, leaves or looks different; on an exact *key* (see `model.lookup_keys`);
and on the document that it is itself made of.

Nothing here looks at the whole archive: every statement is an index lookup for
a document that changed or whose hour has come.

A first reading takes the same way but for three things, since nothing is known
that could differ, and an archive does not fit into memory: no file is looked up
before it is taken in, and no page can have read it; articles wait in a table
(`indexing.arrivals`) instead of in memory (`indexing.review`); and their seqs
come from counting instead of from their neighbours in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.engine.clock import Clock, advance, is_scheduled, status_of
from generator.engine.indexing.article_diff import Placed, Review
from generator.engine.indexing.deferral import due
from generator.engine.indexing.group_members import Membership
from generator.engine.indexing.groupids import GroupIds, Regrouped, regrouped
from generator.engine.indexing.ingest import Intake
from generator.engine.indexing.ledgers import Ledgers
from generator.engine.indexing.publish import Arrivals, Publication
from generator.engine.indexing.shown_pictures import Showings
from generator.engine.indexing.unpublished import Unpublished
from generator.engine.parse import Parsed
from generator.model.delta import Delta
from generator.model.lookup_keys import file_key
from generator.model.page import Page, Status
from generator.model.rebuild_reasons import Reason
from generator.model.site import Site
from generator.model.variants import ageing
from generator.queries.people import People
from generator.store import ageing as old
from generator.store import documents, pages, redirects
from generator.store.database import Store


def index(
    store: Store, parsed: Iterable[Parsed], deleted: Iterable[str], site: Site, clock: Clock, *, ahead: bool = False,
    later: bool = False,
) -> Delta:  # fmt: skip
    """Bring changed files into the store, which is in a transaction.

    Args:
        store: the store.
        parsed: files whose bytes changed; the articles come last. One without facts is as if it were not there.
        deleted: paths of files that are gone.
        site: the configuration.
        clock: decides what is published.
        ahead: whether the pictures of unpublished articles are wanted too, as in a preview.
        later: whether the variants of pictures that come are left to later builds.

    """
    first = _is_first(store)
    group_ids = GroupIds(store)
    age = ageing(site.old_pictures.months, site.zone, clock.now)
    showings = Showings(store, old.known(store), age, ahead=ahead)
    unpublished = Unpublished(store, group_ids, site)
    review = Review(store, group_ids, showings, site.reading.media_url)
    ledgers = Ledgers(store, group_ids)
    arrivals = Arrivals(store, group_ids) if first else None
    woken = advance(store, clock, age)
    intake = Intake(store, review, arrivals, showings, unpublished, ledgers, later=later)
    intake.make(due(store, later=later))
    intake.take_in(parsed, deleted)
    people = People(store) if intake.profiles else review.people
    bylines = Regrouped() if first else regrouped(store, site.paths, review.people, people)
    review.reload_all({*woken, *intake.again}, bylines.docs)
    articles = review.placed(people)
    if any(article.facts.queries for article in articles):
        redirects.touch(store)
    membership = Membership(store, group_ids, site, first=first)
    publication = Publication(store, clock, age, membership, showings, unpublished, ledgers)
    publication.take_back(articles)
    for batch in [articles] if arrivals is None else arrivals.placed():
        publication.apply(batch, review.before)
    membership.finish()
    ledgers.finish()
    addresses = unpublished.finish(membership.published, site.per_page)
    differing = intake.keys | bylines.keys | membership.keys | _names(articles, membership, stayed=False)
    looks = (_names(articles, membership, stayed=True) | _earlier(store, intake, articles)) - differing
    return Delta(
        first=first,
        drafts=clock.drafts,
        groups=membership.touched if first else {**membership.touched, **ledgers.touched},
        looks=membership.looks,
        keys=differing | looks,
        look_keys=looks,
        causes=ledgers.causes | _causes(intake, review, membership, articles),
        reasons=_reasons(woken, intake, articles),
        pages=intake.pages | _pages(articles, clock),
        gone=intake.gone,
        profiles=intake.profiles,
        members={**membership.oldest, **ledgers.oldest},
        days=membership.days,
        references=intake.references.union(*(one.facts.links for one in articles)),
        ahead=ahead,
        pictures=intake.pictures | showings.finish(),
        unproven=intake.unproven | publication.unproven,
        future_pages={one.doc: one.facts.pages for one in articles if is_scheduled(one.facts, clock)},
        future_keys=addresses.future,
        future_numbers=addresses.numbers,
        brought=addresses.brought,
        vacated=addresses.vacated,
    )


def _is_first(store: Store) -> bool:
    """Return whether nothing of the site is known.

    One that was built without any content has pages that show nothing, and must learn of the first article.
    """
    return documents.is_empty(store) and pages.is_empty(store)


def _names(articles: Sequence[Placed], membership: Membership, *, stayed: bool) -> set[int]:
    """Return the names of the articles that are looked at: of those published where they were, or of the others."""
    return {name for one in articles if (one.doc in membership.stayed) is stayed for name in one.facts.names}


def _earlier(store: Store, intake: Intake, articles: Sequence[Placed]) -> set[int]:
    """Return the names of the files of articles whose pages lead to those that are looked at."""
    earlier = intake.earlier.union(*(one.facts.earlier for one in articles))
    return {file_key(path) for key in earlier for path in documents.paths_named(store, key)}


def _causes(intake: Intake, review: Review, membership: Membership, articles: Sequence[Placed]) -> dict[int, str]:
    """Return for each name that differs the first file that has it, for each seq the last one."""
    causes = dict(intake.causes)
    for article in articles:
        for key in article.facts.names:
            causes.setdefault(key, article.path)
    causes |= review.causes | {article.seq: article.path for article in articles}
    return {seq: causes.get(cause, "") for seq, cause in membership.causes.items()} | causes


def _reasons(woken: dict[int, Reason], intake: Intake, articles: Sequence[Placed]) -> dict[int, Reason]:
    """Return for each document that is looked at, and is there, why."""
    reasons = {article.doc: Reason.DETAILS_CHANGED for article in articles}
    return reasons | {doc: why for doc, why in woken.items() if doc not in intake.gone} | intake.reasons


def _pages(articles: Sequence[Placed], clock: Clock) -> dict[int, tuple[Page, ...]]:
    """Return the pages that each article has now."""
    return {
        article.doc: article.facts.pages if status_of(article.facts, clock) != Status.HIDDEN else ()
        for article in articles
    }
