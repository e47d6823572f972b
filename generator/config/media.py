"""Which media files are published as they are.

A file is published with what shows it or leads to it, or because site.yaml says so (`is_public`). Pictures, sound,
video, subtitles and fonts are part of the news. Anything else may be published only if site.yaml allows it: a document
may be meant for the desk alone, and what browsers execute could run script on the portal's origin. `pictures.svg`
decides what an SVG may hold.
"""

from __future__ import annotations

from generator.base.sentences import Sentence, sentence
from generator.model.severities import fits
from generator.model.site import Reading

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
_VIDEO = (".mp4", ".webm", ".mov", ".ogv")
_SOUND = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac")
FILMS = (*_VIDEO, *_SOUND)
CLEANED = (*PICTURES, *FILMS)
"""Published without metadata on where and with what it was taken."""
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
_TEXTS = (".txt", ".doc", ".docx", ".odt", ".rtf", ".pages", ".gdoc")
_OTHERS = (".rar", ".7z", ".gz", ".tar", ".numbers", ".key", ".gsheet", ".gslides", ".mdb", ".accdb", ".sql", ".eml")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdwn")
_COPIES = (".bak", ".old", ".orig", ".tmp", ".swp", ".save", ".part", ".crdownload")
_CONVERTED = (
    (
        (
            ".heic", ".heif", ".tif", ".tiff", ".bmp", ".psd", ".xcf", ".ai", ".raw", ".dng", ".cr2", ".cr3", ".nef",
            ".arw", ".jfif", ".jpe",
        ),
        sentence("browsers do not show pictures of this kind"),
        sentence("save it as JPEG, PNG or WebP, and put that here instead"),
    ),
    (
        (
            ".3gp", ".3g2", ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mpeg", ".mpg", ".mts", ".vob", ".wmv", ".3ga",
            ".aac", ".aif", ".aiff", ".amr", ".m4b", ".wma",
        ),
        sentence("not all browsers play films and sound of this kind"),
        sentence("save it as MP4 or, if there is nothing to see, as MP3, and put that here instead"),
    ),
    (
        (".srt", ".ass", ".ssa", ".sub", ".sbv"),
        sentence("browsers show no subtitles of this kind"),
        sentence("save them as WebVTT (.vtt), and put that here instead"),
    ),
)  # fmt: skip
"""Extensions that browsers cannot show, a message on each, and the format to use instead."""


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
    # Windows hides both endings of a.md.txt; whatever site.yaml allows, this is an article.
    hidden = ending == ".txt" and stem.lower().endswith(_MARKDOWN)
    if not hidden and (_is_allowed(path, reading) or (ending == ".pdf" and path.startswith(PAPERS))):
        return None
    if hidden or ending in _MARKDOWN:
        hint = sentence("rename it to {name}", name=f"{stem[: stem.rfind('.')] if hidden else stem}.md")
        return sentence("this is not read: the name of an article ends in .md"), hint
    if ending in _COPIES:
        hint = sentence("delete it, or keep copies outside of content/")
        if ".md" in stem.lower():
            return sentence("this is a copy of an article, so it is not published"), hint
        return sentence("this looks like a copy of another file, so it is not published"), hint
    for endings, said, hint in _CONVERTED:
        if ending in endings:
            return said, hint
    if ending.rstrip() != ending and ending.rstrip() in NEWS:
        return sentence("the name of this file ends in a blank"), sentence("rename it to {name}", name=name.rstrip())
    allowed = f"{{{folder}/: [{ending or name}]}}" if slash else f"[{ending or name}]"
    if ending not in DOCUMENTS and ending not in _TEXTS and ending not in _OTHERS:
        hint = sentence("use another format, or allow it in site.yaml: media: {{allow: {allowed}}}", allowed=allowed)
        said = sentence("a file of this kind is not published, for it could run script on the portal's address")
        return said, hint
    hint = sentence(
        "move it out of content/; if readers may have it, write into site.yaml: media: {{allow: {allowed}}}",
        allowed=allowed,
    )
    if ending in _TEXTS:
        hint = sentence(
            "copy its text into an article, a file whose name ends in .md, and move it out of content/; if readers may "
            "have it as it is, write into site.yaml: media: {{allow: {allowed}}}",
            allowed=allowed,
        )
    return sentence("documents are not published unless site.yaml allows it"), hint


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
