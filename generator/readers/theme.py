"""Themes: templates and assets, found along a chain of themes that extend each other.

Jinja2 is imported only when a page is made: a build that changes nothing starts
without it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.digest import digest
from generator.base.errors import Problem, Where
from generator.base.folder import DEEPEST, Folder, StrayError, ignored
from generator.base.ownfiles import claim_folder
from generator.base.text import quoted, suggest
from generator.base.textfile import again, decode
from generator.portal.records import Record
from generator.portal.site import LANGUAGES
from generator.portal.variants import AS_SEEN, WHOLE, WIDEST, Recipe
from generator.readers import words, yamltext
from generator.readers.fields import SLUG, Fields, Source
from generator.readers.yamltext import Mapping

if TYPE_CHECKING:
    from jinja2 import Environment

Setting = str | tuple[str, ...]
BUILT_IN = Path(__file__).parents[1] / "themes"
FIRST = "kabar"
"""The theme of the package."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
COLOURS = ("accent", "bar")
"""Settings of which a stylesheet is made (`pages/colours`), in any theme: each is a colour, or empty."""
_CUT = re.compile(r"([1-9]\d?):([1-9]\d?)", re.ASCII)
_LEAST, _WIDTHS = 16, 6
FILE = "theme.yaml"
ASSETS = "aset"
"""Folder of the output that holds a theme's assets."""


class Template(Record, frozen=True):
    """The text of a template, and where it stands."""

    path: str
    text: str


class Theme(Record, frozen=True):
    """A theme and all that it extends, put together."""

    name: str
    templates: dict[str, Template]
    assets: dict[str, tuple[str, str]]
    """Path below the output -> the file, and the hex digest of its bytes."""
    key: str
    """Digest of all templates, words and settings."""
    words: dict[str, str]
    """The interface words of the site's language."""
    settings: dict[str, Setting]
    recipes: tuple[Recipe, ...] = ()
    """The sizes in which pictures are shown."""

    @property
    def ground(self) -> str:
        """The colour that icons and the frame of an installed portal have: that of the bar, else white."""
        bar = self.settings.get("bar", "")
        return bar if isinstance(bar, str) and COLOUR.fullmatch(bar) else "#ffffff"


def load(
    site: Path, name: str, language: str = LANGUAGES[0], chosen: tuple[tuple[str, Setting], ...] = ()
) -> tuple[Theme | None, list[Problem]]:
    """Read a theme: the site's own themes/ come first, then those of the package.

    Args:
        site: the site's folder.
        name: of the theme.
        language: which of its tables of words is read.
        chosen: settings that site.yaml gives anew.

    """
    links, problems = _chain(site, name)
    if problems:
        return None, problems
    templates: dict[str, Template] = {}
    assets: dict[str, tuple[str, str]] = {}
    recipes: dict[str, Recipe] = {}
    for folder, _, fields in links:
        fields.mapping("settings")
        recipes = {**_recipes(fields), **recipes}
        fields.close({"nama": "name", "versi": "version", "deskripsi": "description", "parent": "extends"})
        for inside, data in _files(site, folder, "templates", problems):
            shown = f"{_shown(site, folder)}/templates/{inside}"
            # A template that replaces this one may extend it all the same, under its full name.
            name_of_it = f"{folder.name}/{inside}" if inside in templates else inside
            if name_of_it not in templates:
                text, wrong = decode(data, shown)
                templates[name_of_it] = Template(shown, text)
                problems += wrong
        for inside, data in _files(site, folder, "assets", problems):
            assets.setdefault(f"{ASSETS}/{inside}", (f"{folder}/assets/{inside}", digest(data).hex()))
    table: dict[str, str] = {}
    settings: dict[str, Setting] = {}
    folders = [folder for folder, _, _ in links]
    # What the engine itself says is in the words of kabar, whatever the theme.
    for folder in [*([] if BUILT_IN / FIRST in folders else [BUILT_IN / FIRST]), *folders[::-1]]:
        table.update(_words(site, folder, language, table, problems))
    for _, source, fields in links[::-1]:
        settings.update(_settings(fields.mapping("settings"), settings, open_=not settings))
        problems += source.problems
    if chosen:
        source, fields = _configuration(site)
        settings.update(_settings(fields.mapping("theme_settings"), settings, open_=False))
        problems += source.problems
    if problems:
        return None, problems
    parts = [f"{inside}\0{templates[inside].text}" for inside in sorted(templates)]
    parts += [f"{key}\0{value}" for key, value in (*sorted(table.items()), *sorted(settings.items()))]
    chosen_sizes = tuple(recipes[name] for name in sorted(recipes))
    parts += [f"{one.name}\0{one}" for one in chosen_sizes]
    return Theme(name, templates, assets, digest("\0".join(parts).encode()).hex(), table, settings, chosen_sizes), []


