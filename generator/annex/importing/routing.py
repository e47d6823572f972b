"""Where each item goes: its kanal, file and address, and the old addresses that redirect there.

Whatever readers knew comes first: what was published, then drafts; what an earlier import brought, then what is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal
from urllib.parse import unquote

import msgspec
from msgspec.structs import asdict, astuple, replace

from generator.annex.importing.items import File, Item, Note, Redirect
from generator.annex.importing.kanal import NO_KANAL, Table
from generator.annex.importing.old_addresses import Hosts, alias, is_part, spelled
from generator.annex.importing.survey import Survey
from generator.base.digest import digest
from generator.base.folder import DEVICES
from generator.base.sentences import sentence
from generator.base.text import SLUG, fold, slugify
from generator.base.timestamps import Stamp
from generator.config import site_yaml
from generator.config.rewriting import block
from generator.model.kinds import KINDS
from generator.model.records import Record
from generator.model.urls import OURS, Paths, line_of, output_path

_DEFAULT = "/{category}/{year}/{month}/{slug}/"
_TRIED = 20
_LONGEST = 110
"""Characters of a slug, with room for a number after it."""
_MOST_ALIASES = 100
_BEGINNING = Stamp(0, "WIB")


class Route(Record, frozen=True):
    """Where an item goes."""

    file: str
    """Below content/."""
    url: str
    slug: str
    category: str
    """Kanal; empty for a page."""
    stamp: Stamp
    aliases: tuple[str, ...]
    also: tuple[str, ...]
    """Names of the categories that become tags."""
    id: str
    """As front matter has it; addresses may be made of it."""


class OldAddress(msgspec.Struct, frozen=True):
    """The fate of an old address."""

    old: str
    """Its path, and its query."""
    new: str
    """The new address; empty for what is gone."""
    how: Literal["same", "redirect", "rule", "lost", "gone", "taken"]
    """The page is at that address; a page of the portal redirects; a rule of the host does, which `ssg host` prints;
    nothing can; gone on purpose; another text is there."""
    item: str = ""
    """Id of the item."""


class Routes(Record, frozen=True):
    """Where everything goes."""

    permalink: str
    by_id: dict[str, Route]
    urls: dict[str, str]
    """New address by each old one, spelled; of lists, too."""
    to_lists: tuple[tuple[str, str], ...]
    """Old and new addresses that site.yaml redirects: to lists, and from where the portal has its lists."""
    old: tuple[OldAddress, ...]
    """What becomes of each old address, in the order of the items."""
    notes: tuple[Note, ...]


def route_items(
    survey: Survey, table: Table, hosts: Hosts, paths: Paths, known: dict[str, str], permalink: str = "", now: int = 0,
    lists: Iterable[tuple[str, str]] = (),
) -> Routes:  # fmt: skip
    """Decide where each item goes; `known` has the file that an earlier import gave an item, by its id.

    Without a `permalink`, use the one that keeps most articles' addresses. What expired before `now` is gone. `lists`
    are their old addresses with the new ones; where a text was, it stays.
    """
    router = _Router(survey, table, hosts, paths, known, permalink)

    def rank(item: Item) -> tuple[bool, bool, bool, Stamp, str]:
        return (
            item.state != "published", item.id not in known, item.kind != "page", item.published or _BEGINNING, item.id,
        )  # fmt: skip

    order = sorted(survey.entries, key=rank)
    live = [item for item in order if not _is_over(item, now)]
    over = [item for item in order if _is_over(item, now)]
    router.add(live)
    # A draft was at no address; and what was withdrawn leaves its own to whatever redirects from there.
    router.keep_addresses([item for item in live if item.state == "published"])
    router.keep_addresses([item for item in live if item.state != "published"])
    router.add(over)
    router.keep_addresses(over, is_over=True)
    router.keep_lists(lists)
    router.follow_redirects(survey.redirects)
    router.redirect_picture_pages(survey.files.values(), order)
    return router.routes()


def own_addresses(paths: Paths) -> set[str]:
    """Return the addresses that the portal has whatever its texts are, folded."""
    own = {"/", *(f"/{name}/" for name in (*paths.reserved, *OURS))}
    # It has files, too, as /404.html.
    return own | {fold(kind.url.format_map(asdict(paths))) for kind in KINDS.values()}


def _is_over(item: Item, now: int) -> bool:
    return item.expires is not None and item.expires.epoch <= now


def _kanal(item: Item, numbers: dict[str, str], takes: dict[str, str]) -> str:
    """Return an item's kanal: by its primary category, else by one in its address, else by any."""
    first = [numbers.get(key[1:], "") for key in item.categories if key.startswith("#")]
    named = sorted((key for key in item.categories if not key.startswith("#")), key=NO_KANAL.__contains__)
    segments = item.address.split("/")
    categories = (*first, *(key for key in reversed(named) if key in segments), *named)
    return next((takes[key] for key in categories if key in takes), "")


