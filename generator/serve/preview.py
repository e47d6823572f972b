"""The preview: the engine of `build` held in memory, which makes a page when somebody asks for it.

There are two connections to the store. The engine's thread writes with one; all
pages are made with the other, under one lock, and that lock is held while a
change becomes visible. So a page is never made from two states of the site.

What a browser shows is known by a digest. A page is looked at again after a
change only if what it was made of may differ: its row, its document, the site,
the theme, or the answer to a question that it asked.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where
from generator.base.folder import Folder, ignored
from generator.base.progress import Cancellation, CancelledError, Progress, Run
from generator.base.workers import LazyPool
from generator.images import svg
from generator.images.cache import VariantCache
from generator.images.encoding import BrokenPictureError
from generator.images.making import VariantJob, VariantMaker
from generator.pages import colours
from generator.portal import facts
from generator.portal.keys import page_key, url_key
from generator.portal.kinds import COPIED
from generator.portal.packing import unpack_article, unpack_media
from generator.portal.page import Page
from generator.portal.reasons import Reason
from generator.portal.records import Record
from generator.portal.seq import SHIFT, first_seq, last_seq
from generator.portal.site import Site
from generator.portal.status import Status
from generator.portal.urls import output_path, page_url
from generator.portal.variants import FOLDER
from generator.queries import tracker
from generator.queries.archive import Archive
from generator.queries.tracker import Dependency
from generator.readers import media
from generator.readers.config import FILE
from generator.readers.site import read_configuration
from generator.readers.theme import Theme, load
from generator.serve import intake
from generator.serve.handout import DiffersError, Source, looked_through
from generator.serve.intake import HeldBackError
from generator.stages import renderer as rendering
from generator.stages.index import Clock
from generator.stages.options import Options
from generator.stages.outdated import templates_of
from generator.stages.plan import NEWS_SECONDS
from generator.stages.update import files_of
from generator.stages.variants import PICTURES
from generator.store import pages
from generator.store.database import Store, open_store

_KEPT = 400
"""Pages that are kept as they were made last."""

encode = msgspec.msgpack.Encoder().encode


_TURNS = 4
"""Times that an update is tried, each without what was wrong in the one before; the last takes in the rest."""
_LARGE = 3000
"""Articles from which the newest are shown before all are read."""
_LOOK = 250
"""Articles that are read for that."""


class Found(Record, frozen=True):
    """What is at an address."""

    url: str
    status: int
    kind: str
    """A kind of page, "media" or "asset"; or "draft" (an article that is not published), "unread" (a file that was not
    taken in yet), "missing", "failed"."""
    digest: str
    """Of all that a browser would show."""
    body: bytes = b""
    source: Source | None = None
    """Where the bytes are, of media and assets."""
    target: str = ""
    """Address to go to, of a redirect."""
    doc: int = 0
    """The document that it is made of."""
    problem: Problem | None = None


class Change(Record, frozen=True):
    """What an update has brought."""

    assets: tuple[str, ...] = ()
    """Addresses of the theme's files that differ, and of the stylesheet that is made of its settings."""
    media: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Document(Record, frozen=True):
    """A file of content/ as the store has it."""

    id: int
    kind: str
    path: str
    state: int
    record: bytes


class _Kept:
    """A page as it was made last, and what it was made of."""

    def __init__(
        self,
        found: Found,
        row: Page | None,
        source: bytes,
        asked: tuple[Dependency, ...],
        version: int,
        *,
        hidden: bool,
    ) -> None:
        self.hidden = hidden
        self.found = found
        self.row = row
        self.source = source
        self.asked = asked
        self.version = version
        self.why = ""


class PreviewArchive(Archive):
    """The archive, which also knows the cards of articles that are not published."""

    def unpublished(self, seq: int) -> tuple[int, bytes, bytes]:
        """Return the document at a place in time, with the card and the traits that its article would have."""
        doc = self.store.all("SELECT id FROM docs WHERE seq = ?", seq)[0][0]
        known = facts.of_article(self.article(doc), self.site.reading.media_url)
        return doc, known.card, known.traits


