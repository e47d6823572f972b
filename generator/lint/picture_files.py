"""Pictures: too small to be shown large, too heavy to be kept, or shown nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.base.sentences import sentence
from generator.lint.evidence import Desk, Finding

_WIDE = 1200
"""Pixels, as search engines ask of what they show large."""
_HEAVY = 5_000_000
"""Bytes."""


def small_photo(desk: Desk) -> Iterator[Finding]:
    """Look at the photos of articles; each is told once, at the first article that shows it."""
    widths = {f"/{media.path}": media.width for media in desk.media}
    told: set[str] = set()
    for look in desk.looks:
        width = widths.get(look.photo, 0)
        if 0 < width < _WIDE and look.photo not in told and not look.withdrawn:
            told.add(look.photo)
            yield Finding(
                "small-photo",
                look.path,
                sentence("this photo is {width} pixels wide, fewer than {wide}", width=width, wide=_WIDE),
                sentence("take the one that the camera made, not the one that a messenger sent on"),
                "photo.src",
                other=look.photo.removeprefix("/"),
            )


def heavy_picture(desk: Desk) -> Iterator[Finding]:
    """Look at the files themselves: readers get smaller variants, but these are copied, kept and uploaded."""
    for media in desk.media:
        if media.width and media.size > _HEAVY:
            yield Finding(
                "heavy-picture",
                media.path,
                sentence("this picture has {megabytes} MB, more than {most}", megabytes=media.size // 10**6, most=5),
                sentence("save it as JPEG with 2,400 pixels on its longer side"),
            )


def unused_media(desk: Desk) -> Iterator[Finding]:
    """Look for files that nothing shows: they go public all the same."""
    named = {url for _, url in desk.site.addresses()}
    for media in desk.media:
        if not media.used and f"/{media.path}" not in named:
            hint = sentence("delete it, or move it out of content/ if it is not for the public")
            if PurePosixPath(media.path).suffix.lower() == ".svg":
                hint = sentence("delete it, or move it into the assets/ of a theme")
            yield Finding("unused-media", media.path, sentence("nothing shows this file or leads to it"), hint)
