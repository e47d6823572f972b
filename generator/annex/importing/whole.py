"""Files that have their names only once they are whole."""

from __future__ import annotations

import contextlib
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import IO, BinaryIO

from generator.annex.importing.found import Found, Item, Note
from generator.base.sentences import Sentence

UNFINISHED = ".import.new"
"""The name that a file has until it is whole: hidden, so that no build takes it for an article."""


def write_whole(path: str, fill: Callable[[BinaryIO], Sentence], *, begun_in: str = "") -> Sentence:
    """Write a file which has its name only once it is whole.

    Args:
        path: of the file.
        fill: writes its bytes; returns why it is not to be, if it is not.
        begun_in: a folder that there is, of the same disk, if that of the file is made only once the file is whole.

    Returns:
        What `fill` does.

    Raises:
        OSError: it cannot be written.

    """
    folder = os.path.dirname(path)
    waiting = os.path.join(begun_in or folder, UNFINISHED)
    whole = False
    try:
        with open(waiting, "wb") as file:
            why = fill(file)
        if not why:
            if begun_in:
                os.makedirs(folder, exist_ok=True)
            os.replace(waiting, path)
            whole = True
    finally:
        if not whole:
            with suppress(FileNotFoundError):
                os.unlink(waiting)
    return why


def spooled(found: Iterable[Found], file: IO[bytes]) -> Iterator[Found]:
    """Yield what a source finds, items and notes after they were written to a file: the survey keeps all else."""
    for one in found:
        if isinstance(one, (Item, Note)):
            # Not JSON: a text of a source may hold halves of characters, which UTF-8 does not know.
            pickle.dump(one, file, pickle.HIGHEST_PROTOCOL)
        yield one


def unspooled(file: IO[bytes]) -> Iterator[Item | Note]:
    """Yield the records that were written to a file, which must be one that nobody else could write to."""
    file.seek(0)
    with contextlib.suppress(EOFError):
        while True:
            yield pickle.load(file)  # noqa: S301 - ours, and without a name