def _chain(site: Path, name: str) -> tuple[list[tuple[Path, Source, Fields]], list[Problem]]:
    """Return the folders and descriptions of a theme and of all that it extends, itself first."""
    links: list[tuple[Path, Source, Fields]] = []
    seen: list[str] = []
    source, fields, key = Source("site.yaml", ""), Fields(Mapping(0, 0), Source("", "")), "theme"
    following = name
    while following:
        folder = _folder(site, following)
        if folder is None or following in seen:
            if not seen:
                source, fields = _configuration(site)
            if folder is None:
                message, known = f"there is no theme {quoted(following)}", _known(site)
                meant = suggest(following, known)
                hint = f'did you mean "{meant}"?' if meant else f"the themes are {', '.join(known)}"
            else:
                message, hint = f"the themes {', '.join(seen)} extend each other", "delete one of the lines `extends`"
            line, column = fields.place(key) if key in fields else (0, 0)
            source.wrong(line, column, message, hint)
            return [], source.problems[-1:]
        seen.append(following)
        source, fields = _description(site, folder)
        links.append((folder, source, fields))
        following, key = fields.text("extends"), "extends"
    return links, []


def _words(site: Path, folder: Path, language: str, below: dict[str, str], problems: list[Problem]) -> dict[str, str]:
    """Return a theme's own words."""
    for inside, data in _files(site, folder, "words", problems):
        if inside == f"{language}.yaml":
            shown = f"{_shown(site, folder)}/words/{inside}"
            text, wrong = decode(data, shown)
            source = Source(shown, text)
            found = {} if wrong else words.read(source, below)
            problems += [*wrong, *source.problems]
            return found
    return {}


def _settings(fields: Fields | None, below: dict[str, Setting], *, open_: bool) -> dict[str, Setting]:
    """Return what a theme or site.yaml sets.

    Args:
        fields: the group of settings, if there is one.
        below: the settings that are there to be changed.
        open_: whether others may be brought in.

    """
    found: dict[str, Setting] = {}
    for key in fields.keys if fields else ():
        assert fields is not None
        before = below.get(key)
        if before is None and not open_:
            meant = suggest(key, list(below))
            hint = f'did you mean "{meant}"?' if meant else f"the settings are {', '.join(sorted(below)) or 'none'}"
            fields.wrong(key, f"the theme has no setting {quoted(key)}", hint)
        elif isinstance(before, tuple) or (before is None and not fields.is_text(key)):
            found[key] = fields.texts(key)
        else:
            found[key] = text = fields.text(key)
            was = before if before and COLOUR.fullmatch(before) else ""
            if (was or (key in COLOURS and text)) and not COLOUR.fullmatch(text):
                example = was or "#b3121d"
                fields.wrong(key, f"{quoted(text)} is not a colour", f'write it in quotation marks: {key}: "{example}"')
        if key in COLOURS and found.get(key) and isinstance(found[key], tuple):
            fields.wrong(key, f"{key} must be a colour, not a list", f'write {key}: "#b3121d"')
    return found


def _recipes(fields: Fields) -> dict[str, Recipe]:
    """Return the sizes in which a theme shows pictures; one without a cut is for whole pictures."""
    found: dict[str, Recipe] = {}
    group = fields.mapping("pictures", "lebar: {cut: 16:9, widths: [360, 720, 1200]}")
    for name in group.keys if group else ():
        assert group is not None
        inner = group.mapping(name, "widths: [360, 720, 1200]")
        if inner is None:
            continue
        given = inner.text("cut")
        match = _CUT.fullmatch(given)
        if given and not match:
            inner.wrong("cut", f"{quoted(given)} is not the shape of a picture", "write it like cut: 16:9")
        widths = inner.texts("widths")
        wrong = [
            one
            for one in widths
            if not (one.isascii() and one.isdigit() and len(one) < 9 and _LEAST <= int(one) <= WIDEST)
        ]
        if "widths" not in inner:
            inner.missing("widths", "a picture is made in one or more", "add widths: [360, 720, 1200]")
        elif wrong or not 0 < len(widths) <= _WIDTHS:
            message = f"the widths of a picture are one to {_WIDTHS} whole numbers from {_LEAST} to {WIDEST}"
            inner.wrong("widths", message, "write widths: [360, 720, 1200]")
        elif match or not given:
            cut = (int(match[1]), int(match[2])) if match else WHOLE
            found[name] = Recipe(name, cut, tuple(sorted(map(int, widths))), inner.text("sizes", AS_SEEN))
        inner.close({"ratio": "cut", "crop": "cut", "width": "widths"})
    return found


def _folder(site: Path, name: str) -> Path | None:
    """Return the folder of a theme, if there is one."""
    if SLUG.fullmatch(name):
        for base in (site / "themes", BUILT_IN):
            if (base / name / FILE).is_file():
                return base / name
    return None


def _known(site: Path) -> list[str]:
    return sorted({path.parent.name for base in (site / "themes", BUILT_IN) for path in base.glob(f"*/{FILE}")})


def _configuration(site: Path) -> tuple[Source, Fields]:
    """Return site.yaml, for the place of the theme's name alone; its own problems are found elsewhere."""
    source = Source("site.yaml", again(site / "site.yaml"))
    return source, Fields(yamltext.parse(source.text, source.path)[0] or Mapping(0, 0), source)


