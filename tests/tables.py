"""Documents of cases in tests/fixtures: a name, what goes in and what comes out, with a line "." behind each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "fixtures"


class Case(NamedTuple):
    """A case of a document."""

    name: str
    given: str
    expected: str


def cases(document: str) -> list[Case]:
    """Return the cases of a document."""
    fields = _fields(document)
    names = [name.strip().splitlines()[-1] for name in fields[:-1:3]]
    return [Case(*one) for one in zip(names, fields[1::3], fields[2::3], strict=True)]


def write(document: str, made: Callable[[str], str]) -> None:
    """Write a document anew with what comes out now, to be read before it is kept."""
    fields = _fields(document)
    fields[2::3] = [made(given) for given in fields[1::3]]
    text = "".join(f"{field}\n.\n" if field else ".\n" for field in fields[:-1]) + fields[-1]
    (FOLDER / document).write_text(text, "utf-8")


def _fields(document: str) -> list[str]:
    text = (FOLDER / document).read_text("utf-8")
    return [field.removesuffix("\n") for field in re.split(r"^\.\n", text, flags=re.MULTILINE)]
