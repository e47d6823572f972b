"""Brings parsed files into the store, and returns what that changes.

A page may depend on three sorts of things: a range of a *group* (all, a kanal, a tag, an author, the bodies), which
changes at the seq of each article that enters, leaves or looks different; an exact *key* (see `model.lookup_keys`); and
its own document.

Nothing here visits the whole archive: every statement is an index lookup for a document that changed or whose hour has
come. A first reading takes the same path with three exceptions, since nothing was known before and an archive does not
fit into memory: no file is looked up before it is inserted, and no page can have read it; articles wait in the table
`arrivals`; and seqs are counted instead of derived from neighbours in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from generator.engine.clock import Clock, advance, status_of, steer
from generator.engine.indexing.article_diff import Arrivals, GroupIds, IndexRun, Placement, place, regrouped
from generator.engine.indexing.ingest import Ingested, ingest
from generator.engine.indexing.publish import Publication, publish
from generator.engine.parse import Parsed
from generator.model.delta import Delta, Invalidated
from generator.model.index_entry import Facts
from generator.model.lookup_keys import file_key, url_key
from generator.model.ordinal import first_ordinal
from generator.model.page import Page, Status
from generator.model.rebuild_reasons import Reason
from generator.model.site import Site
from generator.model.urls import file_slug
from generator.store import documents, groups, members, pages, redirects
from generator.store.database import Store
from generator.store.names import People


def index(
    store: Store, parsed: Iterable[Parsed], deleted: Iterable[str], site: Site, clock: Clock, *, ahead: bool = False,
    later: bool = False,
) -> Delta:  # fmt: skip
    """Bring changed files into the store, which is in a transaction.

    `parsed` are files whose bytes changed, articles last; one without facts counts as missing. With `ahead`, pictures
    of unpublished articles are prepared, too, as for a preview; with `later`, new pictures get their variants in later
    builds.
    """
    # A site built without content has empty pages, which must learn of the first article.
    first = documents.is_empty(store) and pages.is_empty(store)
    run = IndexRun(store, site, clock, GroupIds(store), People(store), first, ahead, later)
    arrivals = Arrivals(run) if first else None

    woken = advance(store, clock, site.zone)
    files = ingest(run, parsed, deleted, arrivals)
    profiles = files.paths("profile")
    people = People(store) if profiles else run.last_people
    docs, bylines = regrouped(run, people) if profiles and not first else (set(), set())
    placement = place(run, files.articles, files.before, {*woken, *files.again, *docs}, people)
    parts = [placement.articles] if arrivals is None else arrivals.placed()
    showings = [showing for document in files.others.values() for showing in document.facts.showings]
    publication = publish(run, parts, placement.before, showings)
    if any(article.facts.queries for article in placement.articles):
        redirects.touch(store)
    return _delta(run, woken, files, bylines, placement, publication, steer(store, clock.now))


def _delta(
    run: IndexRun, woken: Mapping[int, Reason], files: Ingested, bylines: set[int], placement: Placement,
    publication: Publication, steered: Mapping[int, str],
) -> Delta:  # fmt: skip
    articles, others, members = placement.articles, files.others, publication.members
    gone = files.gone
    hidden = {article.doc for article in articles if status_of(article.facts, run.clock) == Status.HIDDEN}
    facts = [
        *(file.facts for file in (*placement.before.values(), *others.values())),
        *(article.facts for article in articles),
    ]
    references: set[int] = set()
    media: set[int] = set()
    if not run.first:
        references = {url_key(f"/{path}") for path in files.due}.union(*(some.links for some in facts))
        media = {url_key(f"/{path}") for path in (*files.paths("media"), *files.due)}
    return Delta(
        first=run.first,
        invalidated=_invalidated(run, files, bylines, placement, publication, steered),
        reasons={
            **{article.doc: Reason.DETAILS_CHANGED for article in articles},
            **{doc: why for doc, why in woken.items() if doc not in gone},
            **files.reasons,
        },
        pages={
            **{doc: _owned(doc, other.facts) for doc, other in others.items()},
            **{placed.doc: () if placed.doc in hidden else _owned(placed.doc, placed.facts) for placed in articles},
        },
        gone=gone,
        profiles=files.paths("profile"),
        topics=files.paths("topic"),
        members={**members.oldest, **publication.ledgers.oldest},
        days=members.days,
        references=references,
        pictures=media | publication.pictures,
        reserved=tuple(
            page
            for article in articles
            if article.doc in hidden and not article.facts.draft
            for page in _owned(article.doc, article.facts)
        ),
        addresses=publication.addresses,
    )


def _owned(doc: int, facts: Facts) -> tuple[Page, ...]:
    return tuple(page.of(doc) for page in facts.pages)


def _invalidated(
    run: IndexRun, files: Ingested, bylines: set[int], placement: Placement, publication: Publication,
    steered: Mapping[int, str],
) -> Invalidated:  # fmt: skip
    members, ledgers = publication.members, publication.ledgers
    found: Mapping[int, AbstractSet[int]] = {}
    if run.site.search:
        # Imported here, for a fast start without a search.
        from generator.engine.indexing.found import touch_found  # noqa: PLC0415

        found = touch_found(run, placement, files.reworded)
    moved: set[int] = set()
    stayed: set[int] = set()
    earlier: set[int] = set()
    for article in placement.articles:
        (stayed if article.doc in members.stayed else moved).update(article.facts.names)
        earlier.update(article.facts.earlier)
    for was in placement.before.values():
        earlier.update(was.facts.earlier)
    # The pages of earlier articles link to these articles, and depend on the names of their own files.
    stayed.update(file_key(path) for key in earlier for path in documents.paths_named(run.store, key))
    boxes = {} if run.first else _boxes(run, files)
    stayed.update(boxes)
    differing = files.causes.keys() | steered.keys() | bylines | members.keys | moved
    cosmetic = stayed - differing
    return Invalidated(
        groups=members.groups if run.first else {**members.groups, **ledgers.groups, **found},
        cosmetic_groups=members.cosmetic,
        keys=differing | cosmetic,
        cosmetic_keys=cosmetic,
        causes={**steered, **ledgers.causes, **boxes, **_causes(files, placement, members.causes)},
    )


def _boxes(run: IndexRun, files: Ingested) -> dict[int, str]:
    """Return the names of the articles whose box of a topic differs, or comes or goes, each with the topic's file."""
    before, now = (
        {file.path: file.facts for file in some.values() if file.kind == "topic"}
        for some in (files.before, files.others)
    )
    found: dict[int, str] = {}
    for path in sorted(before.keys() | now.keys()):
        states = [some.get(path, Facts((), ())) for some in (before, now)]
        if states[0].choice != states[1].choice:
            since = min(facts.epoch for facts in states if facts.choice)
            docs = members.docs(run.store, groups.find(run.store, "tag", file_slug(path)), first_ordinal(since))
            found.update((file_key(documents.path(run.store, doc)), path) for doc in docs)
    return found


def _causes(files: Ingested, placement: Placement, affected: Mapping[int, int]) -> dict[int, str]:
    """Return the file that caused the change of each key (the first one) and each seq (the last one)."""
    causes = {**files.causes}
    for article in placement.articles:
        for key in article.facts.names:
            causes.setdefault(key, article.path)
    causes |= {was.published.seq: was.path for was in placement.before.values() if was.published is not None}
    causes |= {article.seq: article.path for article in placement.articles}
    return {seq: causes.get(cause, "") for seq, cause in affected.items()} | causes
