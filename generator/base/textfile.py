"""Text files: from bytes to text, with a place for what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

from generator.base.errors import Problem, Where, excerpt
from generator.base.folder import regular


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Decode the bytes of a text file; all line ends become line feeds, a byte order mark goes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = data[: error.start].decode("utf-8-sig", "replace")
        line, column = start.count("\n") + 1, len(start) - start.rfind("\n")
        shown = excerpt(data.decode("utf-8-sig", "replace"), line)
        hint = "save the file with the encoding UTF-8"
        return "", [Problem(Where(path, line, column), "this letter is not UTF-8", hint, shown)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        shown = excerpt(text, line).replace("\0", "�")
        column = at - text.rfind("\n", 0, at)
        hint = "save the file with the encoding UTF-8, or retype the line"
        return "", [Problem(Where(path, line, column), "there is a NUL byte in the text", hint, shown)]
    return text, []


def read(file: Path) -> bytes:
    """Return the bytes of a file, which may be a symbolic link.

    Raises:
        OSError: it cannot be read, or is no file: a pipe would keep its reader waiting.

    """
    with os.fdopen(regular(os.path.realpath(file))[0], "rb") as source:
        return source.read()
