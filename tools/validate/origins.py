"""No page, stylesheet or drawing loads anything from another host; what only a click opens may be anywhere.

Pictures may come from the host that site.yaml names as the home of its media, when it names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from tools.validate.links import references, styles
from tools.validate.portal import Element, Finding, Portal

_LOADING = {"img", "source", "script", "iframe", "embed", "object", "video", "audio", "track", "input", "image", "use"}
_NO_LOAD = {"canonical", "alternate", "prev", "next", "author", "license", "me", "search"}
_SVG = re.compile(r"""\b(?:href|src)\s*=\s*["']([^"'#][^"']*)""")


def _loads(element: Element) -> bool:
    if element.tag == "link":
        return not set(element.attrs.get("rel", "").split()) <= _NO_LOAD
    return element.tag in _LOADING


def check(portal: Portal) -> Iterator[Finding]:
    """Check all that is loaded without a click."""

    def foreign(reference: str, path: str, *, picture: bool = False) -> bool:
        url = urljoin(portal.url(path), reference.strip())
        if url.startswith("data:") or portal.own(url):
            return False
        return not (picture and portal.media_url and url.startswith(portal.media_url + "/"))

    for path, page in portal.pages.items():
        for element in page.elements:
            if _loads(element):
                for one in references(element):
                    if foreign(one, path, picture=element.tag in ("img", "source")):
                        yield Finding(f"loads from another host: {one}", path, f"{element.place} <{element.tag}>")
            if "style" in element.attrs:
                yield Finding("style attribute, which a strict policy forbids", path, element.place)
            if element.tag == "style" or (
                element.tag == "script" and "src" not in element.attrs and "json" not in element.attrs.get("type", "")
            ):
                yield Finding("inline code, which a strict policy forbids", path, f"{element.place} <{element.tag}>")
    for path in sorted(portal.files):
        found: list[tuple[str, int]] = []
        if path.endswith((".css", ".svg")):
            found += styles(portal.read(path))
        if path.endswith(".svg"):
            found += [(one, 0) for one in _SVG.findall(portal.read(path))]
        for reference, line in found:
            if foreign(reference, path):
                yield Finding(f"loads from another host: {reference}", path, str(line or ""))
