"""The renderer: makes pages in batches, in this process or in a worker.

A page that is only perhaps stale has its questions asked again first, and is
made again only when an answer differs. What is made is written to the staging
folder if its bytes are not those that the output has already.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import traceback
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, Template, TemplateError, TemplateRuntimeError, TemplateSyntaxError
from markupsafe import Markup

from generator.base import dates
from generator.base.digest import SIZE, digest
from generator.base.errors import Problem, SiteError, Where
from generator.base.folder import Folder
from generator.base.ownfiles import write
from generator.base.text import quoted
from generator.images import icons
from generator.images.cache import VariantCache
from generator.images.encoding import BrokenPictureError
from generator.images.making import SourcePicture, VariantJob, VariantMaker
from generator.pages.context import Contents, Context, absolute
from generator.pages.kinds import FUNCTIONS
from generator.pages.views import SiteView
from generator.portal import reasons
from generator.portal.kinds import COPIED, KINDS, TEMPLATES
from generator.portal.packing import unpack_media
from generator.portal.page import IconSource, Page
from generator.portal.records import ARTICLE_TYPES, Picture, Record, Size, Term
from generator.portal.site import Site
from generator.portal.status import Stale
from generator.portal.variants import Sources, Variant, sources
from generator.queries import articles, names, tracker
from generator.queries.archive import Archive
from generator.queries.tracker import Dependency, Tracker
from generator.readers.jinja import environment
from generator.readers.theme import ASSETS, Theme
from generator.readers.words import Words
from generator.stages import faulty
from generator.stages.faulty import Fault
from generator.stages.parse import copy
from generator.stages.write import place
from generator.store import pages
from generator.store.damage import DAMAGE
from generator.store.database import marks, open_reader


class Settings(Record, frozen=True):
    """What every batch needs to know; plain values, so that it can cross to another process."""

    bulk: bool
    """Whether most pages are made."""
    generation: int
    """Differs for each state of the store."""
    state: str
    content: str
    stage: str
    site: Site
    theme: Theme
    pictures: str
    """Folder of the variants that were made before."""


class Result(Record, frozen=True):
    """What became of a page."""

    page: int
    path: str
    digest: bytes
    """Of its bytes; empty when the page needed not be made."""
    written: bool
    """Whether its bytes differ from those of the output, and lie in the staging folder."""
    asks: bytes
    """The packed questions of the page."""
    reads: tuple[tuple[int, int, int], ...]
    why: str
    """As the column holds it (see `portal.reasons`)."""
    problem: Problem | None = None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Settings).decode


def prepare(settings: Settings) -> str:
    """Leave the settings where every process finds them; return a token for them."""
    data = _encode(settings)
    write(Path(settings.state, "job"), data)
    # Processes may outlive a store, and the one in its place counts from the beginning again.
    return digest(data + os.urandom(SIZE)).hex()


def render(state: str, token: str, batch: tuple[int, ...]) -> list[Result]:
    """Make a batch of pages, by their ids, in any process.

    Args:
        state: the state folder.
        token: what `prepare` returned; a new one means that the site has changed.
        batch: ids of pages.

    """
    return _renderer(state, token).batch(batch)


@lru_cache(maxsize=1)
def _renderer(state: str, token: str) -> Renderer:
    """Return the renderer of this process."""
    del token
    return Renderer(_decode(Path(state, "job").read_bytes()))


class Renderer:
    """Makes pages from the store as it is at one moment."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = store = open_reader(Path(settings.state))
        self.archive = Archive(store, settings.site, bulk=settings.bulk)
        self.pictures = VariantMaker(Path(settings.content), VariantCache(Path(settings.pictures)))
        self._folders: set[str] = set()
        self.words = Words(settings.theme.words)
        self.environment = _environment(settings, self.words)
        # One by one, when a page needs it: an edit needs few of them.
        self._template = lru_cache(maxsize=None)(self._compiled)

    def _compiled(self, name: str) -> Template:
        try:
            return self.environment.get_template(name)
        except TemplateSyntaxError as error:
            lines = self.settings.theme.templates[error.name or name].text.split("\n")
            where = Where(self.settings.theme.templates[error.name or name].path, error.lineno)
            excerpt = "".join(lines[error.lineno - 1 : error.lineno])
            raise SiteError([Problem(where, f"broken template: {error.message}", "", excerpt)]) from error

    def check(self) -> None:
        """Compile the templates of all kinds of pages.

        Raises:
            SiteError: one is broken.

        """
        for name in TEMPLATES:
            self._template(name)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def batch(self, ids: tuple[int, ...]) -> list[Result]:
        """Make some pages."""
        sql = (
            "SELECT pages.id, pages.path, pages.kind, ref, number, lo, hi, note, stale, why, cause, pages.digest, asks,"
            " seq, record FROM pages LEFT JOIN docs ON docs.id = ref AND pages.kind IN ('article', 'redirect')"
            f" LEFT JOIN records ON doc = docs.id AND stale = {Stale.STALE} WHERE pages.id IN ({marks(len(ids))})"
        )
        rows: dict[int, tuple[Any, ...]] = {}
        articles: dict[int, tuple[int, bytes | None]] = {}
        for page, *known, seq, record in self.store.db.execute(sql, ids):
            rows[page] = tuple(known)
            if seq is not None:
                articles[known[2]] = (seq, record)
        self.archive.preload(articles)
        return [self._one(page, rows[page]) for page in ids]

    def _one(self, page: int, known: tuple[Any, ...]) -> Result:
        *columns, stale, why, cause, before, packed = known
        row = pages.page_of(*columns)
        if row.kind in COPIED:
            return self._copy(page, row, before, why)
        if row.kind == "picture":
            return self._picture(page, row, before, why)
        asked_before = tracker.unpack(packed) if packed else ()
        if stale == Stale.CHECK and before is not None:
            found, reason = tracker.check(self.archive, asked_before, only_touched=True)
            if reason is None:
                return Result(page, row.path, b"", False, tracker.pack(found), _reads(found), "")
            why = reasons.pack(reason, cause)
        try:
            data, asked = self.make(row, asked_before)
        except _FailedError as failed:
            return Result(page, row.path, b"", False, b"", (), why, failed.problem)
        made = digest(data)
        if made != before:
            self._write(row.path, data, there=before is not None)
        return Result(page, row.path, made, made != before, tracker.pack(asked), _reads(asked), why)

    def make(self, row: Page, before: tuple[Dependency, ...] = ()) -> tuple[bytes, tuple[Dependency, ...]]:
        """Return the bytes of a page, and what it asked; `before` is what it asked the last time."""
        if row.kind == "icon":
            return self._icon(row), ()
        ask = Tracker(self.archive, before)
        theme = self.settings.theme
        context = Context(row, self.settings.site, self.archive, ask, self.words, theme.settings, theme.recipes)
        made = FUNCTIONS[row.kind](context)
        if isinstance(made, bytes):
            return made, ask.dependencies
        variables = {**made.variables, **_functions(ask, row, made)}
        shown = self._template(KINDS[row.kind].template)
        try:
            text = shown.render(variables)
        except DAMAGE:
            # No template is to blame for what the store cannot say.
            raise
        except Exception as error:
            raise _FailedError(self._problem(error, row)) from error
        return text.encode("utf-8", "replace"), ask.dependencies

    def _icon(self, row: Page) -> bytes:
        """Return an icon, made of the picture that its note names."""
        source = row.detail_of(IconSource)
        url = source.picture
        asset = self.settings.theme.assets.get(url[1:])
        icon = next(one for one in icons.ICONS if one.path == row.path)
        top, path = os.path.split(asset[0]) if asset else (self.settings.content, url[1:])
        most = None if asset else self.settings.site.reading.media_bytes
        try:
            return icons.make(_as_judged(top, path, most, source.digest), icon, source.ground)
        except icons.IconError as error:
            if self.settings.site.icon:
                problem = self.settings.site.file.problem(("icon",), error.message, error.hint)
            else:
                problem = Problem(
                    Where(f"themes/{self.settings.theme.name}/{url.replace(ASSETS, 'assets', 1)[1:]}"),
                    error.message,
                    error.hint,
                )
            raise _FailedError(problem) from error

    def _problem(self, error: Exception, row: Page) -> Problem:
        """Return a problem that names the template, its line, and the article that was being rendered."""
        by_path = {template.path: template for template in self.settings.theme.templates.values()}
        where, excerpt = Where("themes"), ""
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in by_path]
        place = (frames[-1].filename, frames[-1].lineno or 0) if frames else None
        if isinstance(error, TemplateSyntaxError) and error.filename in by_path:
            place = (error.filename, error.lineno)
        if place is not None:
            where = Where(*place)
            excerpt = by_path[place[0]].text.split("\n")[place[1] - 1 : place[1]][0]
        said = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
        made_of = f"/{row.path.removesuffix('index.html')}"
        if row.kind in ("article", "redirect", "standing"):
            made_of = "content/" + self.store.all("SELECT path FROM docs WHERE id = ?", row.ref)[0][0]
        return Problem(where, f"the template failed: {said}", f"while making {made_of}", excerpt)

    def variant_job(self, row: Page) -> VariantJob:
        """Return what it takes to make a variant of a picture."""
        path, content, record = self.store.all(
            "SELECT path, digest, record FROM docs JOIN records ON doc = id WHERE id = ?", row.ref
        )[0]
        media = unpack_media(record)
        source = SourcePicture(path, content, Size(media.width, media.height), media.size)
        return VariantJob(row.path, row.detail_of(Variant), source)

    def _picture(self, page: int, row: Page, before: bytes | None, why: str) -> Result:
        """Bring a variant of a picture to the staging folder."""
        job = self.variant_job(row)
        try:
            data, file = self.pictures.make(job)
        except BrokenPictureError as error:
            problem = faulty.first_problem(self.store, Fault(job.source.path, f"cannot be shown: {error}", error.hint))
            return Result(page, row.path, b"", False, b"", (), why, problem)
        made = digest(data)
        if made != before:
            self._write(row.path, data, file, there=before is not None)
        return Result(page, row.path, made, made != before, b"", (), why)

    def _copy(self, page: int, row: Page, before: bytes | None, why: str) -> Result:
        """Bring a file as it is to the staging folder."""
        if row.kind == "media":
            path, known = self.store.all("SELECT path, digest FROM docs WHERE id = ?", row.ref)[0]
            top, shown, most = self.settings.content, f"content/{path}", self.settings.site.reading.media_bytes
        else:
            file, hexadecimal = self.settings.theme.assets[row.path]
            (top, path), known, most = os.path.split(file), bytes.fromhex(hexadecimal), None
            shown = f"themes/{self.settings.theme.name}/{row.path.replace(ASSETS, 'assets', 1)}"
        if known == before:
            return Result(page, row.path, known, False, b"", (), why)
        target = Path(place(self.settings.stage, row.path, there=before is not None))
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with Folder(top) as folder:
                source = folder.open(path)
        except OSError as error:
            problem = Problem(Where(shown), f"this file cannot be read: {error.strerror}")
            return Result(page, row.path, b"", False, b"", (), why, problem)
        hasher = hashlib.blake2b(digest_size=SIZE)
        with open(target, "wb") as out:

            def write(piece: bytes) -> None:
                hasher.update(piece)
                out.write(piece)

            copy(source, write, most)
        if hasher.digest() != known:
            # The bytes that were judged when they were read are published, and no others.
            problem = Problem(Where(shown), "this file was changed while it was being read", "build again")
            return Result(page, row.path, b"", False, b"", (), why, problem)
        return Result(page, row.path, known, True, b"", (), why)

    def _write(self, path: str, data: bytes, same: Path | None = None, *, there: bool) -> None:
        """Bring bytes to the staging folder; `same` is a file that holds them already."""
        target = place(self.settings.stage, path, there=there)
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            try:
                os.mkdir(folder)
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        if same is not None:
            # Two names for one file: what is kept for the next build needs no room of its own.
            with contextlib.suppress(OSError):
                os.link(same, target)
                return
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
        finally:
            os.close(descriptor)


