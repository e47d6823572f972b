"""What an update of the store takes in, and its findings: problems in classes, each decided on by the caller.

A build takes in the whole site and fails on any problem. A preview takes in what may have changed, without the files
that it cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Warnings, Where
from generator.base.sentences import counted
from generator.engine.clock import Clock
from generator.engine.configuration import is_reconfigured, mark_outdated
from generator.engine.holding import CollidingError, Held, is_holdable, left_out, losers
from generator.engine.indexing.ingest import MOST
from generator.engine.parse import Job, Parsed, ParseSummary, Selection
from generator.engine.plan import Plan
from generator.engine.scan import Candidate, Scan, save
from generator.lint.dead_links import check_unread
from generator.lint.references import named_by
from generator.lint.removed_addresses import Deleted, lost_addresses
from generator.lint.site_rules import advice_on_site, check_site
from generator.lint.suggestions import with_suggestions
from generator.model.delta import Delta
from generator.model.lookup_keys import file_key
from generator.model.records import Record
from generator.model.site import Site, SiteFile
from generator.model.urls import PHOTOS, is_bare
from generator.store import dependencies, documents, faults, names, outputs, pages, pictures
from generator.store.database import Store
from generator.store.faults import Found
from generator.store.folders import UNKNOWN, forget, untrusted
from generator.theming.theme import Theme

_CONTENT = "content/"
_SOME = 10
"""The most files, or patterns, that a warning names."""
_SEVERITIES = "severities"
"""Key of the store: a digest of its severities."""


class Scope(Record, frozen=True):
    """What an update takes in, and how unreadable files are treated. The defaults are for a build."""

    folders: frozenset[str] | None = None
    """Folders below content/ where something may have changed, each with a slash at its end; None for all."""
    without: frozenset[str] = frozenset()
    """Files below content/ that keep their last state."""
    recheck: tuple[str, ...] = ()
    """Files below content/ that are parsed again though unchanged."""
    later: bool = False
    held: Held = MappingProxyType({})
    preview: bool = False
    """Whether files with problems keep their last state, and pictures of hidden articles are prepared; otherwise the
    last state of such files is removed."""


def folders_to_scan(store: Store, site: Site, scope: Scope) -> frozenset[str] | None:
    """Return the folders to walk: all (None) if files are read or judged differently than before."""
    folders = scope.folders
    if site.severities.hold and folders is not None:
        # Files that could not be taken in are checked until they can.
        folders |= untrusted(store)
    anew = _forget_other_reading(store, site, later=scope.later) or _judges_otherwise(store, site)
    return None if anew else folders


def _forget_other_reading(store: Store, site: Site, *, later: bool) -> bool:
    """Clear the store if reading, listings or ages are configured differently; return whether it was.

    Another age, or deferred pictures, may affect more articles than an index run can hold.
    """
    reading = digest(msgspec.msgpack.encode((site.reading, site.per_page)))
    if store.get("reading") == reading and (later or pictures.count_deferred(store) <= MOST):
        return False
    pages.forget_site(store)
    store.set("reading", reading)
    return True


def _judges_otherwise(store: Store, site: Site) -> bool:
    """Return whether site.yaml has other severities than the store."""
    return store.get(_SEVERITIES) != digest(msgspec.msgpack.encode(site.severities))


def _is_error(site: Site, problem: Problem) -> bool:
    return problem.code != "more-problems" and site.severities.of(problem) == "error"


def _judged_otherwise(store: Store, site: Site) -> list[str]:
    """Return the files to read again, since they are judged differently now."""
    if not _judges_otherwise(store, site):
        return []
    wrong = (problem for problem in faults.every(store, (Found.READING,)) if _is_error(site, problem))
    again = (problem.where.path.removeprefix(_CONTENT) for problem in wrong)
    return [*again, *faults.hidden(store, Found.DRAFT, Found.HELD)]


def _settle(store: Store, site: Site) -> list[Problem]:
    """Return the links no longer tolerated; if there are none, record the severities in the store."""
    if not _judges_otherwise(store, site):
        return []
    problems = [problem for problem in faults.every(store) if _is_error(site, problem)]
    if not problems:
        store.set(_SEVERITIES, digest(msgspec.msgpack.encode(site.severities)))
    return problems


def files_to_parse(store: Store, site: Site, scope: Scope, scanned: Scan) -> Selection:
    """Return the candidates of a scan, and unchanged files to parse again."""
    came = [] if documents.is_empty(store) else [file.path for file in scanned.candidates if not file.digest]
    again = (
        *scope.recheck, *scope.held, *faults.hidden(store, Found.CLAIMED, Found.ALIAS),
        *_judged_otherwise(store, site),
        *named_by(store, (*came, *scanned.deleted)),
    )  # fmt: skip
    candidates = {file.path: file for file in scanned.candidates}
    # An unreadable path may be an endless pipe.
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


def job_of(store: Store, site: Site, scope: Scope) -> Job:
    # Held files stay in the store.
    trial = not (scope.preview or site.severities.hold)
    return Job(store.content, site.reading, site.severities, trial)


def files_to_index(parsed: Iterable[Parsed], scanned: Scan, scope: Scope) -> tuple[Iterable[Parsed], tuple[str, ...]]:
    """Return the files to index, and the paths to remove from the index."""
    if scope.preview:
        return (file for file in parsed if file.facts), scanned.deleted
    return parsed, tuple(sorted({*scanned.deleted, *files_of(scanned.problems)}))


class Updated(Record, frozen=True):
    """The findings of an update, with problems in classes."""

    scanned: Scan
    parsed: ParseSummary
    delta: Delta
    plan: Plan
    deleted: dict[int, Deleted]
    """The articles of deleted files, by former id."""
    saved: frozenset[str]
    """Changed files below content/."""
    unread: tuple[Problem, ...]
    """Of unreadable or invalid files."""
    planned: tuple[Problem, ...]
    """Address collisions, dead links and broken pictures."""
    consequent: tuple[Problem, ...]
    """Links to files that were left out: not problems of their own."""
    configured: tuple[Problem, ...]
    """Dead addresses in site.yaml."""
    templates: tuple[Problem, ...]
    held: tuple[Problem, ...]
    """Problems of articles held back."""
    warnings: Warnings
    holding: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems that stop a build."""
        return (*self.unread, *self.planned, *self.configured, *self.templates)


