"""What an SVG contains that is more than a picture.

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
