"""`ssg why`: what made a page be made again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from generator.base.errors import SiteError, UsageError
from generator.base.progress import Run
from generator.base.workers import LazyPool
from generator.build import take_in
from generator.commands.build import now_of
from generator.commands.options import filled
from generator.commands.screen import Screen
from generator.portal import reasons
from generator.portal.keys import file_key, url_key
from generator.portal.site import Site
from generator.portal.status import Stale
from generator.portal.urls import page_url, target_url
from generator.queries import tracker
from generator.queries.archive import Archive
from generator.readers.site import read_site
from generator.stages.options import Options
from generator.store.damage import working
from generator.store.database import Store, open_store
from generator.store.lock import lock


@click.command(
    epilog="Example: ssg why /daerah/2026/11/banjir-muara-lindan/   or   ssg why content/daerah/2026/11/banjir.md"
)
@click.argument("what", metavar="ADDRESS|FILE", callback=filled)
@click.option("--now", metavar="TIME", help="Ask as if it were this time.")
@click.pass_obj
def command(site: str, what: str, now: str | None) -> int:
    """Say which input made a page be made in the last build, and what would make it be made now."""
    state = Path(site, ".ssg")
    # What is no UTF-8 is the name of no page, and the store could not even be asked for it.
    what = os.fsencode(what).decode("utf-8", "replace")
    try:
        if not (state / "store.db").exists():
            raise UsageError("this site was not built yet; run `ssg build` first")
        options = Options(site, str(Path(site, "build")), now_of(now))
        found, theme = read_site(Path(site))
        with lock(state), working(state):
            store = open_store(state)
            try:
                if store.lost:
                    raise UsageError("the state was damaged, so nothing is known of any build; run `ssg build` again")
                before = {page: rest for page, *rest in _pages(store, what)}
                with LazyPool() as pool, store.trial():
                    take_in(options, found, theme, store, Run(pool))
                    after = {page: rest for page, *rest in _pages(store, what)}
                    lines = list(_lines(store, found, before, after))
            finally:
                store.close()
    except SiteError as error:
        Screen(quiet=False).problems(error)
        return 1
    except UsageError as error:
        click.echo(f"error: {error}", err=True)
        return 2
    if not lines:
        click.echo(f'error: there is no page at or of "{what}"', err=True)
        return 1
    click.echo("\n".join(lines))
    return 0


def _pages(store: Store, what: str) -> list[tuple[int, str, int, str, str, int, bytes, int]]:
    """Return the pages at an address, or of a file of content/."""
    name = what.split("://", 1)[-1]
    sql = "SELECT id, path, stale, why, cause, made, asks, ? FROM pages WHERE kind <> '' AND "
    generation = store.number("generation")
    if what.endswith(".md") or name.removeprefix("./").startswith("content/"):
        path = name.removeprefix("./").removeprefix("content/")
        kinds = "('article', 'redirect', 'standing', 'media', 'picture')"
        docs = f"ref IN (SELECT doc FROM names WHERE key = ?) AND kind IN {kinds}"
        return store.all(sql + docs + " ORDER BY path", generation, file_key(path))
    if "://" in what:
        name = "/" + name.partition("/")[2]
    return store.all(sql + "key = ?", generation, url_key(target_url(name)))


def _lines(store: Store, site: Site, before: dict[int, list[object]], after: dict[int, list[object]]) -> Iterator[str]:
    """Yield what is to be said of each page, a sentence a reason."""
    archive = Archive(store, site)
    for page in sorted(before.keys() | after.keys()):
        row = after.get(page) or before[page]
        yield page_url(str(row[0]))
        if page in before:
            _, _, why, _, made, _, generation = before[page]
            ago = int(str(generation)) - int(str(made)) if made is not None else None
            when = "not made yet" if ago is None else "made in the last build" if ago == 0 else f"made {ago} builds ago"
            yield f"  {when}{f': {reasons.sentence(str(why))}' if ago is not None else ''}"
        if page not in after:
            yield "  now it would be deleted"
            continue
        _, stale, why, cause, _, packed, _ = row
        if stale == Stale.CHECK and isinstance(packed, bytes):
            _, reason = tracker.check(archive, tracker.unpack(packed))
            why = reasons.pack(reason, str(cause or "")) if reason else ""
        elif not stale:
            why = ""
        yield f"  now it would be made again: {reasons.sentence(str(why))}" if why else "  now it is as it should be"
