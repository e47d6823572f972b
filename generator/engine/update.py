"""What an update of the store takes in, and what it found: problems come in classes, and its caller decides on each.

A build takes in the whole site and fails with any problem. A preview takes in what may differ, and does without the
files that it cannot read.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

import msgspec

from generator.base import workers
from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Warnings
from generator.base.workers import LazyPool
from generator.engine import relative_paths
from generator.engine.clock import Clock, last_clock
from generator.engine.configuration import is_reconfigured, mark_outdated, remember
from generator.engine.holding import CollidingError, Held, is_holdable, left_out, losers
from generator.engine.indexing.ingest import MOST
from generator.engine.parse import Job, Parsed, ParseSummary, Selection
from generator.engine.plan import Plan
from generator.engine.scan import Candidate, Scan, save
from generator.lint.dead_links import PictureFault, broken_anywhere, broken_in, check_unread
from generator.lint.removed_addresses import Deleted, lost
from generator.lint.site_rules import advice_on_site, check_site
from generator.lint.suggestions import with_suggestions
from generator.model.delta import Delta
from generator.model.lookup_keys import file_key
from generator.model.records import Record, Size
from generator.model.site import Site
from generator.store import dependencies, documents, faults, names, pages, pictures
from generator.store.database import Store
from generator.store.faults import Found
from generator.store.folders import UNKNOWN, forget, set_partial, untrusted
from generator.theming.theme import Theme

_CONTENT = "content/"
_HEAVY = 5
"""Pages that a picture counts for, by the time that it takes to decode it."""
_BATCH = 8
_SEVERITIES, _DECODED = "severities", "decoded"
"""Keys of the store: digest of the severities that it agrees with; whether all pictures were decoded."""


class Scope(Record, frozen=True):
    """What an update takes in, and what becomes of the files that cannot be read. By default that of a build."""

    folders: frozenset[str] | None = None
    """Folders below content/ where something may have changed, each with a slash at its end; None for all."""
    partial: bool = False
    """Whether the rest of the site stays unread in any case."""
    without: frozenset[str] = frozenset()
    """Files below content/ that are left as the store knows them."""
    recheck: tuple[str, ...] = ()
    """Files below content/ that are parsed again though they are the same."""
    later: bool = False
    held: Held = MappingProxyType({})
    preview: bool = False
    """Whether files with problems stay as the store knows them, and pictures of hidden articles are wanted; else what
    the store knows of such files goes, for it may be in them no longer."""


def folders_to_scan(store: Store, site: Site, scope: Scope) -> frozenset[str] | None:
    """Return the folders to walk: all (None) if files are read, or judged, in another way than before."""
    folders = scope.folders
    if scope.partial:
        set_partial(store)
    if site.severities.hold and folders is not None:
        # What could not be taken in is looked at until it can.
        folders |= untrusted(store)
    anew = _forget_other_reading(store, site, later=scope.later) or _judges_otherwise(store, site)
    return None if anew and not scope.partial else folders


def _forget_other_reading(store: Store, site: Site, *, later: bool) -> bool:
    """Clear the store if articles are read, listings cut or ages told in another way; return whether it was.

    Another age, or pictures that waited, may concern more articles at once than an index run can hold.
    """
    reading = digest(msgspec.msgpack.encode((site.reading, site.per_page, site.old_pictures.months)))
    if store.get("reading") == reading and (later or pictures.count_deferred(store) <= MOST):
        return False
    pages.forget_site(store)
    store.set("reading", reading)
    return True


def _decodes(site: Site) -> bool:
    """Return whether pictures are decoded when they are read: a broken one may be left out where it is shown."""
    return site.severities.tolerates("broken-picture")


def _judges_otherwise(store: Store, site: Site) -> bool:
    """Return whether site.yaml says otherwise than the store which problems are errors."""
    return store.get(_SEVERITIES) != digest(msgspec.msgpack.encode(site.severities))


def _is_error(site: Site, problem: Problem) -> bool:
    return problem.code != "more-problems" and site.severities.of(problem) == "error"


def _judged_otherwise(store: Store, site: Site) -> list[str]:
    """Return the files to read again: pictures, once, to decode them; those not tolerated or not published before."""
    pictures_ = _decodes(site) and store.number(_DECODED) == 0
    again = documents.paths_of(store, "media") if pictures_ else []
    if _judges_otherwise(store, site):
        wrong = (problem for problem in faults.every(store, (Found.READING,)) if _is_error(site, problem))
        again += (problem.where.path.removeprefix(_CONTENT) for problem in wrong)
        again += (*faults.hidden(store, Found.DRAFT), *faults.hidden(store, Found.HELD))
    return again


def _settle(store: Store, site: Site) -> list[Problem]:
    """Return the links that the site does not tolerate any more; if there are none, the store agrees with it."""
    store.set(_DECODED, b"%d" % _decodes(site))
    if not _judges_otherwise(store, site):
        return []
    problems = [problem for problem in faults.every(store) if _is_error(site, problem)]
    if not problems:
        store.set(_SEVERITIES, digest(msgspec.msgpack.encode(site.severities)))
    return problems


def files_to_parse(store: Store, site: Site, clock: Clock, scope: Scope, scanned: Scan) -> Selection:
    """Return the candidates of a scan, and the files to parse again though they are the same."""
    came = [] if documents.is_empty(store) else [file.path for file in scanned.candidates if not file.digest]
    last, drafts = last_clock(store), list[str]()
    if last and last.drafts != clock.drafts:
        # A draft that could not be published as it is stops a build that would publish it, or is held back by that.
        drafts = [*faults.hidden(store, Found.DRAFT), *faults.hidden(store, Found.HELD)]
    again = (
        *scope.recheck, *scope.held, *faults.hidden(store, Found.CLAIMED),
        *_judged_otherwise(store, site), *drafts,
        *relative_paths.named_by(store, (*came, *scanned.deleted)),
    )  # fmt: skip
    candidates = {file.path: file for file in scanned.candidates}
    # What cannot be read at all may be a pipe, which would never end.
    refused = {*scanned.deleted, *files_of(scanned.problems)}
    recheck: set[str] = set()
    for path in again:
        doc = names.doc_named(store, file_key(path))
        version = documents.version(store, doc) if doc is not None else None
        if version is not None and path not in refused:
            recheck.add(path)
            candidates.setdefault(path, Candidate(path, UNKNOWN, version.digest))
    files = tuple(candidates[path] for path in sorted(candidates) if path not in scope.without)
    return Selection(files, frozenset(recheck), scope.held)


def job_of(store: Store, site: Site, clock: Clock, scope: Scope) -> Job:
    # What is held back is not taken back.
    trial = not (scope.preview or site.severities.hold)
    return Job(store.content, site.reading, site.severities, _decodes(site), clock.drafts, trial)


def files_to_index(parsed: Iterable[Parsed], scanned: Scan, scope: Scope) -> tuple[Iterable[Parsed], tuple[str, ...]]:
    """Return the files that the index takes in, and paths of those that it takes out."""
    if scope.preview:
        return (file for file in parsed if file.facts), scanned.deleted
    return parsed, tuple(sorted({*scanned.deleted, *files_of(scanned.problems)}))


class Updated(Record, frozen=True):
    """What an update found; problems are in classes by what they are about."""

    scanned: Scan
    parsed: ParseSummary
    delta: Delta
    plan: Plan
    deleted: dict[int, Deleted]
    """The articles whose files are gone, by the ids that they had."""
    saved: frozenset[str]
    """Files below content/ that differ from what the store knew."""
    unread: tuple[Problem, ...]
    """Of files that cannot be read, or not be understood."""
    planned: tuple[Problem, ...]
    """Of addresses that collide, links that lead nowhere and pictures that cannot be shown."""
    consequent: tuple[Problem, ...]
    """Links that lead nowhere since the file that they mean was not taken in: no problems of their own."""
    configured: tuple[Problem, ...]
    """Of addresses in site.yaml that lead nowhere."""
    templates: tuple[Problem, ...]
    held: tuple[Problem, ...]
    """Of articles that are held back."""
    warnings: Warnings
    holding: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that a build cannot do with."""
        return (*self.unread, *self.planned, *self.configured, *self.templates)


