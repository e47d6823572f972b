"""Makes the stale pages, in this process or in others, and forgets the variants of pictures that are none any more."""

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
"""Part of the site from which a build makes most of it."""
_FEW = 16
"""Pages that are made at a time in this process."""
_LEAST, _MOST = 100, 1600
"""Pages that are made at a time in another one: neighbours in time share cards, which each process makes for itself."""
_TURNS = 2
"""Each batch is what every process gets if the pages that are left take so many turns: none waits long in the end."""
_HEAVY = 10
"""Pages that a variant of a picture counts for, by the time that it takes."""


class StalePages(Record, frozen=True):
    """Ids of the pages that are to be made or checked."""

    pages: array[int]
    """In the order of time, whatever the kind: neighbours show the same cards."""
    variants: tuple[tuple[int, ...], ...]
    """Variants of pictures, those of one picture together; first those of the newest articles."""
    doubtful: int = 0
    """How many of the pages are only to be checked."""

    @property
    def files(self) -> int:
        return sum(map(len, self.variants))

    @property
    def weight(self) -> int:
        """How much there is to do in any case, counted in pages."""
        return len(self.pages) - self.doubtful + _HEAVY * self.files


class Rendered(Record, frozen=True):
    """What came of rendering; there is a problem for each place that fails, with the number of its pages."""

    count: int
    """Pages that were made, whether or not their bytes differ."""
    problems: tuple[Problem, ...]


def stale_pages(store: Store) -> StalePages:
    groups = groupby(pages.stale_variants(store), key=itemgetter(0))
    variants = [(names.newest_user(store, doc), tuple(page for _, page in group)) for doc, group in groups]
    # If the build is killed, what was made is kept: those that readers see most are there first.
    variants.sort(key=itemgetter(0), reverse=True)
    return StalePages(pages.stale_ids(store), tuple(group for _, group in variants), pages.count_doubtful(store))


def render(
    stale: StalePages, store: Store, site: Site, theme: Theme, stage: str, run: Run
) -> Generator[Result, None, Rendered]:
    """Render pages; yield what became of each that did not fail. Other processes read the store as it is."""
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
            # Told is the first page in the order of time, whoever made it when.
            order = order or {page: number for number, page in enumerate(chain(*stale.variants, stale.pages))}
            here = order[result.page]
            before, first, times = failed.get((problem.where, problem.message), (here, problem, 0))
            if here < before:
                before, first = here, problem
            failed[problem.where, problem.message] = (before, first, times + 1)
    # What is left to do needs their memory more than their help.
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
                # Of pages that are only to be checked nobody knows before how many are made. As many as processes pay
                # from were made now, so most of the others may be, too.
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
        # Whole groups are read for a good part of the site only: in a large archive they cost more than a thousand
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
    """Return a problem that says on how many pages a template fails; one of the site's own files stays as it is."""
    own = problem.where.path == SiteFile.NAME or problem.where.path.startswith("content/")
    if times == 1 or own:
        return problem
    hint = counted("{hint}, and one more page", "{hint}, and {count} more pages", times - 1, hint=problem.advice)
    return Problem(problem.where, problem.code, problem.said, hint, problem.excerpt)


def forget_unused(store: Store, changes: Changes) -> None:
    """Delete the kept variants that are no longer a part of the output."""
    kept = store.site / PICTURES
    first = store.number("generation") == 1
    if kept.is_dir() and (first or any(path.startswith(f"{FOLDER}/") for path in changes.deleted)):
        # Imported here: most builds have nothing to delete there.
        from generator.pictures.making import VariantCache  # noqa: PLC0415

        cache = VariantCache(kept)
        cache.forget(changes.deleted)
        if first:
            # Another program's build, or one that failed, may have left what nothing leads to any more.
            cache.sweep(pages.variant_paths(store))
