"""Templates that are the same on many pages, such as header and footer: rendered once and put into each page.

A page is made with a placeholder where it says `shared("_footer.html")`, so nothing else in it can depend on what will
stand there. When the menu changes, the old text is replaced in the files, and the pages need not be made again: see
`Shared.refill`.

In the same way a page says `shared("_terkini.html", terkini=8)`. The template sees the newest eight articles as
`terkini`, and nothing else on the page does. Where 1,500 articles were published in the last 48 hours, a new one
changes this list on the pages of all of them, and nothing else: see `Shared.relist`.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import TemplateRuntimeError
from markupsafe import Markup
from msgspec.structs import replace

from generator.base.digest import digest
from generator.model.records import Card, Record
from generator.pages import hrefs
from generator.pages.views import PageView, SiteView
from generator.queries.answers import SHARED, Answer, Dependency, shortened
from generator.queries.archive import Archive
from generator.queries.articles import latest, placed
from generator.theming.jinja import ThemeEnvironment

PLACED = placed.__name__
"""Name of a dependency on the newest articles that a page shows in one place of their own."""
_SIGN = b"\0"
"""Surrounds a placeholder; no text has it. A page is read from its beginning, or a headline `1` between two of these
could be taken for a placeholder."""

_TORN = "what shared gives is to be put in as it is, without a filter that cuts it or replaces something in it"

Splice = tuple[int, int, bytes]
"""Start and end in a page, and what comes in their place."""


class Shared:
    """What shared templates render with one menu and footer: they see the globals, and which entry is lit."""

    def __init__(self, env: ThemeEnvironment, site: SiteView, base: str) -> None:
        self._env = env
        self._site = site
        self._base = base
        self._lists: dict[tuple[str, str], tuple[bytes, bytes]] = {}
        self.text = lru_cache(maxsize=None)(self._text)
        """Return the text of a template for pages with a menu entry lit."""
        self.data = lru_cache(maxsize=None)(self._data)
        self.dependency = lru_cache(maxsize=None)(self._dependency)
        """Return the dependency of a page that holds some of them."""

    def places(self, page: PageView | None, archive: Archive, horizon: int) -> Places:
        """Return the places on a page, which is None if it shows neither menu nor title.

        `horizon` is the newest seq that it sees.
        """
        entry = ""
        if page is not None:
            entry = f"/{page.kanal}/" if page.kanal else page.url if page.url in self._site.menu_urls else ""
        return Places(self, entry, archive, horizon)

    def of_newest(self, name: str, variable: str, newest: Answer[list[Card]]) -> bytes:
        """Return what a template renders of the newest articles.

        It is kept until others are asked for: pages of the last 48 hours have the same ones. The template gets the
        page's view, not that of this: whether it looks at the furniture there must be found out.
        """
        known = self._lists.get((name, variable))
        if known is None or known[0] != newest.digest:
            # A list of its own, from which the template may take something.
            data = self._made(name, **{variable: [*newest.value]}).encode("utf-8", "replace")
            known = self._lists[name, variable] = newest.digest, data
        return known[1]

    def _text(self, name: str, active: str) -> str:
        return self._made(name, site=self._site, active=active)

    def _made(self, template: str, /, **variables: object) -> str:
        made = self._env.get_template(template).render(**variables)
        return hrefs.html(made, self._base) if self._base else made

    def _data(self, name: str, active: str) -> bytes:
        return self.text(name, active).encode("utf-8", "replace")

    def _dependency(self, active: str, names: tuple[str, ...]) -> Dependency:
        texts = "\0".join([self.text(name, active) for name in names])
        return Dependency(SHARED, (active, *names), shortened(digest(texts.encode("utf-8", "replace"))), ())

    def refill(self, data: bytes, old: Dependency, before: Shared) -> tuple[list[Splice], Dependency] | None:
        """Return how to replace the texts of the last build, and the dependency then.

        None if their places are not certain.

        Args:
            data: the page.
            old: its dependency when it was made, which no longer holds.
            before: what shared templates rendered then.

        """
        active, *names = old.args
        if before.dependency(active, tuple(names)).digest != old.digest:
            return None
        splices = []
        for name in names:
            text = before.data(name, active)
            start = data.find(text)
            # One of the places where the text stands is the right one, so a single one is.
            if not text or start < 0 or data.find(text, start + 1) >= 0:
                return None
            splices.append((start, start + len(text), self.data(name, active)))
        return splices, self.dependency(active, tuple(names))

    def relist(self, now: Dependency, archive: Archive) -> Splice:
        """Return how to replace the list of the newest articles that a page shows; `now` has the answer of today."""
        place = Place(*now.args)
        text = self.of_newest(place.template, place.variable, archive.answer(placed, *now.args))
        return place.start, place.start + place.length, text


class Place(Record, frozen=True):
    """The arguments of a `placed` dependency."""

    count: int
    upto: int
    template: str
    variable: str
    start: int
    length: int


def spliced(
    data: bytes, dependencies: tuple[Dependency, ...], splices: list[Splice]
) -> tuple[bytes, tuple[Dependency, ...]] | None:
    """Return a page with its splices, and its dependencies, whose places move; None if two splices overlap."""
    done, pieces = 0, list[bytes]()
    splices.sort()
    for start, end, text in splices:
        if not done <= start <= end <= len(data):
            return None
        pieces += (data[done:start], text)
        done = end
    moved = tuple(
        replace(dependency, args=_moved(dependency.args, splices)) if dependency.name == PLACED else dependency
        for dependency in dependencies
    )
    return b"".join((*pieces, data[done:])), moved


def _moved(args: tuple[object, ...], splices: list[Splice]) -> tuple[object, ...]:
    *others, start, length = args
    assert isinstance(start, int)
    shift = 0
    for first, end, text in splices:
        if first == start:
            length = len(text)
        elif first < start:
            shift += len(text) - (end - first)
    return (*others, start + shift, length)


_Slot = tuple[str, str, int]
"""A template, its variable for the newest articles (or empty), and their number."""


class Places:
    """The places on one page where shared templates stand; templates call it as `shared`."""

    def __init__(self, shared: Shared, active: str, archive: Archive, horizon: int) -> None:
        self._shared = shared
        self._active = active
        self._archive = archive
        self._horizon = horizon
        self._slots: list[_Slot] = []

    def __call__(self, name: str, **newest: int) -> Markup:
        """Return the placeholder of a template, after rendering it, so that its mistakes are met here.

        Args:
            name: of the template.
            newest: its variable for the newest articles, and their number; at most one.

        """
        variable, count = "", 0
        if newest:
            ((variable, count), *more) = newest.items()
            if more or type(count) is not int or count < 1:
                raise TypeError("a shared template takes one number of articles")
        slot = (name, variable, count)
        if slot not in self._slots:
            self._slots.append(slot)
        self._data(slot)
        return Markup(f"\0{self._slots.index(slot)}\0")  # noqa: S704 - a number between two signs that no text has

    def _newest(self, count: int) -> Answer[list[Card]]:
        answer: Answer[list[Card]] = self._archive.answer(latest, count, "all", "", self._horizon)
        return answer

    def _data(self, slot: _Slot) -> bytes:
        name, variable, count = slot
        if variable:
            return self._shared.of_newest(name, variable, self._newest(count))
        return self._shared.data(name, self._active)

    def fill(self, data: bytes) -> tuple[bytes, tuple[Dependency, ...], tuple[Dependency, ...] | None]:
        """Return a page with its placeholders filled, its dependencies on lists, and the one on other shared templates.

        The latter is None if one of these stands on the page not exactly once, so that it cannot be refilled.

        Raises:
            TemplateRuntimeError: a placeholder was cut, or something was put into it.

        """
        texts = [self._data(slot) for slot in self._slots]
        starts = [list[int]() for _ in texts]
        parts = _parts(data)
        if not len(parts) % 2:
            raise TemplateRuntimeError(_TORN)
        at = 0
        for place in range(1, len(parts), 2):
            number = parts[place]
            if not number.isdigit() or int(number) >= len(texts):
                raise TemplateRuntimeError(_TORN)
            at += len(parts[place - 1])
            text = parts[place] = texts[int(number)]
            starts[int(number)].append(at)
            at += len(text)
        lists, names, once = list[Dependency](), list[str](), True
        for slot, text, found in zip(self._slots, texts, starts, strict=True):
            if slot[1]:
                lists.append(self._listed(slot, found, len(text)))
            else:
                names.append(slot[0])
                once = once and len(found) == 1
        if not once:
            return b"".join(parts), tuple(lists), None
        shared = (self._shared.dependency(self._active, tuple(names)),) if names else ()
        return b"".join(parts), tuple(lists), shared

    def _listed(self, slot: _Slot, starts: list[int], length: int) -> Dependency:
        """Return the dependency of a page that shows the newest articles, in one place, or in none or several.

        Where an empty text stands is no place, since another list may begin there.
        """
        name, variable, count = slot
        answer = self._newest(count)
        known = shortened(answer.digest)
        if len(starts) != 1 or not length:
            return Dependency(latest.__name__, (count, "all", "", self._horizon), known, answer.reads)
        return Dependency(PLACED, (count, self._horizon, name, variable, starts[0], length), known, answer.reads)


def _parts(data: bytes) -> list[bytes]:
    """Return a page cut at the signs, so that each second part is a placeholder.

    `split` looks for a single sign at each byte, and takes five times as long.
    """
    parts: list[bytes] = []
    done = 0
    while (start := data.find(_SIGN, done)) >= 0:
        parts.append(data[done:start])
        done = start + 1
    return [*parts, data[done:]]
