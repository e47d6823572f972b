"""Decodes text files, and tells the place of what cannot be decoded."""

from __future__ import annotations

import os
from pathlib import Path

from generator.base.errors import Problem, Where, excerpt
from generator.base.folder import open_regular
from generator.base.sentences import sentence
from generator.base.text import unix_lines


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text of a file with line feeds and without a byte order mark, and its problems; `path` is theirs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The place counts from behind a byte order mark.
        start = error.object[: error.start].decode()
        line, column = start.count("\n") + 1, len(start) - start.rfind("\n")
        shown = excerpt(data.decode("utf-8-sig", "replace"), line)
        hint = sentence("save the file with the encoding UTF-8")
        return "", [
            Problem(Where(path, line, column), "not-utf8", sentence("this character is not UTF-8"), hint, shown)
        ]
    text = unix_lines(text)
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        shown = excerpt(text, line).replace("\0", "�")
        column = at - text.rfind("\n", 0, at)
        hint = sentence("save the file with the encoding UTF-8, or retype the line")
        return "", [
            Problem(Where(path, line, column), "not-utf8", sentence("there is a NUL byte in the text"), hint, shown)
        ]
    return text, []


def read(file: Path) -> bytes:
    """Return the bytes of a file, which may be a symbolic link.

    Raises:
        OSError: it cannot be read, or is not a file: a pipe would block.

    """
    with os.fdopen(open_regular(os.path.realpath(file))[0], "rb") as source:
        return source.read()
