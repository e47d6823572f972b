"""Makes the bytes of one page, for a build and for the preview."""

from __future__ import annotations

import contextlib
import os
import traceback
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec
from jinja2 import TemplateError, TemplateSyntaxError
from msgspec.structs import replace

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where, changed_meanwhile, unreadable
from generator.base.folder import Folder
from generator.base.sentences import NOTHING, sentence
from generator.model.cards import Size
from generator.model.kinds import KINDS, TEMPLATES, Owner
from generator.model.page import IconSource, Page
from generator.model.records import Record
from generator.model.site import Site, SiteFrame
from generator.model.variants import Variant
from generator.pages import hrefs
from generator.pages.context import Context, page_function
from generator.pages.environment import questions, site_environment
from generator.pages.shared import Shared, Splice, spliced
from generator.pages.views import SiteView
from generator.pictures import icons
from generator.pictures.making import SourcePicture, VariantJob
from generator.queries.answers import SHARED, SITE_FRAME, Dependency, shortened
from generator.queries.archive import Archive, BulkArchive
from generator.queries.tracker import Tracker
from generator.store import documents
from generator.store.damage import DAMAGE
from generator.store.database import Store, open_reader
from generator.theming.hooks import HookError
from generator.theming.jinja import ThemeTemplate
from generator.theming.theme import ASSETS, Theme
from generator.theming.words import Words

COMPILED = "templates"
"""Folder of the compiled templates below the state folder."""


class Settings(Record, frozen=True):
    """The settings of a renderer, as plain values that can be sent to another process."""

    bulk: bool
    """Whether most pages are to be made."""
    state: str
    content: str
    stage: str
    """The staging folder; empty for a preview."""
    site: Site
    theme: Theme
    pictures: str
    """Folder of cached variants."""


class FailedPageError(Exception):
    """A page cannot be made."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class Renderer:
    """Makes pages from the store at one moment."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = open_reader(Path(settings.state))
        self.archive = (BulkArchive if settings.bulk else Archive)(self.store, settings.site)
        self._base = settings.site.base_path
        self._words = Words(settings.theme.words)
        # Not empty once a template has used the site frame.
        asked = self._asked = set[str]()

        def site_frame() -> SiteFrame:
            asked.add(SITE_FRAME)
            return settings.site.site_frame

        view = SiteView(settings.site, settings.theme, site_frame)
        self._environment = site_environment(
            settings.site, view, settings.theme, self._words, Path(settings.state, COMPILED)
        )
        # Pages that use the site frame through a shared template depend on that template's text.
        alone = SiteView(settings.site, settings.theme, lambda: settings.site.site_frame)
        self._shared = Shared(self._environment, alone, self._base)
        # Compiled when needed: an edit needs few of them.
        self._template = lru_cache(maxsize=None)(self._compiled)

    def _compiled(self, name: str) -> ThemeTemplate:
        try:
            template = self._environment.get_template(name)
        except TemplateSyntaxError as error:
            broken = self.settings.theme.templates[error.name or name]
            excerpt = "".join(broken.text.split("\n")[error.lineno - 1 : error.lineno])
            problem = Problem(
                Where(broken.path, error.lineno),
                "broken-template",
                sentence("broken template: {message}", message=error.message),
                NOTHING,
                excerpt,
            )
            raise SiteError([problem]) from error
        assert isinstance(template, ThemeTemplate)
        return template

    def check(self) -> None:
        """Compile the templates of all kinds of pages; raises SiteError if one is broken."""
        for name in TEMPLATES:
            self._template(name)

    def close(self) -> None:
        self.store.close()

    def make(self, page: Page, before: tuple[Dependency, ...] = ()) -> tuple[bytes, tuple[Dependency, ...]]:
        """Return the bytes of a page, and its dependencies; slow answers are reused from `before`.

        Raises FailedPageError if the page fails, SiteError if its template is broken.
        """
        if page.kind == "icon":
            return _icon(self.settings, page), ()
        if page.kind == "rebased":
            return _rebased(self.settings, page), ()
        ask = Tracker(self.archive, before)
        theme = self.settings.theme
        context = Context(page, self.settings.site, self.archive, ask, self._words, theme)
        contents = page_function(page.kind)(context)
        if isinstance(contents, bytes):
            return contents, ask.dependencies
        article = contents.variables.get("article")
        own = article.url if article else ""
        places = self._shared.places(contents.variables.get("page"), own, self.archive, contents.horizon)
        variables = {
            **contents.variables,
            **questions(ask, page, contents, self.settings.site),
            "shared": places.__call__,
        }
        name = contents.template or KINDS[page.kind].template
        template = self._template(name)
        try:
            data = template.render_bytes(variables)
            if self._base:
                data = hrefs.html(data.decode(), self._base).encode()
            data, shared = places.fill(data)
        except DAMAGE:
            # A damaged store is not the template's fault.
            raise
        except Exception as error:
            raise FailedPageError(_failure(self.settings, self.store, error, page, name)) from error
        if self._asked:
            # A template may cache what it saw for all pages, so later pages depend on it, too.
            shared = (*shared, self._whole_site_frame)
        return data, (*ask.dependencies, *shared)

    @cached_property
    def _whole_site_frame(self) -> Dependency:
        """The dependency of a page that must be made again when the site frame changes."""
        return Dependency(SITE_FRAME, (), shortened(digest(msgspec.msgpack.encode(self.settings.site.site_frame))), ())

    def holds(self, dependency: Dependency) -> bool:
        """Return whether a dependency that is not a query is unchanged."""
        if dependency.name == SHARED:
            return self._shared.digest_of(dependency) == dependency.digest
        return dependency.name != SITE_FRAME or self._whole_site_frame.digest == dependency.digest

    def refill(
        self, data: bytes, before: tuple[Dependency, ...], now: tuple[Dependency, ...]
    ) -> tuple[bytes, tuple[Dependency, ...]] | None:
        """Return a page with its current shared templates, and its dependencies; None if it has to be made.

        From `before` to `now`, only dependencies on lists of the newest articles differ.
        """
        filled: list[Dependency] = []
        splices: list[Splice] = []
        try:
            for old, new in zip(before, now, strict=True):
                current = replace(new, digest=self._shared.digest_of(new)) if new.name == SHARED else new
                filled.append(current)
                if current.digest != old.digest:
                    splice = self._shared.splice(current, self.archive)
                    if splice is None:
                        return None
                    splices.append(splice)
                elif not self.holds(new):
                    return None
        except DAMAGE:
            raise
        except Exception:  # noqa: BLE001 - where the page is made, it is said what is wrong with the template
            return None
        # A text that may have seen the site frame makes the page depend on it.
        if splices and self._asked and not any(known.name == SITE_FRAME for known in now):
            return None
        return spliced(data, tuple(filled), splices)

    def variant_job(self, page: Page) -> VariantJob:
        file = documents.media_file(self.store, page.owner)
        media = file.media
        source = SourcePicture(media.path, file.digest, Size(media.width, media.height), media.size)
        return VariantJob(page.path, page.detail_of(Variant), source)


