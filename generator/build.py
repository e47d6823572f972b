"""The build: the whole story, from a folder of articles to a portal, in seven stages.

    stage    takes                     returns
    scan     content/, the store       Scan: the files that differ
    parse    these                     Parsed of each: record, facts, problems; in the end a ParseSummary
    index    parsed files              Delta: what pages may depend on that differs
    plan     the delta                 Plan: the addresses that differ, collisions and dead links
    render   the stale pages           Result of each: digest, dependencies; in the end a Rendered
    commit   results                   Changes: how the output has to differ
    write    these                     build/ and changed.json

There is no other way to build: a first build is this one over an empty store. A preview and a check run the first four.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.base.codes import CODES
from generator.base.errors import SiteError, Warnings
from generator.base.sentences import sentence
from generator.base.workers import LazyPool, Progress, Run, Stream, release_memory
from generator.engine.clock import Clock, outlook
from generator.engine.commit import commit, reconcile, warn_of_foreign
from generator.engine.configuration import keep, read_configuration
from generator.engine.holding import CollidingError
from generator.engine.index import index
from generator.engine.options import Options, Report
from generator.engine.origin import check_folders, checked_out
from generator.engine.output import Changes, Output
from generator.engine.parse import parse
from generator.engine.plan import plan
from generator.engine.render import forget_unused, render, stale_pages
from generator.engine.scan import scan
from generator.engine.update import (
    Accepted,
    Scope,
    Updated,
    accept,
    assess,
    files_to_index,
    files_to_parse,
    folders_to_scan,
    job_of,
)
from generator.engine.write import CHANGED, close, list_held, list_query_addresses, open_output, seal, staged, write
from generator.lint.removed_addresses import deleted
from generator.model.site import Site
from generator.store import faults, groups, outputs, pictures
from generator.store.damage import is_damage, state_lost, working
from generator.store.database import STATE, Store, open_store
from generator.store.files import STORE, lock, remove
from generator.theming.theme import Theme

if TYPE_CHECKING:
    from concurrent.futures import Executor

_HARMLESS = sentence("nothing is lost but time; if it happens again, have a look at the disk")


def build(
    options: Options, progress: Progress, waiting: Callable[[], None], executor: Executor | None = None
) -> Report:
    """Build a site; `executor` runs the batches, else a pool of processes when there is enough to do.

    SiteError says what is wrong with the site, UsageError with its folders; the output is as it was.
    """
    state = Path(options.site, STATE)
    configuration, is_new = read_configuration(Path(options.site), state)
    site, theme = configuration.site.holding(hold=options.hold), configuration.theme
    check_folders(Path(options.site), Path(options.output))
    with lock(state, waiting=waiting), working(state):
        was_built = (state / STORE).exists()
        if is_new:
            keep(state, configuration)
        try:
            return _build(options, site, theme, Warnings(), progress, executor)
        except Exception as error:
            # A state is worth nothing but time: what fails with it is tried once more without it.
            if not was_built or not is_damage(error):
                raise
            # Imported here, for a fast start: a build that ends well writes no log.
            from generator.base.crashes import write_log  # noqa: PLC0415

            log = write_log(state, error)
        lost = state_lost(sentence("the details of what went wrong are in {file}", file=log))
        remove(state)
        return _build(options, site, theme, Warnings((lost,)), progress, executor)


def _build(
    options: Options, site: Site, theme: Theme, warnings: Warnings, progress: Progress,
    executor: Executor | None,
) -> Report:  # fmt: skip
    start = time.perf_counter()
    state, clock = Path(options.site, STATE), Clock(options.now)
    with (
        closing(open_store(state, verify=options.verify)) as store,
        LazyPool(options.jobs, executor) as pool,
    ):
        run = Run(pool, progress)
        if store.lost:
            warnings = warnings.plus([state_lost(_HARMLESS)])
        output = open_output(Path(options.output), state / CHANGED)
        with store.transaction():
            warnings = warnings.plus(reconcile(store, output, verify=options.verify))
        with store.transaction():
            store.renew("commit", checked_out(Path(options.site)).encode())
            scope = Scope(options.folders, later=options.later)
            content = update_store(store, site, theme, clock, run, scope, strict_addresses=options.strict_addresses)
        warnings = warnings.plus(warn_of_foreign(store, output)).plus(content.warnings.first, content.warnings.more)
        if pool.started:
            # Reading an archive needs memory here, making its pages needs it in the workers.
            store.shrink()
            release_memory()
        count, changes = _publish(store, site, theme, output, run)
        list_held(output.files, (problem.where.path for problem in content.held))
        list_query_addresses(store, site, state)
        articles, pages, waiting = groups.articles(store), store.number("files"), pictures.count_deferred(store)
        ahead = outlook(store, options.now)
        tolerated = {code: times for code, times in faults.counts(store).items() if CODES[code].severity == "error"}
    return Report(
        articles=articles,
        pages=pages,
        added=len(changes.added),
        changed=len(changes.changed),
        deleted=len(changes.deleted),
        rendered=count,
        seconds=time.perf_counter() - start,
        warnings=warnings.first,
        more_warnings=warnings.more,
        tolerated=tolerated,
        ahead=ahead,
        pictures_left=waiting,
        held=content.held,
    )


def update_store(
    store: Store, site: Site, theme: Theme, clock: Clock, run: Run, scope: Scope = Scope(),  # noqa: B008 - it is frozen
    *, strict_addresses: bool = False,
) -> Accepted:  # fmt: skip
    """Update the store as a build does: SiteError is for any problem, unless the site holds files with errors back."""
    while True:
        try:
            with store.attempt():
                updated = update(store, site, theme, clock, scope, run)
                return accept(store, site, updated, clock, scope.held, strict=strict_addresses)
        except CollidingError as error:
            # Files that give way to others are held back, too.
            scope = replace(scope, held={**scope.held, **error.held})


def update(store: Store, site: Site, theme: Theme, clock: Clock, scope: Scope, run: Run) -> Updated:
    """Scan, parse, index and plan, in a transaction that its caller rolls back if it cannot live with the problems."""
    folders = folders_to_scan(store, site, scope)
    scanned = scan(store.content, store, site.reading, folders, forget=site.severities.hold)
    files = files_to_parse(store, site, scope, scanned)
    removed = deleted(store, scanned.deleted)
    parsed = Stream(parse(files, job_of(store, site, scope), run))
    delta = index(store, *files_to_index(parsed, scanned, scope), site, clock, ahead=scope.preview, later=scope.later)
    planned = plan(store, delta, site, theme, clock, ahead=scope.preview)
    return assess(
        store, site, theme, scope,
        scanned=scanned, files=files, parsed=parsed.summary, delta=delta, plan=planned, deleted=removed,
    )  # fmt: skip


def _publish(store: Store, site: Site, theme: Theme, output: Output, run: Run) -> tuple[int, Changes]:
    """Render, commit and write; return how many pages were made, and what differs."""
    with staged(output), store.transaction():
        pages = Stream(render(stale_pages(store), store, site, theme, str(output.files.stage), run))
        changes = commit(store, pages)
        if pages.summary.problems:
            raise SiteError(pages.summary.problems)
        journal = seal(output, changes, outputs.tree(store) or "0")
    if journal is not None:
        write(output.files, journal)
    forget_unused(store, changes)
    close(output)
    return pages.summary.count, changes