class _Router:
    """Assigns files and addresses, each once."""

    def __init__(
        self, survey: Survey, table: Table, hosts: Hosts, paths: Paths, known: dict[str, str], permalink: str
    ) -> None:
        self._survey, self._table, self._hosts, self._paths, self._known = survey, table, hosts, paths, known
        numbers = {term.number: term.key for term in survey.categories.values() if term.number}
        self._takes = table.takes
        self._kanal = {item.id: _kanal(item, numbers, self._takes) for item in survey.entries}
        self._permalink = permalink or permalink_of(survey, self._kanal, hosts, paths)
        self._routes: dict[str, Route] = {}
        self._files = {fold(file): key for key, file in known.items()}
        self._taken = {fold(f"/{kanal.slug}/") for kanal in table.kanal} | own_addresses(paths)
        self._urls: dict[str, str] = {}
        self._parted: set[str] = set()
        """Addresses of articles, which may have further pages below."""
        ids = {item.id for item in survey.entries}
        for key, file in known.items():
            # An export may hold only what is new; what was imported before stays where it is.
            kanal, *date, name = file.removesuffix(".md").split("/")
            if key not in ids and len(date) == 2:
                url = self._url(kanal, (*date, "", "", ""), name, identity(key))
                self._parted.add(fold(url))
                self._urls[spelled(url)] = url
        self._taken |= self._parted
        self._slugs = frozenset(kanal.slug for kanal in table.kanal)
        self._numbers: dict[tuple[str, str], int] = {}
        """Address and file that were wanted -> the first number that may be free behind them."""
        self._owners: dict[str, str] = {}
        """The published item that was at each old address, spelled: no other can be there."""
        self._aliases: dict[str, list[str]] = {}
        self._to_lists: list[tuple[str, str]] = []
        self._old: list[OldAddress] = []
        self._notes: list[Note] = []

    def _addresses(self, items: Sequence[Item]) -> Iterator[tuple[Item, str]]:
        """Yield the old addresses of items: where they were themselves, then what redirected to them."""
        own = [self._hosts.own(item.address) for item in items]
        yield from ((item, path) for item, path in zip(items, own, strict=True) if path)
        for item, at in zip(items, own, strict=True):
            paths = dict.fromkeys(map(self._hosts.own, item.aliases))
            yield from ((item, path) for path in paths if path and path != at)

    def add(self, items: Iterable[Item]) -> None:
        for item, path in self._addresses([item for item in items if item.state == "published"]):
            self._owners.setdefault(spelled(path), item.id)
        for item in items:
            # A standing page cannot be a draft.
            if item.state == "published" or (item.kind == "article" and item.state not in {"trashed", "gone"}):
                self._add(item)

    def _add(self, item: Item) -> None:
        wanted = _slug(item)
        category = self._kanal[item.id]
        if item.kind == "article" and not category:
            category = self._table.default
            self._notes.append(Note("kanal", sentence("it goes into {kanal}", kanal=category), item.id, item.address))
        stamp = item.published or _BEGINNING
        key = own = identity(item.id)
        before = self._known.get(item.id, "").rpartition("/")[2].removesuffix(".md")
        slug = before if before.startswith(f"{wanted}-") else wanted
        there = self._at(item, wanted, key, category, stamp)
        url, file = self._at(item, slug, key, category, stamp)
        number = self._numbers.get(there, 2)
        while not self._is_free(item, url, file):
            slug = f"{wanted}-{number}"
            if "{slug}" not in self._permalink:
                key = f"{own}-{number}"
            number += 1
            url, file = self._at(item, slug, key, category, stamp)
        # A draft of an earlier import may have the file of a name, but not its address.
        name = file.removesuffix(".md")
        while self._files.get(fold(file), item.id) != item.id:
            file = f"{name}-{number}.md"
            number += 1
        self._numbers[there] = number
        if item.slug and slug != item.slug and item.state == "published":
            said = sentence("its slug is {slug} now", slug=slug)
            self._notes.append(Note("slug", said, item.id, item.address, item.slug, slug))
        folded = fold(url)
        self._taken.add(folded)
        self._parted.add(folded)
        self._files[fold(file)] = item.id
        terms = self._survey.categories
        others = (key for key in item.categories if key and key[0] != "#" and self._takes.get(key) != category)
        also = tuple(terms[key].name if key in terms else key.replace("-", " ") for key in others)
        self._routes[item.id] = Route(file, url, slug, category, stamp, (), also, key)

    def _is_free(self, item: Item, url: str, file: str) -> bool:
        """Return whether nothing of the portal has an address, nor will in years to come; of a page, it is the file."""
        if self._paths.has_list(url, self._slugs):
            return False
        is_ours = item.kind == "article" or self._files.get(fold(file), item.id) == item.id
        return is_ours and fold(url) not in self._taken and self._owners.get(spelled(url), item.id) == item.id

    def keep_addresses(self, items: Sequence[Item], *, is_over: bool = False) -> None:
        """Redirect old addresses to items; where one was itself, nothing else redirects from."""
        for item, path in self._addresses(items):
            route, at = self._routes.get(item.id), spelled(path)
            if is_over or route is None:
                is_gone = is_over or item.state == "gone" or (item.state == "trashed" and "?" not in path)
                if is_gone and not (is_over and at in self._urls):
                    self._old.append(OldAddress(path, "", "gone", item.id))
            elif self._urls.setdefault(at, route.url) == route.url and item.state == "published":
                self._redirect(path, route.url, item.id)
            elif item.state == "published":
                said = sentence("another text is at {address}", address=path)
                self._notes.append(Note("address", said, item.id, path, after=route.url))
                if path == self._hosts.own(item.address):
                    self._old.append(OldAddress(path, route.url, "taken", item.id))

    def _redirect(self, path: str, new: str, key: str) -> None:
        """Redirect a path to an item: by an alias, if possible."""
        aliases, url = self._aliases.setdefault(key, []), alias(path)
        old, address = unquote(path).rstrip("/"), unquote(new).rstrip("/")
        # Of two addresses that differ in letter case alone, one has a page, and the host a rule for the other.
        is_case = fold(url) in {fold(new), *map(fold, aliases)} and url not in aliases
        is_file = output_path(new) == f"{address[1:]}.html"
        # The portal takes judul, judul/ and judul.html for one address, whatever their letter case.
        old = old.removesuffix(".html") if is_file else old
        if old == address:
            self._old.append(OldAddress(path, new, "same", key))
        elif self._paths.has_list(url, self._slugs) and "?" not in url:
            self._to_lists.append((path, new))
        elif (
            not url
            or (is_file and fold(old) == fold(address))
            or (is_part(url, self._parted) and not is_case)
            or (fold(url) in self._taken and url not in aliases and not is_case)
            or (len(aliases) >= _MOST_ALIASES and url not in aliases)
        ):
            self._old.append(OldAddress(path, new, "lost", key))
        else:
            if url not in aliases:
                self._taken.add(fold(url))
                aliases.append(url)
            self._old.append(OldAddress(path, new, "rule" if "?" in url or is_case else "redirect", key))

    def keep_lists(self, lists: Iterable[tuple[str, str]]) -> None:
        for old, new in lists:
            self._urls.setdefault(spelled(old), new)

    def follow_redirects(self, rules: tuple[Redirect, ...]) -> None:
        """Follow the source's own redirects, through several steps."""
        owners = {route.url: key for key, route in self._routes.items()}
        gone = (self._hosts.own(rule.old) for rule in rules if not rule.new)
        self._old += [OldAddress(path, "", "gone") for path in gone if path]
        waiting = [rule for rule in rules if rule.new]
        count = len(waiting) + 1
        while len(waiting) < count:
            count, rules, waiting = len(waiting), tuple(waiting), []
            for rule in rules:
                old, new = self._hosts.own(rule.old), self._hosts.own(rule.new)
                if not old or spelled(old) in self._urls:
                    continue
                if (url := self._urls.get(spelled(new)) if new else None) is None:
                    waiting.append(rule)
                    continue
                self._urls[spelled(old)] = url
                if url in owners:
                    self._redirect(old, url, owners[url])
                else:
                    self._to_lists.append((old, url))
        for rule in waiting:
            said = sentence("to {address}", address=rule.new)
            self._notes.append(Note("redirect", said, address=rule.old, before=rule.old, after=rule.new))

    def redirect_picture_pages(self, files: Iterable[File], entries: Sequence[Item]) -> None:
        """Redirect single pictures' pages to their articles, or to the first that shows them."""
        public = {item.id for item in entries if item.state == "published"}
        showing = {item.photo: item.id for item in reversed(entries) if item.photo and item.id in public}
        for file in files:
            path = self._hosts.own(file.address) if file.address else None
            if not path or spelled(path) in self._urls:
                continue
            key = file.item if file.item in public else showing.get(file.key)
            if key is None:
                self._notes.append(Note("picture-page", sentence("nothing shows it"), file.key, file.address))
            else:
                self._redirect(path, self._routes[key].url, key)

    def routes(self) -> Routes:
        whole = {key: replace(route, aliases=tuple(self._aliases.get(key, ()))) for key, route in self._routes.items()}
        return Routes(self._permalink, whole, self._urls, tuple(self._to_lists), tuple(self._old), tuple(self._notes))

    def _at(self, item: Item, slug: str, key: str, category: str, stamp: Stamp) -> tuple[str, str]:
        name = f"{slug}-artikel" if slug in DEVICES else slug
        if item.kind == "page":
            return f"/{slug}/", f"pages/{name}.md"
        at = stamp.local
        # The part of a kanal is in the front matter: addresses and folders are those of the kanal.
        kanal, year, month = line_of(category)[0], f"{at.year:04d}", f"{at.month:02d}"
        url = self._url(kanal, (year, month, f"{at.day:02d}", f"{at.hour:02d}", f"{at.minute:02d}"), slug, key)
        return url, f"{kanal}/{year}/{month}/{name}.md"

    def _url(self, kanal: str, date: tuple[str, ...], slug: str, key: str) -> str:
        named = dict(zip(("year", "month", "day", "hour", "minute"), date, strict=True))
        return self._permalink.format(category=kanal, slug=slug, id=key, **named)


