"""The pages that browsers asked for, made when nothing that is known of them holds any more.

What a browser shows is known by a digest. After an update a page is made again
only if what it was made of differs: its row in the plan, its document,
site.yaml, the templates, or the answer to a question that it asked.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

import msgspec

from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.base.source import Source
from generator.engine.renderer import Renderer
from generator.engine.variants import PICTURES
from generator.model.codec import decode
from generator.model.kinds import COPIED
from generator.model.lookup_keys import page_key
from generator.model.page import Page
from generator.model.rebuild_reasons import Reason
from generator.model.records import Article, Record
from generator.model.urls import output_path
from generator.model.variants import FOLDER
from generator.pictures.encoding import BrokenPictureError
from generator.pictures.making import VariantCache, VariantJob, VariantMaker
from generator.preview import view as views
from generator.preview.routes import Resource, make, resource
from generator.preview.view import PreviewArchive, Setup, View
from generator.queries import tracker
from generator.queries.answers import Dependency
from generator.queries.suggestions import Suggestions, suggestions
from generator.store import documents, pages
from generator.store.documents import Document

_MOST = 400
"""Pages that are kept as they were made last, by default."""


class CachedPage(Record, frozen=True):
    """A page as it was made last, and what it was made of."""

    resource: Resource
    page: Page | None
    source: bytes
    """Digest of its own sources: its document, site.yaml and templates."""
    dependencies: tuple[Dependency, ...]
    version: int
    """Of the view that it was last checked against."""
    hidden: bool
    """Whether it may be of an article that is not published."""
    why: str
    """Why it was made, as the column `why` of the store holds it; empty the first time."""


class PageCache:
    """All pages of the site as it is now; safe to use from any thread.

    Pages are made under one lock, which is also held while an update becomes visible: no page is made from two states
    of the site. Variants of pictures have a lock of their own, so that nobody waits for a page while one is made.
    """

    def __init__(self, site: Path, *, most: int = _MOST) -> None:
        """Prepare; there are no pages before `show`, and then at most so many are kept."""
        self.lock = threading.RLock()
        """Guards the view and the pages."""
        self._view: View | None = None
        self._pages: OrderedDict[tuple[str, bool], CachedPage] = OrderedDict()
        self._picture_lock = threading.Lock()
        self._maker = VariantMaker(Source(str(site / "content")), VariantCache(site / PICTURES))
        self._content = str(site / "content")
        self._unpublished: tuple[int, dict[str, str]] = (0, {})
        """Version of the view, and what it shows that is not published: address -> state."""
        self._most = most

    # ------------------------------------------------------------- what is shown

    @property
    def ready(self) -> bool:
        """Whether there is a state of the site to make pages from."""
        return self._view is not None

    @property
    def partial(self) -> bool:
        """Whether only the newest articles were read yet."""
        return self._view is not None and self._view.partial

    @property
    def base_path(self) -> str:
        """The path of base_url, below which the portal lies; empty at the root, and before there is a state to show."""
        return self._view.setup.site.base_path if self._view is not None else ""

    @property
    def setup(self) -> Setup | None:
        """The configuration and the theme that pages are made with."""
        return self._view.setup if self._view is not None else None

    @property
    def drafts(self) -> bool:
        """Whether drafts and scheduled articles are shown."""
        return self._view is not None and self._view.drafts

    def show(self, setup: Setup, renderer: Renderer | None, *, drafts: bool = False, partial: bool = False) -> None:
        """Make pages from the state that was just committed; the caller holds the lock.

        The renderer is one for another setup or another store, closed here when its time has come, or None if the
        present one will do.
        """
        before = self._view
        if before is not None and before.partial and not partial:
            # Another store numbers its documents otherwise.
            self._pages.clear()
        if renderer is None:
            assert before is not None
            renderer, known = before.renderer, before.setup_digest
        else:
            known = views.digest_of(setup)
            if before is not None:
                before.renderer.close()
        renderer.archive = PreviewArchive(renderer.store, setup.site)
        version = before.version + 1 if before is not None else 1
        self._view = View(setup, renderer, known, self._content, drafts, partial, version)

    def close(self) -> None:
        """Show nothing any more."""
        with self.lock:
            if self._view is not None:
                self._view.renderer.close()
                self._view = None

    # ------------------------------------------------------------------- answers

    def find(self, url: str, *, hidden: bool = True) -> Resource:
        """Return what is at a decoded address; with `hidden`, also what was taken down, if drafts are shown."""
        job = self._variant_job(url)
        if job is not None:
            return self._variant(url, job)
        with self.lock:
            view = self._current
            name = (url, hidden)
            cached = self._pages.get(name)
            fresh = False
            if cached is not None:
                cached, fresh = check(view, cached)
            if cached is None or not fresh:
                cached = _made(view, url, cached, hidden=hidden)
            self._pages[name] = cached
            self._pages.move_to_end(name)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
            return cached.resource

    def own_changed(self, url: str, *, hidden: bool) -> bool:
        """Return whether a page's own sources may differ from what was shown last; far cheaper than `find`."""
        with self.lock:
            cached = self._pages.get((url, hidden))
            return cached is None or (cached.page, cached.source) != self._current.page_at(url, hidden=hidden)

    def why(self, url: str) -> str:
        """Return why the page at an address was made last, as the column `why` holds it; empty when it is not known."""
        with self.lock:
            cached = self._pages.get((url, True))
            if cached is not None and cached.why:
                return cached.why
            return pages.why(self._current.store, page_key(output_path(url)))

    def unshown(self, url: str) -> Document | None:
        """Return the article at an address where drafts and scheduled articles are shown; None if it is shown."""
        with self.lock:
            page = self._view.unshown(url) if self._view is not None else None
            return self.document(page.owner) if page is not None else None

    def unpublished(self, now: int, most: int) -> dict[str, str]:
        """Return what is shown that is not published: address -> "draf" or "terjadwal", of so many of each at most."""
        with self.lock:
            view = self._view
            if view is None or not view.drafts:
                return {}
            if self._unpublished[0] != view.version:
                found = {
                    decode(Article, document.record).url: state
                    for state, some in (("terjadwal", self.scheduled(now, most)), ("draf", self.drafts_of(most)))
                    for document in some
                }
                self._unpublished = view.version, found
            return self._unpublished[1]

    def document(self, doc: int) -> Document | None:
        """Return a file of content/ by its id."""
        with self.lock:
            return documents.by_id(self._view.store, doc) if self._view is not None else None

    def suggestions(self, doc: int) -> Suggestions:
        """Return what may be added to an article; nothing if it is gone, or no article, since it was found."""
        with self.lock:
            found = self.document(doc)
            if found is None or found.kind != "article":
                return Suggestions((), ())
            return suggestions(self._current.renderer.archive, doc)

    def drafts_of(self, most: int) -> list[Document]:
        """Return the drafts that were saved first last, at most so many."""
        with self.lock:
            return documents.drafts(self._view.store, most) if self._view is not None else []

    def scheduled(self, now: int, most: int) -> list[Document]:
        """Return the articles that are published after a time, the next one first, at most so many."""
        with self.lock:
            return documents.scheduled(self._view.store, now, most) if self._view is not None else []

    @property
    def _current(self) -> View:
        assert self._view is not None
        return self._view

    def _variant_job(self, url: str) -> VariantJob | None:
        if not url.startswith(f"/{FOLDER}/"):
            return None
        with self.lock:
            page = self._current.planned(url)
            return self._current.renderer.variant_job(page) if page is not None and page.kind == "picture" else None

    def _variant(self, url: str, job: VariantJob) -> Resource:
        with self._picture_lock:
            try:
                data, _ = self._maker.make(job)
            except BrokenPictureError as error:
                where = Where(f"content/{job.source.path}")
                problem = Problem(
                    where,
                    "broken-picture",
                    sentence("this picture cannot be shown: {error}", error=error.said),
                    error.advice,
                )
                return resource(url, 500, "failed", problem=problem)
        return resource(url, 200, "picture", body=data)


