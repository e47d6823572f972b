"""What a source yields, kept in a file between the two passes over it.

A source is read once: to read a gigabyte of XML again takes ten times as long as to read this file, and an export that
changes in between would be another one in the second pass.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterable, Iterator
from typing import IO

from generator.importers.found import Found, Item, Note


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
