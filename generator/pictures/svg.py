"""What an SVG contains that is more than a picture, or slow to draw.

`xml.etree` is slow to import: import this module only when there is an SVG.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from generator.base.sentences import NOTHING, Sentence, sentence
from generator.base.text import quoted

MAX_SIZE = 4 << 20
"""Bytes of the largest SVG that is published."""
_ACTIVE = frozenset(("script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"))
_SLOW = frozenset(("filter", "image", "text", "pattern", "marker", "mask", "use"))
"""Elements that can make even a short SVG take any time and memory to draw."""
_SLOW_STYLE = re.compile(r"filter|dash|\\|@", re.IGNORECASE)
"""The same in attributes and styles; backslash escapes could hide any of them."""
_MAX_DRAWN = 64 << 10
"""Bytes of the largest SVG for icons."""
_DECLARATION = re.compile(r"""\s*<\?xml(?=\s)(?:[^?]*?\sencoding\s*=\s*["'](?P<encoding>[\w.-]*)["'])?[^?]*\?>""")
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


def slow_svg(data: bytes) -> Sentence:
    """Return what may make an SVG that passed `active_svg` slow to draw; empty if nothing does."""
    if len(data) > _MAX_DRAWN:
        return sentence("{size} bytes, more than {most}", size=len(data), most=_MAX_DRAWN)
    text = data.decode("utf-8-sig")
    head = _DECLARATION.match(text)
    root = ET.fromstring(text[head.end() :] if head else text)  # noqa: S314 - it passed `active_svg`
    clips = [inner for element in root.iter() if _name(element) == "clippath" for inner in element.iter()]
    clips += [element for element in root.iter() if clips and _name(element) == "style"]
    if any("clip-path" in f"{element.attrib}{element.text}".lower() for element in clips):
        return sentence("a <clipPath> that is clipped itself")
    for element in root.iter():
        if _name(element) in _SLOW:
            return sentence("a <{name}> element", name=_name(element))
        styles = list(element.attrib.items())
        if _name(element) == "style":
            styles.append(("style", element.text or ""))
        for key, value in styles:
            match = _SLOW_STYLE.search(key) or (_SLOW_STYLE.search(value) if key == "style" else None)
            if match:
                return sentence('a style with "{what}"', what=match[0])
    return NOTHING


def _name(element: ET.Element) -> str:
    return str(element.tag).lower().rpartition("}")[2]
