"""Plan: which files the output consists of, and which of them are stale.

A page is a row of the store. It belongs to a document (an article's pages, a
media file), to a group (the pages of a listing) or to the site. Only the pages
of what was touched are looked at; what is no longer planned stays as a row
without a kind until its file is deleted.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import msgspec

from generator.base import dates
from generator.base.digest import digest
from generator.base.errors import Problem, Where
from generator.base.text import fold
from generator.base.workers import batches
from generator.images.icons import ICONS, source_url
from generator.portal import urls, variants
from generator.portal.keys import count_key, page_key, spelling_key, url_key
from generator.portal.packing import unpack_media
from generator.portal.page import Asset, Detail, Feed, Front, IconSource, Manifest, Numbered, Page, Terms
from generator.portal.reasons import Reason
from generator.portal.records import ARTICLE_TYPES, Record, Shape
from generator.portal.seq import BEGINNING, END, first_seq
from generator.portal.site import Site
from generator.portal.status import Stale, Status
from generator.portal.urls import SITEMAP_LIMIT, file_slug, output_path, page_url
from generator.portal.variants import Recipe, Variant
from generator.readers.theme import Theme
from generator.stages import claims, links, scheduled
from generator.stages.claims import collision, is_own, origin, owner
from generator.stages.delta import Delta
from generator.store import arrivals, folders, groups, pages, reads
from generator.store.database import GONE, NOTHING, Store, marks

_BATCH = 500
"""Pages that are looked up at a time."""
_OF_ALL: dict[str, Detail] = {"feed": Feed(), "feed-json": Feed(), "tags": Terms()}
"""Details of pages that stand for the whole site."""
NEWS_SECONDS = 2 * 86400
"""Age of the oldest article in Google's news sitemap."""


class Plan(Record, frozen=True):
    """What the plan found."""

    problems: tuple[Problem, ...]
    """Pages that want one address, and links that lead nowhere."""
    keys: frozenset[int]
    """All keys that differ: those of the delta, and those of the addresses that came or went."""


def plan(store: Store, touched: Delta, site: Site, assets: dict[str, str], theme: Theme, now: int) -> Plan:
    """Bring the pages up to date with what was touched, and mark the stale ones.

    Args:
        store: the store, in a transaction.
        touched: what the index found.
        site: the configuration.
        assets: path of each file of the theme below the output -> hex digest.
        theme: its recipes for pictures, and the colour that icons stand on.
        now: time of the build, seconds since 1970.

    Returns:
        What was found; if there are problems, the transaction must be rolled back.

    """
    planner = _Planner(store, site)
    planner.own(touched)
    planner.pictures(touched, theme.recipes)
    planner.listings(touched)
    planner.calendar(touched.days)
    planner.site_wide(assets, now)
    planner.icons(assets, theme.ground)
    problems = planner.apply(touched)
    # What an article had that is not published any more may be that of one that is.
    vacated = {key for key in touched.vacated if pages.at(store, key) is None}
    keys = touched.keys | planner.moved | vacated
    problems += links.check(store, touched, keys, site)
    if not problems:
        _mark(store, touched, keys)
    return Plan(tuple(problems), frozenset(keys))