def identity(key: str) -> str:
    """Return a unique id for an item, as front matter may have it."""
    if SLUG.fullmatch(key) and len(key) <= _LONGEST:
        return key
    return f"{slugify(key, 40) or 'x'}-{digest(key.encode('utf-8', 'replace')).hex()[:10]}"


def _slug(item: Item) -> str:
    """Return an item's preferred slug: its own, or one like it."""
    slug = item.slug
    if item.kind == "page" and slug.lower() in DEVICES:
        # A page's address is its file's name.
        return f"{slug.lower()}-halaman"
    if SLUG.fullmatch(slug) and len(slug) <= _LONGEST:
        return slug
    plain = unquote(slug)
    # Of a slug in another script, only its digits would be left.
    slug = slugify(plain, _LONGEST) if plain.isascii() else ""
    return slug or slugify(item.title, _LONGEST) or f"{item.kind}-{slugify(item.id) or 'baru'}"


def permalink_of(survey: Survey, kanal: dict[str, str], hosts: Hosts, paths: Paths) -> str:
    """Return the pattern that keeps most articles' addresses; `kanal` is that of each item, by id."""
    counts: Counter[str] = Counter()
    for item in survey.entries:
        if item.kind == "article" and item.state == "published" and item.published and item.slug:
            path = hosts.own(item.address)
            if path and "?" not in path:
                counts[_pattern(path, item, kanal[item.id])] += 1
    lists = {*astuple(paths), *OURS}
    for pattern, _ in counts.most_common(_TRIED):
        # Where the portal has lists of its own, any tag or name of tomorrow may take an article's place.
        is_apart = pattern.strip("/").partition("/")[0] not in lists
        if ("{slug}" in pattern or "{id}" in pattern) and is_apart and allows(pattern):
            return pattern
    return _DEFAULT


def _pattern(path: str, item: Item, category: str) -> str:
    """Return an article's address with placeholders for kanal, date and slug."""
    assert item.published
    at = item.published.local
    parts = []
    dates = [("{year}", f"{at.year:04d}"), ("{month}", f"{at.month:02d}"), ("{day}", f"{at.day:02d}")]
    names = {
        f"{item.id}.html": "{id}.html", f"{item.slug}.html": "{slug}.html", item.id: "{id}", item.slug: "{slug}",
        line_of(category)[0]: "{category}", "": "",
    }  # fmt: skip
    for part in path.split("/"):
        is_date = bool(dates) and part == dates[0][1]
        parts.append(dates.pop(0)[0] if is_date else names.get(part, part))
    return "/".join(parts)


def allows(permalink: str) -> bool:
    kanal = [{"slug": "berita", "name": "Berita"}]
    site: dict[str, Any] = {"name": "x", "base_url": "https://x.example", "permalink": permalink, "categories": kanal}
    return not site_yaml.parse(block(site))[1]
