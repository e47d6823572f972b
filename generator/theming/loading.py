"""Reads a site: its configuration, its theme, and what theme.yaml declares."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from generator.base.digest import digest
from generator.base.errors import Problem, SiteError, Where, unreadable
from generator.base.folder import MIXED, OWN, Folder, mixes, read
from generator.base.sentences import Sentence, sentence
from generator.base.text import decode, quoted, suggest
from generator.config import site_yaml, yaml_text
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.site_keys import CUT_WIDTHS, THEME
from generator.config.yaml_text import Mapping as Node
from generator.model.records import Record
from generator.model.site import LANGUAGES, Site, SiteFile
from generator.model.variants import MIN_WIDTH, WHOLE, WIDEST, Recipe
from generator.theming import words
from generator.theming.theme import (
    ASSETS,
    BUILT_IN,
    COLOUR,
    COLOURS,
    DEFAULT,
    FILE,
    Setting,
    Template,
    Theme,
    display_path,
    find_folder,
    read_part,
    theme_names,
)

_CUT = re.compile(r"([1-9]\d?):([1-9]\d?)", re.ASCII)
_MAX_WIDTHS = 6
Given = tuple[str, Setting, int, int]
"""A setting in a file: key, value, line, column."""


def read_site(folder: Path) -> tuple[Site, Theme]:
    """Read the configuration and the theme; raises SiteError."""
    site = read_site_yaml(folder)
    theme, problems = theme_of(folder, site)
    if theme is None:
        raise SiteError(problems)
    return with_ids_of(theme, site), theme


def theme_of(folder: Path, site: Site) -> tuple[Theme | None, list[Problem]]:
    """Return the theme of a site, or None and its problems."""
    return load(folder, site.theme, site.language, site.theme_settings, site.file)


def read_site_yaml(folder: Path) -> Site:
    """Read site.yaml; raises SiteError."""
    file = folder / site_yaml.FILE
    if not file.is_file():
        raise SiteError([site_yaml.no_site()])
    text, problems = decode(read(file), site_yaml.FILE)
    site = None
    if not problems:
        site, problems = site_yaml.parse(text)
    if site is None:
        raise SiteError(problems)
    hint = sentence("name a folder for readers alone, such as path: public")
    mixed = [
        site.file.problem(("deploy", target.name, "path"), "bad-value", MIXED, hint)
        for target in site.targets
        if target.via == "local"
        and not target.remote
        and mixes(folder, folder / os.path.expanduser(target.path), *OWN, "build")
    ]
    if mixed:
        raise SiteError(mixed)
    return site


def with_ids_of(theme: Theme, site: Site) -> Site:
    places = theme.settings.get("iklan", ())
    ads = places if isinstance(places, tuple) else ()
    reading = replace(site.reading, theme_ids=theme.ids, ad_places=ads, templates=theme.page_templates)
    return replace(site, reading=reading, theme_addresses=theme.addresses)


class _Link(Record, frozen=True):
    """One theme of an inheritance chain."""

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

    `chosen` are the settings that site.yaml changes, and `file` is site.yaml, for the positions of problems.
    """
    chain, problems = _chain(site, name, file)
    if problems:
        return None, problems
    merged: dict[str, Recipe] = {}
    settings: dict[str, Setting] = {}
    for link in reversed(chain):
        own = given_settings(link.fields.group("settings"))
        settings = merge(own, settings, link.source, "settings", declares=not settings)
        merged.update(recipes(link.fields))
        link.fields.close()
    templates, assets = _read_files(site, chain, problems)
    table = _read_words(site, [link.folder for link in chain], language, problems)
    places = [file.where(("theme_settings", key)) for key, _ in chosen]
    wanted = [(*setting, where.line, where.column) for setting, where in zip(chosen, places, strict=True)]
    source = Source(SiteFile.NAME, file.text)
    settings = merge(wanted, settings, source, "theme_settings", declares=False)
    for read_file in (*(link.source for link in reversed(chain)), source):
        problems += read_file.problems
    if problems:
        return None, problems
    sizes = tuple(merged[key] for key in sorted(merged))
    parts = [f"{template}\0{templates[template].text}" for template in sorted(templates)]
    parts += [f"{key}\0{value}" for key, value in (*sorted(table.items()), *sorted(settings.items()))]
    parts += [f"{recipe.name}\0{recipe}" for recipe in sizes]
    key = digest("\0".join(parts).encode()).hex()
    return Theme(name, templates, assets, key, table, settings, sizes), []


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
            others = sentence("the themes are {known}", known=", ".join(known))
            hint = did_you_mean(suggest(following, known)) or others
        else:
            message = sentence("the themes {names} extend each other", names=", ".join(names))
            hint = sentence("delete one of the lines `extends`")
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
    fields = Fields(mapping or Node(1, 0), source, "", THEME)
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
            # A template that overrides this one may still extend it, by its full name.
            name = f"{folder.name}/{inside}" if inside in templates else inside
            if name not in templates:
                text, wrong = decode(data, path)
                templates[name] = Template(path, text)
                problems += wrong
        for inside, data in read_part(site, folder, "assets", problems):
            assets.setdefault(f"{ASSETS}/{inside}", (f"{folder}/assets/{inside}", digest(data).hex()))
    for path, (file, _) in assets.items():
        if any(str(above) in assets for above in PurePosixPath(path).parents):
            message = sentence("its folder has the name of another asset, so there is no place for it")
            where = Where(display_path(site, Path(file)))
            problems.append(Problem(where, "bad-theme", message, sentence("give the folder another name")))
    return templates, assets