def assess(
    store: Store, site: Site, theme: Theme, scope: Scope,
    *, scanned: Scan, files: Selection, parsed: ParseSummary, delta: Delta, plan: Plan, deleted: dict[int, Deleted],
) -> Updated:  # fmt: skip
    """Sort what the stages found, without mere consequences: links to what was left out are no second problem."""
    demanded, advised = site.severities.parted(advice_on_site(site))
    planned = with_suggestions(store, (*plan.problems, *_settle(store, site)))
    unread = (*scanned.problems, *parsed.problems)
    held = tuple(faults.of_hidden(store, Found.HELD, Found.CLAIMED))
    warnings = parsed.warnings.plus(advised if is_reconfigured(store, site) else ())
    missing = left_out((*files_of(scanned.problems), *scope.without), parsed.names)
    places = {problem.where for problem in unread}

    def causes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(problem for problem in problems if problem.where not in places and not missing.is_meant(problem))

    return Updated(
        scanned=scanned,
        parsed=parsed,
        delta=delta,
        plan=plan,
        deleted=deleted,
        saved=frozenset(file.path for file in files.files if parsed.digests.get(file.path, file.digest) != file.digest),
        unread=(*unread, *with_suggestions(store, causes(check_unread(store, parsed.references, site)))),
        planned=causes(planned),
        consequent=tuple(problem for problem in plan.problems if missing.is_meant(problem)),
        configured=demanded if missing or held else (*demanded, *check_site(store, site)),
        templates=tuple(mark_outdated(store, site, theme)),
        held=held,
        warnings=warnings.plus(with_suggestions(store, plan.warnings)),
        holding=site.severities.hold,
    )


