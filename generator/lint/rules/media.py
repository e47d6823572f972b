"""Media files that are too small, too large or unused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.base.sentences import sentence
from generator.lint.rules.evidence import Evidence, Finding, Rule

_WIDE = 1200
"""In pixels, as required for large pictures in search results."""
_HEAVY = 5_000_000
"""Bytes."""


def small_photo(evidence: Evidence) -> Iterator[Finding]:
    """Find small photos of articles; each is reported once, at the first article that shows it."""
    widths = {f"/{media.path}": media.width for media in evidence.media}
    told: set[str] = set()
    for article in evidence.articles:
        width = widths.get(article.photo, 0)
        if 0 < width < _WIDE and article.photo not in told and not article.withdrawn:
            told.add(article.photo)
            said = sentence("this photo is {width} pixels wide, fewer than {wide}", width=width, wide=_WIDE)
            hint = sentence("take the one that the camera made, not the one that a messenger sent on")
            yield Finding("small-photo", article.path, said, hint, "photo.src", other=article.photo.removeprefix("/"))


def heavy_picture(evidence: Evidence) -> Iterator[Finding]:
    """Find large files: readers get smaller variants, but these are copied, stored and uploaded."""
    for media in evidence.media:
        if media.width and media.size > _HEAVY:
            said = sentence("this picture has {megabytes} MB, more than {most}", megabytes=media.size // 10**6, most=5)
            hint = sentence("save it as JPEG with 2,400 pixels on its longer side")
            yield Finding("heavy-picture", media.path, said, hint)


def unused_media(evidence: Evidence) -> Iterator[Finding]:
    """Find unused files, which are published nevertheless."""
    named = {url for _, url in evidence.site.addresses()}
    for media in evidence.media:
        if not media.used and f"/{media.path}" not in named:
            hint = sentence("delete it, or move it out of content/ if it is not for the public")
            if PurePosixPath(media.path).suffix.lower() == ".svg":
                hint = sentence("delete it, or move it into the assets/ of a theme")
            yield Finding("unused-media", media.path, sentence("nothing shows this file or leads to it"), hint)


RULES = (
    Rule(small_photo, {"small-photo": "The photo of an article is narrower than 1,200 pixels."}),
    Rule(heavy_picture, {"heavy-picture": "A picture is larger than 5 MB."}),
    Rule(unused_media, {"unused-media": "Nothing shows a media file, and nothing leads to it."}),
)
