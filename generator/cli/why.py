"""`ssg why`: what made a page in the last build, and what would make it now."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click

from generator.base.errors import Problem, UsageError
from generator.base.sentences import NOTHING, Language, Sentence, counted, sentence
from generator.base.text import suggest
from generator.base.timestamps import Stamp, format_time
from generator.base.workers import LazyPool, Run
from generator.build import update_store
from generator.cli.clock import now_of
from generator.cli.command import Argument, Command, filled
from generator.cli.reporters import failed, in_full
from generator.cli.terminal import language_of
from generator.engine.clock import Clock
from generator.engine.write import held_back
from generator.lint.suggestions import CANDIDATES
from generator.model import rebuild_reasons
from generator.model.codec import decode
from generator.model.lookup_keys import file_key, page_key, url_key
from generator.model.page import Stale
from generator.model.rebuild_reasons import Reason
from generator.model.records import Article
from generator.model.site import Site
from generator.model.urls import TEXTS, output_path, own_path, page_url, target_url
from generator.queries import tracker
from generator.queries.answers import SHARED, SITE_FRAME, unpack_dependencies
from generator.queries.archive import Archive
from generator.queries.related import places, related_to
from generator.store import dependencies, documents
from generator.store.damage import working
from generator.store.database import Store, open_store
from generator.store.dependencies import History
from generator.store.files import lock
from generator.theming.loading import read_site


@click.command(
    cls=Command,
    epilog="ssg why /daerah/2026/11/banjir-muara-lindan/\nssg why content/daerah/2026/11/banjir.md",
)
@click.argument("what", cls=Argument, metavar="ADDRESS|FILE", callback=filled)
@click.option("--now", metavar="TIME", help="Ask as if it were this time.")
@click.pass_obj
def command(site: str, what: str, now: str | None) -> int:
    """Say which input made a page in the last build, and what would make it now.

    Of a file of content/ that readers do not see, say why, and what to do about it.
    """
    state, language = Path(site, ".ssg"), language_of(site)
    path = _file_meant(what, Path(site))
    # A name that is not UTF-8 is no page's, and SQLite would refuse it.
    what, path = (os.fsencode(name).decode("utf-8", "replace") for name in (what, path))
    if not (state / "store.db").exists():
        raise UsageError(sentence("this site was not built yet; run `ssg build` first"))
    clock = Clock(now_of(now))
    configuration, theme = read_site(Path(site))
    # What makes the pages that are there is asked however the last build came by them.
    configuration = configuration.holding(hold=bool(held_back(state)))
    with lock(state), working(state), closing(open_store(state)) as store:
        if store.lost:
            raise UsageError(sentence("the state was damaged, so nothing is known of any build; run `ssg build` again"))
        before, last_build = _histories(store, what, path, configuration), store.number("generation")
        with LazyPool() as pool, store.trial():
            held = update_store(store, configuration, theme, clock, Run(pool)).held
            after = _histories(store, what, path, configuration)
            lines = list(_lines(Archive(store, configuration), before, after, last_build, language))
            if path and Path(site, "content", path).is_file():
                own = [problem for problem in held if problem.where.path == f"content/{path}"]
                why = _state(store, path, clock.now, own, is_new=not before, has_page=bool(after))
                lines = [*_told(path, why, own, language), *([] if own else lines)]
            missing = NOTHING if lines else _missing(store, what, path)
    if not lines:
        return failed(missing, language, code=1)
    click.echo("\n".join(lines))
    return 0


def _file_meant(what: str, site: Path) -> str:
    """Return the path below content/ of a file named from here, the site or content/; empty for an address."""
    content = (site / "content").resolve()
    files = [Path(base, what).resolve() for base in (".", site, content)]
    below = [file for file in files if content in file.parents]
    is_file = what.endswith(".md") or what.removeprefix("./").startswith("content/")
    there = [file for file in below if os.path.isfile(file)] or (below if is_file else [])
    return there[0].relative_to(content).as_posix() if there else ""


def _histories(store: Store, what: str, path: str, site: Site) -> dict[int, History]:
    """Return the pages of a file below content/ or, without one, at an address."""
    pages = dependencies.history_of_file(store, file_key(path)) if path else []
    # The list of a person's or a topic's articles is made of their file, too.
    what = site.reading.paths.document_url(path) if path.startswith(TEXTS) else "" if path else what
    if what:
        name = what.split("://", 1)[1].partition("/")[2] if "://" in what else what
        url = f"/{(own_path(what, site.base_url) or name).lstrip('/')}"
        keys = dict.fromkeys((url_key(target_url(url)), page_key(output_path(url))))
        pages += [page for key in keys for page in dependencies.history_at(store, key)]
    return {page.id: page for page in pages}


def _state(
    store: Store, path: str, now: int, problems: Sequence[Problem], *, is_new: bool, has_page: bool
) -> tuple[Sentence, ...]:
    """Return why readers do not see a file of content/, and what to do about it; empty if they see it.

    `problems` are its own. It `is_new` if the last build made no page of it, and it `has_page` if a build now would.
    """
    document = documents.named(store, file_key(path))
    matter = decode(Article, document.record).matter if document and document.kind == "article" else None
    if matter and matter.draft:
        hint = sentence("delete the line draft: true or status: review, or press Terbitkan at the desk")
        return sentence("a draft: readers do not see it"), hint
    if matter and 0 < matter.expires <= now:
        down = sentence("taken down {time}", time=format_time(Stamp(matter.expires, matter.stamp.zone)))
        return down, sentence("to publish it again, write a later time after expires:, or delete that line")
    if problems:
        return (sentence("held back until it is mended; readers keep its last page, unless that was taken down"),)
    if matter and matter.stamp.epoch > now:
        hint = sentence("a build from then on publishes it; `ssg build --wait` builds at that time by itself")
        return sentence("scheduled: it waits for {time}", time=format_time(matter.stamp)), hint
    if document and document.kind == "media" and not has_page:
        hint = sentence("show it in an article that is published, or link to it there")
        return sentence("not published: nothing that readers see shows it or leads to it"), hint
    if not has_page:
        return (sentence("no page is made of this file"),)
    if is_new:
        return sentence("not built yet: it is newer than the last build"), sentence("run `ssg build`")
    if matter and matter.retracted:
        when, reason = format_time(matter.retracted.stamp), matter.retracted.reason
        return (sentence("withdrawn {time} ({reason}): readers see a notice", time=when, reason=reason),)
    return (sentence("gone: readers see a notice"),) if matter and matter.ended else ()


def _told(path: str, state: Sequence[Sentence], problems: Sequence[Problem], language: Language) -> Iterator[str]:
    words = (f"content/{path}", f"  {language.hint}")
    yield from (f"{word}: {language.put(said)}" for word, said in zip(words, state, strict=False))
    if problems:
        yield in_full(problems, "error", language)


def _missing(store: Store, what: str, path: str) -> Sentence:
    if not path:
        return sentence('there is no page at or of "{what}"', what=what)
    articles, media = (documents.some_paths(store, kind, CANDIDATES) for kind in ("article", "media"))
    if meant := suggest(path, (*articles, *media)):
        return sentence("there is no content/{path}; did you mean content/{meant}?", path=path, meant=meant)
    return sentence("there is no content/{path}", path=path)


def _lines(
    archive: Archive, before: dict[int, History], after: dict[int, History], last_build: int, language: Language
) -> Iterator[str]:
    for page in sorted(before.keys() | after.keys()):
        yield page_url((after.get(page) or before[page]).path)
        if page in before:
            yield f"  {language.put(_made(before[page], last_build))}"
        if page in after:
            yield f"  {language.put(_now(archive, after[page]))}"
            yield from _related(archive, after[page], language)
        else:
            deleted = sentence("now it would be deleted")
            yield f"  {language.put(deleted)}"


def _made(page: History, last_build: int) -> Sentence:
    if page.made is None:
        return sentence("not made yet")
    ago, reason = last_build - page.made, tracker.explain(page.why)
    if not ago:
        return sentence("made in the last build: {reason}", reason=reason)
    return counted("made {count} build ago: {reason}", "made {count} builds ago: {reason}", ago, reason=reason)


def _now(archive: Archive, page: History) -> Sentence:
    why = page.why if page.stale else ""
    if page.stale in (Stale.CHECK, Stale.REFILL) and page.dependencies is not None:
        dependencies, reason = tracker.check(archive, unpack_dependencies(page.dependencies))
        if page.stale == Stale.REFILL and any(dependency.name in (SHARED, SITE_FRAME) for dependency in dependencies):
            reason = reason or Reason.REFILLED
        why = rebuild_reasons.pack(reason, page.cause or "") if reason else ""
    if not why:
        return sentence("now it is as it should be")
    return sentence("now it would be made again: {reason}", reason=tracker.explain(why))


def _related(archive: Archive, page: History, language: Language) -> Iterator[str]:
    for asked in unpack_dependencies(page.dependencies) if page.dependencies else ():
        if asked.name == related_to.name:
            for place in places(archive, *asked.args):
                yield f"  Artikel Terkait: {place.url}"
                yield f"    {' · '.join(map(language.put, place.why))}"