def _as_judged(top: str, path: str, most: int | None, shown: str) -> bytes:
    """Return the bytes of the picture of the icons, which have a hex digest that is known."""
    try:
        with Folder(top) as folder:
            data = folder.read(path, most)
    except OSError as error:
        raise icons.IconError(f"the picture of the icon cannot be read: {error.strerror}", "build again") from error
    if digest(data).hex() != shown:
        raise icons.IconError("the picture of the icon was changed while it was being read", "build again")
    return data


class _FailedError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _reads(found: tuple[Dependency, ...]) -> tuple[tuple[int, int, int], ...]:
    return tuple(dict.fromkeys(read for ask in found for read in ask.reads))


def _functions(ask: Tracker, row: Page, made: Contents) -> dict[str, Any]:
    """Return the questions that a template may put, seen from the page's horizon."""

    def latest(n: int = 10, category: str = "", type: str = "") -> Any:  # noqa: A002 - as the front matter has it
        if category and type:
            raise TypeError("latest takes a category or a type, not both")
        if type and type not in ARTICLE_TYPES[1:]:
            raise TypeError(f"latest knows the types {', '.join(ARTICLE_TYPES[1:])}, not {quoted(type)}")
        kind = "kanal" if category else "type" if type else "all"
        return ask(articles.latest, n, kind, category or type, made.horizon)

    def related(article: Any, n: int = 5) -> Any:
        del article  # a template says what it means; the page knows its own article
        return ask(articles.related_to, row.owner, n, made.horizon) if row.kind == "article" else []

    def popular(n: int = 20) -> list[Term]:
        return list(ask(names.popular, n))

    return {"latest": latest, "related": related, "popular": popular}


