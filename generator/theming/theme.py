"""Themes: templates, assets, words, settings and picture sizes, along a chain of themes that extend each other.

Jinja2 is not imported here: a build that changes nothing starts without it.

"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from generator.base.digest import digest
from generator.base.errors import Problem, Where, unreadable
from generator.base.folder import MAX_DEPTH, Folder, StrayError, ignored
from generator.base.sentences import sentence
from generator.base.text import quoted, suggest
from generator.base.textfile import decode
from generator.config import yaml_text
from generator.config.entries import Source
from generator.config.fields import SLUG, Fields
from generator.config.keys import spelling_of
from generator.config.site_keys import THEME
from generator.config.yaml_text import Mapping
from generator.model.records import Record
from generator.model.site import LANGUAGES, Site, SiteFile
from generator.model.variants import Recipe
from generator.theming import words
from generator.theming.theme_settings import COLOUR, Given, Setting, given_settings, merge, recipes

BUILT_IN = Path(__file__).parents[1] / "themes"
FILE = "theme.yaml"


def find_folder(site: Path, name: str) -> Path | None:
    if SLUG.fullmatch(name):
        for parent in (site / "themes", BUILT_IN):
            if (parent / name / FILE).is_file():
                return parent / name
    return None


def theme_names(site: Path) -> list[str]:
    return sorted({path.parent.name for parent in (site / "themes", BUILT_IN) for path in parent.glob(f"*/{FILE}")})


def display_path(site: Path, path: Path) -> str:
    """Return the path of a theme's file as problems show it."""
    try:
        return path.relative_to(site).as_posix()
    except ValueError:
        return f"generator/themes/{path.relative_to(BUILT_IN).as_posix()}"


