"""A site, read: its configuration, its theme and the folders that a build may use."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from generator.base.errors import Problem, SiteError, UsageError, Where
from generator.base.ownfiles import check_link
from generator.base.sentences import sentence
from generator.base.source import Source
from generator.base.textfile import decode, read
from generator.portal.site import Site
from generator.readers import config
from generator.readers.pictures import with_old
from generator.readers.theme import Theme, load, with_ids_of


def read_site(folder: Path) -> tuple[Site, Theme]:
    """Read the configuration and the theme of a site.

    Raises:
        SiteError: either has problems.

    """
    site = read_configuration(folder)
    theme, problems = theme_of(folder, site)
    if theme is None:
        raise SiteError(problems)
    return with_ids_of(theme, site), theme


def theme_of(folder: Path, site: Site) -> tuple[Theme | None, list[Problem]]:
    """Return the theme of a site, or None when there are problems, and the problems."""
    theme, problems = load(folder, site.theme, site.language, site.theme_settings, site.file)
    if theme is None:
        return None, problems
    recipes, problems = with_old(theme.recipes, theme.old_widths, site)
    return None if problems else replace(theme, recipes=recipes), problems


def read_configuration(folder: Path) -> Site:
    """Read site.yaml.

    Raises:
        SiteError: it has problems.

    """
    file = folder / config.FILE
    if not file.is_file():
        raise SiteError([config.missing()])
    text, problems = decode(read(file), config.FILE)
    site = None
    if not problems:
        site, problems = config.parse(text)
    if site is None:
        raise SiteError(problems)
    return site


def check_folders(site: Path, output: Path, files: Source) -> None:
    """Refuse an output folder that would mix the output with the site itself, and a site without content.

    Args:
        site: the site's folder.
        output: the output folder.
        files: the content folder; of a commit it is there.

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