class _Planner:
    def __init__(self, store: Store, site: Site) -> None:
        self.store = store
        self.db = store.db
        self.site = site
        self.wanted: list[tuple[Page, Reason | None]] = []
        """Each with a reason to make it again, or with an empty one."""
        self.existing: dict[int, Page] = {}
        """Page id -> the page, of all whose owner was looked at."""
        self.ids: dict[int, int] = {}
        """Key -> page id, of the same."""
        self.problems: list[Problem] = []
        self.moved: set[int] = set()
        """Keys of the addresses that came or went."""
        self.clashes: dict[int, set[Page]] = {}
        """Key -> the pages that want that address, of those that more than one wants."""
        self.coming: list[Page] = []
        """The pages of articles whose hour will come, of those that were looked at."""
        self._free: set[str] = set()
        """Folders of the output that are no files of it too."""
        self._dirs: dict[str, list[str]] | None = None

    def _want(self, wanted: Page, why: Reason | None = None) -> None:
        self.wanted.append((wanted, why))

    def _known(self, where: str, *values: object) -> None:
        """Take note of the pages that an owner has."""
        sql = f"SELECT id, key, path, kind, ref, number, lo, hi, note FROM pages WHERE {where}"
        for page, name, *columns in self.db.execute(sql, values):
            self.existing[page] = pages.page_of(*columns)
            self.ids[name] = page

    def _at(self, url: str) -> None:
        """Take note of a page of the site itself."""
        self._known("key = ? AND ref IS NULL", page_key(output_path(url)))

    def own(self, touched: Delta) -> None:
        """Plan the pages of documents."""
        for doc, outputs in touched.pages.items():
            self._known("ref = ? AND kind IN ('article', 'redirect', 'standing', 'media')", doc)
            for one in outputs:
                self._want(Page(one.path, one.kind, doc, one.number), touched.reasons.get(doc))
        self.coming = [
            Page(x.path, x.kind, doc, x.number) for doc, found in touched.scheduled_pages.items() for x in found
        ]
        for doc in touched.gone:
            self._known("ref = ? AND kind IN ('article', 'redirect', 'standing', 'media', 'picture')", doc)

    def pictures(self, touched: Delta, recipes: tuple[Recipe, ...]) -> None:
        """Plan the variants of pictures that changed, or that are shown in another way; of all for other recipes."""
        pictures = frozenset(touched.pictures)
        shown = digest(msgspec.msgpack.encode(recipes))
        if self.store.get("recipes") != shown:
            self.store.set("recipes", shown)
            pictures = pictures.union(row[0] for row in self.db.execute("SELECT DISTINCT key FROM shown"))
        for name in sorted(pictures):
            row = self.db.execute(
                "SELECT docs.id, docs.digest, record FROM names JOIN docs ON docs.id = names.doc"
                " JOIN records ON records.doc = docs.id WHERE key = ? AND kind = 'media' ORDER BY docs.path",
                (name,),
            ).fetchone()
            if row is None:
                continue
            doc, content, record = row
            self._known("ref = ? AND kind = 'picture'", doc)
            media = unpack_media(record)
            if media.variable:
                base = output_path(variants.base_of(media.path, content))
                for variant in self._variants(name, Shape(media.width, media.height), recipes):
                    self._want(Page(f"{base}.{variant.note}", "picture", doc, detail=variant))

    def _variants(self, name: int, shape: Shape, recipes: tuple[Recipe, ...]) -> list[Variant]:
        """Return the variants of a picture, each once, by all the ways in which it is shown."""
        found: dict[Variant, None] = {}
        for use, focus in self.store.all("SELECT use, focus FROM shown WHERE key = ? ORDER BY use, focus", name):
            for one in variants.uses_of("berita", shape) if use == "photo" else (use,):
                found.update((variant, None) for variant in variants.variants(shape, one, focus, recipes))
        return list(found)

    # ------------------------------------------------------------------- listings

    def listings(self, touched: Delta) -> None:
        """Plan the pages of listings whose members differ."""
        members = dict(touched.members)
        always = [("all", ""), *(("kanal", category.slug) for category in self.site.categories)]
        for kind, slug in always:
            group = groups.ensure(self.store, kind, slug)
            if not self.store.all("SELECT 1 FROM pages WHERE ref = ? AND kind = 'listing' LIMIT 1", group):
                members.setdefault(group, BEGINNING)
        for kind in ARTICLE_TYPES[1:]:
            # Made before it has a member, so that a page which asks for the first of its type learns of it.
            groups.ensure(self.store, "type", kind)
        for path in sorted(touched.profiles):
            members.setdefault(groups.ensure(self.store, "author", file_slug(path)), END)
        profiles: dict[str, str] = {}
        for (path,) in self.db.execute("SELECT path FROM docs WHERE seq IS NULL AND kind = 'profile' ORDER BY path"):
            first = profiles.setdefault(file_slug(path), path)
            if first != path and touched.profiles:
                message = f"this profile has the address of content/{first}"
                hint = "give the file another name"
                self.problems.append(Problem(Where(f"content/{path}"), message, hint, other=f"content/{first}"))
        for group, seq in members.items():
            kind, slug, count = self.store.all("SELECT kind, slug, count FROM groups WHERE id = ?", group)[0]
            url = urls.listing_url(kind, slug)
            if url:
                keep = kind in ("all", "kanal") or (kind == "author" and slug in profiles)
                self._listing(group, url, seq, count, keep=keep)

    def _listing(self, group: int, url: str, seq: int, count: int, *, keep: bool) -> None:
        """Plan the pages of one listing from the one that holds `seq` on; older ones have not moved."""
        per_page = self.site.per_page
        numbered = urls.numbered(count, per_page)
        row = self.db.execute(
            "SELECT number, lo FROM chunks WHERE grp = ? AND lo <= ? ORDER BY number DESC LIMIT 1", (group, seq)
        ).fetchone()
        first, start = row or (1, BEGINNING)
        if first > numbered + 1:
            # The list became shorter than the page that was touched.
            first = numbered + 1
            row = self.db.execute("SELECT lo FROM chunks WHERE grp = ? AND number = ?", (group, first)).fetchone()
            start = row[0] if row else BEGINNING
        self.db.execute("DELETE FROM chunks WHERE grp = ? AND number >= ?", (group, first))
        sql = "SELECT seq FROM members WHERE grp = ? AND seq >= ? ORDER BY seq"
        rows = [row[0] for row in self.db.execute(sql, (group, start))]
        self._known("ref = ? AND kind = 'listing' AND (number >= ? OR number = 0)", group, first - 1)
        if first > 1 and (before := self._page(group, first - 1)):
            self._want(msgspec.structs.replace(before, detail=Numbered(first - 1 == numbered)))
        chunks = []
        for number in range(first, numbered + 1):
            at = (number - first) * per_page
            lo, hi = rows[at], rows[at + per_page - 1]
            chunks.append((group, number, lo))
            self._want(
                Page(output_path(f"{url}{number}/"), "listing", group, number, lo, hi, Numbered(number == numbered))
            )
        if count or keep:
            front = rows[(numbered + 1 - first) * per_page :]
            lo = front[0] if front else BEGINNING
            chunks.append((group, numbered + 1, lo))
            self._want(Page(output_path(url), "listing", group, 0, lo, END, Front(numbered)))
        self.db.executemany("INSERT INTO chunks VALUES (?, ?, ?)", chunks)

    def _page(self, group: int, number: int) -> Page | None:
        for page in self.existing.values():
            if page.ref == group and page.number == number and page.kind == "listing":
                return page
        return None

    # ------------------------------------------------------------ archive and site

    def calendar(self, days: Iterable[int]) -> None:
        """Plan the pages of the archive and the sitemaps of months whose days differ."""
        zone = self.site.zone
        months: set[tuple[int, int]] = set()
        for number in sorted(days):
            day = dates.day_of(number)
            months.add((day.year, day.month))
            self._at(urls.day_url(day))
            count = self.store.all("SELECT count FROM days WHERE day = ?", number)
            if count and count[0][0]:
                start = dates.day_start(number, zone)
                lo, hi = urls.span(start, start + 86400)
                self._want(Page(output_path(urls.day_url(day)), "day", None, number, lo, hi))
        for year, month in sorted(months):
            start, end = urls.month_days(year, month)
            total = self.store.all("SELECT sum(count) FROM days WHERE day >= ? AND day < ?", start, end)[0][0] or 0
            url = urls.month_url(year, month)
            self._at(url)
            low, high = (dates.day_start(day, zone) for day in (start, end))
            lo, hi = urls.span(low, high)
            if total:
                self._want(Page(output_path(url), "month", None, year * 100 + month, lo, hi))
            part = 0
            while True:
                path = urls.sitemap_url(year, month, part)
                before = len(self.existing)
                self._at(path)
                if total > part * SITEMAP_LIMIT:
                    self._want(Page(output_path(path), "sitemap", None, part, lo, hi))
                elif len(self.existing) == before:
                    break
                part += 1
        for year in sorted({year for year, _ in months}):
            url = urls.year_url(year)
            self._at(url)
            start, end = urls.month_days(year, 1)[0], urls.month_days(year, 12)[1]
            if self.store.all("SELECT 1 FROM days WHERE day >= ? AND day < ? LIMIT 1", start, end):
                self._want(Page(output_path(url), "year", None, year))

    def site_wide(self, assets: dict[str, str], now: int) -> None:
        """Plan the pages that every site has."""
        self._known(
            "ref IS NULL AND kind IN ('home', 'feed', 'feed-json', 'sitemaps', 'sitemap-pages', 'sitemap-news',"
            " 'robots', 'security', 'humans', 'opensearch', '404', 'fragment', 'tags', 'archive', 'asset',"
            " 'colours', 'manifest', 'icon')"
        )
        simple = {
            "home": "/", "sitemaps": "/sitemap.xml", "sitemap-pages": "/sitemap-pages.xml", "404": "/404.html",
            "robots": "/robots.txt", "fragment": "/fragmen/terkini.html", "colours": "/aset/warna.css",
            "tags": "/tag/", "archive": "/indeks/", "feed": "/feed.xml", "feed-json": "/feed.json",
        }  # fmt: skip
        if self.site.security:
            simple["security"] = "/.well-known/security.txt"
        if self.site.humans:
            simple["humans"] = "/humans.txt"
        if self.site.search:
            simple["opensearch"] = "/opensearch.xml"
        for kind, url in simple.items():
            self._want(Page(output_path(url), kind, detail=_OF_ALL.get(kind)))
        for category in self.site.categories:
            self._want(Page(output_path(f"{category.url}feed.xml"), "feed", detail=Feed(category.slug)))
            self._want(Page(output_path(f"{category.url}feed.json"), "feed-json", detail=Feed(category.slug)))
        for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
            # By count, as SQLite might prefer it, all tags would be looked through.
            sql = (
                "SELECT 1 FROM groups INDEXED BY groups_slug"
                " WHERE kind = 'tag' AND slug >= ? AND slug < ? AND count > 0 LIMIT 1"
            )
            if self.store.all(sql, letter, chr(ord(letter) + 1)):
                self._want(Page(output_path(urls.letter_url(letter)), "tags", detail=Terms(letter)))
        # The news sitemap goes stale by itself: it begins with the oldest article of the last two days.
        row = self.store.all(
            "SELECT seq FROM members WHERE grp = ? AND seq >= ? ORDER BY seq LIMIT 1",
            groups.ensure(self.store, "all", ""), first_seq(now - NEWS_SECONDS),
        )  # fmt: skip
        self._want(Page("sitemap-news.xml", "sitemap-news", lo=row[0][0] if row else END, hi=END))
        for path, shown in assets.items():
            self._want(Page(path, "asset", detail=Asset(shown)))

    def icons(self, assets: dict[str, str], ground: str) -> None:
        """Plan the icons and the manifest that names them.

        All that an icon is made of stands in its note, so that nothing but another picture or ground makes it again.
        """
        source = self._picture(assets)
        self._want(Page("manifest.webmanifest", "manifest", detail=Manifest(source[0] if source else "")))
        for icon in ICONS if source else ():
            detail = IconSource(source[1], ground, source[0]) if source else None
            self._want(Page(icon.path, "icon", number=icon.side, detail=detail))

    def _picture(self, assets: dict[str, str]) -> tuple[str, str] | None:
        """Return address and hex digest of the picture that icons are made of."""
        url = source_url(self.site.icon, assets)
        if url[1:] in assets:
            return url, assets[url[1:]]
        sql = "SELECT path, digest FROM names JOIN docs ON id = doc WHERE key = ? AND kind = 'media'"
        row = self.db.execute(sql, (url_key(url),)).fetchone() if url else None
        return (f"/{row[0]}", bytes(row[1]).hex()) if row else None

    # --------------------------------------------------------------- making it so

    def apply(self, touched: Delta) -> list[Problem]:
        """Bring the table of pages up to date."""
        problems = self.problems
        names: dict[int, tuple[Page, Reason | None]] = {}
        self._gather(self.wanted, names)
        gone = [(page, name) for name, page in self.ids.items() if name not in names]
        self.moved.update(name for _, name in gone)
        letters = any(self.existing[page].kind == "tags" for page, _ in gone)
        if letters or any(one.kind == "tags" for name, (one, _) in names.items() if name not in self.ids):
            self.moved.add(count_key("letters"))
        # A page that goes keeps its row, without a kind, until its file is deleted.
        self.db.executemany(
            f"UPDATE pages SET {NOTHING} WHERE id = ?",
            [(page,) for page, _ in gone],
        )
        self._place(names, self.existing)
        if touched.first:
            self._arrivals()
            # Of a site that is new there is nobody who would have to learn of it.
            self.moved.clear()
        # With problems too, all pages are in the table, so that a link to one of these does not seem to lead nowhere.
        problems += self._files_for_folders(names)
        later = self._numbers_to_come(touched.scheduled_numbers)
        # Two that meet now are told already.
        new = {*names, *self.moved, *touched.scheduled_keys, *later} - self.clashes.keys()
        problems += self._collisions()
        return [*problems, *claims.to_come(self.store, self.site, new, later)]

    def _numbers_to_come(self, numbers: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
        """Add to numbered pages to come those whose addresses articles have that were looked at."""
        later = dict(numbers)
        for one in (*(one for one, _ in self.wanted if one.kind in ("article", "redirect", "standing")), *self.coming):
            found = scheduled.future_numbered_page(self.store, page_url(one.path), self.site.per_page)
            if found is not None:
                later[page_key(one.path)] = found
        return later

    def _gather(
        self, wanted: Iterable[tuple[Page, Reason | None]], names: dict[int, tuple[Page, Reason | None]]
    ) -> None:
        """Put pages under their keys; two that want the same one are a problem."""
        for pair in wanted:
            other = names.setdefault(page_key(pair[0].path), pair)
            if other is not pair:
                self._clash(pair[0], other[0])
                if self._keeps(pair[0], other[0]):
                    names[page_key(pair[0].path)] = pair

    def _keeps(self, one: Page, other: Page) -> bool:
        """Tell which of two pages has their address where a preview goes on: the portal's own, else whose it was."""
        if is_own(one) != is_own(other):
            return is_own(one)
        before = self.existing.get(self.ids.get(page_key(one.path), 0))
        return before is not None and owner(before) == owner(one)

    def _clash(self, one: Page, other: Page) -> None:
        """Take note of two pages that want one address."""
        self.clashes.setdefault(page_key(one.path), set()).update((one, other))

    def _collisions(self) -> list[Problem]:
        """Return the collisions, each with the one that has the best claim, whichever was planned first."""
        problems = []
        for rivals in self.clashes.values():
            best, *others = sorted(rivals, key=lambda one: claims.rank(self.store, one))
            problems += [collision(self.store, one, best) for one in others]
        return problems

    def _arrivals(self) -> None:
        """Plan the pages of the articles of a first reading, few of them at a time."""
        for part in batches(arrivals.states(self.store), _BATCH):
            names: dict[int, tuple[Page, Reason | None]] = {}
            for doc, state, known in part:
                outputs = known.outputs if state != Status.HIDDEN else ()
                wanted = [(Page(one.path, one.kind, doc, one.number), Reason.NEW_FILE) for one in outputs]
                self._gather(wanted, names)
            # All that is in the table by now was planned in this build.
            self._place(names, ())
        arrivals.clear(self.store)

    def _place(self, names: dict[int, tuple[Page, Reason | None]], known: Container[int]) -> None:
        """Bring the rows of some pages up to date; a row that is another's page is a problem, unless it is `known`.

        What is known is as the last build left it, and has found a new owner since.
        """
        there: dict[int, tuple[int, Page]] = {}
        for part in batches(names, _BATCH):
            sql = f"SELECT key, id, path, kind, ref, number, lo, hi, note FROM pages WHERE key IN ({marks(len(part))})"
            there.update((row[0], (row[1], pages.page_of(*row[2:]))) for row in self.db.execute(sql, part))
        fresh: list[int] = []
        for name, (one, why) in names.items():
            if name not in there:
                fresh.append(name)
                continue
            page, before = there[name]
            if before.kind and owner(before) != owner(one) and page not in known:
                self._clash(one, before)
                if not is_own(one) or is_own(before):
                    continue
            reason = why or (None if before == one else Reason.INPUT_CHANGED if before.kind else Reason.NEW_PAGE)
            if not before.kind:
                self.moved.add(name)
            if before.path != one.path:
                self.moved.add(name)
                self._respell(page, before.path, one.path)
            if reason:
                self.db.execute(
                    "UPDATE pages SET path = ?, kind = ?, ref = ?, number = ?, lo = ?, hi = ?, note = ?,"
                    " stale = ?, why = ? WHERE id = ?",
                    (*pages.columns_of(one), Stale.STALE, reason, page),
                )
        self.moved.update(fresh)
        files = self._adopt([names[name][0].path for name in fresh])
        self.db.executemany(
            "INSERT INTO pages (key, path, kind, ref, number, lo, hi, note, stale, why, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    name,
                    *pages.columns_of(names[name][0]),
                    Stale.STALE,
                    names[name][1] or Reason.NEW_PAGE,
                    files.get(names[name][0].path),
                )
                for name in fresh
            ),
        )

    def _adopt(self, paths: list[str]) -> dict[str, bytes]:
        """Return the digests of files that are there, and were to go since their addresses had other letters."""
        if not self.store.all("SELECT 1 FROM pages WHERE ref IS NULL AND kind = '' LIMIT 1"):
            return {}
        found: dict[str, bytes] = {}
        for part in batches(map(spelling_key, paths), _BATCH):
            sql = f"DELETE FROM pages WHERE key IN ({marks(len(part))}) RETURNING path, digest"
            found.update(self.db.execute(sql, part).fetchall())
        return found

    def _respell(self, page: int, before: str, path: str) -> None:
        """Let a page have the same address in other letters: its old file has to go, by a row of its own."""
        content = self.store.all("SELECT digest FROM pages WHERE id = ?", page)[0][0]
        # It may return to letters whose file is still there, since no build has ended in between.
        self.db.execute("UPDATE pages SET digest = ? WHERE id = ?", (self._adopt([path]).get(path), page))
        if content is not None:
            self.db.execute(GONE, (spelling_key(before), before, content))

    def _files_for_folders(self, names: dict[int, tuple[Page, Reason | None]]) -> list[Problem]:
        """Return the files that would stand where the output has folders of media or assets, such as /foto.html/."""
        found: dict[tuple[str, str], Page] = {}
        """The file's path and what is below it -> the file."""
        for one in (*(one for one, _ in self.wanted), *self.coming):
            if one.kind in ("media", "asset", "picture"):
                folder = one.path.rpartition("/")[0]
                while folder and folder not in self._free:
                    other = self._planned(folder, names) or self._to_come(folder)
                    if other:
                        found[other.path, one.path] = other
                    else:
                        self._free.add(folder)
                    folder = folder.rpartition("/")[0]
            if not one.path.endswith("/index.html") and page_key(one.path) not in self.ids:
                # The folder may have been there for long; its media are not looked at again.
                for folder in self._folders().get(fold(one.path), ()):
                    planned = (path for path in folders.files_below(self.store, folder) if self._planned(path, names))
                    below = min(planned, default="")
                    if below:
                        found[one.path, below] = one
        problems: dict[str, Problem] = {}
        for (path, below), one in sorted(found.items()):
            media = self._planned(below, names)
            if one.kind == "redirect" or media is None:
                message = f'the address "/{path}" is already that of a folder of content/'
                where, hint = Where(origin(self.store, one)), "give the alias or the folder another name"
            elif media.kind == "asset":
                message = f'the address "/{path}" is that of {origin(self.store, one)} and of a folder of assets'
                where, hint = Where("themes"), "give the folder another name"
            else:
                message = (
                    f'the folder of this file has the address "/{path}", which is that of {origin(self.store, one)}'
                )
                where, hint = Where(origin(self.store, media)), "give the folder another name"
            problems.setdefault(path, Problem(where, message, hint))
        return list(problems.values())

    def _folders(self) -> dict[str, list[str]]:
        """Return the folders that content/ had at the last build, by the form in which letter case does not count."""
        if self._dirs is None:
            self._dirs = {}
            for path in folders.paths(self.store):
                self._dirs.setdefault(fold(path), []).append(path)
        return self._dirs

    def _planned(self, path: str, names: dict[int, tuple[Page, Reason | None]]) -> Page | None:
        """Return the page that a path of the output is to hold."""
        name = page_key(path)
        if name in names:
            return names[name][0]
        return None if name in self.ids else pages.at(self.store, name)

    def _to_come(self, path: str) -> Page | None:
        """Return the page of an article whose hour will come that a path of the output is to hold."""
        return next((one.page for one in claims.coming(self.store, self.site, page_key(path))), None)


# ------------------------------------------------------------------------ staleness


def _mark(store: Store, touched: Delta, keys: Iterable[int]) -> None:
    """Mark the pages that have read what was touched."""
    causes: dict[int, str] = {}
    for key in sorted(keys):
        for page in reads.pages_of_key(store, key):
            causes.setdefault(page, touched.causes.get(key, ""))
    for group, seqs in touched.groups.items():
        for size in reads.levels(store, group):
            for seq in seqs:
                for page in reads.pages_around(store, group, size, seq):
                    causes[page] = causes.get(page) or touched.causes.get(seq, "")
    pages.mark_for_check(store, causes)


def note(store: Store, touched: Delta, keys: Iterable[int]) -> None:
    """Let the pages that are made next know which of their answers may differ."""
    if not touched.first:
        # On a first reading no page has asked anything yet.
        reads.add_touched(store, keys, touched.groups)
