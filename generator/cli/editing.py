"""How commands show and make changes to source files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from generator.base.sentences import Language, Sentence, sentence
from generator.editing.changes import Change, Move, apply, check, diff
from generator.store.files import lock


def place_of(site: Path, written: str) -> str:
    """Return a typed path relative to content/; it may be relative to here, to the site, or to content/."""
    content = os.path.realpath(site / "content")
    here = os.path.realpath(written)
    if here.startswith(content + os.sep):
        return Path(here).relative_to(content).as_posix()
    return os.path.normpath(written).replace(os.sep, "/").removeprefix("content/").strip("/")


def confirmed(language: Language, question: Sentence) -> bool:
    asked = language.put(sentence("{question} [y/N]", question=question))
    answer = click.prompt(asked, default="", show_default=False, prompt_suffix=" ", err=True)
    return str(answer).strip().lower() in ("y", "ya", "yes")


def carry_out(site: Path, changes: Sequence[Change], moves: Sequence[Move] = (), *, dry_run: bool) -> None:
    if dry_run:
        check(site, changes, moves)
        click.echo(diff(changes, moves), nl=False)
        return
    with lock(site / ".ssg"):
        apply(site, changes, moves)