def assess(
    store: Store, site: Site, theme: Theme, scope: Scope,
    *, scanned: Scan, files: Selection, parsed: ParseSummary, delta: Delta, plan: Plan, deleted: dict[int, Deleted],
) -> Updated:  # fmt: skip
    """Sort the findings of the stages, without consequential errors such as links to files that were left out."""
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


class Accepted(Record, frozen=True):
    """The warnings of a build about the content taken in."""

    warnings: Warnings
    held: tuple[Problem, ...]
    """Problems of the files held back."""


def accept(store: Store, site: Site, updated: Updated, clock: Clock, held: Held, *, strict: bool) -> Accepted:
    """Accept an update if a build can use it; with `strict`, a lost address is an error.

    Raises CollidingError with further files that must be held back first.
    """
    bare = is_bare(site.reading.permalink)
    removed = lost_addresses(store, updated.deleted, updated.saved, updated.parsed.digests, clock.now, bare=bare)
    if updated.holding:
        # Lost addresses depend on the last build, and nothing that does may decide what is held back.
        warnings: Iterable[Problem] = removed
        problems = [*updated.configured, *updated.templates]
        # An unreadable folder is the machine's fault, and may contain a month of news.
        problems += (problem for problem in updated.scanned.problems if problem.code == "unreadable")
        problems += (problem for problem in updated.planned if not is_holdable(problem))
        if not problems and (colliding := losers(store, updated.planned, held)):
            raise CollidingError(colliding)
        problems += updated.planned
    else:
        errors, warnings = (removed, ()) if strict else site.severities.parted(removed)
        problems = [*updated.problems, *errors]
    if problems:
        raise SiteError(problems)
    touch(store, updated)
    keep(store, updated)
    if updated.delta.first:
        warnings = (*warnings, *_no_longer_public(store))
    return Accepted(updated.warnings.plus([*warnings]), (*updated.unread, *updated.held))


def _no_longer_public(store: Store) -> list[Problem]:
    """Return a warning of files that the output has, but no longer will, since nothing refers to them."""
    found = outputs.no_longer_used(store)
    if not found:
        return []
    # Imported here: hardly any build publishes less than an earlier version did.
    from generator.lint.rules.media import to_publish  # noqa: PLC0415

    said = counted(
        "{count} file of content/ is no longer published, since nothing shows it or leads to it: {names}",
        "{count} files of content/ are no longer published, since nothing shows them or leads to them: {names}",
        len(found),
        names=", ".join((*found[:_SOME], *(["…"] if len(found) > _SOME else []))),
    )
    # By a pattern of the folder of new photos, those of drafts would go public.
    patterns = dict.fromkeys(path if path.startswith(f"{PHOTOS}/") else re.sub("/.*", "/**", path) for path in found)
    return [Problem(Where(SiteFile.NAME), "lost-media", said, to_publish([*patterns][:_SOME]))]


def touch(store: Store, updated: Updated) -> None:
    """Record which answers to pages this update may have changed."""
    if not updated.delta.first:
        # On a first reading no page has asked anything.
        differs = updated.delta.invalidated
        dependencies.add_touched(
            store, updated.plan.keys, differs.groups, differs.cosmetic_groups, differs.cosmetic_keys
        )


def keep(store: Store, updated: Updated) -> None:
    """Make this update the basis of the next."""
    save(store, updated.scanned, updated.parsed.digests)
    if updated.holding:
        # Other documents than articles are not stored when held, so they are read until they can be.
        forget(store, updated.parsed.references)
    store.set("generation", b"%d" % (store.number("generation") + 1))


def files_of(problems: Iterable[Problem]) -> list[str]:
    """Return the files that problems are about, by path below content/; for each problem its own file first."""
    paths = (path for problem in problems for path in (problem.where.path, problem.other))
    return [path.removeprefix(_CONTENT) for path in paths if path.startswith(_CONTENT)]
