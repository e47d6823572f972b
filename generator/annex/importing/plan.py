"""The plan of an import: everything decided after the first pass, before writing files."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from generator.annex.importing import kanal
from generator.annex.importing.items import Item, Options, portal_zone
from generator.annex.importing.kanal import Table
from generator.annex.importing.old_addresses import Hosts, alias, base_url, hosts_of, parts_of, spelled
from generator.annex.importing.routing import OldAddress, Routes, own_addresses, route_items
from generator.annex.importing.sources import MEDIA
from generator.annex.importing.survey import Survey, named
from generator.annex.importing.target import FOLDER
from generator.base.errors import SiteError
from generator.base.folder import read
from generator.base.text import SLUG, fold, slugify
from generator.config import site_yaml
from generator.config.media import DOCUMENTS
from generator.config.rewriting import block
from generator.config.yaml_text import MAX_BYTES
from generator.model.records import Record
from generator.model.site import Category, Site
from generator.model.urls import PHOTOS, Paths

PROPOSED = f"{FOLDER}/site.yaml"
"""What site.yaml would be, whatever the desk has made of it."""
_SHARED = "medium.com"
"""Of many sites, whose own address it is not."""
_MOST_REDIRECTS = 40 << 10
"""Bytes: site.yaml may have 64 KiB."""
_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_TOLERATED = ("dead-link", "dead-fragment", "missing-picture", "broken-picture", "missing-editor", "missing-credit")
"""What an archive has by the hundred, and the desk mends by and by."""


class Plan(Record, frozen=True):
    """The decisions."""

    seen: Survey
    table: Table
    paths: Paths
    hosts: Hosts
    """Of the old site."""
    routes: Routes
    lists: tuple[OldAddress, ...]
    """What becomes of the addresses of lists."""
    media_url: str
    """Where media are; empty if they are in content/, or nobody knows."""
    kept: tuple[str, ...]
    """Files of earlier imports that this source knows nothing of, below content/."""
    earlier: Site | None
    """What site.yaml was for these, if there are any."""


def plan_import(options: Options, seen: Survey, known: dict[str, str]) -> Plan:
    """Return the plan for a source; `known` are files of earlier imports, by item id.

    Raises SiteError if the table of kanal has problems.
    """
    host = next((host for host in options.hosts if _SHARED not in host), "")
    if host and not base_url(seen.portal.url):
        seen = replace(seen, portal=replace(seen.portal, url=host if "//" in host else f"https://{host}"))
    paths = listing_paths(seen)
    hosts = hosts_of((seen.portal.url, *options.hosts), seen.portal.url)
    table = (
        kanal.read(read(Path(options.kanal), MAX_BYTES), options.kanal, paths)
        if options.kanal
        else kanal.propose(seen, paths, at_top(seen, hosts))
    )
    kept = tuple(_kept(options.into, seen, known))
    earlier = None
    if kept:
        # What the last import would have written to site.yaml, perhaps with other kanal.
        file = Path(options.into, PROPOSED)
        with suppress(FileNotFoundError, SiteError):
            earlier = parsed(read(file).decode("utf-8", "replace"))
        entries = {entry.slug: entry for entry in table.kanal}
        names = {category.slug: category.name for category in earlier.categories} if earlier else {}
        for slug in sorted({path.partition("/")[0] for path in kept}):
            entries.setdefault(slug, Category(slug, names.get(slug, slug)))
        table = replace(table, kanal=tuple(entries.values()))
    permalink = earlier.reading.permalink if earlier else ""
    moved = [(old, new) for address, new in list_addresses(seen, table, paths) if (old := hosts.own(address))]
    routes = route_items(seen, table, hosts, paths, known, permalink, options.now, moved)
    lists = tuple(_lists((*moved, *routes.to_lists), seen, table, paths, routes))
    here = options.media or options.fetch or options.source in MEDIA
    found = Counter(filter(None, media_hosts(seen))) or Counter([base_url(seen.portal.url)])
    media_url = "" if here else options.media_url or found.most_common(1)[0][0]
    return Plan(seen, table, paths, hosts, routes, lists, media_url, kept, earlier)


def at_top(seen: Survey, hosts: Hosts) -> dict[str, Item]:
    """Return what readers know at the addresses where a kanal might be, by its slug.

    A page above articles is what the kanal becomes: their addresses matter more than its own.
    """
    found: dict[str, Item] = {}
    folders: set[str] = set()
    for item in seen.entries:
        path = hosts.own(item.address) if item.state == "published" else None
        first, *rest = fold((path or "").strip("/")).split("/")
        if rest and item.kind == "article":
            folders.add(first)
        elif path and not rest and "?" not in path:
            found.setdefault(first, item)
    return {slug: item for slug, item in found.items() if slug not in folders}


def _kept(folder: str, seen: Survey, known: dict[str, str]) -> Iterator[str]:
    """Yield articles of earlier imports that still exist but are not in the source, which may hold only what is new."""
    here = {entry.id for entry in seen.entries}
    for key, path in known.items():
        if key not in here and path.count("/") == 3 and os.path.isfile(os.path.join(folder, "content", path)):
            yield path


def listing_paths(survey: Survey) -> Paths:
    """Return the lists' folders: where the source has its tags and people, if possible."""
    usual = Paths()
    tag = _folder(term.address for term in survey.tags.values())
    author = _folder(profile.person.address for profile in survey.people.values())
    # The folder of profiles in content/ is none of what is published.
    taken = {*usual.reserved} - {usual.tag, usual.author, "authors"}
    tag = tag if tag and tag not in {*taken, "authors"} else usual.tag
    author = author if author and author not in {*taken, tag} else usual.author
    return Paths(tag=usual.tag if tag == usual.author else tag, author=author)


