"""Update: bring the store up to date with the site, and tell what is wrong with it.

A build takes in the whole site and fails with any problem. A preview takes in
what may differ, and does without the files that it cannot read. Both get what
was found in classes, and decide themselves what becomes of it.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Generator, Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from generator.base import workers
from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Warnings
from generator.base.progress import Run, Stream
from generator.engine import decoding, relative_paths, severities
from generator.engine.clock import Clock, last_clock
from generator.engine.holding import CollidingError, Held, is_holdable, left_out, losers
from generator.engine.index import index
from generator.engine.invalidation import is_reconfigured, mark_outdated, remember
from generator.engine.parse import Job, Parsed, held_back, kind_of, parse, same
from generator.engine.plan import plan
from generator.engine.scan import Candidate, Scan, save, scan
from generator.engine.variants import MOST
from generator.lint.advice import advice_on_site
from generator.lint.dead_links import check_unread
from generator.lint.references import Reference
from generator.lint.removed_addresses import Deleted, deleted, lost
from generator.lint.site_links import check_site
from generator.lint.suggestions import with_suggestions
from generator.model.delta import Delta
from generator.model.lookup_keys import file_key
from generator.model.records import Record
from generator.model.site import Site
from generator.store import deferred_variants, dependencies, documents, faults, names
from generator.store.clearing import clear
from generator.store.database import Store
from generator.store.faults import Found
from generator.store.folders import UNKNOWN, forget, set_partial, untrusted
from generator.theming.loading import Provisional
from generator.theming.theme import Theme

_BATCH = 128
_CONTENT = "content/"


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
    """Whether the variants of pictures that come are left to later builds."""
    held: Held = MappingProxyType({})
    """Files that are held back because of others, with what is wrong."""
    preview: bool = False
    """Whether files with problems stay as the store knows them, and pictures of hidden articles are wanted; else what
    the store knows of such files goes, for it may be in them no longer."""


class Updated(Record, frozen=True):
    """What an update found; problems are in classes by what they are about."""

    delta: Delta
    keys: frozenset[int]
    """All keys that differ: those of the delta, and those of the addresses that came or went."""
    unread: tuple[Problem, ...]
    """Of files that cannot be read, or not be understood."""
    references: dict[str, tuple[Reference, ...]]
    """Path below content/ of each such file that is not taken in -> what it refers to."""
    planned: tuple[Problem, ...]
    """Of addresses that collide, links that lead nowhere and pictures that cannot be shown."""
    consequent: tuple[Problem, ...]
    """Links that lead nowhere since the file that they mean was not taken in: no problems of their own."""
    deleted: dict[int, Deleted]
    """The articles whose files are gone, by the ids that they had."""
    configured: tuple[Problem, ...]
    """Of addresses in site.yaml that lead nowhere."""
    templates: tuple[Problem, ...]
    """Of the theme's templates."""
    held: tuple[Problem, ...]
    """Of articles that are held back."""
    warnings: Warnings
    saved: frozenset[str]
    """Files below content/ that differ from what the store knew."""
    scanned: Scan
    digests: dict[str, bytes]
    """Path below content/ -> digest of each candidate that was taken in."""
    holding: bool
    """Whether files with errors are held back."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that a build cannot do with."""
        return (*self.unread, *self.planned, *self.configured, *self.templates)


class _Read(Record, frozen=True):
    """What came of reading files."""

    problems: tuple[Problem, ...]
    digests: dict[str, bytes]
    warnings: Warnings
    references: dict[str, tuple[Reference, ...]]
    """Path below content/ of each file that is not taken in -> what it refers to."""
    names: dict[str, tuple[int, ...]]
    """Path below content/ of each such file -> keys by which others may refer to it."""


