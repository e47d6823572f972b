"""Answers: what a command says to a program (--json), and how it fails, in either form."""

from __future__ import annotations

import sys

import click
import msgspec

from generator.base.languages import Language
from generator.base.sentences import Sentence


def say(data: object) -> None:
    """Print a value as a line of JSON."""
    sys.stdout.write(line(data))


def line(data: object) -> str:
    """Return a value as a line of JSON."""
    return msgspec.json.encode(data).decode() + "\n"


def failed(said: Sentence, language: Language, *, as_json: bool, code: int = 2) -> int:
    """Say why a command could not do its work, and return its exit code."""
    if as_json:
        say({"ok": False, "error": language.put(said)})
    else:
        click.echo(language.failed(said), err=True)
    return code