def check(view: View, cached: CachedPage) -> tuple[CachedPage, bool]:
    """Compare a cached page with the present state of the site.

    Returns:
        The page with what was found, and whether it can be shown as it is; if it cannot, it says why.

    """
    if cached.version == view.version:
        return cached, cached.resource.kind != "unread"
    page = cached.page
    if page is None or cached.resource.problem is not None or page.kind in COPIED:
        return cached, False
    now, source = view.page_at(cached.resource.url, hidden=cached.hidden)
    if now != page:
        why = Reason.INPUT_CHANGED
    elif source != cached.source:
        why = Reason.FILE_CHANGED if page.ref else Reason.SETUP_CHANGED
    else:
        dependencies, changed = tracker.check(view.renderer.archive, cached.dependencies)
        if changed is None:
            return msgspec.structs.replace(cached, dependencies=dependencies, version=view.version), True
        why = changed
    return msgspec.structs.replace(cached, why=why), False


def _made(view: View, url: str, before: CachedPage | None, *, hidden: bool) -> CachedPage:
    page, source = view.page_at(url, hidden=hidden)
    made = make(view, url, page, before.resource if before is not None else None, hidden=hidden)
    why = before.why if before is not None else ""
    return CachedPage(made.resource, page, source, made.dependencies, view.version, hidden, why)
