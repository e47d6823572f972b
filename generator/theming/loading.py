"""Reads a site: its configuration, its theme and the folders that a build may use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from generator.base.codes import KINDS, Code
from generator.base.errors import Problem, SiteError, UsageError, Where
from generator.base.sentences import sentence
from generator.base.source import Source
from generator.base.state_files import check_link
from generator.base.textfile import decode, read
from generator.config import site_yaml, yaml_text
from generator.config.site_sections import with_old
from generator.config.yaml_text import Mapping as Node
from generator.model.records import Record
from generator.model.site import Site
from generator.theming.theme import ASSETS, DEFAULT, Theme, load, with_ids_of


def read_site(folder: Path) -> tuple[Site, Theme]:
    """Read the configuration and the theme; raises SiteError."""
    site = read_configuration(folder)
    theme, problems = theme_of(folder, site)
    if theme is None:
        raise SiteError(problems)
    return with_ids_of(theme, site), theme


def theme_of(folder: Path, site: Site) -> tuple[Theme | None, list[Problem]]:
    """Return the theme of a site, or None and its problems."""
    theme, problems = load(folder, site.theme, site.language, site.theme_settings, site.file)
    if theme is None:
        return None, problems
    recipes, problems = with_old(theme.recipes, theme.old_widths, site)
    return None if problems else replace(theme, recipes=recipes), problems


def read_configuration(folder: Path) -> Site:
    """Read site.yaml; raises SiteError."""
    file = folder / site_yaml.FILE
    if not file.is_file():
        raise SiteError([site_yaml.missing()])
    text, problems = decode(read(file), site_yaml.FILE)
    site = None
    if not problems:
        site, problems = site_yaml.parse(text)
    if site is None:
        raise SiteError(problems)
    return site


def check_folders(site: Path, output: Path, files: Source) -> None:
    """Refuse an output folder that would mix the output with the site itself, and a site without content.

    Raises:
        UsageError: the output cannot go there.
        SiteError: there is no content/.

    """
    check_link(output)
    real, content = output.resolve(), (site / "content").resolve()
    for name in ("content", "themes", ".ssg"):
        inside = (site / name).resolve()
        if real == inside or inside in real.parents:
            raise UsageError(
                sentence(
                    "the output folder {output} lies inside {name}/; choose another with --output",
                    output=output,
                    name=name,
                )
            )
    if real == site.resolve() or real in content.parents:
        raise UsageError(
            sentence("the output folder {output} holds the site itself; choose another with --output", output=output)
        )
    if not files.tree and not content.is_dir():
        raise SiteError(
            [
                Problem(
                    Where("content"),
                    "no-site",
                    sentence("there is no folder content/"),
                    sentence("make it, with an article in it"),
                )
            ]
        )


_ADDRESSES: frozenset[Code] = frozenset(
    {"address-taken", "ambiguous-link", "dead-link", "missing-picture", "reserved-address", "same-id"}
)
_FOLLOWS: Mapping[str, frozenset[Code]] = MappingProxyType(
    {
        "base_url": _ADDRESSES,
        "categories": _ADDRESSES | {"unknown-category"},
        "html": frozenset({"markup-as-text", "bad-comment"}),
        "limits": frozenset({"over-limit"}),
        "media": _ADDRESSES | {"refused-file", "bad-name"},
        "paths": _ADDRESSES,
        "per_page": _ADDRESSES,
        "permalink": _ADDRESSES,
        "redirects": _ADDRESSES,
        "require": frozenset({"missing-credit", "missing-editor"}),
        "severity": frozenset(code for code, kind in KINDS.items() if not kind.fixed),
        "timezone": _ADDRESSES,
    }
)
"""Key of site.yaml -> what may be wrong with the content only because the key has another value."""


class Provisional(Record, frozen=True):
    """A site by which the content is judged."""

    site: Site
    theme: Theme
    without: frozenset[Code]
    """Codes that may only follow from what is wrong with site.yaml."""
    themed: bool
    """Whether the theme is the one that the site wants."""

    def follows(self, problem: Problem) -> bool:
        """Return whether a problem of the content may only follow from one of the configuration."""
        assets = not self.themed and f"/{ASSETS}/" in problem.message
        return problem.code in self.without or assets


def read_provisionally(folder: Path, before: str = "") -> Provisional | None:
    """Return a site by which the content can be judged; None if site.yaml is no text.

    `before` is the text of site.yaml at the last build; empty if there was none.

    """
    file = folder / site_yaml.FILE
    if not file.is_file():
        return None
    text, problems = decode(read(file), site_yaml.FILE)
    if problems:
        return None
    earlier = yaml_text.parse(before, site_yaml.FILE)[0] or Node(1, 1)
    mapping = yaml_text.parse(text, site_yaml.FILE)[0]
    if mapping is None:
        # What cannot be read at all may have said anything.
        mapping, missing = earlier, set(_FOLLOWS)
    else:
        given = site_yaml.of(text, mapping)
        required = {"base_url": given.base_url, "categories": given.categories}
        missing = site_yaml.mistaken(text, mapping) | {key for key, value in required.items() if not value}
        for key in missing:
            _take(mapping, earlier, key)
    site = site_yaml.of(text, mapping)
    without = frozenset[Code]().union(*(_FOLLOWS.get(key, frozenset()) for key in missing))
    theme, _ = theme_of(folder, site)
    themed = theme is not None and not {"theme", "theme_settings"} & missing
    theme = theme or load(folder, DEFAULT, site.language)[0]
    return Provisional(with_ids_of(theme, site), theme, without, themed) if theme is not None else None


def _take(mapping: Node, earlier: Node, key: str) -> None:
    if key in earlier.entries:
        mapping.entries[key], mapping.places[key] = earlier.entries[key], earlier.places[key]
    else:
        mapping.entries.pop(key, None)
        mapping.places.pop(key, None)