def _read_words(site: Path, folders: list[Path], language: str, problems: list[Problem]) -> dict[str, str]:
    """Return the words of a language; the first folder wins, with kabar's words as fallback."""
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


def given_settings(fields: Fields) -> Iterator[Given]:
    """Yield the settings of a theme.yaml; `fields` is its group of settings."""
    for key in fields.keys:
        is_text = fields.is_text(key) or fields.is_group(key)
        yield key, fields.text(key) if is_text else fields.texts(key), *fields.place(key)


def merge(
    given: Iterable[Given], base: Mapping[str, Setting], source: Source, group: str, *, declares: bool
) -> dict[str, Setting]:
    """Return the settings of the base theme, with a file's changes.

    Problems go to `source`, the file, where `group` is the key of the settings. A file that `declares` settings may add
    new ones.
    """
    settings = dict(base)
    for key, value, line, column in given:
        before = base.get(key)
        if before is None and not declares:
            meant = suggest(key, list(base))
            hint = did_you_mean(meant) or sentence("the settings are {value}", value=", ".join(sorted(base)) or "–")
            message = sentence("the theme has no setting {key}", key=quoted(key))
            source.wrong(line, column, message, hint, code="unknown-key")
        elif isinstance(before, str) and isinstance(value, tuple):
            hint = sentence('write "{key}: …" on one line, without brackets', key=key)
            source.wrong(line, column, sentence("{group}.{key} must be text, not a list", group=group, key=key), hint)
        else:
            if isinstance(before, tuple) and isinstance(value, str):
                value = (value,) if value else ()  # noqa: PLW2901 - the same as the list that it is
            settings[key] = value
            if fault := _colour_fault(key, value, before):
                source.wrong(line, column, *fault)
    return settings


def _colour_fault(key: str, value: Setting, before: Setting | None) -> tuple[Sentence, Sentence] | None:
    """Return message and hint if a setting must be a colour and is not; `before` is its value in the base theme."""
    if isinstance(value, tuple):
        if key in COLOURS and value:
            message = sentence("{key} must be a colour, not a list", key=key)
            return message, sentence('write {key}: "#b3121d"', key=key)
        return None
    old = before if isinstance(before, str) and COLOUR.fullmatch(before) else ""
    if (old or (key in COLOURS and value)) and not COLOUR.fullmatch(value):
        hint = sentence('write it in quotation marks: {key}: "{colour}"', key=key, colour=old or "#b3121d")
        return sentence("{value} is not a colour", value=quoted(value)), hint
    return None


def recipes(fields: Fields) -> dict[str, Recipe]:
    """Return the recipes of a theme.yaml by name."""
    group = fields.group("pictures")
    found = {name: _recipe(name, inner) for name in group.keys if (inner := group.mapping(name))}
    return {name: recipe for name, recipe in found.items() if recipe}


def _recipe(name: str, fields: Fields) -> Recipe | None:
    cut = fields.text("cut")
    match = _CUT.fullmatch(cut)
    if cut and not match:
        message = sentence("{cut} is not the shape of a picture", cut=quoted(cut))
        fields.wrong("cut", message, sentence("write it like cut: 16:9"))
    widths, sizes = fields.texts("widths"), fields.text("sizes")
    example = sentence("write {example}", example=CUT_WIDTHS)
    if "widths" not in fields:
        fields.missing("widths", sentence("a picture is made in one or more"), example)
    elif not 0 < len(widths) <= _MAX_WIDTHS or not all(map(_is_width, widths)):
        message = sentence(
            "the widths of a picture are one to {max_widths} whole numbers from {min_width} to {widest}",
            max_widths=_MAX_WIDTHS,
            min_width=MIN_WIDTH,
            widest=WIDEST,
        )
        fields.wrong("widths", message, example)
    elif match or not cut:
        shape = (int(match[1]), int(match[2])) if match else WHOLE
        return Recipe(name, shape, tuple(sorted(map(int, widths))), sizes)
    return None


def _is_width(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9 and MIN_WIDTH <= int(text) <= WIDEST
