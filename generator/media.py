"""Media files: which may be published as they are, and what is known of them.

Whoever can put a file into content/ must not be able to run script on the
portal's address, so a document type that browsers execute is published only if
site.yaml allows it, and an SVG only if it is a mere picture.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import imagesize

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
ALLOWED = frozenset(
    (
        *PICTURES, ".ico", ".mp4", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".oga", ".ogv", ".opus", ".wav", ".flac", ".vtt",
        ".pdf", ".txt", ".csv", ".tsv", ".json", ".geojson", ".zip", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
        ".odt", ".ods", ".odp", ".epub", ".woff", ".woff2",
    )
)  # fmt: skip
"""Endings of files that no browser executes."""

_ACTIVE = frozenset(("script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"))
_INERT_LINK = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)


def refused(path: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether a file may not be published because of its ending."""
    name = path.rpartition("/")[2].lower()
    ending = name[name.rfind(".") :]
    return ending not in ALLOWED and ending not in allowed and name not in allowed


def active_svg(data: bytes) -> str:
    """Return what an SVG holds that is more than a picture, or nothing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "bytes that are not UTF-8"
    body = re.sub(r"^\s*<\?xml[^?]*\?>", "", text)
    if "<!DOCTYPE" in body.upper() or "<!ENTITY" in body.upper():
        return "a DOCTYPE"
    if "<?" in body:
        return "a processing instruction"
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, RecursionError) as error:
        return f"XML that is broken: {error}"
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name in _ACTIVE:
            return f"a <{name}> element"
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].lower()
            if attribute.startswith("on"):
                return f"the attribute {attribute}"
            if attribute in ("href", "src") and not _INERT_LINK.match(value.strip()):
                return f'a link to "{value[:60]}"'
            if attribute == "attributename" and value.lower() in ("href", "xlink:href"):
                return "an animated link"
    return ""


def dimensions(file: Path) -> tuple[int, int]:
    """Return width and height of a picture in pixels, 0 and 0 when they cannot be read."""
    try:
        width, height = imagesize.get(str(file))
    except Exception:  # noqa: BLE001 - a picture may be broken in any way; then its size is not known
        return 0, 0
    return max(0, int(width)), max(0, int(height))