def read_part(site: Path, theme: Path, part: str, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file in a part of a theme (templates, assets or words), sorted by path.

    Files that cannot be read become `problems`.

    """
    top = theme / part
    if not top.is_dir():
        return
    if theme.resolve() not in top.resolve().parents:
        where = Where(display_path(site, top))
        problems.append(
            Problem(
                where,
                "bad-symlink",
                sentence("this symbolic link leaves the theme"),
                sentence("put the folder itself here"),
            )
        )
        return
    with Folder(top, sentence("this part of the theme")) as folder:
        for inside in sorted(_walk(top)):
            try:
                inside.encode()
                yield inside, folder.read(inside, None)
            except UnicodeEncodeError:
                where = Where(f"{display_path(site, top)}/{inside.encode('utf-8', 'replace').decode()}")
                problems.append(
                    Problem(where, "bad-name", sentence("the name of this file is not UTF-8"), sentence("rename it"))
                )
            except OSError as error:
                where = Where(f"{display_path(site, top)}/{inside}")
                problems.append(
                    Problem(where, "bad-symlink", error.said, error.advice)
                    if isinstance(error, StrayError)
                    else unreadable(where, error)
                )


def _walk(top: Path) -> Iterator[str]:
    """Yield the paths of files below a folder, and of folders that are too deep."""
    pending = [""]
    while pending:
        path = pending.pop()
        with os.scandir(top / path) as entries:
            for entry in entries:
                inside = f"{path}{entry.name}"
                if ignored(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False) and inside.count("/") < MAX_DEPTH:
                    pending.append(f"{inside}/")
                else:
                    yield inside


DEFAULT = "kabar"
"""The theme of the package."""
ASSETS = "aset"
"""Folder of the output that holds a theme's assets."""
_COMPUTED = r"\{\{.*?\}\}|\{%.*?%\}"
_ID = re.compile(
    rf"""id=(?<![\w-]id=)(?:"((?:{_COMPUTED}|[^"])*)"|'((?:{_COMPUTED}|[^'])*)'|((?:{_COMPUTED}|[^\s"'>])+))""",
    re.DOTALL,
)
"""What a template gives an id. It begins with plain letters, which the library finds many times as fast."""


class Template(Record, frozen=True):
    """A template; the path is for problems."""

    path: str
    text: str


class Theme(Record, frozen=True):
    """A theme merged with all that it extends."""

    name: str
    templates: dict[str, Template]
    assets: dict[str, tuple[str, str]]
    """Path below the output -> the file, and the hex digest of its bytes."""
    key: str
    """Of all templates, words, settings and recipes."""
    words: dict[str, str]
    """Of the site's language."""
    settings: dict[str, Setting]
    recipes: tuple[Recipe, ...] = ()
    """Sorted by name."""
    old_widths: tuple[int, ...] = ()
    """Widths of the photos of old articles, if it names any."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that its templates give, sorted; `*` stands for a part that they compute."""
        found = {"".join(given) for template in self.templates.values() for given in _ID.findall(template.text)}
        return tuple(sorted({re.sub(_COMPUTED, "*", one) for one in found} - {"*", ""}))

    @property
    def ground(self) -> str:
        """The background colour of icons and of an installed portal: that of the bar, or white."""
        bar = self.settings.get("bar", "")
        return bar if isinstance(bar, str) and COLOUR.fullmatch(bar) else "#ffffff"


def with_ids_of(theme: Theme, site: Site) -> Site:
    return replace(site, reading=replace(site.reading, theme_ids=theme.ids))


class _Link(Record, frozen=True):
    """One theme of a chain."""

    folder: Path
    source: Source
    fields: Fields


def load(
    site: Path,
    name: str,
    language: str = LANGUAGES[0],
    chosen: tuple[tuple[str, Setting], ...] = (),
    file: SiteFile = SiteFile(),  # noqa: B008 - it is frozen
) -> tuple[Theme | None, list[Problem]]:
    """Read a theme and all that it extends; return None and the problems if there are any.

    Args:
        site: the site's folder.
        name: of the theme.
        language: of the words.
        chosen: settings that site.yaml changes.
        file: site.yaml, for the places of problems with `name` and `chosen`.

    """
    chain, problems = _chain(site, name, file)
    if problems:
        return None, problems
    given = [list(given_settings(link.fields.group("settings"))) for link in chain]
    merged: dict[str, Recipe] = {}
    old: tuple[int, ...] = ()
    for link in reversed(chain):
        own_recipes, own_old = recipes(link.fields)
        merged.update(own_recipes)
        old = own_old or old
        link.fields.close()
    templates, assets = _read_files(site, chain, problems)
    table = _read_words(site, [link.folder for link in chain], language, problems)
    settings: dict[str, Setting] = {}
    for link, own in zip(reversed(chain), reversed(given), strict=True):
        settings = merge(own, settings, link.source, "settings", declares=not settings)
        problems += link.source.problems
    source = Source(SiteFile.NAME, file.text)
    settings = merge(_chosen(chosen, file), settings, source, "theme_settings", declares=False)
    problems += source.problems
    if problems:
        return None, problems
    sizes = tuple(merged[key] for key in sorted(merged))
    return Theme(name, templates, assets, _key(templates, table, settings, sizes), table, settings, sizes, old), []


def _chosen(chosen: tuple[tuple[str, Setting], ...], file: SiteFile) -> list[Given]:
    places = [(key, value, file.where(("theme_settings", key))) for key, value in chosen]
    return [Given(key, value, where.line, where.column) for key, value, where in places]


def _key(
    templates: dict[str, Template], table: dict[str, str], settings: dict[str, Setting], sizes: tuple[Recipe, ...]
) -> str:
    parts = [f"{name}\0{templates[name].text}" for name in sorted(templates)]
    parts += [f"{key}\0{value}" for key, value in (*sorted(table.items()), *sorted(settings.items()))]
    parts += [f"{recipe.name}\0{recipe}" for recipe in sizes]
    return digest("\0".join(parts).encode()).hex()


def _chain(site: Path, name: str, file: SiteFile) -> tuple[list[_Link], list[Problem]]:
    """Return a theme and all that it extends, itself first."""
    chain: list[_Link] = []
    following = name
    while following:
        folder = find_folder(site, following)
        names = [link.folder.name for link in chain]
        if folder is not None and following not in names:
            chain.append(_Link(folder, *_description(site, folder)))
            following = chain[-1].fields.text("extends")
            continue
        if folder is None:
            message, known = sentence("there is no theme {following}", following=quoted(following)), theme_names(site)
            meant = suggest(following, known)
            hint = (
                sentence('did you mean "{meant}"?', meant=meant)
                if meant
                else sentence("the themes are {known}", known=", ".join(known))
            )
        else:
            message, hint = (
                sentence("the themes {names} extend each other", names=", ".join(names)),
                sentence("delete one of the lines `extends`"),
            )
        if not chain:
            return [], [file.problem(("theme",), "bad-theme", message, hint)]
        last = chain[-1]
        last.source.wrong(*last.fields.place("extends"), message, hint, code="bad-theme")
        return [], last.source.problems[-1:]
    return chain, []


def _description(site: Path, folder: Path) -> tuple[Source, Fields]:
    path = display_path(site, folder / FILE)
    text, mapping = "", None
    try:
        with Folder(folder, sentence("the theme")) as top:
            text, problems = decode(top.read(FILE, None), path)
    except OSError as error:
        problems = [unreadable(Where(path), error)]
    if not problems:
        mapping, problems = yaml_text.parse(text, path)
    source = Source(path, text)
    source.problems += problems
    fields = Fields(mapping or Mapping(1, 0), source, "", spelling_of(THEME))
    for key in ("name", "version", "description"):
        fields.text(key)
    return source, fields


def _read_files(
    site: Path, chain: list[_Link], problems: list[Problem]
) -> tuple[dict[str, Template], dict[str, tuple[str, str]]]:
    """Return templates and assets, as `Theme` has them; the first theme of the chain wins."""
    templates: dict[str, Template] = {}
    assets: dict[str, tuple[str, str]] = {}
    for folder in (link.folder for link in chain):
        for inside, data in read_part(site, folder, "templates", problems):
            path = f"{display_path(site, folder)}/templates/{inside}"
            # A template that replaces this one may still extend it, under its full name.
            name = f"{folder.name}/{inside}" if inside in templates else inside
            if name not in templates:
                text, wrong = decode(data, path)
                templates[name] = Template(path, text)
                problems += wrong
        for inside, data in read_part(site, folder, "assets", problems):
            assets.setdefault(f"{ASSETS}/{inside}", (f"{folder}/assets/{inside}", digest(data).hex()))
    return templates, assets


def _read_words(site: Path, folders: list[Path], language: str, problems: list[Problem]) -> dict[str, str]:
    """Return the words of a language; the first folder wins, and kabar's words are always there."""
    table: dict[str, str] = {}
    default = BUILT_IN / DEFAULT
    for folder in [*([] if default in folders else [default]), *reversed(folders)]:
        for inside, data in read_part(site, folder, "words", problems):
            if inside == f"{language}.yaml":
                path = f"{display_path(site, folder)}/words/{inside}"
                text, wrong = decode(data, path)
                source = Source(path, text)
                table.update({} if wrong else words.read(source, table))
                problems += [*wrong, *source.problems]
    return table
