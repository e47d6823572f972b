"""The pages that browsers requested, made again only when out of date.

A digest identifies what a browser shows. After an update a page is made again only if something that it was made from
changed: its row in the plan, its document, site.yaml, the templates, or an answer that it got.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, Where
from generator.base.sentences import sentence
from generator.engine.renderer import Renderer
from generator.model.codec import decode, encode
from generator.model.kinds import COPIED
from generator.model.lookup_keys import page_key
from generator.model.page import Page
from generator.model.rebuild_reasons import Reason
from generator.model.records import Article, Record
from generator.model.urls import output_path
from generator.model.variants import FOLDER, PICTURES
from generator.pictures.making import BrokenPictureError, VariantCache, VariantJob, VariantMaker
from generator.preview.view import PreviewArchive, Resource, Setup, View, make, resource
from generator.queries import tracker
from generator.queries.answers import Dependency
from generator.queries.related import Suggestions, suggestions
from generator.store import documents, pages
from generator.store.documents import Document

_MOST = 400
"""Default size of the cache."""


class CachedPage(Record, frozen=True):
    """A page as it was last made, and what it was made from."""

    resource: Resource
    page: Page | None
    source: bytes
    """Digest of its own sources; see `View.page_at`."""
    dependencies: tuple[Dependency, ...]
    version: int
    """Version of the view that it was last checked against."""
    why: str
    """Why it was made, as in the column `why` of the store; empty the first time."""


class PageCache:
    """All pages of the current site; safe to use from any thread.

    Pages are made under one lock, which is also held while an update becomes visible, so no page is made from two
    states of the site. Picture variants have their own lock, so that nobody waits for a page while one is made.
    """

    def __init__(self, site: Path, *, most: int = _MOST) -> None:
        """Create an empty cache; there are no pages before `show`, and then at most `most` are kept."""
        self.lock = threading.RLock()
        """Guards the view and the pages."""
        self._view: View | None = None
        self._pages: OrderedDict[tuple[str, bool], CachedPage] = OrderedDict()
        self._picture_lock = threading.Lock()
        self._content = str(site / "content")
        self._maker = VariantMaker(self._content, VariantCache(site / PICTURES))
        self._most = most

    # ------------------------------------------------------------- what is shown

    @property
    def ready(self) -> bool:
        """Whether there is a state of the site to make pages from."""
        return self._view is not None

    @property
    def base_path(self) -> str:
        """The path of base_url, below which the portal is; empty at the root, and before there is a state to show."""
        return self._view.setup.site.base_path if self._view is not None else ""

    @property
    def setup(self) -> Setup | None:
        """The configuration and the theme that pages are made with."""
        return self._view.setup if self._view is not None else None

    def show(self, setup: Setup, renderer: Renderer | None, *, drafts: bool = False) -> None:
        """Make pages from the state that was just committed; the caller holds the lock.

        The renderer is for a new setup, and will be closed here; None to keep the current one.
        """
        before = self._view
        if renderer is None:
            assert before is not None
            renderer = before.renderer
        elif before is not None:
            before.renderer.close()
        renderer.archive = PreviewArchive(renderer.store, setup.site)
        known = digest(setup.site.encoded + encode(setup.site.site_frame) + setup.theme.key.encode())
        version = before.version + 1 if before is not None else 1
        unsaved = before.unsaved if before is not None else {}
        self._view = View(setup, renderer, known, self._content, drafts, version, unsaved)

    def close(self) -> None:
        with self.lock:
            if self._view is not None:
                self._view.renderer.close()
                self._view = None

    # ------------------------------------------------------------------- answers

    def find(self, url: str, *, hidden: bool = True) -> Resource:
        """Return what is at a decoded address; with `hidden`, including unpublished articles if drafts are shown."""
        if url.startswith(f"/{FOLDER}/"):
            with self.lock:
                planned = self._current.planned(url)
                job = self._current.renderer.variant_job(planned) if planned and planned.kind == "picture" else None
            if job is not None:
                return self._variant(url, job)
        with self.lock:
            name = (url, hidden)
            page = self._pages[name] = _page(self._current, url, self._pages.get(name), hidden=hidden)
            self._pages.move_to_end(name)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
            return page.resource

    def own_changed(self, url: str, *, hidden: bool) -> bool:
        """Return whether a page's own sources may have changed since it was shown; far cheaper than `find`."""
        with self.lock:
            cached = self._pages.get((url, hidden))
            return cached is None or (cached.page, cached.source) != self._current.page_at(url, hidden=hidden)

    def with_unsaved(self, url: str, article: Article) -> bytes | None:
        """Return the page of an article with another text; see `View.with_unsaved`."""
        with self.lock:
            return self._view.with_unsaved(url, article) if self._view is not None else None

    def why(self, url: str) -> str:
        """Return why the page at an address was last made, as in the column `why`; empty if unknown."""
        with self.lock:
            cached = self._pages.get((url, True))
            if cached is not None and cached.why:
                return cached.why
            return pages.why(self._current.store, page_key(output_path(url)))

    def unshown(self, url: str) -> Document | None:
        """Return the article at an address that only showing drafts would reveal; None if there is none."""
        with self.lock:
            view = self._current
            page = view.hidden(url) if not view.drafts else None
            return self.document(page.owner) if page is not None else None

    def document(self, doc: int) -> Document | None:
        with self.lock:
            return documents.by_id(self._current.store, doc)

    def suggestions(self, doc: int) -> Suggestions:
        """Return suggested additions to an article; empty if it is gone or not an article."""
        with self.lock:
            found = self.document(doc)
            if found is None or found.kind != "article":
                return Suggestions((), ())
            return suggestions(self._current.renderer.archive, doc)

    def unpublished(self, now: int, most: int) -> dict[str, list[Document]]:
        """Return drafts, newest first, and articles scheduled after a time, by state; at most `most` of each."""
        with self.lock:
            if self._view is None:
                return {"draf": [], "terjadwal": []}
            store = self._view.store
            return {"terjadwal": documents.scheduled(store, now, most), "draf": documents.drafts(store, most)}

    def marked(self, now: int, most: int) -> dict[str, str]:
        """Return the unpublished articles that are shown: address -> "draf" or "terjadwal", at most `most` of each."""
        with self.lock:
            if self._view is None or not self._view.drafts:
                return {}
            states = self.unpublished(now, most).items()
            return {decode(Article, found.record).url: state for state, some in states for found in some}

    @property
    def _current(self) -> View:
        assert self._view is not None
        return self._view

    def _variant(self, url: str, job: VariantJob) -> Resource:
        with self._picture_lock:
            try:
                data, _ = self._maker.make(job)
            except BrokenPictureError as error:
                problem = Problem(
                    Where(f"content/{job.source.path}"),
                    "broken-picture",
                    sentence("this picture cannot be shown: {error}", error=error.said),
                    error.advice,
                )
                return resource(url, 500, "failed", problem=problem)
        return resource(url, 200, "picture", body=data)


def _page(view: View, url: str, before: CachedPage | None, *, hidden: bool) -> CachedPage:
    """Return the page at an address, unchanged unless something that it was made from changed."""
    if before is not None and before.version == view.version:
        return before
    page, source = view.page_at(url, hidden=hidden)
    why = before.why if before is not None else ""
    if before is not None and before.page and before.resource.problem is None and before.page.kind not in COPIED:
        if page != before.page:
            why = Reason.INPUT_CHANGED
        elif source != before.source:
            why = Reason.FILE_CHANGED if page.ref else Reason.SETUP_CHANGED
        else:
            # The store records what the last update touched; an older page is asked everything again, and so is one
            # that readers do not get, since no list has it and nothing that changes touches it.
            is_next = before.version == view.version - 1 and before.resource.kind != "draft"
            dependencies, changed = tracker.check(view.renderer.archive, before.dependencies, only_touched=is_next)
            if not changed:
                return msgspec.structs.replace(before, dependencies=dependencies, version=view.version)
            why = changed
    found, dependencies = make(view, url, page, before.resource if before is not None else None, hidden=hidden)
    return CachedPage(found, page, source, dependencies, view.version, why)
