"""The build: the whole story, from a folder of articles to a portal.

`build` reads like the picture in docs/architecture.md. There is no other way
to build: a first build is this one over an empty store.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.base import workers
from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, UsageError, Warnings, Where, log
from generator.base.folder import Folder
from generator.base.ownfiles import check_link
from generator.base.text import slugify
from generator.base.textfile import decode, read
from generator.base.workers import ENOUGH, LazyPool
from generator.portal.keys import file_key
from generator.portal.kinds import KINDS, TEMPLATES, WRITTEN
from generator.portal.reasons import Reason
from generator.portal.records import Record
from generator.portal.site import Site
from generator.portal.variants import FOLDER
from generator.readers import config
from generator.readers.theme import Theme, closures, load
from generator.stages import proofs
from generator.stages.commit import apply, look
from generator.stages.index import Clock, index
from generator.stages.journal import Changes
from generator.stages.links import check_site
from generator.stages.parse import Job, Parsed, kind_of, parse, same
from generator.stages.plan import note, plan
from generator.stages.scan import Candidate, Scan, save, scan
from generator.stages.write import Output
from generator.store import pages
from generator.store.damage import spoiled, working
from generator.store.database import Store, aside, clear, is_known, open_store
from generator.store.lock import lock

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from generator.stages.render import Renderer, Result

_PART = 10
"""Part of the site from which a build makes most of it."""
_BATCH = 128
_FEW = 16
"""Pages that are made at a time in this process."""
_RENDER_BATCH = 400
"""Larger, since neighbours in time share their cards."""

_HEAVY = 10
"""Pages that a variant of a picture counts for, by the time that it takes."""
_CONTENT = "content/"
_UNSETTLED = "unsettled"
"""Key of the store: files that a preview has taken in though they have problems."""
_LOOKED_AT = 500
"""How many of these are looked at again in each update; only a mistake that touches the whole archive brings more."""
PICTURES = ".ssg/pictures"
"""Where the variants of pictures are kept, below the site's folder."""

