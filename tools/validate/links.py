"""Every address of the portal that a page, a stylesheet or structured data names is there, with its fragment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.validate.portal import Element, Finding, Portal

_ONE = ("href", "src", "poster", "data", "action", "cite", "content", "data-src")
_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
_META = {"og:url", "og:image", "twitter:image", "article:author"}
_REFRESH = re.compile(r"^\s*\d+\s*;\s*url=(.+)$", re.IGNORECASE)


def references(element: Element) -> Iterator[str]:
    """Yield the addresses that an element names."""
    attrs = element.attrs
    for name in ("srcset", "imagesrcset"):
        for candidate in attrs.get(name, "").split(","):
            if candidate.strip():
                yield candidate.split()[0]
    for name in _ONE:
        value = attrs.get(name, "")
        if name in attrs and element.tag != "meta":
            yield value
    if element.tag == "meta":
        refresh = _REFRESH.match(attrs.get("content", "")) if attrs.get("http-equiv", "").lower() == "refresh" else None
        if refresh:
            yield refresh[1]
        if attrs.get("property", attrs.get("name")) in _META:
            yield attrs.get("content", "")


def styles(text: str) -> Iterator[tuple[str, int]]:
    """Yield the addresses that a stylesheet names, with their lines."""
    for found in _CSS.finditer(text):
        yield found[1] or found[2], text.count("\n", 0, found.start()) + 1


def check(portal: Portal) -> Iterator[Finding]:
    """Check all links of all pages."""
    for path, page in portal.pages.items():
        for element in page.elements:
            for reference in references(element):
                wrong = portal.dead(reference, path) if reference else "empty address"
                if wrong:
                    yield Finding(f"{wrong}: {reference}", path, f"{element.place} <{element.tag}>")
    for path in sorted(portal.files):
        if path.endswith(".css"):
            for reference, line in styles(portal.read(path)):
                if wrong := portal.dead(reference, path):
                    yield Finding(f"{wrong}: {reference}", path, str(line))