def undecodable_pictures(
    store: Store, site: Site, updated: Updated, clock: Clock, pool: LazyPool, *, made: bool
) -> list[Problem]:
    """Decode the pictures that nothing else decodes; return the problems of those that are broken.

    The photo of an article that is published tonight is decoded when either is saved: by night there is nobody to mend
    it. With `made`, pages are made now, for which the pictures that they show are decoded.
    """
    if _decodes(site):
        return []
    delta, unread = updated.delta, updated.parsed.references
    files = [file for key in sorted(delta.unproven) for file in documents.referred_media(store, key, shown=False)]
    shown_now = (
        [file for key in sorted(delta.pictures) for file in documents.referred_media(store, key, shown=True)]
        if not made or pictures.count_deferred(store)
        else []
    )
    # What is published as it is for now must not turn out to be broken by the build that is to make its variants.
    files += [file for file in shown_now if pictures.is_deferred(store, file.doc)]
    if not made:
        files += shown_now
        # What a build has left to make that found a broken picture is left still.
        waiting = dict.fromkeys(doc for doc, _ in pages.stale_variants(store))
        files += filter(None, (documents.media_of(store, doc) for doc in waiting))
        shown = {reference.key for some in unread.values() for reference in some if reference.link.kind == "image"}
        files += filter(None, (documents.media_at(store, key) for key in sorted(shown)))
    sources = {file.media.path: file for file in files if file.media.variable}
    if not sources:
        return []
    # Imported here: a build without new pictures does without libvips.
    from generator.pictures.making import SourcePicture, undecodable  # noqa: PLC0415

    decoded = [
        SourcePicture(path, file.digest, Size(file.media.width, file.media.height), file.media.size)
        for path, file in sources.items()
    ]
    found: list[Problem] = []
    for broken in pool.run(_HEAVY * len(decoded), undecodable, (store.content,), workers.batches(decoded, _BATCH)):
        fault = PictureFault(*broken)
        found += broken_anywhere(store, fault, drafts=clock.drafts)
        for path, references in unread.items():
            found += broken_in(store, path, references, fault)
    return found


class Accepted(Record, frozen=True):
    """What a build says of the content that it has taken in."""

    warnings: Warnings
    held: tuple[Problem, ...]
    """Of the files that are held back."""


def accept(
    store: Store, site: Site, updated: Updated, clock: Clock, pool: LazyPool, held: Held, *, strict: bool
) -> Accepted:
    """Keep an update, if a build can do with what it found; `strict`: an address that an article loses is a problem.

    CollidingError names other files than those `held` that have to be held back first.
    """
    removed = lost(store, updated.deleted, updated.saved, updated.parsed.digests, clock.now)
    if updated.holding:
        # What an article loses depends on the last build, and nothing that does may decide what is held back.
        warnings: Iterable[Problem] = removed
        problems = [*updated.configured, *updated.templates]
        # A folder that cannot be read is the machine's fault, and holds a month of news.
        problems += (problem for problem in updated.scanned.problems if problem.code == "unreadable")
        problems += (problem for problem in updated.planned if not is_holdable(problem))
        if not problems and (colliding := losers(store, updated.planned, held)):
            raise CollidingError(colliding)
        problems += updated.planned
    else:
        errors, warnings = (removed, ()) if strict else site.severities.parted(removed)
        problems = [*updated.problems, *errors]
    problems += undecodable_pictures(store, site, updated, clock, pool, made=not problems)
    if problems:
        raise SiteError(problems)
    if not updated.delta.first:
        # On a first reading no page has asked anything yet.
        differs = updated.delta.invalidated
        dependencies.add_touched(
            store, updated.plan.keys, differs.groups, differs.cosmetic_groups, differs.cosmetic_keys
        )
    keep(store, updated)
    remember(store, site)
    return Accepted(updated.warnings.plus([*warnings]), (*updated.unread, *updated.held))


def keep(store: Store, updated: Updated) -> None:
    """Let the next update begin from this one."""
    save(store, updated.scanned, updated.parsed.digests)
    if updated.holding:
        # Those that are no articles are not in the store, so they are read until they can be taken in.
        forget(store, updated.parsed.references)
    store.set("generation", b"%d" % (store.number("generation") + 1))


def files_of(problems: Iterable[Problem]) -> list[str]:
    """Return the files that problems are about, by their paths below content/; of each the one where it is first."""
    paths = (path for problem in problems for path in (problem.where.path, problem.other))
    return [path.removeprefix(_CONTENT) for path in paths if path.startswith(_CONTENT)]
