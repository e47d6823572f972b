"""Advice: warnings for the writer of a file that can be published as it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.codes import Code
from generator.base.errors import Problem, Where, capped
from generator.base.textfile import decode
from generator.portal.records import Article, Profile, Remark, RemarkKind, Standing
from generator.portal.site import Site

_SILENT = "this picture has neither alt text nor caption, so readers who cannot see it learn nothing of it"

_OWN = "this alias is the address of the page itself, so it is left out"
_HINTS: dict[RemarkKind, str] = {
    "html": "HTML has no effect here: write Markdown, or put it between backticks if readers are to see it",
    "shortcode": "write in Markdown what it stood for, or put it between backticks if readers are to see it",
    "link": "the address of a link begins with https:, http:, mailto:, tel: or /, that of a picture with https: or /",
    "bold": "write **bold** without spaces inside of the asterisks",
    "footnote": "write the footnote: a paragraph that begins with the same brackets and a colon",
    "heading": "put a space behind the # of a heading",
    "unused": "refer to it from the text with the same brackets, or delete it",
    "more": 'delete it, or write the excerpt as "summary: …" in the front matter',
}


def advice(record: Article | Profile | Standing, data: bytes) -> tuple[Problem, ...]:
    """Return the warnings for a file that was read without problems.

    Args:
        record: of the file.
        data: its bytes, for the excerpts.

    """
    own = record.matter.own_aliases if isinstance(record, Article) else record.own_aliases
    path = f"content/{record.path}"
    problems = [Problem(Where(path, *place), "own-alias", _OWN, "delete it") for place in own]
    # Drafts and withdrawn articles have no readers.
    if not isinstance(record, Article) or not (record.matter.draft or record.matter.retracted is not None):
        problems += [
            Problem(Where(path, line, column), "missing-alt", _SILENT, hint) for line, column, hint in _silent(record)
        ]
        problems += [
            Problem(Where(path, one.line, one.column), _code(one), _message(one), _HINTS[one.kind])
            for one in record.body.remarks
        ]
    return tuple(capped(sorted(problems), decode(data, path)[0])) if problems else ()


def _code(remark: Remark) -> Code:
    return "no-effect" if remark.kind in ("more", "unused") else "markup-as-text"


def _message(remark: Remark) -> str:
    """Return the sentence about what has no effect in a body."""
    if remark.kind == "more":
        return "this ends no excerpt: the beginning of the text that lists show is found by its sentences"
    if remark.kind == "unused":
        return "no reader sees this footnote, since nothing refers to it"
    others = f", and {remark.count - 1:,} more in this file" if remark.count > 1 else ""
    return f"readers will see this markup as text{others}"


def advice_on_site(site: Site) -> tuple[Problem, ...]:
    """Return the warnings for a configuration that can be used as it is."""
    if not site.base_path:
        return ()
    message = "base_url has a path: robots.txt and security.txt are looked for at the root of a host alone"
    hint = "copy their lines to the files at the root, or give the portal a host name of its own"
    return (site.file.problem(("base_url",), "unread-file", message, hint),)


def _silent(record: Article | Profile | Standing) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and hint of each picture without alt text and caption; either is enough for those who hear."""
    if isinstance(record, Article):
        photo = record.matter.photo
        if photo is not None and not photo.alt and not photo.caption:
            yield photo.line, photo.column, "add alt: or caption: below src:, with what the picture shows"
    for line, column in record.body.silent:
        yield line, column, "write what it shows between the brackets: ![Pedagang menata ikan](/foto/…)"
