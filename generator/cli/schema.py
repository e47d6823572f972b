"""`ssg schema`: lets editors complete and check keys while typing."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from generator.base.errors import SiteError, UsageError
from generator.base.languages import Language
from generator.base.sentences import sentence
from generator.cli.command import Command
from generator.cli.terminal import language_of, tell
from generator.config.schema import KINDS, schema
from generator.theming.loading import read_site

_FOLDER = ".vscode"
_FILES = {
    "site": ["site.yaml"], "author": ["content/authors/*.md"], "page": ["content/pages/*.md"],
    "article": ["content/*/**/*.md", "!content/authors/*.md", "!content/pages/*.md"],
}  # fmt: skip
"""Which files each is for, as editors write it."""


@click.command(cls=Command, epilog="ssg schema article\nssg schema --install")
@click.argument("kind", type=click.Choice(tuple(KINDS)), required=False)
@click.option("--install", is_flag=True, help="Write all of them, and the settings of VS Code, into .vscode/.")
@click.pass_obj
def command(site: str, kind: str | None, *, install: bool) -> int:
    """Print the JSON Schema of site.yaml, or of the front matter of articles, authors or pages.

    It is made of the same table as the documents, with what each key means in the desk's language.
    """
    language = language_of(site)
    if install:
        _install(Path(site, _FOLDER), language, indonesian=has_indonesian_keys(Path(site)))
    elif kind:
        click.echo(_json(kind, language, indonesian=has_indonesian_keys(Path(site))))
    else:
        raise UsageError(
            sentence("name one of {kinds}, as in: ssg schema article; or --install", kinds=", ".join(KINDS))
        )
    return 0


def has_indonesian_keys(folder: Path) -> bool:
    """Return whether a site wants Indonesian keys in front matter; false if site.yaml cannot be read."""
    try:
        return read_site(folder)[0].reading.indonesian_keys
    except SiteError:
        return False


def _json(kind: str, language: Language, *, indonesian: bool) -> str:
    return msgspec.json.format(msgspec.json.encode(schema(kind, language.put, indonesian=indonesian))).decode()


def _install(folder: Path, language: Language, *, indonesian: bool) -> None:
    """Write the schemas and settings; existing settings belong to the desk, which is told what to add."""
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        (folder / f"warta-{kind}.json").write_text(
            _json(kind, language, indonesian=indonesian) + "\n", "utf-8", newline="\n"
        )
    wanted = {"yaml.schemas": {f"{_FOLDER}/warta-{kind}.json": files for kind, files in _FILES.items()}}
    text = msgspec.json.format(msgspec.json.encode(wanted)).decode()
    try:
        with (folder / "settings.json").open("x", encoding="utf-8", newline="\n") as file:
            file.write(text + "\n")
    except FileExistsError:
        said = sentence("{file} is there already; what it needs is:", file=f"{_FOLDER}/settings.json")
        click.echo(f"{language.put(said)}\n{text}")
        return
    said = sentence("{count} schemas and settings.json are in {folder}/", count=len(KINDS), folder=_FOLDER)
    tell(said, language)