class Preview:
    """A site that is held ready."""

    def __init__(self, options: Options, store: Store, state: Path) -> None:
        self.options = options
        self.store = store
        self.state = state
        self.folder = Path(options.site)
        self.site: Site | None = None
        self.theme: Theme | None = None
        self.problems: tuple[Problem, ...] = ()
        self.partial = False
        """Whether only the newest articles were read yet."""
        self._first: Store | None = None
        """What was read for that."""
        self._chosen: frozenset[str] = frozenset()
        """The folders of these articles."""
        self.looked: Callable[[], object] = lambda: None
        """Called when these can be shown."""
        self.ready = False
        """Whether there is a state of the site to make pages from."""
        self.stopping = Cancellation()
        self.pending: set[str] | None = None
        """Folders that may differ from the store; None for all of them."""
        self._kept: OrderedDict[tuple[str, bool], _Kept] = OrderedDict()
        self._renderer: rendering.Renderer | None = None
        self._lock = threading.RLock()
        self._easel = threading.Lock()
        self._workshop = VariantMaker(self.folder / "content", VariantCache(self.folder / PICTURES))
        self._version = 0
        self._look = b""
        """Digest of site.yaml and of all templates, by which a page is known to have been made with others."""
        self._shown: tuple[Site, Theme] | None = None
        self._drawn: tuple[Problem, ...] = ()
        """Problems of site.yaml and of the theme."""
        store.db.set_progress_handler(lambda: self.stopping.cancelled, 200_000)
        # Nobody should wait for the disk: the log is moved into the store when nothing is being saved.
        store.db.execute("PRAGMA wal_autocheckpoint = 0")

    def close(self) -> None:
        """Close the renderer."""
        with self._lock:
            self._shown = None
            if self._renderer is not None:
                self._renderer.close()
                self._renderer = None
            self._forget_first()

    # ------------------------------------------------------------------- updates

    def update(self, now: int, files: Iterable[str], progress: Progress, *, drawing: bool) -> Change:
        """Bring the store up to date with the folders that are pending.

        Args:
            now: time of the preview.
            files: addresses of media files that may differ.
            progress: told how far it is.
            drawing: whether site.yaml or a theme may differ.

        Returns:
            What differs; its problems are all those that the site has now.

        Raises:
            CancelledError: the preview is to stop.

        """
        self.options = msgspec.structs.replace(self.options, now=now)
        before, seen = self.theme, self._colours()
        problems = list(self._read()) if drawing or self.site is None or self.theme is None else list(self._drawn)
        if not (self.folder / "content").is_dir():
            # A checkout may take it away for a moment; what was there is shown until it is back.
            problems.append(Problem(Where("content"), "there is no folder content/", "make it, with an article in it"))
            self.pending = None
        elif self.site is not None and self.theme is not None:
            if not self.ready:
                self._first_look(self.site, self.theme)
            problems += self._take_in(self.site, self.theme, progress)
        self.problems = tuple(sorted(set(problems)))
        assets = _differ(before, self.theme) if self.ready else ()
        if seen not in ("", self._colours()):
            # It is a page of the site, not a file, so its settings tell whether it differs.
            assets += (colours.PATH,)
        return Change(assets, tuple(files), self.problems)

    def assets(self) -> dict[str, str]:
        """Return the addresses of the theme's files and of the stylesheet of its settings, each with a digest."""
        files = self.theme.assets if self.theme is not None else {}
        return {colours.PATH: self._colours(), **{page_url(path): shown for path, (_, shown) in files.items()}}

    def _colours(self) -> str:
        """Return a digest of the stylesheet that is made of the settings, empty before there is one."""
        shown = self._shown
        return digest(colours.sheet(shown[1].settings)).hex() if shown is not None else ""

    def _read(self) -> tuple[Problem, ...]:
        """Read site.yaml and the theme; each stays as it was when it last had no problems. Return those of both."""
        problems: list[Problem] = []
        try:
            self.site = read_configuration(self.folder)
        except SiteError as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem(Where(FILE), f"this file cannot be read: {error.strerror}"))
        if self.site is not None:
            try:
                problems += self._read_theme(self.site)
            except OSError as error:
                problems.append(Problem(Where("themes"), f"a file cannot be read: {error}"))
        self._drawn = tuple(problems)
        return self._drawn

    def _read_theme(self, site: Site) -> list[Problem]:
        theme, problems = load(self.folder, site.theme, site.language, site.theme_settings)
        if theme is None:
            return problems
        # One that pages were made with before is known to be well.
        known = self.store.get("theme") == theme.key.encode()
        problems = [] if known else templates_of(theme)[1]
        if not problems:
            self.theme = theme
        return problems

    def _take_in(self, site: Site, theme: Theme, progress: Progress) -> list[Problem]:
        """Take in what is pending, without the files that are wrong if need be; return all problems."""
        folders = None if self.pending is None else frozenset(self.pending)
        problems: list[Problem] = []
        without: frozenset[str] = frozenset()
        for turn in range(_TURNS):
            try:
                problems += self._try(site, theme, folders, without, progress, last=turn == _TURNS - 1)
                break
            except HeldBackError as error:
                # Those who did nothing wrong should not wait for the one who did.
                problems += error.problems
                without |= error.files
            except SiteError as error:
                # A template may show only when it is compiled that it is broken.
                problems += error.problems
                if self._shown is None or self._shown == (site, theme):
                    return problems
                self._drawn += error.problems
                self.site, self.theme = site, theme = self._shown
        self.pending = _folders({*without, *files_of(problems)})
        return problems

    def _first_look(self, site: Site, theme: Theme) -> None:
        """On a large site that was never read, show the newest articles while the rest is read."""
        if self.store.all("SELECT 1 FROM docs LIMIT 1"):
            return
        folders = newest(self.folder / "content")
        if not folders:
            return
        state = self.state / "first"
        shutil.rmtree(state, ignore_errors=True)
        self._first, self._chosen = open_store(state, sums=False), frozenset(folders)
        try:
            seen = self._look_at(site, theme, self._chosen) is not None
            renderer = self._renderer_of(state, site, theme) if seen else None
        except SiteError:
            renderer = None
        if renderer is None:
            # What is wrong is told when all is read.
            self._forget_first()
            return
        with self._lock:
            self._show(site, theme, renderer)
            self.partial = True
        self.looked()

    def glance(self, folders: Iterable[str]) -> list[Problem] | None:
        """Take into the first look what was saved since, while all else is read.

        Args:
            folders: where something may have changed.

        Returns:
            The problems there, or None if the first look holds none of these folders.

        """
        wanted = self._chosen & frozenset(folders)
        if not wanted or not self.partial or self._shown is None:
            return None
        problems = self._look_at(*self._shown, wanted)
        with self._lock:
            self._show(*self._shown, None)
        return problems

    def _look_at(self, site: Site, theme: Theme, folders: frozenset[str]) -> list[Problem] | None:
        """Read folders for the first look; return the problems of files that it does without, None if it cannot."""
        assert self._first is not None
        try:
            with LazyPool(1) as pool, self._first.transaction():
                return list(intake.take_in_some(self._first, site, theme, self._clock, Run(pool), folders))
        except SiteError:
            return None

    @property
    def _clock(self) -> Clock:
        return Clock(self.options.now, self.options.drafts)

    def _forget_first(self) -> None:
        if self._first is not None:
            self._first.close()
            self._first = None
            shutil.rmtree(self.state / "first", ignore_errors=True)

    def _try(
        self,
        site: Site,
        theme: Theme,
        folders: frozenset[str] | None,
        without: frozenset[str],
        progress: Progress,
        *,
        last: bool,
    ) -> list[Problem]:
        with LazyPool(self.options.jobs) as pool:
            try:
                with ExitStack() as moment:
                    with self.store.transaction():
                        problems = intake.take_in(
                            self.store, site, theme, self._clock, Run(pool, progress, self.stopping),
                            folders=folders, without=without, last=last,
                        )  # fmt: skip
                        renderer = self._prepare(site, theme)
                        moment.enter_context(self._lock)
                    self._show(site, theme, renderer)
                    if self.partial:
                        # Another store numbers its documents otherwise.
                        self.partial = False
                        self._kept.clear()
                        self._forget_first()
            except sqlite3.OperationalError:
                if self.stopping.cancelled:
                    raise CancelledError from None
                raise
        return list(problems)

    def _prepare(self, site: Site, theme: Theme) -> rendering.Renderer | None:
        """Return a renderer for another theme or site, before anybody has to wait for it."""
        if self._shown == (site, theme) and not self.partial:
            return None
        return self._renderer_of(self.state, site, theme)

    def _renderer_of(self, state: Path, site: Site, theme: Theme) -> rendering.Renderer:
        settings = rendering.Settings(
            bulk=False, generation=0, state=str(state), content=str(self.folder / "content"), stage="",
            site=site, theme=theme, pictures=str(self.folder / PICTURES),
        )  # fmt: skip
        renderer = rendering.Renderer(settings)
        try:
            renderer.check()
        except SiteError:
            renderer.close()
            raise
        return renderer

    def _show(self, site: Site, theme: Theme, renderer: rendering.Renderer | None) -> None:
        """Make pages from the state that was just committed; the lock is held."""
        if renderer is not None:
            if self._renderer is not None:
                self._renderer.close()
            self._renderer = renderer
            self._look = digest(encode(site) + theme.key.encode())
            self._shown = (site, theme)
        assert self._renderer is not None
        self._renderer.archive = PreviewArchive(self._renderer.store, site)
        self._version += 1
        self.ready = True

    def is_large(self) -> bool:
        """Tell whether the store knows so many files that looking at them all takes a moment."""
        return int(self.store.all("SELECT ifnull(max(id), 0) FROM docs")[0][0]) >= _LARGE

    def rest(self) -> None:
        """Use a pause to move what the log has gathered into the store's own file."""
        with contextlib.suppress(sqlite3.OperationalError):
            self.store.checkpoint()

    # --------------------------------------------------------------------- pages

    def find(self, url: str, *, hidden: bool = True) -> Found:
        """Return what is at an address; safe to call from any thread.

        Args:
            url: the address, decoded.
            hidden: whether an article that is not published now can be seen at its own address; a draft is with
                --drafts alone.

        """
        order = self._ordered(url)
        if order is not None:
            return self._variant(url, order)
        with self._lock:
            name = (url, hidden)
            kept = self._kept.get(name)
            if kept is not None and self._holds(kept):
                self._kept.move_to_end(name)
                return kept.found
            made = self._make(url, kept, hidden=hidden)
            self._kept[name] = made
            self._kept.move_to_end(name)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return made.found

    def _ordered(self, url: str) -> VariantJob | None:
        """Return what has to be made for the address of a variant of a picture, if it is one."""
        if not url.startswith(f"/{FOLDER}/"):
            return None
        with self._lock:
            row = self._planned(url)
            return self._renderer.variant_job(row) if row and row.kind == "picture" and self._renderer else None

    def _variant(self, url: str, job: VariantJob) -> Found:
        """Return a variant of a picture; nobody waits for a page meanwhile."""
        with self._easel:
            try:
                data, _ = self._workshop.make(job)
            except BrokenPictureError as error:
                problem = Problem(
                    Where(f"content/{job.source.path}"), f"this picture cannot be shown: {error}", error.hint
                )
                return _found(url, 500, "failed", problem=problem)
        return _found(url, 200, "picture", body=data)

    def own_changed(self, url: str, *, hidden: bool) -> bool:
        """Tell whether a page's own source may differ from what was shown last; far cheaper than `find`."""
        with self._lock:
            kept = self._kept.get((url, hidden))
            return kept is None or (kept.row, kept.source) != self._row(url, hidden=hidden)

    def why(self, url: str) -> str:
        """Return why the page at an address was made last, as the column `why` holds it; empty when it is not known."""
        with self._lock:
            kept = self._kept.get((url, True))
            if kept is not None and kept.why:
                return kept.why
            rows = self._reader.all("SELECT why FROM pages WHERE key = ?", page_key(output_path(url)))
            return str(rows[0][0]) if rows else ""

    def documents(self, where: str, *values: int) -> list[Document]:
        """Return documents by a condition on the table `docs`."""
        with self._lock:
            if not self.ready:
                return []
            sql = f"SELECT id, kind, path, state, record FROM docs JOIN records ON doc = id WHERE {where}"
            return [Document(*row) for row in self._reader.all(sql, *values)]

    def next_hour(self, now: int) -> int:
        """Return when time alone changes a page next, 0 for never; for the engine's thread."""
        # The third is when the oldest article of the news sitemap is too old for it.
        rows = self.store.all(
            "SELECT min(at) FROM (SELECT min(seq) >> ? AS at FROM docs WHERE seq > ? UNION ALL"
            " SELECT min(expires) FROM docs WHERE expires > ? UNION ALL"
            " SELECT (min(seq) >> ?) + ? FROM docs WHERE seq >= ?)",
            SHIFT, last_seq(now), now, SHIFT, NEWS_SECONDS + 1, first_seq(now - NEWS_SECONDS),
        )  # fmt: skip
        return int(rows[0][0] or 0)

    @property
    def _reader(self) -> Store:
        assert self._renderer is not None
        return self._renderer.store

    def _holds(self, kept: _Kept) -> bool:
        """Tell whether a page would be made the same again."""
        if kept.version == self._version:
            return kept.found.kind != "unread"
        if kept.row is None or kept.found.problem is not None or kept.row.kind in COPIED:
            return False
        row, source = self._row(kept.found.url, hidden=kept.hidden)
        assert self._renderer is not None
        if row != kept.row:
            kept.why = Reason.INPUT_CHANGED
        elif source != kept.source:
            kept.why = Reason.FILE_CHANGED if row.ref else Reason.SETUP_CHANGED
        else:
            found, reason = tracker.check(self._renderer.archive, kept.asked)
            if reason is None:
                kept.asked, kept.version = found, self._version
                return True
            kept.why = reason
        return False

    def _row(self, url: str, *, hidden: bool) -> tuple[Page | None, bytes]:
        """Return the page at an address, published or not, and a digest of its own sources."""
        row = self._planned(url)
        if row is None and hidden:
            row = self._hidden(url)
        if row is None:
            return None, self._look
        source = self._look
        if row.ref and row.kind != "listing":
            rows = self._reader.all("SELECT digest, state FROM docs WHERE id = ?", row.ref)
            source += bytes(rows[0][0]) + b"%d" % rows[0][1] if rows else b""
        return row, source

    def _planned(self, url: str) -> Page | None:
        path = output_path(url)
        page = pages.at(self._reader, page_key(path))
        # Most hosts tell letter case apart, so this one does.
        return page if page and page.path == path else None

    def _hidden(self, url: str) -> Page | None:
        """Return a page of an article that is not published now."""
        return next(self._unpublished(url, draft=self.options.drafts), None)

    def _unpublished(self, url: str, *, draft: bool) -> Iterator[Page]:
        """Yield the pages at an address of articles that are not published now, with the drafts or without."""
        path = output_path(url)
        above = url[: url.rstrip("/").rfind("/") + 1]
        for address in (url, above) if url.endswith("/") else ():
            sql = (
                "SELECT id FROM names JOIN docs ON id = doc"
                " WHERE key = ? AND kind = 'article' AND state = ? AND ifnull(draft, 0) <= ?"
            )
            for (doc,) in self._reader.all(sql, url_key(address), Status.HIDDEN, int(draft)):
                article = unpack_article(self._record(doc))
                for one in facts.of_article(article, "").outputs:
                    if one.path == path:
                        yield msgspec.structs.replace(one, ref=doc)

    def is_draft(self, url: str) -> bool:
        """Tell whether an address is that of a draft that is not shown."""
        with self._lock:
            return self.ready and next(self._unpublished(url, draft=True), None) is not None

    def _record(self, doc: int) -> bytes:
        return bytes(self._reader.all("SELECT record FROM records WHERE doc = ?", doc)[0][0])

    def _make(self, url: str, kept: _Kept | None, *, hidden: bool) -> _Kept:
        row, source = self._row(url, hidden=hidden)
        asked: tuple[Dependency, ...] = ()
        if row is None:
            found = self._missing(url, hidden=hidden)
        elif row.kind in COPIED:
            found = self._file(url, row)
        elif row.kind == "redirect":
            target = unpack_article(self._record(row.owner)).url
            found = _found(url, 301, "redirect", target=target, doc=row.owner)
        else:
            found, asked = self._page(url, row, kept)
        made = _Kept(found, row, source, asked, self._version, hidden=hidden)
        made.why = kept.why if kept is not None else ""
        return made

    def _page(self, url: str, row: Page, kept: _Kept | None) -> tuple[Found, tuple[Dependency, ...]]:
        doc = row.owner if row.kind in ("article", "standing") else 0
        kind = row.kind
        if kind == "article" and self._reader.all("SELECT 1 FROM docs WHERE id = ? AND state = ?", doc, Status.HIDDEN):
            kind = "draft"
        assert self._renderer is not None
        try:
            body, asked = self._renderer.make(row)
        except Exception as error:  # noqa: BLE001 - a template can raise anything, and the preview goes on
            problem = getattr(error, "problem", None)
            if not isinstance(problem, Problem):
                problem = Problem(Where("themes"), f"the page cannot be made: {type(error).__name__}: {error}")
            if kept is not None and kept.found.body:
                # The last good page stays beneath.
                return msgspec.structs.replace(kept.found, problem=problem), ()
            return _found(url, 500, "failed", doc=doc, problem=problem), ()
        return _found(url, 404 if kind == "404" else 200, kind, body=body, doc=doc), asked

    def _missing(self, url: str, *, hidden: bool) -> Found:
        if not url.endswith("/") and (self._planned(f"{url}/") or (hidden and self._hidden(f"{url}/"))):
            return _found(url, 301, "redirect", target=f"{url}/")
        if self.partial and (source := self._unread(url)):
            return _found(url, 200, "unread", source=source)
        row = self._planned("/404.html")
        if row is None:
            return _found(url, 404, "missing")
        found, _ = self._page("/404.html", row, None)
        return _found(url, 404, "missing", body=found.body, problem=found.problem)

    def _unread(self, url: str) -> Source | None:
        """Return a file that an article shows which was read before it, as it is now; None if it is not to be seen."""
        assert self._shown is not None
        reading, path, top = self._shown[0].reading, output_path(url), str(self.folder / "content")
        odd = "\0" in path or any(not part or ignored(part) for part in path.split("/"))
        if odd or media.is_refused(path, reading.media_allow):
            return None
        try:
            with Folder(top) as folder, folder.file(path) as file:
                if path.lower().endswith(".svg"):
                    data = file.read(svg.MAX_SIZE + 1)
                    return None if svg.active_svg(data) else Source(top, path, digest(data).hex(), len(data))
                found, size, _ = looked_through(file, reading.media_bytes)
                return Source(top, path, found, size)
        except (OSError, DiffersError):
            return None

    def _file(self, url: str, row: Page) -> Found:
        """Return a file that is served as it is; whether it is still that file is seen when it is handed out."""
        assert self._shown is not None
        if row.kind == "asset":
            file, shown = self._shown[1].assets[row.path]
            # A theme may have links between its own files.
            return _found(url, 200, row.kind, source=Source(*os.path.split(os.path.realpath(file)), shown))
        sql = "SELECT path, digest, record FROM docs JOIN records ON doc = id WHERE id = ?"
        path, known, record = self._reader.all(sql, row.ref)[0]
        source = Source(str(self.folder / "content"), path, bytes(known).hex(), unpack_media(record).size)
        return _found(url, 200, row.kind, source=source)


