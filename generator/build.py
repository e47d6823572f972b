"""The build: the whole story, from a folder of articles to a portal.

It reads like the picture in docs/architecture.md. There is no other way to
build: a first build is this one over an empty store.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.codes import KINDS
from generator.base.crashes import write_log
from generator.base.errors import Problem, SiteError, Warnings
from generator.base.git import checked_out
from generator.base.progress import Progress, Run, Stream
from generator.base.sentences import sentence
from generator.base.workers import LazyPool, give_back
from generator.engine import query_addresses, write
from generator.engine.clock import Clock
from generator.engine.commit import reconcile, record, seal, warn_of_foreign
from generator.engine.host_limits import exceeded
from generator.engine.invalidation import last_configuration
from generator.engine.journal import Changes
from generator.engine.options import Options
from generator.engine.origin import Origin, origin
from generator.engine.output import Output
from generator.engine.recovery import open_output
from generator.engine.render import render, stale_pages
from generator.engine.report import Report
from generator.engine.schedule import outlook
from generator.engine.update import content_problems, take_in
from generator.engine.variants import forget_unused
from generator.model.site import Site, SiteFile
from generator.store import deferred_variants, faults, groups
from generator.store.damage import spoiled, state_lost, working
from generator.store.database import STATE, Store, open_store
from generator.store.files import aside, is_known
from generator.store.lock import lock
from generator.theming.loading import check_folders, read_provisionally, read_site
from generator.theming.theme import Theme

if TYPE_CHECKING:
    from concurrent.futures import Executor

_HARMLESS = sentence("nothing is lost but time; if it happens again, have a look at the disk")


def build(
    options: Options, progress: Progress, waiting: Callable[[], None], executor: Executor | None = None
) -> Report:
    """Build a site.

    Args:
        options: which site, and how.
        progress: told how far the build is.
        waiting: called once if another build has to end first.
        executor: runs the batches; a pool of processes when there is enough to do, if none is given.

    Raises:
        SiteError: the site has problems; the output is as it was.
        UsageError: the folders cannot be used.

    """
    state = Path(options.site, STATE)
    with origin(options, waiting) as given:
        try:
            site, theme = read_site(given.folder)
        except SiteError as error:
            raise SiteError([*error.problems, *of_content(options, given, progress, waiting, executor)]) from None
        site = site.holding(hold=options.hold)
        check_folders(Path(options.site), Path(options.output), given.content)
        with lock(state, waiting=waiting), working(state):
            return _whole(options, site, theme, given, progress, executor)


def _whole(
    options: Options, site: Site, theme: Theme, given: Origin, progress: Progress, executor: Executor | None
) -> Report:
    """Build a site whose state folder is held, whatever that is worth."""
    state = Path(options.site, STATE)
    known = is_known(state)
    try:
        return _build(options, site, theme, given, Warnings(), progress, executor)
    except Exception as error:
        # Nothing that a state can do to a build is worth more than the state.
        if not known or not spoiled(error):
            raise
        lost = state_lost(sentence("the details of what went wrong are in {file}", file=write_log(state, error)))
    with aside(state):
        return _build(options, site, theme, given, Warnings((lost,)), progress, executor)


def of_content(
    options: Options, given: Origin, progress: Progress, waiting: Callable[[], None], executor: Executor | None
) -> list[Problem]:
    """Return what is wrong with the content too, of a site whose configuration is wrong.

    Args:
        options: which site, and how.
        given: the site, as it lies there or as a commit has it.
        progress: told how far it is.
        waiting: called once if a build has to end first.
        executor: as in `build`.

    """
    state = Path(options.site, STATE)
    content = given.content
    if not (content.tree or Path(content.folder).is_dir()) or not (given.folder / SiteFile.NAME).is_file():
        return []
    with lock(state, waiting=waiting), working(state):
        try:
            with closing(open_store(state)) as store, LazyPool(options.jobs, executor) as pool, store.trial():
                store.content = content
                read = read_provisionally(given.folder, last_configuration(store))
                clock = Clock(options.now, options.drafts)
                return content_problems(store, read, clock, Run(pool, progress)) if read else []
        except Exception as error:
            # The next build without this mistake says what the state is worth.
            if not spoiled(error):
                raise
            return []


def _build(
    options: Options, site: Site, theme: Theme, given: Origin, warnings: Warnings, progress: Progress,
    executor: Executor | None,
) -> Report:  # fmt: skip
    """Build a site whose state folder is held, from what the store knows."""
    start = time.perf_counter()
    state = Path(options.site, STATE)
    with closing(open_store(state, verify=options.verify)) as store, LazyPool(options.jobs, executor) as pool:
        store.content = given.content
        run = Run(pool, progress)
        if store.lost:
            warnings = warnings.plus([state_lost(_HARMLESS)])
        output = open_output(Path(options.output), state / write.CHANGED)
        with store.transaction():
            warnings = warnings.plus(reconcile(store, output, verify=options.verify))
        with store.transaction():
            store.renew("commit", (given.commit or checked_out(Path(options.site))).encode())
            taken = take_in(
                store, site, theme, Clock(options.now, options.drafts), run, options.folders,
                strict_addresses=options.strict_addresses, later=options.later,
            )  # fmt: skip
        warnings = warnings.plus(warn_of_foreign(store, output)).plus(taken.warnings.first, taken.warnings.more)
        if pool.started:
            # Reading an archive needs memory here, making its pages needs it in the workers.
            store.shrink()
            give_back()
        rendered, changes = _publish(site, theme, store, output, run)
        write.list_held(output.files, (problem.where.path for problem in taken.held))
        query_addresses.write(store, site, state)
        warnings = warnings.plus(exceeded(store, site, changes, Path(options.output)))
        pages = store.number("files")
        articles = groups.articles(store)
        waiting = deferred_variants.count(store)
        ahead = outlook(store, options.now, drafts=options.drafts)
        tolerated = {code: count for code, count in faults.counts(store).items() if KINDS[code].severity == "error"}
    added, changed, deleted = len(changes.added), len(changes.changed), len(changes.deleted)
    seconds = time.perf_counter() - start
    return Report(
        articles, pages, added, changed, deleted, rendered, seconds, warnings.first, warnings.more, tolerated, ahead,
        waiting, taken.held,
    )  # fmt: skip


def _publish(site: Site, theme: Theme, store: Store, output: Output, run: Run) -> tuple[int, Changes]:
    """Render the stale pages, commit them and write the output; return how many were made, and what differs."""
    with write.staged(output), store.transaction():
        pages = Stream(render(stale_pages(store), store, site, theme, str(output.files.stage), run))
        changes = record(store, pages)
        if pages.summary.problems:
            raise SiteError(pages.summary.problems)
        journal = seal(store, output, changes)
    if journal is not None:
        write.finish(output.files, journal)
    forget_unused(store, changes)
    write.close(output)
    return pages.summary.count, changes