def _description(site: Path, folder: Path) -> tuple[Source, Fields]:
    """Read a theme's theme.yaml."""
    shown = _shown(site, folder / FILE)
    text, mapping = "", None
    try:
        with Folder(folder, "the theme") as top:
            text, problems = decode(top.read(FILE, None), shown)
    except OSError as error:
        problems = [Problem(Where(shown), f"this file cannot be read: {error.strerror}")]
    if not problems:
        mapping, problems = yamltext.parse(text, shown)
    source = Source(shown, text)
    source.problems += problems
    fields = Fields(mapping or Mapping(1, 0), source)
    for key in ("name", "version", "description"):
        fields.text(key)
    return source, fields


def _files(site: Path, theme: Path, part: str, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the files of a part of a theme, in order; note what is no file of it."""
    top = theme / part
    if not top.is_dir():
        return
    if theme.resolve() not in top.resolve().parents:
        where = Where(_shown(site, top))
        problems.append(Problem(where, "this symbolic link leaves the theme", "put the folder itself here"))
        return
    with Folder(top, "this part of the theme") as folder:
        for inside in sorted(_walk(top)):
            try:
                inside.encode()
                yield inside, folder.read(inside, None)
            except UnicodeEncodeError:
                where = Where(f"{_shown(site, top)}/{inside.encode('utf-8', 'replace').decode()}")
                problems.append(Problem(where, "the name of this file is not UTF-8", "rename it"))
            except OSError as error:
                message, hint = f"this file cannot be read: {error.strerror}", ""
                if isinstance(error, StrayError):
                    message, hint = error.message, error.hint
                problems.append(Problem(Where(f"{_shown(site, top)}/{inside}"), message, hint))


def _walk(top: Path) -> Iterator[str]:
    """Yield the paths below a folder of all that is no folder; one that lies too deep stands for what is in it."""
    pending = [""]
    while pending:
        path = pending.pop()
        with os.scandir(top / path) as found:
            for item in found:
                inside = f"{path}{item.name}"
                if ignored(item.name):
                    continue
                if item.is_dir(follow_symlinks=False) and inside.count("/") < DEEPEST:
                    pending.append(f"{inside}/")
                else:
                    yield inside


def _shown(site: Path, path: Path) -> str:
    """Return the path of a theme's file as problems show it."""
    try:
        return path.relative_to(site).as_posix()
    except ValueError:
        return f"generator/themes/{path.relative_to(BUILT_IN).as_posix()}"


def environment(theme: Theme, cache: Path | None = None) -> Environment:
    """Return the Jinja2 environment of a theme; `cache` is a folder for compiled templates."""
    # Imported here: see the head of this module.
    from jinja2 import FunctionLoader, StrictUndefined  # noqa: PLC0415

    from generator.readers.jinja import Compiled, Quick  # noqa: PLC0415

    def find(name: str) -> tuple[str, str, None] | None:
        template = theme.templates.get(name)
        return None if template is None else (template.text, template.path, None)

    if cache is not None:
        claim_folder(cache)
    return Quick(
        theme.words,
        loader=FunctionLoader(find),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=None if cache is None else Compiled(cache, theme.words),
    )


@lru_cache(maxsize=512)
def _referenced(text: str, said: tuple[tuple[str, str], ...]) -> frozenset[str | None]:
    """Return the templates that a template names, with None for names that are known only while rendering.

    A preview asks this again for each change of a theme, most of which is as it was.
    """
    from jinja2 import meta  # noqa: PLC0415

    from generator.readers.jinja import Quick  # noqa: PLC0415

    # With the options that decide how a template is read, and no others.
    plain = Quick(dict(said), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return frozenset(meta.find_referenced_templates(plain.parse(text)))


def closures(theme: Theme) -> tuple[dict[str, str], list[Problem]]:
    """Return a digest for each template of all the templates that it is made with."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415

    said = tuple(sorted(theme.words.items()))
    direct: dict[str, set[str]] = {}
    problems = []
    for name, template in theme.templates.items():
        try:
            found = _referenced(template.text, said)
        except TemplateSyntaxError as error:
            line = template.text.split("\n")[error.lineno - 1 : error.lineno]
            where = Where(template.path, error.lineno)
            hint = "correct it, or delete it to use the template of the theme that this one extends"
            problems.append(Problem(where, f"broken template: {error.message}", hint, line[0] if line else ""))
            continue
        # A name that is known only while rendering may be any of them.
        direct[name] = set(theme.templates) if None in found else {one for one in found if one}
    result = {}
    for name in theme.templates:
        reached = {name}
        pending = [name]
        while pending:
            for one in direct.get(pending.pop(), ()):
                if one not in reached and one in theme.templates:
                    reached.add(one)
                    pending.append(one)
        parts = [f"{one}\0{theme.templates[one].text}" for one in sorted(reached)]
        result[name] = digest("\0".join(parts).encode()).hex()
    return result, problems
