"""Media files that are too small, too large or unused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.sentences import Sentence, sentence
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
    """Find unused files, which readers do not get."""
    for media in evidence.media:
        if not media.used:
            said = sentence("nothing shows this file or leads to it, so it is not published")
            yield Finding("unused-media", media.path, said, to_publish((media.path,)))


def to_publish(patterns: Iterable[str]) -> Sentence:
    """Return the hint that names the line of site.yaml by which files are published whatever refers to them."""
    return sentence(
        "if readers are to have this, write into site.yaml: media: {{public: [{paths}]}}", paths=", ".join(patterns)
    )


RULES = (
    Rule(small_photo, {"small-photo": "The photo of an article is narrower than 1,200 pixels."}),
    Rule(heavy_picture, {"heavy-picture": "A picture is larger than 5 MB."}),
    Rule(unused_media, {"unused-media": "Nothing shows a media file or links to it, so it is not published."}),
)
