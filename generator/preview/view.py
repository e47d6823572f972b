"""View: one state of the site, from which pages are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.base.digest import digest
from generator.base.errors import SiteError
from generator.base.source import Source
from generator.engine.renderer import Renderer, Settings
from generator.engine.variants import PICTURES
from generator.model import index_entry
from generator.model.codec import decode
from generator.model.lookup_keys import page_key, spelling_key, url_key
from generator.model.page import Page, Status
from generator.model.records import Article, Record
from generator.model.urls import output_path, target_url
from generator.preview.setup import Setup
from generator.queries.archive import Archive
from generator.store import ageing, documents, pages
from generator.store.database import Store


class View(Record, frozen=True):
    """A state of the site. Whoever uses one holds the lock of the page cache."""

    setup: Setup
    renderer: Renderer
    setup_digest: bytes
    """Of site.yaml and all templates, by which a page is known to have been made with others."""
    content: str
    """The folder content/."""
    drafts: bool
    """Whether drafts and scheduled articles are shown."""
    partial: bool
    """Whether only the newest articles were read yet."""
    version: int
    """Greater than that of all views before."""

    @property
    def store(self) -> Store:
        """The state of the store that pages are made from."""
        return self.renderer.store

    def planned(self, url: str) -> Page | None:
        """Return the page that the build would write at an address."""
        path = output_path(url)
        for key in (page_key(path), spelling_key(path)):
            page = pages.at(self.store, key)
            # Most hosts tell letter case apart, so this one does.
            if page and page.path == path:
                return page
        return None

    def hidden(self, url: str) -> Page | None:
        """Return the page at an address of an article that was taken down, where drafts are shown."""
        return next(self._hidden(url), None) if self.drafts else None

    def unshown(self, url: str) -> Page | None:
        """Return the page at an address that would be shown if drafts were."""
        return next(self._hidden(url), None) if not self.drafts else None

    def _hidden(self, url: str) -> Iterator[Page]:
        path = output_path(url)
        # The pages of a split article lie below its own address, whatever the form of that is.
        above = url.rstrip("/").rpartition("/")[0]
        for address in dict.fromkeys((url, target_url(url), f"{above}/", f"{above}.html")):
            for doc in documents.hidden_articles(self.store, url_key(address), drafts=True):
                article = decode(Article, documents.record(self.store, doc))
                for page in index_entry.of_article(article, "").pages:
                    if page.path == path:
                        yield msgspec.structs.replace(page, ref=doc)

    def page_at(self, url: str, *, hidden: bool) -> tuple[Page | None, bytes]:
        """Return the page at an address, and a digest of its own sources: its document, site.yaml and templates.

        Args:
            url: the address, decoded.
            hidden: whether the page of an article that was taken down counts.

        """
        page = self.planned(url)
        if page is None and hidden:
            page = self.hidden(url)
        source = self.setup_digest + b"%d" % ageing.known(self.store).since
        if page is not None and page.ref and page.kind != "listing":
            version = documents.version(self.store, page.ref)
            source += version.digest + b"%d" % version.state if version else b""
        return page, source

    def kind_of(self, page: Page) -> str:
        """Return the kind of a page; that of an article that was taken down is "draft"."""
        if page.kind == "article":
            version = documents.version(self.store, page.owner)
            return "draft" if version and version.state == Status.HIDDEN else "article"
        return page.kind


class PreviewArchive(Archive):
    """The archive, which also knows the cards of articles that are not published."""

    def unpublished(self, seq: int) -> tuple[int, bytes, bytes]:
        """Return the document with a seq, and the card and the traits that its article would have."""
        doc = documents.with_seq(self.store, seq)
        known = index_entry.of_article(self.article(doc), self.site.reading.media_url)
        return doc, known.unsized_card, known.traits


def renderer_for(site: Path, state: Path, setup: Setup) -> Renderer:
    """Return a renderer with all its templates compiled, so that no visitor waits for that.

    Args:
        site: the site's folder.
        state: the folder of the store that pages are to be made from.
        setup: the configuration and the theme.

    Raises:
        SiteError: a template is broken.

    """
    settings = Settings(
        bulk=False, state=str(state), content=Source(str(site / "content")), stage="",
        site=setup.site, theme=setup.theme, pictures=str(site / PICTURES),
    )  # fmt: skip
    renderer = Renderer(settings)
    try:
        renderer.check()
    except SiteError:
        renderer.close()
        raise
    return renderer


def digest_of(setup: Setup) -> bytes:
    """Return a digest of a configuration and all templates."""
    return digest(setup.site.encoded + setup.theme.key.encode())
