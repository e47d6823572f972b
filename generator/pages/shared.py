"""Templates that are the same on many pages, such as header and footer: rendered once and inserted into each page.

A page is made with a placeholder for `shared("_footer.html")`, so nothing else in it can depend on the text. Likewise
`shared("_terkini.html", terkini=8)` gives the newest eight articles but the page's own to a template as `terkini`, and
not to the rest of the page. The dependency on the text records its position in the page. When the menu changes, or a
new article changes the lists on the 1,500 pages of the last 48 hours, the text is exchanged there, and the pages are
not made again.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import TemplateRuntimeError
from markupsafe import Markup
from msgspec.structs import replace

from generator.base.digest import digest
from generator.model.cards import Card
from generator.model.urls import folder_url, line_of
from generator.pages import hrefs
from generator.pages.views import PageView, SiteView
from generator.queries.answers import SHARED, Answer, Dependency, shortened
from generator.queries.archive import Archive
from generator.queries.articles import latest, placed
from generator.theming.jinja import ThemeEnvironment

PLACED = placed.name
"""Name of a dependency on the newest articles in a shared template."""
_SIGN = b"\0"
"""Surrounds a placeholder; no text contains it. A page is parsed from its beginning, since a headline `1` between two
placeholders looks like one."""

_TORN = "what shared gives is to be put in as it is, without a filter that cuts it or replaces something in it"

Splice = tuple[int, int, bytes]
"""Start and end in a page, and the replacement."""


class Shared:
    """What shared templates render: they see the globals, and which menu entry is active."""

    def __init__(self, env: ThemeEnvironment, site: SiteView, base: str) -> None:
        self._env = env
        self._site = site
        self._base = base
        self._lists: dict[tuple[str, str, int], tuple[bytes, dict[str, bytes]]] = {}
        self.site_frame = lru_cache(maxsize=None)(self._site_frame)
        """Return what a template renders for pages with a menu entry lit, and its digest."""

    def places(self, page: PageView | None, own: str, archive: Archive, horizon: int) -> Places:
        """Return the places on a page; `page` is None if it shows neither menu nor title.

        `own` is the address of its article, or empty, and `horizon` the newest seq that it sees.
        """
        entry = ""
        if page is not None:
            kanal = folder_url(line_of(page.kanal)[0])
            entry = kanal if page.kanal else page.url if page.url in self._site.menu_urls else ""
        return Places(self, entry, own, archive, horizon)

    def of_newest(self, name: str, variable: str, count: int, own: str, newest: Answer[list[Card]]) -> bytes:
        """Return what a template renders of the newest articles but the page's own.

        It is cached until the articles differ: pages of the last 48 hours have the same ones, but for those few that
        are among them. The template gets the page's site view, which records whether it uses the site frame.
        """
        key = name, variable, count
        if key not in self._lists or self._lists[key][0] != newest.digest:
            self._lists[key] = newest.digest, {}
        made = self._lists[key][1]
        others = [card for card in newest.value if card.url != own][:count]
        if others == newest.value[:count]:
            own = ""
        if own not in made:
            made[own] = self._made(name, **{variable: others})
        return made[own]

    def _site_frame(self, name: str, active: str) -> tuple[bytes, bytes]:
        data = self._made(name, site=self._site, active=active)
        return data, shortened(digest(data))

    def _made(self, template: str, /, **variables: object) -> bytes:
        made = self._env.get_template(template).render(**variables)
        return (hrefs.html(made, self._base) if self._base else made).encode("utf-8", "replace")

    def digest_of(self, dependency: Dependency) -> bytes:
        """Return the current digest for a dependency on a shared template; empty if the template fails."""
        name, active, *_ = dependency.args
        try:
            return self.site_frame(name, active)[1]
        except Exception:  # noqa: BLE001 - where the page is made, it is said what is wrong
            return b""

    def splice(self, now: Dependency, archive: Archive) -> Splice | None:
        """Return how to replace the text of a dependency by the current one; None if it has no place of its own.

        An empty text has no place: another text may begin there, too.
        """
        *args, start, length = now.args
        if now.name == SHARED:
            text = self.site_frame(*args)[0]
        else:
            count, _, own, template, variable = args
            text = self.of_newest(template, variable, count, own, archive.answer(placed, *now.args))
        return (start, start + length, text) if length and text else None


def spliced(
    data: bytes, dependencies: tuple[Dependency, ...], splices: list[Splice]
) -> tuple[bytes, tuple[Dependency, ...]]:
    """Return a page with its splices applied, and its dependencies with their new positions."""
    done, pieces = 0, list[bytes]()
    splices.sort()
    for start, end, text in splices:
        pieces += (data[done:start], text)
        done = end
    moved = tuple(
        replace(dependency, args=_moved(dependency.args, splices))
        if dependency.name in (PLACED, SHARED)
        else dependency
        for dependency in dependencies
    )
    return b"".join((*pieces, data[done:])), moved


def _split(data: bytes) -> list[bytes]:
    """Return the parts between placeholders' signs, as `split` does, which looks at each byte by itself."""
    parts, start = [], 0
    while (end := data.find(_SIGN, start)) >= 0:
        parts.append(data[start:end])
        start = end + 1
    return [*parts, data[start:]]