def _failure(settings: Settings, store: Store, error: Exception, page: Page, template: str) -> Problem:
    by_path = {template.path: template for template in settings.theme.templates.values()}
    lines = [
        (frame.filename, frame.lineno or 0)
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename in by_path
    ]
    if isinstance(error, TemplateSyntaxError) and error.filename in by_path:
        lines.append((error.filename, error.lineno))
    where, excerpt = Where(settings.theme.templates[template].path), ""
    if lines:
        path, line = lines[-1]
        where = Where(path, line)
        excerpt = by_path[path].text.split("\n")[line - 1 : line][0]
    if isinstance(error, HookError):
        return Problem(where, "broken-template", error.said, error.advice, excerpt)
    said = (
        str(error)
        if isinstance(error, TemplateError)
        else sentence("{name}: {error}", name=type(error).__name__, error=error)
    )
    name = f"/{page.path.removesuffix('index.html')}"
    if KINDS[page.kind].owner in (Owner.ARTICLE, Owner.FILE):
        name = f"content/{documents.path(store, page.owner)}"
    return Problem(
        where,
        "broken-template",
        sentence("the template failed: {said}", said=said),
        sentence("while making {name}", name=name),
        excerpt,
    )


def _rebased(settings: Settings, page: Page) -> bytes:
    """Return a stylesheet or script of the theme with its addresses below the path of base_url."""
    file, expected = settings.theme.assets[page.path]
    folder, name = os.path.split(file)
    where = Where(asset_path(settings.theme, page.path))
    try:
        with Folder(folder) as opened:
            data = opened.read(name, None)
    except OSError as error:
        raise FailedPageError(unreadable(where, error)) from error
    if digest(data).hex() != expected:
        raise FailedPageError(changed_meanwhile(where))
    return hrefs.asset(data, page.path, settings.site.base_path)


def _icon(settings: Settings, page: Page) -> bytes:
    source = page.detail_of(IconSource)
    icon = next(icon for icon in icons.ICONS if icon.path == page.path)
    path = source.picture[1:]
    asset = settings.theme.assets.get(path)
    folder, name = os.path.split(asset[0]) if asset else (settings.content, path)
    most = None if asset else settings.site.reading.media_bytes
    try:
        return icons.make(_unchanged(folder, name, most, source.digest), icon, source.ground)
    except icons.IconError as error:
        if settings.site.icon:
            problem = settings.site.file.problem(("icon",), "bad-icon", error.said, error.advice)
        else:
            where = Where(asset_path(settings.theme, source.picture[1:]))
            problem = Problem(where, "bad-icon", error.said, error.advice)
        raise FailedPageError(problem) from error


def compile_all(settings: Settings) -> None:
    """Compile all templates in advance, so that not every process does; errors appear when a template is used."""
    theme = settings.theme
    view = SiteView(settings.site, theme, lambda: settings.site.site_frame)
    env = site_environment(settings.site, view, theme, Words(theme.words), Path(settings.state, COMPILED))
    for name in theme.templates:
        with contextlib.suppress(TemplateSyntaxError):
            env.get_template(name)


def asset_path(theme: Theme, path: str) -> str:
    """Return the path of a theme asset below the site, from its path below the output."""
    return f"themes/{theme.name}/{path.replace(ASSETS, 'assets', 1)}"


def _unchanged(folder: str, name: str, most: int | None, expected: str) -> bytes:
    """Return the bytes of the icons' picture, if they have the planned digest, in hex."""
    try:
        with Folder(folder) as opened:
            data = opened.read(name, most)
    except OSError as error:
        raise icons.IconError(
            sentence("the picture of the icon cannot be read: {strerror}", strerror=error.strerror),
            sentence("build again"),
        ) from error
    if digest(data).hex() != expected:
        raise icons.IconError(
            sentence("the picture of the icon was changed while it was being read"), sentence("build again")
        )
    return data
