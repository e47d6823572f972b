"""One state of the site, and what is at each address in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where
from generator.base.sentences import sentence
from generator.engine.planning.documents import variant_pages
from generator.engine.renderer import FailedPageError, Renderer, Settings
from generator.model import index_entry
from generator.model.codec import decode
from generator.model.kinds import COPIED, REDIRECTS
from generator.model.lookup_keys import page_key, spelling_key, url_key
from generator.model.page import Page, Status
from generator.model.records import Article, Record
from generator.model.site import Site
from generator.model.urls import output_path, target_url
from generator.model.variants import PICTURES
from generator.pages import single
from generator.preview.files import Source
from generator.queries.answers import Dependency
from generator.queries.archive import Archive
from generator.store import documents, pages, times
from generator.store.database import Store
from generator.theming.theme import Theme

_NOTHING: Mapping[int, Article] = {}
_MOST_UNSAVED = 5000


class Setup(Record, frozen=True):
    """What decides how a site is read and shown."""

    site: Site
    theme: Theme


class UnsavedPicture(Record, frozen=True):
    """A picture that only a text has which is not saved."""

    page: Page
    file: str
    """Path of the file it is made from: the id of one that is gone may be another one's by now."""


class View(Record, frozen=True):
    """A state of the site. Its users hold the lock of the page cache."""

    setup: Setup
    renderer: Renderer
    setup_digest: bytes
    """Of site.yaml and all templates, to recognise pages made with others."""
    content: str
    """The folder content/."""
    drafts: bool
    """Whether drafts and scheduled articles are shown."""
    version: int
    """Greater than that of any earlier view."""
    unsaved: dict[str, UnsavedPicture]
    """By path; see `with_unsaved`."""

    @property
    def store(self) -> Store:
        """The state of the store that pages are made from."""
        return self.renderer.store

    def planned(self, url: str) -> Page | None:
        """Return the page that a build would write at an address."""
        path = output_path(url)
        for key in (page_key(path), spelling_key(path)):
            page = pages.at(self.store, key)
            # Most hosts distinguish letter case, and so does this.
            if page and page.path == path:
                return page
        unsaved = self.unsaved.get(path)
        file = documents.media_of(self.store, unsaved.page.owner) if unsaved else None
        return unsaved.page if unsaved and file and file.media.path == unsaved.file else None

    def hidden(self, url: str) -> Page | None:
        """Return the page at an address of an unpublished article."""
        path = output_path(url)
        # The pages of a split article are below its own address, whatever its form.
        above = url.rstrip("/").rpartition("/")[0]
        for address in dict.fromkeys((url, target_url(url), f"{above}/", f"{above}.html")):
            for doc in documents.hidden_articles(self.store, url_key(address)):
                article = decode(Article, documents.record(self.store, doc))
                for page in index_entry.of_article(article, "").pages:
                    if page.path == path:
                        return page.of(doc)
        return None

    def with_unsaved(self, url: str, article: Article) -> bytes | None:
        """Return the page at the decoded address of an article as it would be with another text of it.

        None if it has no page, or that cannot be made.
        """
        page, _ = self.page_at(url, hidden=True)
        if page is None or page.kind != "article":
            return None
        if len(self.unsaved) > _MOST_UNSAVED:
            self.unsaved.clear()
        self.unsaved.update((picture.page.path, picture) for picture in self._pictures(article))
        own, renderer = self.renderer.archive, self.renderer
        renderer.archive = PreviewArchive(self.store, self.setup.site, {page.owner: article})
        try:
            return renderer.make(page)[0]
        except (FailedPageError, SiteError):
            return None
        finally:
            renderer.archive = own

    def _pictures(self, article: Article) -> Iterator[UnsavedPicture]:
        for showing in index_entry.of_article(article, self.setup.site.reading.media_url).showings:
            file = documents.media_at(self.store, showing.key)
            if file is not None:
                made = variant_pages(self.store, file, [showing], self.setup.theme.recipes)
                for page in (Page(file.media.path, "media", file.doc), *made):
                    yield UnsavedPicture(page, file.media.path)

    def page_at(self, url: str, *, hidden: bool) -> tuple[Page | None, bytes]:
        """Return the page at a decoded address, and a digest of its sources: document, site.yaml and templates.

        With `hidden`, an unpublished article has a page if drafts are shown.
        """
        page = self.planned(url)
        if page is None and hidden and self.drafts:
            page = self.hidden(url)
        source = self.setup_digest
        if page is not None and page.ref and page.kind != "listing":
            version = documents.version(self.store, page.ref)
            source += version.digest + b"%d" % version.state if version else b""
        return page, source


