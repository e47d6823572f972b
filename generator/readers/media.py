"""Media files: which may be published as they are.

Whoever can put a file into content/ must not be able to run script on the portal's address, so a document type that
browsers execute is published only if site.yaml allows it. What an SVG may hold, `images.svg` decides.
"""

from __future__ import annotations

from generator.base.sentences import Sentence, sentence

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
ALLOWED = frozenset(
    (
        *PICTURES, ".ico", ".mp4", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".oga", ".ogv", ".opus", ".wav", ".flac",
        ".vtt", ".pdf", ".txt", ".csv", ".tsv", ".json", ".geojson", ".zip",
        ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
        ".odt", ".ods", ".odp", ".epub", ".woff", ".woff2",
    )
)  # fmt: skip
"""Extensions of files that no browser executes."""


_MARKDOWN = (".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdwn")
_COPIES = (".bak", ".old", ".orig", ".tmp", ".swp", ".save")


def mistaken(path: str) -> tuple[Sentence, Sentence] | None:
    """Return message and hint for a file that is refused and seems to be an article, or a copy of one."""
    name = path.rpartition("/")[2]
    stem, ending = name[: name.rfind(".")], name[name.rfind(".") :].lower()
    if ending in _MARKDOWN:
        return sentence("this is not read: the name of an article ends in .md"), sentence(
            "rename it to {name}", name=f"{stem}.md"
        )
    if ending in _COPIES and ".md" in stem.lower():
        return sentence("this is a copy of an article, so it is not published"), sentence(
            "delete it, or keep copies outside of content/"
        )
    return None


def is_refused(path: str, allowed: tuple[str, ...]) -> bool:
    """Return whether a file's extension keeps it from being published.

    Args:
        path: of the file.
        allowed: extensions and file names, in lower case, that site.yaml lets through.

    """
    name = path.rpartition("/")[2].lower()
    extension = name[name.rfind(".") :]
    return extension not in ALLOWED and extension not in allowed and name not in allowed
