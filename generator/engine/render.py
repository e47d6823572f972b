"""Makes the stale pages, in this process or in others, and deletes unused picture variants."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from generator.base import workers
from generator.base.errors import Problem
from generator.base.sentences import counted
from generator.base.workers import ENOUGH, Run
from generator.engine.output import Changes
from generator.model.records import Record
from generator.model.site import Site, SiteFile
from generator.model.variants import FOLDER, PICTURES
from generator.store import names, pages
from generator.store.database import Store
from generator.theming.theme import Theme

if TYPE_CHECKING:
    from generator.engine.batches import Result
    from generator.engine.renderer import Settings

_PART = 10
"""The fraction of the site that counts as most of it."""
_FEW = 16
"""Pages made at a time in this process."""
_LEAST, _MOST = 100, 1600
"""Pages made at a time in another process: neighbours in time share cards, which each process renders itself."""
_TURNS = 2
"""Each batch is a process's share if the remaining pages took so many turns, so that none waits long in the end."""
_HEAVY = 10
"""How many pages a picture variant takes as long as."""


class StalePages(Record, frozen=True):
    """Ids of the pages to be made or checked."""

    pages: array[int]
    """In order of time, whatever the kind: neighbours show the same cards."""
    variants: tuple[tuple[int, ...], ...]
    """Picture variants, grouped by picture; those of the newest articles first."""
    doubtful: int = 0
    """How many pages only need a check."""

    @property
    def files(self) -> int:
        return sum(map(len, self.variants))

    @property
    def weight(self) -> int:
        """The work that is certain, in pages."""
        return len(self.pages) - self.doubtful + _HEAVY * self.files


class Rendered(Record, frozen=True):
    """The summary of rendering, with one problem for each failing place and the number of its pages."""

    count: int
    """Pages that were made, whether or not their bytes differ."""
    problems: tuple[Problem, ...]


def stale_pages(store: Store) -> StalePages:
    groups = groupby(pages.stale_variants(store), key=itemgetter(0))
    variants = [(names.newest_user(store, doc), tuple(page for _, page in group)) for doc, group in groups]
    # If the build is killed, finished variants are kept: the most visible ones come first.
    variants.sort(key=itemgetter(0), reverse=True)
    return StalePages(pages.stale_ids(store), tuple(group for _, group in variants), pages.count_doubtful(store))


def render(
    stale: StalePages, store: Store, site: Site, theme: Theme, stage: str, run: Run
) -> Generator[Result, None, Rendered]:
    """Render pages; yield the result of each that did not fail. Other processes read the store as it is."""
    count = 0
    failed: dict[tuple[object, str], tuple[int, Problem, int]] = {}
    order: dict[int, int] = {}
    for done, result in enumerate(_results(stale, store, site, theme, stage, run), 1):
        if done <= stale.files:
            run.step("media", done, stale.files)
        else:
            run.step("making", done - stale.files, len(stale.pages))
        problem = result.problem
        if problem is None:
            count += bool(result.digest)
            yield result
        else:
            # Report the first page in order of time, whichever was made first.
            order = order or {page: number for number, page in enumerate(chain(*stale.variants, stale.pages))}
            here = order[result.page]
            before, first, times = failed.get((problem.where, problem.message), (here, problem, 0))
            if here < before:
                before, first = here, problem
            failed[problem.where, problem.message] = (before, first, times + 1)
    # The remaining work needs their memory more than their help.
    run.pool.stop()
    ordered = sorted(failed.values(), key=itemgetter(0))
    return Rendered(count, tuple(_counted(problem, times) for _, problem, times in ordered))


def _results(stale: StalePages, store: Store, site: Site, theme: Theme, stage: str, run: Run) -> Iterator[Result]:
    if not stale.pages and not stale.variants:
        return
    # Imported here: a build that changes nothing starts without the template engine.
    from generator.engine import batches  # noqa: PLC0415

    settings = _settings(stale, store, site, theme, stage)
    executor, variants, done = run.pool.executor_for(stale.weight), stale.variants, 0
    if executor is None:
        renderer = batches.BatchRenderer(settings)
        try:
            for group in variants:
                yield from renderer.render(group)
            while done < len(stale.pages) and executor is None:
                yield from renderer.render(tuple(stale.pages[done : done + _FEW]))
                done += _FEW
                # Nobody knows in advance how many pages need more than a check. When this many were made, most of the
                # others may be, too, so processes are worth starting.
                if renderer.made >= ENOUGH:
                    executor = run.pool.executor_for(len(stale.pages) - done)
        finally:
            renderer.close()
        variants = ()
    if executor is not None:
        token = batches.prepare(settings)
        parts = chain(variants, run.pool.shares(stale.pages[done:], _TURNS, _LEAST, _MOST))
        yield from workers.in_order(executor, batches.render_batch, (settings.state, token), parts, run.pool.ahead)


def _settings(stale: StalePages, store: Store, site: Site, theme: Theme, stage: str) -> Settings:
    from generator.engine.renderer import Settings  # noqa: PLC0415 - see `_results`

    return Settings(
        # Reading whole groups pays only for a large part of the site: in a large archive it costs more than a thousand
        # pages.
        bulk=len(stale.pages) > max(ENOUGH, store.number("files") // _PART),
        state=str(store.path.parent),
        content=store.content,
        stage=stage,
        site=site,
        theme=theme,
        pictures=str(store.site / PICTURES),
    )


def _counted(problem: Problem, times: int) -> Problem:
    """Return a problem with the number of failing pages; a problem of the site's own files stays as it is."""
    own = problem.where.path == SiteFile.NAME or problem.where.path.startswith("content/")
    if times == 1 or own:
        return problem
    hint = counted("{hint}, and one more page", "{hint}, and {count} more pages", times - 1, hint=problem.advice)
    return Problem(problem.where, problem.code, problem.said, hint, problem.excerpt)


def forget_unused(store: Store, changes: Changes) -> None:
    """Delete the cached variants that are no longer in the output."""
    kept = store.site / PICTURES
    first = store.number("generation") == 1
    if kept.is_dir() and (first or any(path.startswith(f"{FOLDER}/") for path in changes.deleted)):
        # Imported here: most builds have nothing to delete there.
        from generator.pictures.making import VariantCache  # noqa: PLC0415

        cache = VariantCache(kept)
        cache.forget(changes.deleted)
        if first:
            # Another program's build, or a failed one, may have left unused variants.
            cache.sweep(pages.variant_paths(store))
