"""Theme files: where themes lie, and the bytes of what is in them.

A site's own `themes/` comes before the themes of the package. Nothing outside of a theme's folder is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import Problem, Where, unreadable
from generator.base.folder import MAX_DEPTH, Folder, StrayError, ignored
from generator.base.sentences import sentence
from generator.readers.fields import SLUG

BUILT_IN = Path(__file__).parents[1] / "themes"
FILE = "theme.yaml"


def find_folder(site: Path, name: str) -> Path | None:
    """Return the folder of a theme; None if there is no such theme."""
    if SLUG.fullmatch(name):
        for parent in (site / "themes", BUILT_IN):
            if (parent / name / FILE).is_file():
                return parent / name
    return None


def theme_names(site: Path) -> list[str]:
    """Return the names of all themes that a site can use, sorted."""
    return sorted({path.parent.name for parent in (site / "themes", BUILT_IN) for path in parent.glob(f"*/{FILE}")})


def display_path(site: Path, path: Path) -> str:
    """Return the path of a theme's file as problems name it."""
    try:
        return path.relative_to(site).as_posix()
    except ValueError:
        return f"generator/themes/{path.relative_to(BUILT_IN).as_posix()}"


def read_part(site: Path, theme: Path, part: str, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file in a part of a theme, sorted by path.

    Args:
        site: the site's folder.
        theme: the theme's folder.
        part: templates, assets or words.
        problems: gets those of files that cannot be read.

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
    """Yield the paths below a folder of everything but folders; a folder that is too deep is yielded itself."""
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
