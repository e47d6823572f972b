"""Advice: warnings for the writer of a file that can be published as it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.errors import Problem, Where, capped
from generator.base.textfile import decode
from generator.portal.records import Article, Profile, Standing
from generator.portal.site import Site

_SILENT = "this picture has neither alt text nor caption, so readers who cannot see it learn nothing of it"

_OWN = "this alias is the address of the page itself, so it is left out"


def advice(record: Article | Profile | Standing, data: bytes) -> tuple[Problem, ...]:
    """Return the warnings for a file that was read without problems.

    Args:
        record: of the file.
        data: its bytes, for the excerpts.

    """
    silent = list(_silent(record))
    own = record.matter.own_aliases if isinstance(record, Article) else record.own_aliases
    if not silent and not own:
        return ()
    path = f"content/{record.path}"
    text, _ = decode(data, path)
    problems = [Problem(Where(path, line, column), "missing-alt", _SILENT, hint) for line, column, hint in silent]
    problems += [Problem(Where(path, *place), "own-alias", _OWN, "delete it") for place in own]
    return tuple(capped(problems, text))


def advice_on_site(site: Site) -> tuple[Problem, ...]:
    """Return the warnings for a configuration that can be used as it is."""
    if not site.base_path:
        return ()
    message = "base_url has a path: robots.txt and security.txt are looked for at the root of a host alone"
    hint = "copy their lines to the files at the root, or give the portal a host name of its own"
    return (site.file.problem(("base_url",), "unread-file", message, hint),)


def _silent(record: Article | Profile | Standing) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and hint of each picture without alt text and caption; either is enough for a screen reader.

    Drafts and withdrawn articles are left out, since they have no readers.
    """
    if isinstance(record, Article):
        if record.matter.draft or record.matter.retracted is not None:
            return
        photo = record.matter.photo
        if photo is not None and not photo.alt and not photo.caption:
            yield photo.line, photo.column, "add alt: or caption: below src:, with what the picture shows"
    for line, column in record.body.silent:
        yield line, column, "write what it shows between the brackets: ![Pedagang menata ikan](/foto/…)"
