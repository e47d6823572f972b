"""Runs a check: updates the store as a build would, runs the rules, and rolls back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from generator.base.errors import Problem, SiteError, Where, excerpt, ordered
from generator.base.workers import LazyPool, Progress, Run
from generator.build import update
from generator.engine.clock import Clock
from generator.engine.options import Options
from generator.engine.update import Scope
from generator.lint.gathering import gather
from generator.lint.references import position, text_of
from generator.lint.rules import RULES
from generator.lint.rules.evidence import Finding
from generator.lint.site_rules import advice_on_site
from generator.model.records import Record
from generator.model.site import Site
from generator.store import faults
from generator.store.damage import working
from generator.store.database import Store, open_store
from generator.store.faults import Found
from generator.store.files import lock
from generator.theming.loading import read_site
from generator.theming.theme import Theme


class Checked(Record, frozen=True):
    """What a check has found."""

    errors: tuple[Problem, ...]
    """In the order of files and lines."""
    warnings: tuple[Problem, ...]
    fixable: tuple[Finding, ...]
    """Findings of values that have one right form."""
    articles: int
    seconds: float


def check(
    options: Options,
    paths: tuple[str, ...],
    progress: Progress,
    waiting: Callable[[], None],
) -> Checked:
    """Check a site as it is now. Nothing is written: neither to the output nor to the state.

    Args:
        options: which site, and at which time.
        paths: files and folders that it is about, from the site's folder; none for all.
        progress: told how far it is.
        waiting: called once if a build has to end first.

    """
    start = time.perf_counter()
    folder, state = Path(options.site), Path(options.site, ".ssg")
    try:
        site, theme = read_site(folder)
    except SiteError as error:
        errors = tuple(_within(paths, ordered(set(error.problems))))
        return Checked(errors, (), (), 0, time.perf_counter() - start)
    clock = Clock(options.now)
    with (
        lock(state, waiting=waiting),
        working(state),
        closing(open_store(state)) as store,
        LazyPool(options.jobs) as pool,
        store.trial(),
    ):
        refused, told = _as_a_build(store, site, theme, clock, Run(pool, progress))
        evidence = gather(store, site, options.now)
        found = (finding for rule in RULES for finding in rule.find(evidence))
        findings = list(filter(None, (_limited(finding, paths) for finding in found)))
    judged = list(placed(store.content, site, findings))
    ours, warnings = site.severities.parted([*told, *(problem for _, problem in judged)])
    return Checked(
        tuple(_within(paths, ordered({*refused, *ours}))),
        tuple(_within(paths, ordered(set(warnings)))),
        tuple(finding for finding, problem in judged if finding.right and site.severities.of(problem) != "off"),
        len(evidence.articles),
        time.perf_counter() - start,
    )


def placed(content: str, site: Site, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Problem]]:
    """Yield findings, by path, with the problems that they are, in their places; each file is read once."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    for path, found in sorted(by_path.items()):
        text = text_of(content, path) if path.endswith(".md") else "" if path else site.file.text
        for finding in found:
            yield finding, _problem(finding, text)


def _problem(finding: Finding, text: str) -> Problem:
    line, column = position(text, finding.key, finding.entry)
    where = Where(finding.file, line, column)
    other = f"content/{finding.other}" if finding.other else ""
    return Problem(where, finding.code, finding.said, finding.advice, excerpt(text, line), other)


def _limited(finding: Finding, paths: tuple[str, ...]) -> Finding | None:
    """Return a finding as far as it is about some files or folders; None if it is not."""
    inside = tuple(path for path in finding.paths if _is_within(paths, f"content/{path}"))
    if _is_within(paths, finding.file, finding.other):
        return finding if len(inside) == len(finding.paths) else replace(finding, paths=inside)
    return replace(finding, path=inside[-1], paths=inside) if inside else None


def _as_a_build(store: Store, site: Site, theme: Theme, clock: Clock, run: Run) -> tuple[list[Problem], list[Problem]]:
    """Return what a build would refuse, short of making its pages, and what it would say besides of all files."""
    updated = update(store, site, theme, clock, Scope(), run)
    # A build lives with a draft that could not be published as it is, and with a front.yaml that says nothing.
    unused = faults.of_hidden(store, Found.DRAFT, Found.HELD)
    hidden = {(problem.where, problem.code, problem.said): problem for problem in unused}
    errors = [*updated.problems, *hidden.values()]
    # What was read now may have a better hint than what the store knows of it.
    told = {
        (problem.where, problem.code, problem.said): problem
        for problem in (*faults.every(store), *updated.warnings.first)
    }
    return errors, [*advice_on_site(site), *(problem for key, problem in told.items() if key not in hidden)]


def _within(paths: tuple[str, ...], problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        if _is_within(paths, problem.where.path, problem.other.removeprefix("content/")):
            yield problem


def _is_within(paths: tuple[str, ...], path: str, other: str = "") -> bool:
    """Return whether a problem is about some files or folders; `other` is below content/."""
    files = (path, f"content/{other}") if other else (path,)
    return not paths or "" in paths or any(f"{file}/".startswith(f"{top}/") for file in files for top in paths)
