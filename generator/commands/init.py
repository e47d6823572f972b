"""`ssg init`: a new portal from the skeleton."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.base.crashes import explain
from generator.base.errors import UsageError
from generator.base.sentences import sentence
from generator.commands import origin
from generator.commands.language import language_of
from generator.commands.options import filled
from generator.commands.origin import NAME, Origin

SKELETON = Path(__file__).parent.parent / "skeleton"
DOTTED = ("gitignore", "gitlab-ci.yml", "github")
"""Files and folders of the skeleton that get a dot in front: some packaging tools leave out dotfiles."""
REQUIREMENTS = "requirements.txt"
UNKNOWN = "-r the-source-of-Warta-is-not-known.txt\n"
"""Line for an unknown source, at which pip stops with these words."""


@click.command(epilog="Example: ssg init kabar-muara")
@click.argument("directory", metavar="DIR", callback=filled)
@click.option(
    "--source", metavar="URL", callback=filled,
    help="Where pipelines install Warta from, pinned by commit or digest; by default where this one came from.",
)  # fmt: skip
def command(directory: str, source: str | None) -> int:
    """Begin a new portal in DIR, which must be new or empty (a repository without files counts as empty)."""
    folder, language = Path(directory), language_of(".")
    try:
        if folder.exists() and (not folder.is_dir() or any(file.name != ".git" for file in folder.iterdir())):
            raise UsageError(sentence("{folder} is not an empty folder; name a new one", folder=folder))
        known = origin.running() if source is None else Origin(origin.check(source))
        files = create(folder, known.source)
    except UsageError as error:
        click.echo(language.failed(error.said), err=True)
        return 2
    except OSError as error:
        click.echo(language.failed(explain(error)), err=True)
        return 2
    enter = "" if folder.resolve() == Path.cwd() else f"  cd {shlex.quote(str(folder))}\n"
    click.echo(
        f"{len(files)} files of a new portal are in {folder}. Next:\n\n"
        f"{enter}"
        "  ssg build                                  makes the portal, in build/\n"
        "  python -m http.server --directory build    shows it at http://localhost:8000/\n\n"
        "Then fill in site.yaml and content/pages/, and put your own articles in the place of the samples in content/."
    )
    if known.source:
        click.echo(f"\nPipelines install Warta from {known.source}\nas requirements.txt says.")
    else:
        click.echo(
            f"\nwarning: where this Warta came from is not known, because {known.reason}.\n"
            "  hint: until you write an address into requirements.txt, as it says there, pipelines stop when they"
            " install; or begin anew with --source",
            err=True,
        )
    return 0


def create(folder: Path, source: str = "") -> list[str]:
    """Copy the skeleton of a site.

    Args:
        folder: where to; it is made if it does not exist.
        source: where pipelines install Warta from; empty if that is unknown, at which they stop.

    Returns:
        The paths of the files in the folder.

    """
    made = []
    for file in sorted(SKELETON.rglob("*")):
        # Installers leave compiled Python anywhere; no file of the skeleton is Python.
        if not file.is_file() or "__pycache__" in file.parts:
            continue
        inside = file.relative_to(SKELETON).as_posix()
        if inside.partition("/")[0] in DOTTED:
            inside = f".{inside}"
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        data = file.read_bytes()
        if inside == REQUIREMENTS and source:
            data = data.replace(UNKNOWN.encode(), f"{NAME} @ {source}\n".encode())
        target.write_bytes(data)
        made.append(inside)
    return made
