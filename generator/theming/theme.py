"""A theme merged with all that it extends, and theme files; an empty build reads no YAML for it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import Problem, Where, unreadable
from generator.base.folder import MAX_DEPTH, Folder, StrayError, ignored
from generator.base.sentences import sentence
from generator.base.text import SLUG
from generator.model.kinds import BASE, STANDING, TEMPLATES, is_page_template
from generator.model.records import Record
from generator.model.variants import Recipe

BUILT_IN = Path(__file__).parents[1] / "themes"
DEFAULT = "kabar"
"""The theme of the package."""
FILE = "theme.yaml"
ASSETS = "aset"
"""Output folder of a theme's assets."""
TEXTS = (".css", ".js", ".mjs")
"""Endings of assets that may contain addresses."""
OF_SEARCH = f"{ASSETS}/search/"
"""Folder of the assets that a portal without a search has no use for."""
_COMPUTED = r"\{\{.*?\}\}|\{%.*?%\}"
_ADDRESS = re.compile(r"(?<![\w.~/-])/[\w.~%/-]*\.\w+")
_ID = re.compile(
    rf"""id=(?<![\w-]id=)(?:"((?:{_COMPUTED}|[^"])*)"|'((?:{_COMPUTED}|[^'])*)'|((?:{_COMPUTED}|[^\s"'>])+))""",
    re.DOTALL,
)
"""An id in a template. It begins with plain letters, which `re` finds many times faster."""

Setting = str | tuple[str, ...]
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
COLOURS = {"accent": "#b3121d", "bar": "#14243a"}
"""Settings of any theme that a stylesheet is made from (`pages/textfiles`): each is a colour, or empty. The values are
those of kabar.css."""


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

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in its templates, sorted; `*` stands for a computed part."""
        found = {"".join(given) for template in self.templates.values() for given in _ID.findall(template.text)}
        return tuple(sorted({re.sub(_COMPUTED, "*", found_id) for found_id in found} - {"*", ""}))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Everything in its templates and settings that may be the address of a file, sorted."""
        texts = [template.text for template in self.templates.values()]
        texts += [" ".join((value,) if isinstance(value, str) else value) for value in self.settings.values()]
        return tuple(sorted({address for text in texts for address in _ADDRESS.findall(text)}))

    @property
    def page_templates(self) -> tuple[str, ...]:
        """The templates that a standing page may have, sorted: no partials, and none of another kind of page."""
        others = {*TEMPLATES, BASE} - {STANDING}
        return tuple(sorted(name for name in self.templates if is_page_template(name) and name not in others))

    @property
    def colours(self) -> dict[str, Setting]:
        """The settings that change a colour."""
        return {key: self.settings[key] for key, own in COLOURS.items() if self.settings.get(key, own) != own}

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

    Unreadable files are added to `problems`.
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
