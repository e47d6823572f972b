"""Shared: templates that are the same on many pages, as the header and the footer, made once and put into each.

A page is made with an empty place where it says `shared("_footer.html")`, so nothing else in it can depend on what will
stand there. When the menu changes, what was put into a page is taken out of its file and the new text put in, and the
page need not be made again: see `Shared.refill`.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from generator.base.digest import digest
from generator.pages import hrefs
from generator.pages.views import PageView, SiteView
from generator.queries.dependencies import SHARED, Dependency, shortened
from generator.readers.jinja import ThemeEnvironment


class Shared:
    """What shared templates make with one menu and one footer: they see the globals, and the entry that is lit."""

    def __init__(self, env: ThemeEnvironment, site: SiteView, base: str) -> None:
        """Make nothing yet.

        Args:
            env: of the theme.
            site: what templates see of the configuration.
            base: path of base_url.

        """
        self._env = env
        self._site = site
        self._base = base
        self.text = lru_cache(maxsize=None)(self._text)
        """Return what a template makes for pages with a menu entry lit: names are few, and so are entries."""
        self.data = lru_cache(maxsize=None)(self._data)
        """Return the same as bytes."""
        self.dependency = lru_cache(maxsize=None)(self._dependency)
        """Return what a page depends on that has some of them: the address of the entry, and their names."""

    def places(self, page: PageView | None) -> Places:
        """Return the places on a page; None for one that shows neither menu nor title."""
        entry = ""
        if page is not None:
            entry = f"/{page.kanal}/" if page.kanal else page.url if page.url in self._site.menu_urls else ""
        return Places(self, entry)

    def _text(self, name: str, active: str) -> str:
        made = self._env.get_template(name).render(site=self._site, active=active)
        return hrefs.html(made, self._base) if self._base else made

    def _data(self, name: str, active: str) -> bytes:
        return self.text(name, active).encode("utf-8", "replace")

    def _dependency(self, active: str, names: tuple[str, ...]) -> Dependency:
        texts = "\0".join([self.text(name, active) for name in names])
        return Dependency(SHARED, (active, *names), shortened(digest(texts.encode("utf-8", "replace"))), ())

    def refill(self, data: bytes, old: Dependency, before: Shared) -> tuple[bytes, Dependency] | None:
        """Return a page with these texts in the place of those of the last build, and what it depends on now.

        Args:
            data: the page as it is.
            old: what it depended on when it was made, which no longer holds.
            before: what shared templates made then.

        Returns:
            None if it cannot be said for certain where the texts stand in it.

        """
        active, *names = old.args
        if before.dependency(active, tuple(names)).digest != old.digest:
            return None
        places = []
        for name in names:
            text = before.data(name, active)
            start = data.find(text)
            # One of the places where the text stands is the right one, so a single one is.
            if not text or start < 0 or data.find(text, start + 1) >= 0:
                return None
            places.append((start, start + len(text), self.data(name, active)))
        done, pieces = 0, []
        for start, end, text in sorted(places):
            if start < done:
                return None
            pieces += [data[done:start], text]
            done = end
        return b"".join([*pieces, data[done:]]), self.dependency(active, tuple(names))


class Places:
    """The places on one page where shared templates stand; templates call it as `shared`."""

    def __init__(self, shared: Shared, active: str) -> None:
        self._shared = shared
        self._active = active
        self._names: list[str] = []

    def __call__(self, name: str) -> Markup:
        """Return what stands for a template until the page is made; a mistake in the template is met here."""
        self._shared.text(name, self._active)
        if name not in self._names:
            self._names.append(name)
        return Markup(_mark(self._names.index(name)))  # noqa: S704 - a number between two signs that no text has

    def fill(self, data: bytes) -> tuple[bytes, tuple[Dependency, ...] | None]:
        """Return a page with its places filled, and what it depends on for them.

        That is None if a template stands on the page more or less than once, so that it cannot be filled again.
        """
        once = True
        for number, name in enumerate(self._names):
            parts = data.split(_mark(number).encode())
            once = once and len(parts) == 2
            data = self._shared.data(name, self._active).join(parts)
        if not once:
            return data, None
        return data, (self._shared.dependency(self._active, tuple(self._names)),) if self._names else ()


def _mark(number: int) -> str:
    return f"\0{number}\0"