def _found(
    url: str, status: int, kind: str, *, body: bytes = b"", source: Source | None = None, target: str = "",
    doc: int = 0, problem: Problem | None = None,
) -> Found:  # fmt: skip
    content = body if source is None else source.digest.encode()
    shown = digest(b"\0".join((b"%d" % status, kind.encode(), target.encode(), content))).hex()
    return Found(url, status, kind, shown, body, source, target, doc, problem)


def newest(content: Path) -> list[str]:
    """Return the folders of the newest articles and those of people and standing pages, or none of a small site.

    Newest is told from the names of folders, as in daerah/2024/10/, for nothing was read yet.
    """
    found: list[tuple[tuple[str, ...], str, int]] = []
    always = []
    total = 0
    for folder, _, names in os.walk(content):
        path = os.path.relpath(folder, content).replace(os.sep, "/") + "/"
        count = sum(name.endswith(".md") for name in names)
        total += count
        if path in ("authors/", "pages/"):
            always.append(path)
        elif count:
            found.append((tuple(part for part in path.split("/") if part.isdigit()), path, count))
    if total < _LARGE:
        return []
    chosen: list[str] = []
    room = _LOOK
    for _, path, count in sorted(found, reverse=True):
        if count > 2 * room:
            break
        chosen.append(path)
        room -= count
        if room <= 0:
            break
    return [*always, *chosen] if chosen else []


def _folders(files: Iterable[str]) -> set[str]:
    """Return the folders of files that have a part in problems, which have to be looked at every time."""
    return {path[: path.rfind("/") + 1] for path in files}


def _differ(before: Theme | None, after: Theme | None) -> tuple[str, ...]:
    """Return the addresses of the assets that differ."""
    if before is None or after is None or before is after:
        return ()
    names = before.assets.keys() | after.assets.keys()
    return tuple(page_url(name) for name in sorted(names) if before.assets.get(name) != after.assets.get(name))