def update(store: Store, site: Site, theme: Theme, clock: Clock, scope: Scope, run: Run) -> Updated:
    """Scan, parse, index and plan.

    Args:
        store: the store, in a transaction that is rolled back if the problems are not to be lived with.
        site: the configuration.
        theme: the theme.
        clock: decides what is published.
        scope: what is taken in.
        run: where the files are parsed, and who is told.

    """
    scanned = _scanned(store, site, scope, run)
    recheck = _recheck(store, site, clock, scope, scanned)
    files = _files(scanned, recheck, scope.without)
    before = deleted(store, scanned.deleted)
    # What is held back is not taken back.
    trial = not (scope.preview or site.severities.hold)
    job = Job(store.content, site.reading, site.severities, severities.decodes(site), clock.drafts, trial)
    parsed = Stream(_parsed(files, recheck.keys(), job, scope.held, run))
    if scope.preview:
        delta = index(store, (file for file in parsed if file.facts), scanned.deleted, site, clock, ahead=True)
    else:
        gone = tuple(sorted({*scanned.deleted, *files_of(scanned.problems)}))
        delta = index(store, parsed, gone, site, clock, later=scope.later)
    read = parsed.summary

    demanded, told = site.severities.parted(advice_on_site(site))
    told = told if is_reconfigured(store, site) else ()
    planning = plan(store, delta, site, theme, clock.now)
    planned = with_suggestions(store, (*planning.problems, *severities.settle(store, site)))
    unread = (*scanned.problems, *read.problems)
    held = tuple(faults.of_hidden(store, Found.HELD, Found.CLAIMED))
    missing = left_out((*files_of(scanned.problems), *scope.without), read.names)
    # What was left out cannot be linked to either; that is no second problem.
    places = {problem.where for problem in unread}
    dead = (
        problem
        for problem in check_unread(store, read.references, site)
        if problem.where not in places and not missing.is_meant(problem)
    )
    consequent = tuple(problem for problem in planning.problems if missing.is_meant(problem))
    return Updated(
        delta=delta,
        keys=planning.keys,
        unread=(*unread, *with_suggestions(store, tuple(dead))),
        references=read.references,
        planned=tuple(problem for problem in planned if problem.where not in places and not missing.is_meant(problem)),
        consequent=consequent,
        deleted=before,
        configured=demanded if missing or held else (*demanded, *check_site(store, site)),
        templates=tuple(mark_outdated(store, site, theme)),
        held=held,
        warnings=read.warnings.plus(told).plus(with_suggestions(store, planning.warnings)),
        saved=frozenset(file.path for file in files if read.digests.get(file.path, file.digest) != file.digest),
        scanned=scanned,
        digests=read.digests,
        holding=site.severities.hold,
    )


class Taken(Record, frozen=True):
    """What a build is told of the content that it has taken in."""

    warnings: Warnings
    held: tuple[Problem, ...] = ()
    """Of the files that are held back."""


def take_in(
    store: Store, site: Site, theme: Theme, clock: Clock, run: Run, folders: frozenset[str] | None = None,
    *, strict_addresses: bool = False, later: bool = False,
) -> Taken:  # fmt: skip
    """Update the store as a build does, which stops at any problem unless the site holds files with errors back.

    Args:
        store: the store, in a transaction.
        site: the configuration.
        theme: the theme.
        clock: decides what is published.
        run: where files are parsed, and who is told.
        folders: as in `Scope`.
        strict_addresses: whether an address that an article loses is a problem, whatever site.yaml says.
        later: as in `Scope`.

    Raises:
        SiteError: the site has problems; the transaction must be rolled back.

    """
    scope = Scope(folders, later=later)
    while True:
        try:
            with store.attempt():
                return _take_in(store, site, theme, clock, run, scope, strict_addresses=strict_addresses)
        except CollidingError as error:
            scope = replace(scope, held={**scope.held, **error.held})


def _take_in(
    store: Store, site: Site, theme: Theme, clock: Clock, run: Run, scope: Scope,
    *, strict_addresses: bool,
) -> Taken:  # fmt: skip
    """Update the store once; raise CollidingError if other files have to be held back first."""
    holding = site.severities.hold
    updated = update(store, site, theme, clock, scope, run)
    told = lost(store, updated.deleted, updated.saved, updated.digests, clock.now)
    # What an article loses depends on the last build, and nothing that does may decide what is held back.
    errors, warnings = ((), told) if holding else (told, ()) if strict_addresses else site.severities.parted(told)
    problems = [*updated.problems, *errors]
    if holding:
        problems = [*updated.configured, *updated.templates]
        # A folder that cannot be read is the machine's fault, and holds a month of news.
        problems += (one for one in updated.scanned.problems if one.code == "unreadable")
        problems += (one for one in updated.planned if not is_holdable(one))
        if not problems and (colliding := losers(store, updated.planned, scope.held)):
            raise CollidingError(colliding)
        problems += updated.planned
    problems += decoding.check(store, updated.delta, site, run.pool, updated.references, made=not problems)
    if problems:
        raise SiteError(problems)
    delta = updated.delta
    if not delta.first:
        # On a first reading no page has asked anything yet.
        differs = delta.invalidated
        dependencies.add_touched(store, updated.keys, differs.groups, differs.cosmetic_groups, differs.cosmetic_keys)
    keep(store, updated)
    remember(store, site)
    return Taken(updated.warnings.plus(warnings), (*updated.unread, *updated.held))


def keep(store: Store, updated: Updated) -> None:
    """Let the next update begin from this one."""
    save(store, updated.scanned, updated.digests)
    if updated.holding:
        # Those that are no articles are not in the store, so they are read until they can be taken in.
        forget(store, updated.references)
    store.set("generation", b"%d" % (store.number("generation") + 1))


def files_of(problems: Iterable[Problem]) -> list[str]:
    """Return the files that problems are about, by their paths below content/; of each the one where it is first."""
    paths = (path for problem in problems for path in (problem.where.path, problem.other))
    return [path.removeprefix(_CONTENT) for path in paths if path.startswith(_CONTENT)]


