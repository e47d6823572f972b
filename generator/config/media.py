"""Which media files are published as they are.

A file is published with what shows it or leads to it, or because site.yaml says so (`is_public`). Pictures, sound,
video, subtitles and fonts are part of the news. Anything else may be published only if site.yaml allows it: a document
may be meant for the desk alone, and what browsers execute could run script on the portal's origin. `pictures.svg`
decides what an SVG may hold.
"""

from __future__ import annotations

import re

from generator.base.sentences import Sentence, sentence
from generator.model.severities import fits
from generator.model.site import Reading

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_VIDEO = (".mp4", ".webm", ".mov", ".ogv")
_SOUND = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac")
FILMS = (*_VIDEO, *_SOUND)
NEWS = frozenset((*PICTURES, *FILMS, ".ico", ".vtt", ".woff", ".woff2"))
"""Extensions of files that are published unless site.yaml says otherwise."""
DOCUMENTS = frozenset(
    (
        ".pdf", ".txt", ".csv", ".tsv", ".json", ".geojson", ".zip", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
        ".odt", ".ods", ".odp", ".epub",
    )
)  # fmt: skip
"""Extensions of files that readers may want, or that went public by mistake."""
PAPERS = "berkas/"
"""The folder of content/ in which PDFs may be published, whatever site.yaml allows: there the desk puts them."""
HARMLESS = NEWS | DOCUMENTS
"""Extensions that no browser executes."""
_LIKE_FILE = re.compile(r"\.(?:html?|xml|txt|json|toml|webmanifest|ico|png|svg)/", re.IGNORECASE)
"""The end of a folder's name that a file of the output may have, in whose place the folder would be."""
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdwn")


def is_sound(path: str) -> bool:
    """Return whether there is only something to hear in a file."""
    return path.lower().endswith(_SOUND)


def is_film(path: str) -> bool:
    """Return whether a file is a video."""
    return path.lower().endswith(_VIDEO)


def why_refused(path: str, reading: Reading) -> tuple[Sentence, Sentence] | None:
    """Return why a file at a path below content/ is not published, and what to do; None if it is."""
    folder, slash, name = path.rpartition("/")
    stem, ending = name[: name.rfind(".")], name[name.rfind(".") :].lower()
    if _LIKE_FILE.search(folder + slash):
        return sentence("a folder with media cannot have the name of a file"), sentence("give the folder another name")
    # Windows hides both endings of a.md.txt; whatever site.yaml allows, this is an article.
    hidden = ending == ".txt" and stem.lower().endswith(_MARKDOWN)
    if not hidden and (_is_allowed(path, reading) or (ending == ".pdf" and path.startswith(PAPERS))):
        return None
    if hidden or ending in _MARKDOWN:
        hint = sentence("rename it to {name}", name=f"{stem[: stem.rfind('.')] if hidden else stem}.md")
        return sentence("this is not read: the name of an article ends in .md"), hint
    if ending.rstrip() != ending and ending.rstrip() in NEWS:
        return sentence("the name of this file ends in a blank"), sentence("rename it to {name}", name=name.rstrip())
    allowed = f"{{{folder}/: [{ending or name}]}}" if slash else f"[{ending or name}]"
    hint = sentence(
        "move it out of content/, or save it as JPEG, MP4 or another format that browsers show; if readers may have it "
        "as it is, write into site.yaml: media: {{allow: {allowed}}}",
        allowed=allowed,
    )
    return sentence("a file of this kind is not published unless site.yaml allows it"), hint


def is_public(path: str, reading: Reading) -> bool:
    """Return whether site.yaml publishes a file whatever refers to it: by a pattern, or allowed by its whole name."""
    name = path.rpartition("/")[2].lower()
    return any(fits(pattern, path) for pattern in reading.media_public) or _is_named({name}, path, reading)


def _is_allowed(path: str, reading: Reading) -> bool:
    name = path.rpartition("/")[2].lower()
    either = {name[name.rfind(".") :], name}
    return not either.isdisjoint(NEWS) or path in reading.media_public or _is_named(either, path, reading)


def _is_named(either: set[str], path: str, reading: Reading) -> bool:
    return not either.isdisjoint(reading.media_allow) or any(
        path.startswith(folder) and not either.isdisjoint(names) for folder, names in reading.media_folders
    )
