"""`ssg mv`: moves a file or folder of content/, and updates everything that leads to it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes

from generator.base.errors import UsageError
from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import slugify
from generator.config import rewriting, site_yaml
from generator.config.article_keys import names_of
from generator.config.media import why_refused
from generator.editing import sources
from generator.editing.changes import Change, Move
from generator.editing.links import Home, followed, steered
from generator.editing.sources import SourceFile, address_of, entries_of, led_on
from generator.engine.folder_walk import file_problem, folder_problem, reserved_problem
from generator.model.front import is_front, kanal_of, path_of
from generator.model.lookup_keys import file_key, person_key, slug_key, url_key
from generator.model.records import Profile, Record
from generator.model.site import Place, Reading, Site
from generator.model.urls import ADVERTISEMENTS, article_slug, folder_url, target_url

_ANY_FILE = f"0 0 0 0 {stat.S_IFREG}"
"""A signature as from `engine.scan`, for a file of which only the name is checked."""
_ADDRESS = re.compile(r"/[^\s\"',\[\]{}#]*")
"""A possible address in a front matter."""


class Moving(Record, frozen=True):
    """What a move changes."""

    changes: tuple[Change, ...]
    moves: tuple[Move, ...]
    """Media files."""
    addresses: tuple[tuple[str, str], ...]
    """Old and new address of each page whose address changes."""
    linked: int
    """Other files with updated links."""
    texts: tuple[tuple[str, str], ...] = ()
    """Old and new path below content/ of each Markdown file that moves."""


class _Page(Record, frozen=True):
    """A Markdown file that moves, or whose kanal does."""

    source: SourceFile
    path: str
    """The new one, below content/."""
    text: str
    """Its text after the move, before links and aliases are updated."""
    old: str
    """Its address."""
    new: str
    slugs: tuple[str, str]
    """Before and after, by which links may name it; empty if none do."""
    public: bool


def moving(site: Path, configuration: Site, old: str, new: str) -> Moving:
    """Return what has to be done so that a file or folder moves.

    Args:
        site: the site's folder.
        configuration: of the site, as it is before the move.
        old: path of a file or folder below content/.
        new: the path that it gets; that of a folder which exists means a place in it.

    Raises:
        UsageError: there is no such file, something is in the way, it could not be published there, or a front matter
            cannot be read, or not be changed by a machine.

    """
    reading = configuration.reading
    paths = _paths(site, old, new, reading)
    _refuse_links(site, old, paths)
    file = sources.settings_of(site)
    kanal = _renamed(configuration, old, new)
    settings, after = _with_kanal(file, configuration, kanal)
    texts = list(sources.sources(site, reading.article_bytes))
    pages = {
        source.path: _page(source, paths.get(source.path, source.path), reading, after.reading, kanal)
        for source in texts
        if source.path in paths or _kanal_in(source, kanal)
    }
    _refuse_taken(pages, texts, configuration, after)
    targets = _targets(pages.values(), paths, reading)
    addresses = [(page.old, page.new) for page in pages.values() if page.old != page.new]
    may_lead = _leading(pages.values(), paths)
    changes: list[Change] = []
    linked = 0
    for source in texts:
        page = pages.get(source.path)
        if page is not None:
            made = _moved(page, targets, reading)
            sources.judge(source, page.path, made[0].after or b"", configuration, after)
            changes += made
        elif may_lead(source):
            text = _linked(source, targets, reading)
            _refuse_unread(source, text, [*paths, *dict(addresses)])
            if text != source.text:
                linked += 1
                changes.append(Change(f"content/{source.path}", source.data, source.changed(text)))
    with sources.naming(file.path):
        led = _led(settings, dict(addresses) | {f"/{path}": f"/{paths[path]}" for path in paths})
        for page in pages.values():
            # The old list of a topic is that of its tag, which stays where it is.
            if page.public and page.old != page.new and page.path.startswith("authors/"):
                led = led_on(led, page.old, page.new)
    if led != file.text:
        changes.append(Change(file.path, file.data, file.changed(led)))
    changes += _fronts(site, targets, kanal, reading)
    media = tuple(Move(f"content/{before}", f"content/{paths[before]}") for before in paths if before not in pages)
    moved = tuple((before, after) for before, after in paths.items() if before.endswith(".md"))
    return Moving(tuple(changes), media, tuple(addresses), linked, moved)


def notes_beside(site: Path, done: Moving) -> tuple[Move, ...]:
    """Return the moves of what belongs to texts that move or change: notes, and changes that are not saved into them.

    The desk writes those at any moment, so this is asked as late as can be.
    """
    befores = {change.path: change.before for change in done.changes if change.before is not None}
    afters = {change.path: change.after for change in done.changes if change.after is not None}
    paths = dict(done.texts)
    for path in befores:
        if path.startswith("content/") and path.endswith(".md") and path in afters:
            below = path.removeprefix("content/")
            paths.setdefault(below, below)
    moves = []
    for old, new in paths.items():
        before, after = befores.get(f"content/{old}"), afters.get(f"content/{new}")
        # Changes that are kept for a text are those to its bytes.
        kept = {} if before is None or after is None else {sources.kept_of(old, before): sources.kept_of(new, after)}
        for there in sources.beside(site, old):
            goal = kept.get(there) or sources.beside_as(there, old, new)
            if goal != there:
                moves.append(Move(f"content/{there}", f"content/{goal}"))
    return tuple(moves)


def _renamed(configuration: Site, old: str, new: str) -> dict[str, str]:
    """Return the old and new slugs of the kanal whose folder moves, and of its parts; empty if none does."""
    known = configuration.kanal
    if old not in known or new in known or old.count("/") != new.count("/"):
        return {}
    return {slug: f"{new}{slug[len(old) :]}" for slug in known if f"{slug}/".startswith(f"{old}/")}


def _with_kanal(file: SourceFile, configuration: Site, kanal: Mapping[str, str]) -> tuple[str, Site]:
    """Return the text of site.yaml, and the configuration, with the new slugs of kanal."""
    settings, slugs = file.text, [category.slug for category in configuration.categories]
    for old, new in kanal.items():
        before, url = folder_url(old), folder_url(new)
        if any(redirect.name == url and redirect.url != before for redirect in configuration.redirects):
            raise UsageError(sentence("take {url} out of redirects in site.yaml first; nothing was changed", url=url))
        with sources.naming(file.path):
            settings = rewriting.replaced(settings, ("categories", slugs.index(old), "slug"), new)
            settings = led_on(settings, before, url)
    if not kanal:
        return settings, configuration
    after, problems = site_yaml.parse(settings)
    if after is None:
        raise UsageError(sentence("{problem}; nothing was changed", problem=problems[0].said))
    return settings, after


def _paths(site: Path, old: str, new: str, reading: Reading) -> dict[str, str]:
    content = site / "content"
    if not (content / old).exists() or old in ("", ".") or old.startswith("../"):
        raise UsageError(sentence("there is no content/{path}", path=old))
    if new.startswith(("../", "/")) or new in ("", "..") or "/." in f"/{new}":
        raise UsageError(sentence("{path} is no path below content/; nothing was changed", path=new))
    # `os.path` treats an invalid name as missing; it is refused before anything is changed.
    if os.path.isdir(content / new):
        new = f"{new}/{old.rpartition('/')[2]}".strip("/")
    if os.path.lexists(content / new):
        raise UsageError(sentence("{path} is there already; nothing was changed", path=f"content/{new}"))
    if (content / old).is_file():
        if old.endswith(".md") != new.endswith(".md"):
            raise UsageError(sentence("an article ends in .md, before and after; nothing was changed"))
        paths = {old: new}
    elif f"{new}/".startswith(f"{old}/"):
        raise UsageError(sentence("a folder cannot move into itself; nothing was changed"))
    else:
        paths = {path: f"{new}{path[len(old) :]}" for path in sources.files(site, old)}
    for before, after in paths.items():
        # A file that steers a front page is published nowhere, and fits only among its like.
        steers = is_front(before)
        said = NOTHING if steers and is_front(after) else _unfit(after, reading)
        if said and (steers or not _unfit(before, reading)):
            raise UsageError(sentence("{problem}; nothing was changed", problem=said))
    return paths


def _refuse_links(site: Path, old: str, paths: Mapping[str, str]) -> None:
    """Refuse to move a symbolic link or its target, which would break the link."""
    for path, target in sources.symlinks(site):
        if path == old or path.startswith(f"{old}/") or target in paths:
            raise UsageError(
                sentence(
                    "{path} is a symbolic link to {target}, and would lead nowhere; remove it first, or put the file "
                    "itself there; nothing was changed",
                    path=f"content/{path}",
                    target=f"content/{target}",
                )
            )


def _refuse_taken(pages: Mapping[str, _Page], texts: Sequence[SourceFile], before: Site, after: Site) -> None:
    """Refuse addresses that are taken; `pages` are those that move, by their old paths."""
    lists = [(url, "site.yaml") for url in sources.lists_of(after)]
    wanted = [listed for listed in lists if listed[0] not in sources.lists_of(before)]
    wanted += [(page.new, f"content/{page.path}") for page in pages.values() if page.new != page.old]
    # Hosts show one page at an address without an ending and at that with a slash.
    urls = {target_url(url): owner for url, owner in wanted}
    # A file whose name, front matter and body do not contain an address cannot have it.
    names = {url.rstrip("/").rpartition("/")[2] for url in urls} | {page.slugs[1] for page in pages.values()}
    own = [name.encode() for name in names_of("slug")]
    taken = lists
    for source in texts if urls else ():
        if source.path not in pages and (
            article_slug(source.path) in names
            or any(key in source.data for key in own)
            or not urls.keys().isdisjoint(map(target_url, _ADDRESS.findall(source.text)))
        ):
            # What stays where it is has the addresses that it had; one of them may be that of a list now.
            record, _ = sources.read(source.path, source.data, before.reading)
            taken += [(url, f"content/{source.path}") for url in sources.addresses_of(record, before.reading)]
    for url, other in (*taken, *wanted):
        if urls.get(target_url(url), other) != other:
            raise UsageError(sentence("{url} is an address of {other}; nothing was changed", url=url, other=other))


def _refuse_unread(source: SourceFile, text: str, names: Sequence[str]) -> None:
    """Refuse to move what a file with unreadable front matter names: that may keep it private."""
    named = next((name for name in names if name in text), None)
    if named is not None and rewriting.values(text) is None:
        raise UsageError(
            sentence(
                "{path} names {named}, and its front matter cannot be read; correct that first; nothing was changed",
                path=f"content/{source.path}",
                named=named,
            )
        )


def _unfit(path: str, reading: Reading) -> Sentence:
    """Return why nothing can be published at a path below content/; empty if its path permits it."""
    problem = folder_problem(path.rpartition("/")[0]) or file_problem(path, _ANY_FILE, reading)
    if problem is not None or path.endswith(".md"):
        return problem.said if problem else NOTHING
    if reading.paths.has(path):
        return reserved_problem("", path).said
    refused = why_refused(path, reading)
    return refused[0] if refused else NOTHING


def _page(source: SourceFile, path: str, reading: Reading, after: Reading, kanal: Mapping[str, str]) -> _Page:
    """Return a Markdown file that moves to a path; `kanal` are the old and new slugs of those that are renamed."""
    old, before, public = address_of(source.path, source.data, reading)
    text = source.text
    with sources.naming(f"content/{source.path}"):
        for place, slug in _kanal_in(source, kanal).items():
            text = rewriting.replaced(text, place, slug)
        # Relative links that would leave the site from the new folder become absolute.
        led = followed(text, {}, Home(source.path, old), Home(path, old), reading)
    new, slug, _ = address_of(path, source.changed(led), after)
    return _Page(source, path, text, old, new, (before, slug), public)


def _kanal_in(source: SourceFile, kanal: Mapping[str, str]) -> dict[Place, str]:
    """Return the new slug at each place where a file names one of some kanal explicitly."""
    listed = source.path.startswith(f"{ADVERTISEMENTS}/")
    key = "categories" if listed else "category"
    named = any(slug.encode() in source.data for slug in kanal)
    if not named or not any(name.encode() in source.data for name in names_of(key)):
        return {}
    _, entries = entries_of(source.text, key)
    found = {place: kanal[value] for place, value in entries.items() if value in kanal}
    return found if listed or len(entries) == 1 else {}


def _targets(pages: Iterable[_Page], paths: Mapping[str, str], reading: Reading) -> dict[int, str]:
    """Return how each target is written now, by the keys of links to the old one."""
    targets: dict[int, str] = {}
    for page in pages:
        if page.old != page.new:
            targets[url_key(page.old)] = page.new
        before, after = page.slugs
        if before != after:
            targets[slug_key(before)] = after
        targets[file_key(page.source.path)] = f"/{page.path}"
        if page.source.path.startswith("authors/"):
            profile, _ = sources.read(page.source.path, page.source.data, reading)
            after = article_slug(page.path)
            # Bylines may name a person by slug only.
            known = (after, slugify(profile.name), slugify(profile.initials)) if isinstance(profile, Profile) else ()
            if isinstance(profile, Profile) and profile.slug not in known:
                targets[person_key(profile.slug)] = after
    for before, after in paths.items():
        if not before.endswith(".md"):
            targets[url_key(f"/{before}")] = f"/{after}"
    return targets


def _moved(page: _Page, targets: Mapping[int, str], reading: Reading) -> list[Change]:
    with sources.naming(f"content/{page.source.path}"):
        text = followed(page.text, targets, Home(page.source.path, page.old), Home(page.path, page.new), reading)
        # The old list of a topic is that of its tag, which stays where it is.
        if page.old != page.new:
            # The old address becomes an alias, but that of a list; the new one may be an alias from before.
            key, known = entries_of(text, "aliases")
            old = [url for url in known.values() if url and url != page.new]
            if page.public and page.old not in old and not reading.has_list(page.old):
                old.append(page.old)
            if old != [*known.values()]:
                text = rewriting.with_key(text, key, old or None)
    after = page.source.changed(text)
    if page.path == page.source.path:
        return [Change(f"content/{page.path}", page.source.data, after)]
    return [Change(f"content/{page.path}", None, after), Change(f"content/{page.source.path}", page.source.data, None)]


def _leading(pages: Iterable[_Page], paths: Mapping[str, str]) -> Callable[[SourceFile], bool]:
    """Return a function that tells whether a file mentions anything that moves; most do not, and are not parsed."""
    names = {path.rpartition("/")[2].removesuffix(".md").encode() for path in paths}
    of_pages = {name for page in pages for name in (page.old.rstrip("/").rpartition("/")[2], page.slugs[0])}
    names |= {name.encode() for name in of_pages - {""}}
    # Bylines may have any letter case.
    lower = any(path.startswith("authors/") for path in paths)

    def leads(source: SourceFile) -> bool:
        data = source.data.lower() if lower else source.data
        # Other editors write links with %20 and the like.
        forms = (data, unquote_to_bytes(data)) if b"%" in data else (data,)
        return any(name in form for form in forms for name in names)

    return leads


def _linked(source: SourceFile, targets: Mapping[int, str], reading: Reading) -> str:
    record, _ = sources.read(source.path, source.data, reading)
    # A file with problems is read as if it were the front page.
    here = Home(source.path, next(iter(sources.addresses_of(record, reading)), "/"))
    with sources.naming(f"content/{source.path}"):
        return followed(source.text, targets, here, here, reading)


def _fronts(site: Path, targets: Mapping[int, str], kanal: Mapping[str, str], reading: Reading) -> Iterator[Change]:
    """Yield the changes of what steers front pages; the file of a kanal gets its new name."""
    for source in sources.fronts(site, reading.article_bytes):
        before, after = kanal_of(source.path), kanal.get(kanal_of(source.path), "")
        path, goal = (f"content/{path_of(slug)}" for slug in (before, after or before))
        with sources.naming(path):
            data = source.changed(steered(source.text, targets, kanal, reading.base_url))
        if goal != path:
            yield from (Change(goal, None, data), Change(path, source.data, None))
        elif data != source.data:
            yield Change(path, source.data, data)


def _led(text: str, addresses: Mapping[str, str]) -> str:
    """Return the text of site.yaml with menus, redirects and pictures updated to the new addresses."""
    for place, value in sources.scalars(rewriting.values(text)):
        match place:
            case ("redirects", str()) | ("logo" | "icon" | "share",) | ("menu" | "footer" | "social", int(), "url"):
                if value.value in addresses:
                    text = rewriting.replaced(text, place, addresses[value.value])
    return text
