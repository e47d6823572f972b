"""Advice: what the writer of a file is told though it may be published as it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.errors import Problem, Where, capped
from generator.base.textfile import decode
from generator.portal.records import Article, Profile, Standing

_SILENT = "this picture has neither alt text nor caption, so who cannot see it learns nothing of it"


def advice(record: Article | Profile | Standing, data: bytes) -> tuple[Problem, ...]:
    """Return what is to be said of a file that was read without problems.

    Args:
        record: what it says.
        data: the file itself, for the lines that are shown.

    """
    found = list(_silent(record))
    if not found:
        return ()
    path = f"content/{record.path}"
    text, _ = decode(data, path)
    problems = [Problem(Where(path, line, column), _SILENT, hint) for line, column, hint in found]
    return tuple(capped(problems, text))


def _silent(record: Article | Profile | Standing) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and hint of the pictures that say nothing to who cannot see them.

    A caption is read aloud as well as shown, so that one of the two is enough.
    What is not published yet, or no longer, has no readers.
    """
    if isinstance(record, Article):
        if record.matter.draft or record.matter.retracted is not None:
            return
        photo = record.matter.photo
        if photo is not None and not photo.alt and not photo.caption:
            yield photo.line, photo.column, "add alt: or caption: below src:, with what the picture shows"
    for line, column in record.body.silent:
        yield line, column, "write what it shows between the brackets: ![Pedagang menata ikan](/foto/…)"
