"""Drawings (SVG): what one contains that is more than a picture, and one without its program's notes.

`xml.etree` is slow to import: import this module only when there is an SVG.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from xml.etree import ElementTree as ET

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted

MAX_SIZE = 4 << 20
"""Bytes of the largest SVG that is published."""
_ACTIVE = frozenset(("script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"))
_DECLARATION = re.compile(r"""\s*<\?xml(?=\s)(?:[^?]*?\sencoding\s*=\s*["'](?P<encoding>[\w.-]*)["'])?[^?]*\?>""")
_SEEN = {"http://www.w3.org/2000/svg": "", "http://www.w3.org/1999/xlink": "xlink"}
"""What browsers show, and its usual prefix."""
_BROWSERS = frozenset((*_SEEN, "http://www.w3.org/XML/1998/namespace", ""))
_EMBEDDED = re.compile(rb"(data:image/(?:png|jpe?g|gif|webp);base64,)([A-Za-z0-9+/=\s]+)")
_INERT_LINK = re.compile(r"#|data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)


def active_svg(data: bytes) -> Sentence:
    """Return the active content of an SVG, as the object of "it holds"; empty if it is harmless."""
    if len(data) > MAX_SIZE:
        return sentence("{size} bytes, more than {most}", size=len(data), most=MAX_SIZE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return sentence("bytes that are not UTF-8")
    head = _DECLARATION.match(text)
    if head and head["encoding"] and head["encoding"].lower() not in ("utf-8", "utf8", "us-ascii"):
        return sentence("text in the encoding {encoding}", encoding=head["encoding"][:20])
    body = text[head.end() :] if head else text
    if "<!DOCTYPE" in body.upper() or "<!ENTITY" in body.upper():
        return sentence("a DOCTYPE")
    if "<?" in body:
        return sentence("a processing instruction")
    try:
        root = ET.fromstring(body)  # noqa: S314 - without a DOCTYPE there are no entities
    except (ET.ParseError, RecursionError) as error:
        return sentence("XML that is broken: {why}", why=error)
    if str(root.tag) not in ("svg", "{http://www.w3.org/2000/svg}svg"):
        return sentence("no <svg> element")
    for element in root.iter():
        space, _, name = str(element.tag).lower().rpartition("}")
        if name in _ACTIVE or space.endswith("/xhtml"):
            return sentence("a <{name}> element", name=name)
        for key, value in element.attrib.items():
            attribute = key.rpartition("}")[2].lower()
            if attribute.startswith("on"):
                return sentence("the attribute {attribute}", attribute=attribute)
            if attribute in ("href", "src", "base") and not _INERT_LINK.match(value.strip()):
                return sentence("a link to {target}", target=quoted(value))
            if attribute == "attributename":
                changed = value.strip().lower().rpartition(":")[2]
                if changed in ("href", "src", "base") or changed.startswith("on"):
                    return sentence("an animation of {attribute}", attribute=changed)
    return NOTHING


def without_notes(data: bytes, clean: Callable[[bytes], bytes]) -> bytes:
    """Return a drawing that `active_svg` accepts without comments, metadata and what its program has noted.

    `clean` is for the photos embedded in it. One with nothing to hide keeps its bytes.
    """
    try:
        root = ET.fromstring(data)  # noqa: S314 - it was accepted
        if _bare(root) or b"<!--" in data:
            for space, prefix in _SEEN.items():
                ET.register_namespace(prefix, space)
            data = ET.tostring(root, encoding="unicode").encode()
    except (ET.ParseError, RecursionError):
        return data
    return _EMBEDDED.sub(lambda found: found[1] + _photo(found[2], clean), data)


def _bare(root: ET.Element) -> bool:
    """Remove what no browser shows from a drawing; return whether there was any. Text behind it stays."""
    had_notes = False
    for element in list(root.iter()):
        for key in [key for key in element.attrib if not _is_seen(key)]:
            del element.attrib[key]
            had_notes = True
        seen = list[ET.Element]()
        for child in element:
            if _is_seen(child.tag) and child.tag.rpartition("}")[2] != "metadata":
                seen.append(child)
            elif seen:
                seen[-1].tail = (seen[-1].tail or "") + (child.tail or "")
            else:
                element.text = (element.text or "") + (child.tail or "")
        had_notes = had_notes or len(seen) < len(element)
        element[:] = seen
    return had_notes


def _is_seen(name: str) -> bool:
    return name.rpartition("}")[0].removeprefix("{") in _BROWSERS


def _photo(written: bytes, clean: Callable[[bytes], bytes]) -> bytes:
    try:
        data = b64decode(written)
    except ValueError:
        return written
    made = clean(data)
    return written if made == data else b64encode(made)