def _forget_other_reading(store: Store, site: Site, *, later: bool) -> bool:
    """Clear the store if articles are read, listings cut or ages told in another way; return whether it was.

    Another age makes any number of articles old at once, more than an index run can hold; so do many pictures that
    waited and are to be made, of whoever shows them.
    """
    reading = digest(msgspec.msgpack.encode((site.reading, site.per_page, site.old_pictures.months)))
    if store.get("reading") == reading and (later or deferred_variants.count(store) <= MOST):
        return False
    clear(store)
    store.set("reading", reading)
    return True


def _scanned(store: Store, site: Site, scope: Scope, run: Run) -> Scan:
    """Return what differs in the scope; all that there is if files are read, or judged, in another way than before."""
    folders = scope.folders
    if scope.partial:
        set_partial(store)
    hold = site.severities.hold
    if hold and folders is not None:
        # What could not be taken in is looked at until it can.
        folders |= untrusted(store)
    if (_forget_other_reading(store, site, later=scope.later) or severities.differ(store, site)) and not scope.partial:
        folders = None
    # A cluster may have many more workers than this machine has processors, and none of them sees its disk.
    jobs = min(run.pool.jobs, workers.cores())
    return scan(store.content, store, site.reading, folders, forget=hold, jobs=jobs)


def _recheck(store: Store, site: Site, clock: Clock, scope: Scope, scanned: Scan) -> dict[str, Candidate]:
    """Return the files to parse again though they are the same, by their paths."""
    came = [] if documents.is_empty(store) else [file.path for file in scanned.candidates if not file.digest]
    last, drafts = last_clock(store), list[str]()
    if last and last.drafts != clock.drafts:
        # A draft that could not be published as it is stops a build that would publish it, or is held back by that.
        drafts = [*faults.hidden(store, Found.DRAFT), *faults.hidden(store, Found.HELD)]
    paths = (
        *scope.recheck, *scope.held, *faults.hidden(store, Found.CLAIMED),
        *severities.undecoded(store, site), *severities.intolerable(store, site), *drafts,
        *relative_paths.named_by(store, (*came, *scanned.deleted)),
    )  # fmt: skip
    known = {file.path: file for file in scanned.candidates}
    # What cannot be read at all may be a pipe, which would never end.
    refused = {*scanned.deleted, *files_of(scanned.problems)}
    files: dict[str, Candidate] = {}
    for path in paths:
        doc = names.find(store, file_key(path))
        version = documents.version(store, doc) if doc is not None else None
        if version is not None and path not in refused:
            files[path] = known.get(path) or Candidate(path, UNKNOWN, version.digest)
    return files


def _files(scanned: Scan, recheck: Mapping[str, Candidate], without: Container[str]) -> list[Candidate]:
    """Return the files to look at, by path."""
    candidates = {file.path: file for file in (*scanned.candidates, *recheck.values())}
    return [candidates[path] for path in sorted(candidates) if path not in without]


def _parsed(
    files: Sequence[Candidate], recheck: Collection[str], job: Job, held: Held, run: Run
) -> Generator[Parsed, None, _Read]:
    """Yield what was parsed of the files that differ, articles last and those with problems too.

    Args:
        files: candidates, by path.
        recheck: paths of those that count as different whatever their bytes are.
        job: how they are read.
        held: as in `Scope`.
        run: where they are parsed.

    """
    differ: list[Candidate] = []
    digests: dict[str, bytes] = {}
    problems: list[Problem] = []
    warnings = Warnings()
    references: dict[str, tuple[Reference, ...]] = {}
    names_of: dict[str, tuple[int, ...]] = {}
    with job.content.opened() as folder:
        for file in files:
            if file.path not in recheck and same(folder, job.reading, file):
                digests[file.path] = file.digest
                run.step("reading", len(digests), len(files))
            else:
                differ.append(file)
    differ.sort(key=lambda file: kind_of(file.path) == "article")
    results = run.pool.run(len(differ), parse, (job,), workers.batches(differ, _BATCH))
    for done, (file, result) in enumerate(zip(differ, results, strict=True), len(digests) + 1):
        run.step("reading", done, len(files))
        parsed = held_back(result, held[file.path], job.reading.media_url) if file.path in held else result
        problems += parsed.problems
        if parsed.facts is None:
            references[parsed.path] = parsed.references
            names_of[parsed.path] = parsed.names
        else:
            # By the path that is there already: the one that came from a process would stay in memory beside it.
            if parsed.digest:
                digests[file.path] = parsed.digest
            warnings = warnings.plus(parsed.hidden if parsed.found == Found.DRAFT else parsed.warnings)
        yield parsed
    return _Read(tuple(problems), digests, warnings, references, names_of)


def content_problems(store: Store, given: Provisional, clock: Clock, run: Run) -> list[Problem]:
    """Return what is wrong with the content of a site whose configuration is wrong too.

    Args:
        store: the store, in a transaction that is rolled back.
        given: the site as far as it can be read.
        clock: decides what is published.
        run: where files are parsed, and who is told.

    """
    updated = update(store, given.site, given.theme, clock, Scope(), run)
    broken = decoding.check(store, updated.delta, given.site, run.pool, updated.references, made=False)
    return [problem for problem in (*updated.unread, *updated.planned, *broken) if not given.follows(problem)]
