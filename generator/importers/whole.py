"""Files that have their names only once they are whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO

from generator.base.sentences import Sentence

UNFINISHED = ".import.new"
"""The name that a file has until it is whole: hidden, so that no build takes it for an article."""


def write_whole(path: str, fill: Callable[[BinaryIO], Sentence]) -> Sentence:
    """Write a file, in a folder that there is, which has its name only once it is whole.

    Args:
        path: of the file.
        fill: writes its bytes; returns why it is not to be, if it is not.

    Returns:
        What `fill` does.

    Raises:
        OSError: it cannot be written.

    """
    waiting = os.path.join(os.path.dirname(path), UNFINISHED)
    whole = False
    try:
        with open(waiting, "wb") as file:
            why = fill(file)
        if not why:
            os.replace(waiting, path)
            whole = True
    finally:
        if not whole:
            with suppress(FileNotFoundError):
                os.unlink(waiting)
    return why