Progress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and how much there is."""


class Options(Record, frozen=True):
    """What a build is asked to do."""

    site: str
    output: str
    now: int
    drafts: bool = False
    jobs: int = 0
    """Processes; 0 for one a processor."""
    verify: bool = False
    """Whether to read the whole output and mend what differs."""


class Scope(Record, frozen=True):
    """What a preview takes in at a time."""

    folders: frozenset[str] | None
    """Folders below content/ where something may have changed, each with a slash at its end; None for all."""
    without: frozenset[str] = frozenset()
    """Files below content/ that stay as they were when they last had no problems."""
    first: bool = False
    """Whether this is a first look at a few folders, where a link may lead to what was not read yet."""
    last: bool = False
    """Whether to take in what is wrong too, since to leave out more files has not helped."""


class HeldBackError(SiteError):
    """Files that were saved since the last time cannot be taken in as they are; others can, without them."""

    def __init__(self, problems: Iterable[Problem], files: frozenset[str]) -> None:
        super().__init__(problems)
        self.files = files
        """Their paths below content/."""


class Report(Record, frozen=True):
    """What a build did."""

    articles: int
    """Articles that are published."""
    pages: int
    """Files of the output."""
    added: int
    changed: int
    deleted: int
    rendered: int
    """Pages that were made, whether or not their bytes differ."""
    seconds: float
    warnings: tuple[Problem, ...] = ()
    """What deserves a look though the portal was built, in the output and in the files that this build has read."""
    more_warnings: int = 0
    """How many more there are of these."""

    @property
    def unchanged(self) -> int:
        """Files of the output that were left as they were."""
        return self.pages - self.added - self.changed


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
    folder = Path(options.site)
    state = folder / ".ssg"
    site, theme = read_site(folder)
    check_folders(folder, Path(options.output))
    with lock(state, waiting=waiting), working(state):
        known = is_known(state)
        try:
            return _build(options, site, theme, state, Warnings(), progress, executor)
        except Exception as error:
            # Nothing that a state can do to a build is worth more than the state.
            if not known or not spoiled(error):
                raise
            lost = _lost(f"what it came to is in {log(state, error)}")
        with aside(state):
            return _build(options, site, theme, state, Warnings((lost,)), progress, executor)


def _build(
    options: Options,
    site: Site,
    theme: Theme,
    state: Path,
    warnings: Warnings,
    progress: Progress,
    executor: Executor | None,
) -> Report:
    """Build a site whose state folder is held, from what the store knows."""
    start = time.perf_counter()
    output = Output(Path(options.output), state / "changed.json")
    with ExitStack() as stack:
        store = open_store(state, verify=options.verify)
        stack.callback(store.close)
        if store.lost:
            lost = _lost("nothing is lost but time; if it happens again, have a look at the disk")
            warnings = warnings.plus([lost])
        pool = stack.enter_context(LazyPool(options.jobs, executor))
        with store.transaction():
            warnings = warnings.plus(look(store, output, verify=options.verify))
        told: list[Problem] = []
        with store.transaction():
            take_in(options, site, theme, store, pool, progress, told=told)
        warnings = warnings.plus(told)
        if pool.started:
            # Reading an archive needs memory here, making its pages needs it in the workers.
            store.shrink()
            workers.give_back()
        rendered, changes = make(options, site, theme, store, output, pool, progress)
        pages = store.number("files")
        articles = sum(row[0] for row in store.db.execute("SELECT count FROM groups WHERE kind = 'all' AND slug = ''"))
    added, changed, deleted = (len(part) for part in (changes.added, changes.changed, changes.deleted))
    seconds = time.perf_counter() - start
    return Report(articles, pages, added, changed, deleted, rendered, seconds, warnings.first, warnings.more)


def _lost(hint: str) -> Problem:
    """Return what is said when the state was damaged."""
    return Problem(Where(".ssg/store.db"), "the state was damaged, so everything was read and made anew", hint)


def read_site(folder: Path) -> tuple[Site, Theme]:
    """Read the configuration and the theme of a site.

    Raises:
        SiteError: either has problems.

    """
    site = read_configuration(folder)
    theme, problems = load(folder, site.theme, site.language, site.theme_settings)
    if theme is None:
        raise SiteError(problems)
    return site, theme


def read_configuration(folder: Path) -> Site:
    """Read site.yaml.

    Raises:
        SiteError: it has problems.

    """
    file = folder / config.FILE
    if not file.is_file():
        raise SiteError([config.missing()])
    text, problems = decode(read(file), config.FILE)
    site = None
    if not problems:
        site, problems = config.parse(text)
    if site is None:
        raise SiteError(problems)
    return site


def check_folders(site: Path, output: Path) -> Path:
    """Return the output folder.

    Raises:
        UsageError: it would mix the output with the site itself.

    """
    check_link(output)
    real, content = output.resolve(), (site / "content").resolve()
    for name in ("content", "themes", ".ssg"):
        inside = (site / name).resolve()
        if real == inside or inside in real.parents:
            raise UsageError(f"the output folder {output} lies inside {name}/; choose another with --output")
    if real == site.resolve() or real in content.parents:
        raise UsageError(f"the output folder {output} holds the site itself; choose another with --output")
    if not content.is_dir():
        raise SiteError([Problem(Where("content"), "there is no folder content/", "make it, with an article in it")])
    return output


def take_in(
    options: Options,
    site: Site,
    theme: Theme,
    store: Store,
    pool: LazyPool,
    progress: Progress,
    scope: Scope | None = None,
    told: list[Problem] | None = None,
) -> tuple[Problem, ...]:
    """Scan, parse, index and plan; the store is in a transaction.

    Args:
        options: what is asked for.
        site: the configuration.
        theme: the theme.
        store: the store.
        pool: where files are parsed.
        progress: told how far it is.
        scope: for a preview, which may look at a part of the site and do without files that cannot be read.
        told: takes up what the writers of the files are told, if anybody is there to tell them.

    Returns:
        For a preview, the problems that it could do with, or without the files that have them; none for a build.

    Raises:
        SiteError: the content has problems; the transaction must be rolled back. For a preview it is `HeldBackError`.

    """
    # What decides how articles are read and listings are cut: when it differs, all of it is done again.
    key = digest(msgspec.msgpack.encode((site.reading, site.per_page)))
    folders, without = (None, frozenset[str]()) if scope is None else (scope.folders, scope.without)
    if store.get("reading") != key:
        clear(store)
        store.set("reading", key)
        folders = folders if scope is not None and scope.first else None
    root = Path(options.site, "content")
    found = scan(root, store, site.reading, folders)
    problems = list(found.problems)
    digests: dict[str, bytes] = {}
    again = _unsettled(store, found) if scope is not None else {}
    candidates = {one.path: one for one in (*found.candidates, *again.values())}
    wanted = [candidates[path] for path in sorted(candidates) if path not in without]
    job = Job(str(root), site.reading)
    parsed = _parsed(job, wanted, pool, progress, problems, digests, told, again.keys())
    gone = found.deleted
    if scope is None:
        # What the store knows of a file that cannot be read now may be in it no longer.
        gone = tuple(sorted({*gone, *named(problems)}))
    else:
        parsed = (one for one in parsed if not one.problems)
    clock = Clock(options.now, options.drafts)
    touched = index(store, parsed, gone, site, clock, ahead=scope is not None)
    failed = {slugify(Path(problem.where.path).stem) for problem in problems}
    failed |= {slugify(Path(path).stem) for path in without}
    spared = [] if scope is None else problems
    problems = [] if scope is not None else problems
    assets = {path: shown for path, (_, shown) in theme.assets.items()}
    planned = plan(store, touched, site, assets, theme, options.now)
    if scope is None:
        # A preview makes a picture when somebody looks at it.
        planned += proofs.prove(store, touched, root, pool)
    # What could not be read cannot be linked to either; that is no second problem.
    own = [] if failed else check_site(store, site, root.parent / config.FILE)
    if scope is not None and scope.first:
        planned, own = [], []
    problems += [one for one in planned if not (one.where.line and _target(one.message) in failed)]
    problems += [*own, *_outdated(store, site, theme)]
    if scope is not None:
        saved = frozenset(one.path for one in wanted if digests.get(one.path, one.digest) != one.digest)
        held = frozenset[str]() if scope.last else _held_back(problems, saved)
        spared += problems
        if held:
            raise HeldBackError(spared, held)
        store.set(_UNSETTLED, msgspec.msgpack.encode(sorted(named([*planned, *spared]))[:_LOOKED_AT]))
    elif problems:
        raise SiteError(problems)
    else:
        # A preview asks for each page what it needs to know.
        note(store, touched)
    save(store, found, digests)
    store.set("generation", b"%d" % (store.number("generation") + 1))
    return tuple(spared)


def _unsettled(store: Store, found: Scan) -> dict[str, Candidate]:
    """Return the files that a preview has taken in though they have problems, to see whether these are mended."""
    known = {one.path: one for one in found.candidates}
    # What cannot be read at all is a pipe perhaps, which would never end.
    refused = {*found.deleted, *named(found.problems)}
    files: dict[str, Candidate] = {}
    for path in msgspec.msgpack.decode(store.get(_UNSETTLED) or b"\x90", type=tuple[str, ...]):
        row = store.all("SELECT docs.digest FROM names JOIN docs ON id = doc WHERE key = ?", file_key(path))
        if row and path not in refused:
            files[path] = known.get(path) or Candidate(path, "", bytes(row[0][0]))
    return files


def named(problems: Iterable[Problem]) -> set[str]:
    """Return the files that problems are about, by their paths below content/."""
    return {path for one in problems for path in _files(one)}


def _held_back(problems: Iterable[Problem], saved: frozenset[str]) -> frozenset[str]:
    """Return which of the files that were just saved bring problems, one for each problem."""
    return frozenset(path for one in problems for path in [path for path in _files(one) if path in saved][:1])


def _files(problem: Problem) -> list[str]:
    """Return the files that a problem is about, first the one where it is."""
    paths = (problem.where.path, problem.other)
    return [path.removeprefix(_CONTENT) for path in paths if path.startswith(_CONTENT)]


def _target(message: str) -> str:
    """Return the last part of what a dead link names, as a slug."""
    quoted = message.rpartition(' "')[2].rstrip('"').strip("/")
    return slugify(quoted.rpartition("/")[2].removesuffix(".md"))


@contextmanager
def take_in_alone(options: Options, site: Site, theme: Theme, store: Store) -> Iterator[None]:
    """Take in the site as it is now, for looking only: at the end the store is as it was."""
    with ExitStack() as stack:
        pool = stack.enter_context(LazyPool(options.jobs))
        store.db.execute("BEGIN IMMEDIATE")
        stack.callback(store.db.execute, "ROLLBACK")
        take_in(options, site, theme, store, pool, lambda *_: None)
        yield


def _parsed(
    job: Job,
    wanted: list[Candidate],
    pool: LazyPool,
    progress: Progress,
    problems: list[Problem],
    digests: dict[str, bytes],
    told: list[Problem] | None,
    again: Collection[str],
) -> Iterator[Parsed]:
    """Yield what was parsed of the files that differ, the articles last; note problems, digests and warnings.

    What cannot be read is among them, by its problems. Those in `again` count as different.
    """
    differ: list[Candidate] = []
    with Folder(job.root) as folder:
        for file in wanted:
            if file.path not in again and same(folder, job.reading, file):
                digests[file.path] = file.digest
                progress("reading", len(digests), len(wanted))
            else:
                differ.append(file)
    differ.sort(key=lambda one: kind_of(one.path) == "article")
    results = pool.run(len(differ), parse, (job,), workers.batches(differ, _BATCH))
    for done, one in enumerate(results, len(digests) + 1):
        progress("reading", done, len(wanted))
        if one.problems:
            problems += one.problems
        else:
            digests[one.path] = one.digest
            if told is not None:
                told += one.warnings
        yield one


def _outdated(store: Store, site: Site, theme: Theme) -> list[Problem]:
    """Mark the pages whose configuration or templates differ."""
    shown = digest(msgspec.msgpack.encode(site))
    if store.get("site") != shown:
        pages.mark_stale(store, WRITTEN, Reason.SITE_CHANGED)
        store.set("site", shown)
    look = digest(msgspec.msgpack.encode((theme.words, theme.settings, theme.recipes)))
    if store.get("look") != look:
        pages.mark_stale(store, WRITTEN, Reason.THEME_CHANGED)
        store.set("look", look)
    if store.get("theme") == theme.key.encode():
        return []
    keys, problems = templates_of(theme)
    before = msgspec.msgpack.decode(store.get("templates") or b"\x80", type=dict[str, str])
    differ = [kind.name for kind in KINDS.values() if before.get(kind.template) != keys.get(kind.template)]
    pages.mark_stale(store, differ, Reason.TEMPLATE_CHANGED)
    store.set("templates", msgspec.msgpack.encode(keys))
    store.set("theme", theme.key.encode())
    return problems


def templates_of(theme: Theme) -> tuple[dict[str, str], list[Problem]]:
    """Return a digest for each template of all that it is made with, and what is wrong with them."""
    keys, problems = closures(theme)
    if not problems:
        where, hint = Where(f"themes/{theme.name}"), "extend kabar, or add the template"
        needed = [template for template in TEMPLATES if template not in keys]
        problems = [Problem(where, f"the theme has no template {one}", hint) for one in needed]
    return keys, problems


def make(
    options: Options, site: Site, theme: Theme, store: Store, output: Output, pool: LazyPool, progress: Progress
) -> tuple[int, Changes]:
    """Render the stale pages and bring the output up to date.

    Returns:
        How many pages were made, and how the output differs from what it was.

    Raises:
        SiteError: a template failed; the output is as it was.

    """
    # In the order of time, whatever the kind: pages that show the same cards are made one after the other.
    rows = store.db.execute(
        "SELECT pages.id FROM pages LEFT JOIN docs ON docs.id = ref AND pages.kind IN ('article', 'redirect')"
        " WHERE stale > 0 AND pages.kind <> 'picture' ORDER BY coalesce(seq, lo), pages.id"
    )
    stale = [row[0] for row in rows]
    drawn = _pictures(store)
    journal = None
    try:
        with store.transaction():
            made = _rendered(options, site, theme, store, output, pool, stale, drawn)
            results = _Results(made, progress, len(stale) + sum(map(len, drawn)))
            changes = apply(store, results)
            pool.stop()
            if results.problems:
                raise SiteError(results.problems)
            tree = store.get("tree") or b"0"
            if changes or output.untold or output.tree != tree.decode():
                journal = output.seal(changes, int(tree, 16))
    except BaseException:
        output.abandon()
        raise
    if journal is not None:
        output.finish(journal)
    _clean(Path(options.site, PICTURES), store, changes)
    output.close()
    return results.made, changes


def _clean(kept: Path, store: Store, changes: Changes) -> None:
    """Delete the kept variants of pictures that are no longer a part of the output."""
    first = store.number("generation") == 1
    if kept.is_dir() and (first or any(path.startswith(f"{FOLDER}/") for path in changes.deleted)):
        # Imported here: most builds have nothing to delete there.
        from generator.images.cache import VariantCache  # noqa: PLC0415

        cache = VariantCache(kept)
        cache.forget(changes.deleted)
        if first:
            # Another program's build, or one that failed, may have left what nothing leads to any more.
            cache.sweep(row[0] for row in store.db.execute("SELECT path FROM pages WHERE kind = 'picture'"))


def _pictures(store: Store) -> list[tuple[int, ...]]:
    """Return the pages that are variants to be made, those of one picture together."""
    rows = store.db.execute("SELECT ref, id FROM pages WHERE stale > 0 AND kind = 'picture' ORDER BY ref, id")
    return [tuple(page for _, page in group) for _, group in groupby(rows, key=itemgetter(0))]


class _Results:
    """The results of rendering as they come: the good ones are handed on, the others counted."""

    def __init__(self, results: Iterator[Result], progress: Progress, total: int) -> None:
        self._results = results
        self._progress = progress
        self._total = total
        self._failed: dict[tuple[object, str], tuple[Problem, int]] = {}
        self.made = 0

    def __iter__(self) -> Iterator[Result]:
        for done, result in enumerate(self._results, 1):
            self._progress("making", done, self._total)
            problem = result.problem
            if problem is not None:
                first, times = self._failed.get((problem.where, problem.message), (problem, 0))
                self._failed[problem.where, problem.message] = (first, times + 1)
                continue
            self.made += bool(result.digest)
            yield result

    @property
    def problems(self) -> list[Problem]:
        """One problem for each place of a template, with the number of pages that it fails on."""
        found = []
        for problem, times in self._failed.values():
            own = problem.where.path == config.FILE or problem.where.path.startswith("content/")
            more = f", and {times - 1} more pages" if times > 1 and not own else ""
            found.append(Problem(problem.where, problem.message, problem.hint + more, problem.excerpt))
        return found


def _rendered(
    options: Options,
    site: Site,
    theme: Theme,
    store: Store,
    output: Output,
    pool: LazyPool,
    stale: list[int],
    drawn: list[tuple[int, ...]],
) -> Iterator[Result]:
    """Render pages, in this process or in others.

    Args:
        options: what is asked for.
        site: the configuration.
        theme: the theme.
        store: the store.
        output: the output folder.
        pool: where pages are rendered.
        stale: ids of pages.
        drawn: those that are variants of pictures, together for each picture; one takes as long as many pages.

    """
    if not stale and not drawn:
        return
    # Imported here: a build that changes nothing starts without the template engine.
    from generator.stages import render  # noqa: PLC0415

    state = Path(options.site, ".ssg")
    generation = store.number("generation")
    # Whole groups are read for a good part of the site only: in a large archive they cost more than a thousand pages.
    bulk = len(stale) > max(ENOUGH, store.number("files") // _PART)
    settings = render.Settings(
        bulk, generation, str(state), str(Path(options.site, "content")), str(output.stage), site, theme,
        str(Path(options.site, PICTURES)),
    )  # fmt: skip
    executor = pool.executor_for(len(stale) + _HEAVY * sum(map(len, drawn)))
    if executor is None:
        renderer: Renderer = render.Renderer(settings)
        try:
            for part in chain(drawn, workers.batches(stale, _FEW)):
                yield from renderer.batch(part)
        finally:
            renderer.close()
        return
    token = render.prepare(settings)
    parts = chain(drawn, workers.batches(stale, _RENDER_BATCH))
    yield from workers.in_order(executor, render.render, (str(state), token), parts, pool.ahead)