def _moved(args: tuple[object, ...], splices: list[Splice]) -> tuple[object, ...]:
    *others, start, length = args
    assert isinstance(start, int)
    shift = 0
    for first, end, text in splices:
        if first < start:
            shift += len(text) - (end - first)
        elif first == start and length:
            length = len(text)
    return (*others, start + shift, length)


class Places:
    """The places of shared templates on one page; templates call it as `shared`."""

    def __init__(self, shared: Shared, active: str, own: str, archive: Archive, horizon: int) -> None:
        self._shared = shared
        self._active = active
        self._own = own
        self._archive = archive
        self._horizon = horizon
        self._made: dict[tuple[str, str, int], tuple[bytes, Dependency]] = {}
        """Template, its variable for the newest articles, and their number -> text and dependency."""

    def __call__(self, name: str, **newest: int) -> Markup:
        """Return the placeholder of a template, which is rendered now so that its errors are found here.

        `newest` is its variable for the newest articles, and their number; at most one.
        """
        variable, count = "", 0
        if newest:
            ((variable, count), *more) = newest.items()
            if more or type(count) is not int or count < 1:
                raise TypeError("a shared template takes one number of articles")
        asked = (name, variable, count)
        if asked not in self._made:
            self._made[asked] = self._make(*asked)
        number = [*self._made].index(asked)
        return Markup(f"\0{number}\0")  # noqa: S704 - a number between two signs that no text has

    def _make(self, name: str, variable: str, count: int) -> tuple[bytes, Dependency]:
        if not variable:
            text, made = self._shared.site_frame(name, self._active)
            return text, Dependency(SHARED, (name, self._active), made, ())
        # One more, since the page's own article may be among them.
        newest: Answer[list[Card]] = self._archive.answer(latest, count + 1, "all", "", self._horizon)
        args = (count, self._horizon, self._own, name, variable)
        text = self._shared.of_newest(name, variable, count, self._own, newest)
        return text, Dependency(PLACED, args, shortened(newest.digest), newest.reads)

    def fill(self, data: bytes) -> tuple[bytes, tuple[Dependency, ...]]:
        """Return a page with its placeholders filled, and its dependencies on the inserted texts.

        Raises TemplateRuntimeError if a placeholder was damaged.
        """
        parts = _split(data)
        if not len(parts) % 2:
            raise TemplateRuntimeError(_TORN)
        made = [*self._made.values()]
        found: list[tuple[int, int, int]] = []
        at = 0
        for place in range(1, len(parts), 2):
            number = parts[place]
            if not number.isdigit() or int(number) >= len(made):
                raise TemplateRuntimeError(_TORN)
            at += len(parts[place - 1])
            text = parts[place] = made[int(number)][0]
            found.append((int(number), at, len(text)))
            at += len(text)
        # A text that is not shown is a dependency, too: its template may fail when rendered again.
        shown = {number for number, _, _ in found}
        found += [(number, 0, 0) for number in range(len(made)) if number not in shown]
        dependencies = [(made[number][1], place) for number, *place in found]
        return b"".join(parts), tuple(replace(known, args=(*known.args, *place)) for known, place in dependencies)