class PreviewArchive(Archive):
    """The archive, including the cards of unpublished articles; `unsaved` articles, by document, are as given."""

    def __init__(self, store: Store, site: Site, unsaved: Mapping[int, Article] = _NOTHING) -> None:
        super().__init__(store, site)
        self._unsaved = unsaved

    def _article(self, doc: int) -> Article:
        return self._unsaved.get(doc) or super()._article(doc)

    def unpublished(self, seq: int) -> tuple[int, bytes, bytes]:
        """Return the document with a seq, and the card and the traits that its article would have."""
        ((doc, *_),) = times.in_seconds(self.store, seq, seq)
        known = index_entry.of_article(self.article(doc), self.site.reading.media_url)
        return doc, known.own_card, known.traits


def renderer_for(site: Path, state: Path, setup: Setup) -> Renderer:
    """Return a renderer for the store in a state folder, with all templates compiled in advance.

    Raises:
        SiteError: a template is broken.

    """
    settings = Settings(
        bulk=False, state=str(state), content=str(site / "content"), stage="",
        site=setup.site, theme=setup.theme, pictures=str(site / PICTURES),
    )  # fmt: skip
    renderer = Renderer(settings)
    try:
        renderer.check()
    except SiteError:
        renderer.close()
        raise
    return renderer


class Resource(Record, frozen=True):
    """What is at an address."""

    url: str
    status: int
    """Of HTTP."""
    kind: str
    """A kind of page, "media" or "asset"; or "draft" (an unpublished article), "missing", "failed"."""
    digest: str
    """Of everything a browser would show."""
    body: bytes = b""
    source: Source | None = None
    """The file, for media and assets."""
    target: str = ""
    """Target of a redirect."""
    doc: int = 0
    """Id of its document; 0 for none."""
    problem: Problem | None = None


def resource(
    url: str, status: int, kind: str, *, body: bytes = b"", source: Source | None = None, target: str = "",
    doc: int = 0, problem: Problem | None = None,
) -> Resource:  # fmt: skip
    """Return what is at an address, with a digest of everything a browser would show; see `Resource`."""
    content = body if source is None else source.digest.encode()
    known = digest(b"\0".join((b"%d" % status, kind.encode(), target.encode(), content))).hex()
    return Resource(url, status, kind, known, body, source, target, doc, problem)


def make(
    view: View, url: str, page: Page | None, before: Resource | None, *, hidden: bool
) -> tuple[Resource, tuple[Dependency, ...]]:
    """Return what is at a decoded address, and the dependencies of its page.

    If the page cannot be made, the previous body is shown below the problem. `hidden` is as in `View.page_at`.
    """
    if page is None:
        return _missing(view, url, hidden=hidden), ()
    if page.kind in COPIED:
        return _file(view, url, page), ()
    if page.kind in REDIRECTS:
        return resource(url, 301, "redirect", target=single.target(view.renderer.archive, page), doc=page.ref or 0), ()
    return _page(view, url, page, before)


def _page(view: View, url: str, page: Page, before: Resource | None) -> tuple[Resource, tuple[Dependency, ...]]:
    kind, doc = page.kind, page.owner if page.kind in ("article", "gone", "standing") else 0
    try:
        body, dependencies = view.renderer.make(page)
    except Exception as error:  # noqa: BLE001 - a template can raise anything, and the preview goes on
        problem = getattr(error, "problem", None)
        if not isinstance(problem, Problem):
            problem = Problem(
                Where("themes"),
                "broken-template",
                sentence("the page cannot be made: {name}: {error}", name=type(error).__name__, error=error),
            )
        if before is not None and before.body:
            return msgspec.structs.replace(before, problem=problem), ()
        return resource(url, 500, "failed", doc=doc, problem=problem), ()
    if kind == "article":
        version = documents.version(view.store, doc)
        kind = "draft" if version and version.state == Status.HIDDEN else kind
    return resource(url, 404 if kind == "404" else 200, kind, body=body, doc=doc), dependencies


def _missing(view: View, url: str, *, hidden: bool) -> Resource:
    if not url.endswith("/") and view.page_at(f"{url}/", hidden=hidden)[0] is not None:
        return resource(url, 301, "redirect", target=f"{url}/")
    page = view.planned("/404.html")
    if page is None:
        return resource(url, 404, "missing")
    own, _ = _page(view, "/404.html", page, None)
    return resource(url, 404, "missing", body=own.body, problem=own.problem)


def _file(view: View, url: str, page: Page) -> Resource:
    """Return a file that is served as it is."""
    if page.kind == "asset":
        file, known = view.setup.theme.assets[page.path]
        # A theme may have links between its own files.
        return resource(url, 200, page.kind, source=Source(*os.path.split(os.path.realpath(file)), known))
    found = documents.media_file(view.store, page.owner)
    taken = found.media
    source = Source(view.content, taken.path, (taken.cleaned or found.digest).hex(), cleaned=bool(taken.cleaned))
    return resource(url, 200, page.kind, source=source)
