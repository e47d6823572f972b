"""Gather the sentences of the source into the catalogues, and compile them.

    make messages

New sentences come in without a translation; those that no source has any more go. What is left to translate is
printed, and `make test` fails until there is nothing.
"""

from __future__ import annotations

import inspect
import io
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages import catalog as catalogs
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from generator.base.start import DOMAIN, LOCALE
from generator.cli import main as cli

# The head of a catalogue names the version of the library, and is to be the same whichever writes it.
catalogs.VERSION = "2"  # type: ignore[attr-defined]
_BORN = datetime(2026, 11, 26, tzinfo=UTC)
KEYWORDS = {"sentence": None, "counted": (1, 2), "_": None}
"""Functions of generator.base.sentences and of gettext, and which of their arguments are sentences."""
CLICK: tuple[str | tuple[str, str], ...] = (
    "Usage:", "Options", "Commands", "[OPTIONS]", "COMMAND [ARGS]...", "Show this message and exit.",
    "Show the version and exit.", "Missing command.", "Error: {message}",
    "Try '{command} {option}' for help.", "Invalid value: {message}", "Invalid value for {param_hint}: {message}",
    "Missing argument", "Missing option", "No such option {name!r}.", "No such command {name!r}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"), "Choose from:\n\t{choices}",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "Option {name!r} does not take a value.", "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.", "{name} {filename!r} does not exist.", "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.", "directory", "file", "path", "default: {default}", "env var: {var}",
    "Error: invalid input",
)  # fmt: skip
"""What click itself may say of our commands."""


def gathered() -> Catalog:
    """Return the sentences of the source, without translations."""
    found = Catalog(charset="utf-8")
    for _, _, message, _, _ in extract_from_dir(os.path.dirname(LOCALE), [("**.py", "python")], keywords=KEYWORDS):
        found.add(message)
    for text in (*CLICK, *of_commands()):
        found.add(text)
    return found


def of_commands() -> Iterator[str]:
    """Yield the texts of all commands and their options, as localized.Command shows them."""
    yield from cli.COMMANDS.values()
    context = click.Context(cli.group)
    for name in (None, *cli.COMMANDS):
        command = cli.group if name is None else cli.group.get_command(context, name)
        assert command is not None
        yield inspect.cleandoc(command.help or "")
        for param in command.params:
            if param.metavar:
                yield param.metavar
            if isinstance(param, click.Option) and param.help:
                yield param.help


def catalogue(name: str) -> Catalog:
    """Return the catalogue of a language as it is kept."""
    with _file(name, "po").open("rb") as file:
        known = read_po(file, locale=name)
    # Or else the bytes would differ from hour to hour.
    known.creation_date = known.revision_date = _BORN
    return known


def compiled(one: Catalog) -> bytes:
    """Return the bytes of a compiled catalogue."""
    out = io.BytesIO()
    write_mo(out, one)
    return out.getvalue()


def is_translated(message: Message) -> bool:
    """Return whether a sentence of a catalogue has its translation."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return not message.id or (bool(forms) and all(forms))


def _file(name: str, ending: str) -> Path:
    return Path(LOCALE, name, "LC_MESSAGES", f"{DOMAIN}.{ending}")


def main() -> int:
    """Bring all catalogues up to date; return how many sentences have no translation."""
    left = 0
    for folder in sorted(Path(LOCALE).iterdir()):
        known = catalogue(folder.name)
        known.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
        known.obsolete.clear()
        with _file(folder.name, "po").open("wb") as file:
            write_po(file, known, width=120, sort_output=True, no_location=True)
        _file(folder.name, "mo").write_bytes(compiled(known))
        for message in known:
            if not is_translated(message):
                left += 1
                print(message.id if isinstance(message.id, str) else message.id[0])
    return left


if __name__ == "__main__":
    sys.exit(main() > 0)