def _environment(settings: Settings, words: Words) -> Environment:
    """Return the templates' environment with all that templates may use everywhere."""
    site = settings.site
    found = environment(settings.theme, Path(settings.state, "templates"))
    icon = icons.source_url(site.icon, settings.theme.assets)
    found.globals["site"] = SiteView(site, site.footer, settings.theme.settings, icon)
    once = _Once()
    found.filters["once"] = once
    found.filters["each"] = lambda things, macro: Markup("".join([once(thing, macro) for thing in things]))  # noqa: S704
    recipes = {one.name: one for one in settings.theme.recipes}

    def variants(picture: Picture, name: str) -> Sources | None:
        if name not in recipes:
            raise TemplateRuntimeError(f'theme.yaml has no recipe "{name}" under pictures')
        return sources(picture, recipes[name])

    found.filters["varian"] = variants
    found.globals["asset"] = lambda name: f"/{ASSETS}/{name}"
    found.globals["kata"] = words
    found.globals["setelan"] = settings.theme.settings
    found.filters["tanggal"] = words.portal
    found.filters["tanggal_pendek"] = words.short
    found.filters["hari"] = words.day
    found.filters["jam"] = dates.clock
    found.filters["iso"] = dates.iso
    found.filters["rfc"] = dates.rfc822
    found.filters["absolut"] = lambda url: absolute(site, url)
    found.filters["angka"] = lambda number: f"{number:,}".replace(",", ".")
    found.filters["inisial"] = initials
    return found


class _Once:
    """Calls a macro once for each thing that it is called with, and keeps what it returned.

    A card stands on some twenty pages. A macro that sees nothing but its one
    argument and what is the same for all pages need not be run for each.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        # Thing and macro are kept beside the result, so that their ids cannot become those of others.
        self._kept: dict[tuple[int, int | str], tuple[Any, Any, Any]] = {}

    def __call__(self, thing: Any, macro: Any) -> Any:
        """Return what `macro` makes of `thing`, which is a text or a record."""
        name = (id(macro), thing if isinstance(thing, str) else id(thing))
        found = self._kept.get(name)
        if found is None:
            if len(self._kept) >= self._most:
                self._kept.clear()
            found = self._kept[name] = (macro(thing), thing, macro)
        return found[0]


def initials(name: str) -> str:
    """Return up to two capital letters of a name, for an avatar."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters)
