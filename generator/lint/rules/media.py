"""Media files that are unplayable, too small, too large or unused, or accidentally public or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.base.sentences import sentence
from generator.base.text import quoted
from generator.lint.rules.evidence import Evidence, Finding, Rule


def broken_media(evidence: Evidence) -> Iterator[Finding]:
    """Find media files that cannot be played or shown."""
    for media in evidence.media:
        if media.fault:
            said = sentence("this file {fault}, so readers may not be able to open it", fault=media.fault)
            yield Finding("broken-media", media.path, said, media.hint)


def hidden_file(evidence: Evidence) -> Iterator[Finding]:
    """Find files and folders that builds ignore because of their names, though somebody may want them published."""
    for path in evidence.hidden:
        hint = sentence("give it a name without the point, or move it out of content/ if it is not for the public")
        if path == ".well-known":
            hint = sentence(
                "for security.txt, write security: into site.yaml; give other files to the host of the portal itself"
            )
        elif path.rpartition("/")[2].startswith(".ht"):
            hint = sentence("ssg host apache prints what a server is to be told; move this out of content/")
        said = sentence("this is not published, since its name begins with a point")
        yield Finding("hidden-file", path, said, hint)


def withdrawn_copy(evidence: Evidence) -> Iterator[Finding]:
    """Find copies of withdrawn articles' pictures: of the original bytes, or of those published."""
    for copy in evidence.copies:
        target, line, column, other = quoted(copy.link.target), copy.link.line, copy.link.column, copy.other
        said = sentence(
            "this article is withdrawn, but its picture {target} stays public as content/{other}",
            target=target,
            other=other,
        )
        hint = sentence("if nobody is to see it any more, delete content/{other} as well", other=other)
        yield Finding("withdrawn-copy", copy.path, said, hint, line=line, column=column, other=other)


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
    Rule(broken_media, {"broken-media": "A film, sound or a picture that texts lead to cannot be played or shown."}),
    Rule(
        hidden_file,
        {"hidden-file": "A file or folder that may be meant for readers has a name that begins with a point."},
    ),
    Rule(withdrawn_copy, {"withdrawn-copy": "A picture of a withdrawn article stays public under another name."}),
)