def _folder(addresses: Iterable[str]) -> str:
    """Return the top-level folder that most of some addresses are in; empty if there is none."""
    counts: Counter[str] = Counter()
    for address in addresses:
        parts = parts_of(address).path.strip("/").split("/")
        if len(parts) == 2 and SLUG.fullmatch(parts[0]):
            counts[parts[0]] += 1
    return counts.most_common(1)[0][0] if counts else ""


def _lists(
    moved: Iterable[tuple[str, str]], seen: Survey, table: Table, paths: Paths, routes: Routes
) -> Iterator[OldAddress]:
    """Yield the fate of lists' old addresses: site.yaml redirects what moved, while there is room."""
    lists = {paths.tag_url(slug) for slug in seen.labels} | {f"/{entry.slug}/" for entry in table.kanal}
    lists |= {paths.author_url(profile.slug) for profile in seen.people.values()} | own_addresses(paths)
    taken = {fold(url) for route in routes.by_id.values() for url in (route.url, *route.aliases)}
    room = _MOST_REDIRECTS
    for old, new in moved:
        path = alias(old)
        is_free = path and "?" not in path and fold(path) not in taken and path not in lists
        if spelled(old) == spelled(new):
            yield OldAddress(old, new, "same")
        elif is_free and room > 0:
            taken.add(fold(path))
            room -= len(f'  "{path}": "{new}"\n'.encode())
            yield OldAddress(path, new, "redirect")
        else:
            yield OldAddress(old, new, "lost")


def list_addresses(survey: Survey, table: Table, paths: Paths) -> Iterator[tuple[str, str]]:
    """Yield each list's old address that the portal has too, with the new one."""
    takes = table.takes
    for term in (*survey.categories.values(), *survey.tags.values()):
        if term.address and term.kind == "category" and term.key in takes:
            yield term.address, f"/{takes[term.key]}/"
        elif term.address and (slug := slugify(term.name)) and slug in survey.labels:
            yield term.address, paths.tag_url(slug)
    for _, profile in sorted(survey.people.items()):
        if profile.person.address:
            yield profile.person.address, paths.author_url(profile.slug)


