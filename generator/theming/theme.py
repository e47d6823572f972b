"""A theme merged with all that it extends, its files, and what theme.yaml declares for others to change."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.base.errors import Problem, Where, unreadable
from generator.base.folder import MAX_DEPTH, Folder, StrayError, ignored
from generator.base.sentences import Sentence, sentence
from generator.base.text import SLUG, quoted, suggest
from generator.config.entries import Source, did_you_mean
from generator.config.fields import Fields
from generator.config.site_keys import CUT_WIDTHS
from generator.config.site_sections import ARCHIVE, archive_widths
from generator.model.records import Record
from generator.model.variants import MIN_WIDTH, WHOLE, WIDEST, Recipe

BUILT_IN = Path(__file__).parents[1] / "themes"
DEFAULT = "kabar"
"""The theme of the package."""
FILE = "theme.yaml"
ASSETS = "aset"
"""Folder of the output that holds a theme's assets."""
TEXTS = (".css", ".js", ".mjs")
"""Endings of the assets that may hold addresses."""
_COMPUTED = r"\{\{.*?\}\}|\{%.*?%\}"
_ID = re.compile(
    rf"""id=(?<![\w-]id=)(?:"((?:{_COMPUTED}|[^"])*)"|'((?:{_COMPUTED}|[^'])*)'|((?:{_COMPUTED}|[^\s"'>])+))""",
    re.DOTALL,
)
"""What a template gives an id. It begins with plain letters, which the library finds many times as fast."""

Setting = str | tuple[str, ...]
Given = tuple[str, Setting, int, int]
"""A setting as a file gives it: key, value, line, column."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
COLOURS = ("accent", "bar")
"""Settings that a stylesheet is made of (`pages/textfiles`), in any theme: each is a colour, or empty."""
_CUT = re.compile(r"([1-9]\d?):([1-9]\d?)", re.ASCII)
_MAX_WIDTHS = 6


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
        return tuple(sorted({re.sub(_COMPUTED, "*", found_id) for found_id in found} - {"*", ""}))

    @property
    def ground(self) -> str:
        """The background colour of icons and of an installed portal: that of the bar, or white."""
        bar = self.settings.get("bar", "")
        return bar if isinstance(bar, str) and COLOUR.fullmatch(bar) else "#ffffff"


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
    shown = display_path(site, top)
    if theme.resolve() not in top.resolve().parents:
        message, hint = sentence("this symbolic link leaves the theme"), sentence("put the folder itself here")
        problems.append(Problem(Where(shown), "bad-symlink", message, hint))
        return
    with Folder(top, sentence("this part of the theme")) as folder:
        for inside in sorted(walk(top)):
            where = Where(f"{shown}/{inside.encode('utf-8', 'replace').decode()}")
            try:
                inside.encode()
                yield inside, folder.read(inside, None)
            except UnicodeEncodeError:
                message, hint = sentence("the name of this file is not UTF-8"), sentence("rename it")
                problems.append(Problem(where, "bad-name", message, hint))
            except StrayError as error:
                problems.append(Problem(where, "bad-symlink", error.said, error.advice))
            except OSError as error:
                problems.append(unreadable(where, error))


def walk(top: Path) -> Iterator[str]:
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


def given_settings(fields: Fields) -> Iterator[Given]:
    """Yield the settings of a theme.yaml; `fields` is its group of settings."""
    for key in fields.keys:
        is_text = fields.is_text(key) or fields.is_group(key)
        yield key, fields.text(key) if is_text else fields.texts(key), *fields.place(key)


def merge(
    given: Iterable[Given], base: Mapping[str, Setting], source: Source, group: str, *, declares: bool
) -> dict[str, Setting]:
    """Return the settings of the theme that is extended or configured, with those that a file changes.

    Problems go to `source`, the file, in which `group` is the key of the settings. If it `declares` settings, it may
    add some that `base` does not have.
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
    """Return message and hint if a setting must be a colour and is none; `before` is its value below."""
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


def recipes(fields: Fields) -> tuple[dict[str, Recipe], tuple[int, ...]]:
    """Return the recipes of a theme.yaml by name, and its widths for the photos of old articles."""
    result: dict[str, Recipe] = {}
    old: tuple[int, ...] = ()
    group = fields.group("pictures")
    for name in group.keys:
        inner = group.mapping(name)
        if inner is not None and name == ARCHIVE:
            old = archive_widths(inner)
        elif inner is not None and (recipe := _recipe(name, inner)):
            result[name] = recipe
    return result, old


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
