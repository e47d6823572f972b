"""Files that would stand where the output has a folder, such as an alias /foto.html beside content/foto.html/."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.text import fold
from generator.portal.keys import page_key
from generator.portal.kinds import COPIED, REDIRECTS
from generator.portal.page import Page
from generator.stages.planning.collisions import Clash, is_portals, origin, place_of
from generator.store import folders
from generator.store.database import Store

_ARTICLES = ("article", "gone")
_FOLDERED = (*COPIED, "withheld", "rebased", "picture")
"""Kinds whose folders are as somebody has named them."""


def beside_folders(
    wanted: Iterable[Page], planned: Callable[[str], Page | None], future: Callable[[str], Page | None]
) -> list[Clash]:
    """Return the articles whose address another document has too, but for a slash at its end.

    Which of `judul.html` and `judul/index.html` readers of `/judul` see is for the host to decide. Lists are left out:
    they have articles' addresses by number alone, and come at an hour when nobody is there to mend it.

    Args:
        wanted: the pages that were looked at, now or later.
        planned: returns the page that a path of the output is to hold.
        future: returns the page that it will hold once scheduled articles are published.

    """
    clashes: dict[str, Clash] = {}
    for page in wanted:
        stem = page.path.removesuffix("/index.html").removesuffix(".html")
        if page.path == f"{stem}.html" and page.kind in _ARTICLES:
            other = planned(f"{stem}/index.html") or future(f"{stem}/index.html")
        elif page.path == f"{stem}/index.html":
            other = planned(f"{stem}.html") or future(f"{stem}.html")
            other = other if other and other.kind in _ARTICLES else None
        else:
            continue
        if other and not is_portals(other) and not is_portals(page):
            clashes[stem] = (page, other)
    return [clashes[stem] for stem in sorted(clashes)]


def files_for_folders(
    store: Store,
    wanted: Iterable[Page],
    known: Container[int],
    planned: Callable[[str], Page | None],
    future: Callable[[str], Page | None],
) -> list[Problem]:
    """Return the problems of files that would stand where the output has a folder of media or assets.

    Args:
        store: the store, with the pages as they are planned.
        wanted: the pages that were looked at, now or later.
        known: keys of addresses that these had before.
        planned: returns the page that a path of the output is to hold.
        future: returns the page that it will hold once scheduled articles are published.

    """
    below: dict[tuple[str, str], Page] = {}
    """The file's path and the path of what lies below it -> the file."""
    free: set[str] = set()
    """Folders that are no files too."""
    old_folders: dict[str, list[str]] | None = None
    for page in wanted:
        if page.kind in _FOLDERED:
            folder = page.path.rpartition("/")[0]
            while folder and folder not in free:
                file = planned(folder) or future(folder)
                if file:
                    below[file.path, page.path] = file
                else:
                    free.add(folder)
                folder = folder.rpartition("/")[0]
        if not page.path.endswith("/index.html") and page_key(page.path) not in known:
            # The folder may have been there for long; its media are not looked at again.
            old_folders = _folders(store) if old_folders is None else old_folders
            for folder in old_folders.get(fold(page.path), ()):
                inside = min((path for path in folders.files_below(store, folder) if planned(path)), default="")
                if inside:
                    below[page.path, inside] = page
    problems: dict[str, Problem] = {}
    for (path, inside), file in sorted(below.items()):
        problems.setdefault(path, _problem(store, path, file, planned(inside)))
    return list(problems.values())


def _folders(store: Store) -> dict[str, list[str]]:
    """Return the folders that content/ had at the last build, by the form in which letter case does not count."""
    found: dict[str, list[str]] = {}
    for path in folders.paths(store):
        found.setdefault(fold(path), []).append(path)
    return found


def _problem(store: Store, path: str, file: Page, inside: Page | None) -> Problem:
    if file.kind in REDIRECTS or inside is None:
        message = sentence('the address "/{path}" is already that of a folder of content/', path=path)
        where, shown = place_of(store, str(origin(store, file)), f"/{path}")
        return Problem(where, "address-taken", message, sentence("give the alias or the folder another name"), shown)
    if inside.kind in ("asset", "rebased"):
        message = sentence(
            'the address "/{path}" is that of {origin} and of a folder of assets', path=path, origin=origin(store, file)
        )
        return Problem(Where("themes"), "address-taken", message, sentence("give the folder another name"))
    message = sentence(
        'the folder of this file has the address "/{path}", which is that of {origin}',
        path=path,
        origin=origin(store, file),
    )
    return Problem(
        Where(str(origin(store, inside))), "address-taken", message, sentence("give the folder another name")
    )