def media_hosts(seen: Survey) -> Iterator[str]:
    """Yield the source's media base addresses, below which each file has the same path at the portal."""
    site = hosts_of((seen.portal.url,), seen.portal.url)
    own = base_url(seen.portal.url)
    for file in seen.files.values():
        yield own if site.own(file.url) else base_url(f"https://{parts_of(file.url).netloc}")


def site_text(plan: Plan, zone: str, largest: int, lists: Iterable[OldAddress], media: Iterable[str] = ()) -> str:
    """Return the text of site.yaml, for the bytes of the `largest` article and the paths of `media` in content/."""
    portal = plan.seen.portal
    folders = archive_folders((*(route.file for route in plan.routes.by_id.values()), *plan.kept))
    usual = asdict(Paths())
    earlier = plan.earlier
    redirects = {redirect.name: redirect.url for redirect in earlier.redirects} if earlier else {}
    largest = max(largest, earlier.reading.article_bytes - 1 if earlier else 0)
    said: dict[str, Any] = {
        "name": named(portal.name) or "Portal",
        "tagline": named(portal.tagline),
        "base_url": base_url(portal.url),
        "timezone": _ZONES[portal_zone(zone)],
        "language": portal.language[:2] if portal.language[:2] in {"id", "en"} else "",
        "permalink": plan.routes.permalink,
        "paths": {key: value for key, value in asdict(plan.paths).items() if value != usual[key]},
        "categories": [{key: value for key, value in asdict(entry).items() if value} for entry in plan.table.kanal],
        "redirects": redirects | {old.old: old.new for old in lists if old.how == "redirect"},
        "media": _media(plan, media),
        "limits": {"article": f"{(largest >> 20) + 1} MB"} if largest > 1 << 20 else {},
        # A file of the archive that nobody can foresee must not keep all others from readers.
        "on_error": "hold",
    }
    # Rules for the archive only, so that strict ones apply to new articles.
    rules = [{"path": path, **dict.fromkeys(_TOLERATED, "warning")} for path in folders]
    return block({**{key: value for key, value in said.items() if value}, "severity": {"folders": rules}})


def _media(plan: Plan, files: Iterable[str]) -> dict[str, Any]:
    """Return where media are; of those in content/, what readers could get on the old site."""
    if plan.media_url:
        return {"base_url": plan.media_url}
    found: dict[str, set[str]] = {}
    public: set[str] = set()
    # These will hold photos of drafts, too.
    mixed = {PHOTOS, *(kanal.slug.partition("/")[0] for kanal in plan.table.kanal)}
    for path in files:
        folder, slash, name = path.strip("/").partition("/")
        ending = (name or folder)[(name or folder).rfind(".") :].lower()
        if ending in DOCUMENTS:
            found.setdefault(f"{folder}/" if slash else "/", set()).add(ending)
        if folder not in mixed:
            public.add(f"{folder}/**" if slash else folder)
    said = {"allow": {folder: sorted(endings) for folder, endings in sorted(found.items())}, "public": sorted(public)}
    return {key: value for key, value in said.items() if value}


def archive_folders(files: Iterable[str]) -> tuple[str, ...]:
    """Return patterns of an archive's folders: decades, the last decade by year, the last year by month."""
    months = sorted({tuple(parts[1:3]) for parts in (file.split("/") for file in files) if len(parts) == 4})
    if not months:
        return ("pages/**",)
    last = months[-1][0]
    found = dict.fromkeys(
        f"*/{year}/{month}/**" if year == last else f"*/{year}/**" if year[:3] == last[:3] else f"*/{year[:3]}*/**"
        for year, month in months
    )
    return (*found, "pages/**", "authors/**")


def parsed(text: str) -> Site:
    """Return the configuration in a text, of which only the portal's address may be missing; may raise SiteError."""
    site, problems = site_yaml.parse(text if "\nbase_url: " in text else f"{text}base_url: https://x.example\n")
    if site is None:
        raise SiteError(problems)
    return site
