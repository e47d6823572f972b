"""Sources: the Markdown files of a site, as a command that changes them reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.base.errors import UsageError
from generator.base.folder import Folder, ignored
from generator.base.sentences import sentence
from generator.portal.records import Record
from generator.portal.site import Reading
from generator.portal.urls import folder_url
from generator.readers import frontmatter

_MARK = b"\xef\xbb\xbf"


class Source(Record, frozen=True):
    """A Markdown file."""

    path: str
    """Below content/."""
    data: bytes

    @property
    def text(self) -> str:
        """What it says, with the line ends that it has."""
        return self.data.decode("utf-8-sig")

    def changed(self, text: str) -> bytes:
        """Return the bytes of a text in its place; a byte order mark stays."""
        return (_MARK if self.data.startswith(_MARK) else b"") + text.encode("utf-8")


def files(site: Path, below: str = "") -> list[str]:
    """Return the paths of all files below a folder of content/, in order; links to other folders are not followed."""
    found = []
    content = site / "content"
    for folder, folders, names in os.walk(content / below):
        folders[:] = [name for name in folders if not ignored(name)]
        found += [
            Path(folder, name).relative_to(content).as_posix()
            for name in names
            if not ignored(name) and not Path(folder, name).is_symlink()
        ]
    return sorted(found)


def sources(site: Path, most: int) -> Iterator[Source]:
    """Yield the Markdown files of a site that are UTF-8 and have at most so many bytes, by path."""
    with Folder(site / "content") as folder:
        for path in files(site):
            if path.endswith(".md"):
                data = folder.read(path, most)
                try:
                    data.decode("utf-8")
                except UnicodeDecodeError:
                    continue
                yield Source(path, data)


def address_of(path: str, data: bytes, reading: Reading) -> tuple[str, bool]:
    """Return the address of a Markdown file, and whether readers have it; drafts have one that nobody knows.

    Raises:
        UsageError: it could not be published there.

    """
    if path.startswith("authors/"):
        profile, problems = frontmatter.parse_profile(data, path, reading)
        if profile is not None:
            return reading.paths.author_url(profile.slug), True
    elif path.startswith("pages/"):
        page, problems = frontmatter.parse_standing(data, path, reading)
        if page is not None:
            return folder_url(page.slug), True
    else:
        article, problems = frontmatter.parse_article(data, path, reading)
        if article is not None:
            return article.url, not article.matter.draft
    raise UsageError(sentence("{problem}; nothing was changed", problem=problems[0].said))
