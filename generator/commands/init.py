"""`ssg init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.commands.options import filled

SKELETON = Path(__file__).parent.parent / "skeleton"
DOTTED = ("gitignore", "gitlab-ci.yml", "github")
"""Files and folders of the skeleton that get a dot in front: some packaging tools leave out what begins with one."""


@click.command(epilog="Example: ssg init kabar-muara")
@click.argument("place", metavar="DIR", callback=filled)
def command(place: str) -> int:
    """Begin a new portal in DIR, which must be new or empty (a repository without files counts as empty)."""
    folder = Path(place)
    try:
        if folder.exists() and (not folder.is_dir() or any(one.name != ".git" for one in folder.iterdir())):
            click.echo(f"error: {folder} is not an empty folder; name a new one", err=True)
            return 2
        files = create(folder)
    except OSError as error:
        click.echo(f"error: {error}", err=True)
        return 2
    place = "" if folder.resolve() == Path.cwd() else f"  cd {shlex.quote(str(folder))}\n"
    click.echo(
        f"{len(files)} files of a new portal are in {folder}. Next:\n\n"
        f"{place}"
        "  ssg build                                  makes the portal, in build/\n"
        "  python -m http.server --directory build    shows it at http://localhost:8000/\n\n"
        "Then fill in site.yaml and content/pages/, and put your own articles in the place of the samples in content/."
    )
    return 0


def create(folder: Path) -> list[str]:
    """Copy the skeleton of a site into a folder, which is made if need be; return the paths of the files."""
    made = []
    for source in sorted(SKELETON.rglob("*")):
        # An installer leaves compiled Python anywhere; nothing of the skeleton is Python.
        if not source.is_file() or "__pycache__" in source.parts:
            continue
        inside = source.relative_to(SKELETON).as_posix()
        if inside.partition("/")[0] in DOTTED:
            inside = f".{inside}"
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        made.append(inside)
    return made
