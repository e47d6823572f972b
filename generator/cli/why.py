"""`ssg why`: what made a page in the last build, and what would make it now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from generator.base.errors import UsageError
from generator.base.sentences import Language, Sentence, counted, sentence
from generator.base.workers import LazyPool, Run
from generator.build import update_store
from generator.cli.clock import now_of
from generator.cli.command import Argument, Command, filled
from generator.cli.reporters import failed
from generator.cli.terminal import language_of
from generator.engine.clock import Clock
from generator.engine.write import held_back
from generator.model import rebuild_reasons
from generator.model.lookup_keys import file_key, page_key, url_key
from generator.model.page import Stale
from generator.model.rebuild_reasons import Reason
from generator.model.urls import output_path, own_path, page_url, target_url
from generator.queries import tracker
from generator.queries.answers import SHARED, SITE_FRAME, unpack_dependencies
from generator.queries.archive import Archive
from generator.queries.related import places, related_to
from generator.store import dependencies
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
    """Say which input made a page in the last build, and what would make it now."""
    state, language = Path(site, ".ssg"), language_of(site)
    what = _from_here(what, Path(site))
    # A name that is not UTF-8 is no page's, and SQLite would refuse it.
    what = os.fsencode(what).decode("utf-8", "replace")
    if not (state / "store.db").exists():
        raise UsageError(sentence("this site was not built yet; run `ssg build` first"))
    clock = Clock(now_of(now))
    configuration, theme = read_site(Path(site))
    # What makes the pages that are there is asked however the last build came by them.
    configuration = configuration.holding(hold=bool(held_back(state)))
    with lock(state), working(state):
        store = open_store(state)
        try:
            if store.lost:
                raise UsageError(
                    sentence("the state was damaged, so nothing is known of any build; run `ssg build` again")
                )
            before, last_build = _histories(store, what, configuration.base_url), store.number("generation")
            with LazyPool() as pool, store.trial():
                update_store(store, configuration, theme, clock, Run(pool))
                after = _histories(store, what, configuration.base_url)
                lines = list(_lines(Archive(store, configuration), before, after, last_build, language))
        finally:
            store.close()
    if not lines:
        return failed(sentence('there is no page at or of "{what}"', what=what), language, code=1)
    click.echo("\n".join(lines))
    return 0


def _histories(store: Store, what: str, base_url: str) -> dict[int, History]:
    name = what.split("://", 1)[-1].removeprefix("./")
    if what.endswith(".md") or name.startswith("content/"):
        pages = dependencies.history_of_file(store, file_key(name.removeprefix("content/")))
    else:
        url = own_path(what, base_url) or ("/" + name.partition("/")[2] if "://" in what else what)
        keys = dict.fromkeys(
            (url_key(target_url(url)), page_key(output_path(url if url.startswith("/") else f"/{url}")))
        )
        pages = [page for key in keys for page in dependencies.history_at(store, key)]
    return {page.id: page for page in pages}


def _from_here(what: str, site: Path) -> str:
    """Return a file's path relative to the site, if it was named relative to here; otherwise as named."""
    content = (site / "content").resolve()
    file = Path(what).resolve() if what.endswith(".md") else content
    return f"content/{file.relative_to(content).as_posix()}" if file.is_file() and content in file.parents else what


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
