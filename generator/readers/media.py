"""Media files: which may be published as they are, and what is known of them.

Whoever can put a file into content/ must not be able to run script on the
portal's address, so a document type that browsers execute is published only if
site.yaml allows it, and an SVG only if it is a mere picture.
"""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import imagesize

from generator.base.text import quoted

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
ALLOWED = frozenset(
    (
        *PICTURES, ".ico", ".mp4", ".webm", ".mov", ".mp3", ".m4a", ".ogg", ".oga", ".ogv", ".opus", ".wav", ".flac",
        ".vtt", ".pdf", ".txt", ".csv", ".tsv", ".json", ".geojson", ".zip",
        ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx",
        ".odt", ".ods", ".odp", ".epub", ".woff", ".woff2",
    )
)  # fmt: skip
"""Endings of files that no browser executes."""

MAX_SIDE = 100_000
"""Pixels of the longest side that a picture can have; a larger number comes from a broken file."""
MAX_SVG = 4 << 20
"""Bytes of the largest SVG that is looked through."""
_ACTIVE = frozenset(("script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"))
_SLOW = frozenset(("filter", "image", "text", "pattern", "marker", "mask", "use"))
"""Elements by which a short SVG can take any time and memory to be drawn."""
_SLOW_STYLE = re.compile(r"filter|dash|\\|@", re.IGNORECASE)
"""The same in attributes and styles; a backslash could spell any of it."""
MAX_DRAWN = 64 << 10
"""Bytes of the largest SVG that is drawn here."""
_DECLARATION = re.compile(r"""\s*<\?xml(?=\s)(?:[^?]*?\sencoding\s*=\s*["'](?P<encoding>[\w.-]*)["'])?[^?]*\?>""")
_INERT_LINK = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)


def refused(path: str, allowed: tuple[str, ...]) -> bool:
    """Tell whether a file may not be published because of its ending."""
    name = path.rpartition("/")[2].lower()
    ending = name[name.rfind(".") :]
    return ending not in ALLOWED and ending not in allowed and name not in allowed


def active_svg(data: bytes) -> str:
    """Return what an SVG holds that is more than a picture, or nothing."""
    if len(data) > MAX_SVG:
        return f"{len(data):,} bytes, more than {MAX_SVG:,}"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "bytes that are not UTF-8"
    head = _DECLARATION.match(text)
    if head and head["encoding"] and head["encoding"].lower() not in ("utf-8", "utf8", "us-ascii"):
        return f"text in the encoding {head['encoding'][:20]}"
    body = text[head.end() :] if head else text
    if "<!DOCTYPE" in body.upper() or "<!ENTITY" in body.upper():
        return "a DOCTYPE"
    if "<?" in body:
        return "a processing instruction"
    try:
        root = ET.fromstring(body)  # noqa: S314 - without a DOCTYPE there are no entities
    except (ET.ParseError, RecursionError) as error:
        return f"XML that is broken: {error}"
    if str(root.tag) not in ("svg", "{http://www.w3.org/2000/svg}svg"):
        return "no <svg> element"
    for element in root.iter():
        space, _, name = str(element.tag).lower().rpartition("}")
        if name in _ACTIVE or space.endswith("/xhtml"):
            return f"a <{name}> element"
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].lower()
            if attribute.startswith("on"):
                return f"the attribute {attribute}"
            if attribute in ("href", "src", "base") and not _INERT_LINK.match(value.strip()):
                return f"a link to {quoted(value)}"
            if attribute == "attributename":
                changed = value.strip().lower().rpartition(":")[2]
                if changed in ("href", "src", "base") or changed.startswith("on"):
                    return f"an animation of {changed}"
    return ""


def slow_svg(data: bytes) -> str:
    """Return what an SVG in which `active_svg` finds nothing holds that may take long to be drawn, or nothing."""
    if len(data) > MAX_DRAWN:
        return f"{len(data):,} bytes, more than {MAX_DRAWN:,}"
    text = data.decode("utf-8-sig")
    head = _DECLARATION.match(text)
    root = ET.fromstring(text[head.end() :] if head else text)  # noqa: S314 - `active_svg` has looked through it
    clips = [inner for one in root.iter() if _name(one) == "clippath" for inner in one.iter()]
    clips += [one for one in root.iter() if clips and _name(one) == "style"]
    if any("clip-path" in f"{inner.attrib}{inner.text}".lower() for inner in clips):
        return "a <clipPath> that is clipped itself"
    for element in root.iter():
        if _name(element) in _SLOW:
            return f"a <{_name(element)}> element"
        said = [*element.attrib.items(), ("style", element.text or "")]
        for key, value in said if _name(element) == "style" else said[:-1]:
            found = _SLOW_STYLE.search(key) or (_SLOW_STYLE.search(value) if key in ("style", "filter") else None)
            if found:
                return f'a style with "{found[0]}"'
    return ""


def _name(element: ET.Element) -> str:
    return str(element.tag).lower().rpartition("}")[2]


def dimensions(data: bytes) -> tuple[int, int]:
    """Return width and height of a picture in pixels, 0 and 0 when they cannot be read."""
    try:
        if data.startswith(b"GIF8"):
            # imagesize takes a side of more than 32,767 pixels for a negative one.
            width, height = (int.from_bytes(data[at : at + 2], "little") for at in (6, 8))
        else:
            width, height = map(int, imagesize.get(BytesIO(data)))
    except Exception:  # noqa: BLE001 - a picture may be broken in any way; then its size is not known
        return 0, 0
    return (width, height) if 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE else (0, 0)
