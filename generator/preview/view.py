"""One state of the site, from which pages are made: the store, and the last good configuration and theme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where, unreadable
from generator.base.sentences import sentence
from generator.base.source import Source
from generator.config.site_yaml import FILE
from generator.engine.invalidation import templates_of
from generator.engine.renderer import Renderer, Settings
from generator.engine.variants import PICTURES
from generator.model import index_entry
from generator.model.codec import decode
from generator.model.lookup_keys import page_key, spelling_key, url_key
from generator.model.page import Page, Status
from generator.model.records import Article, Record
from generator.model.site import Site
from generator.model.urls import output_path, page_url, target_url
from generator.pages import colours
from generator.queries.archive import Archive
from generator.store import documents, pages, times
from generator.store.database import Store
from generator.theming.loading import read_configuration, theme_of, with_ids_of
from generator.theming.theme import Theme


class Setup(Record, frozen=True):
    """What decides how a site is read and shown."""

    site: Site
    theme: Theme


class LastGood:
    """The last good configuration and theme of a site; for the engine's thread, but that any thread may read `site`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.site: Site | None = None
        self.theme: Theme | None = None
        self.problems: tuple[Problem, ...] = ()
        """What is wrong with the files as they are now."""

    @property
    def setup(self) -> Setup | None:
        """Both, if there ever was a good one of either."""
        return Setup(self.site, self.theme) if self.site is not None and self.theme is not None else None

    def read(self, known: bytes | None) -> None:
        """Read both again; a theme whose key is known was used for pages, so its templates need no check."""
        problems: list[Problem] = []
        try:
            self.site = read_configuration(self._folder)
        except SiteError as error:
            problems += error.problems
        except OSError as error:
            problems.append(unreadable(Where(FILE), error))
        if self.site is not None:
            try:
                problems += self._read_theme(self.site, known)
            except OSError as error:
                problems.append(
                    Problem(Where("themes"), "unreadable", sentence("a file cannot be read: {error}", error=error))
                )
        if self.site is not None and self.theme is not None:
            self.site = with_ids_of(self.theme, self.site)
        self.problems = tuple(problems)

    def _read_theme(self, site: Site, known: bytes | None) -> list[Problem]:
        theme, problems = theme_of(self._folder, site)
        if theme is None:
            return problems
        problems = [] if known == theme.key.encode() else templates_of(theme)[1]
        if not problems:
            self.theme = theme
        return problems

    def go_back(self, setup: Setup, problems: tuple[Problem, ...]) -> None:
        """Go back to a setup that pages were made with, since it turned out that this one cannot be used."""
        self.site, self.theme = setup.site, setup.theme
        self.problems += problems


def stylesheet(theme: Theme) -> str:
    """Return a digest of the stylesheet that is made of a theme's settings."""
    return digest(colours.sheet(theme.settings)).hex()


def changed_assets(before: Theme | None, after: Theme | None) -> tuple[str, ...]:
    """Return the addresses of the theme's files that differ."""
    if before is None or after is None or before is after:
        return ()
    names = before.assets.keys() | after.assets.keys()
    return tuple(page_url(name) for name in sorted(names) if before.assets.get(name) != after.assets.get(name))


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
        """Return the page at a decoded address, and a digest of its own sources: its document, site.yaml and templates.

        With `hidden`, the page of an article that was taken down counts.
        """
        page = self.planned(url)
        if page is None and hidden:
            page = self.hidden(url)
        source = self.setup_digest + b"%d" % times.last_ageing(self.store).since
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
    """Return a renderer for the store in a state folder, with all templates compiled, for which nobody has to wait.

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
