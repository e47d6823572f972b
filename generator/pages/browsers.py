"""What browsers ask of a portal besides its pages: how to search it, and how to keep it on a home screen."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec

from generator.images.icons import ICONS
from generator.pages.context import Context, absolute
from generator.pages.xmltext import HEAD, escaped
from generator.portal.page import Manifest

SHORT, LONG = 16, 48
"""Most characters of the two names that OpenSearch gives a search."""


def opensearch(context: Context) -> bytes:
    """Make the description by which a browser offers to search the portal (OpenSearch 1.1)."""
    site = context.site
    assert site.search is not None
    address = escape(absolute(site, site.search.template))
    lines = [
        f'{HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escaped(shortened(site.name, SHORT))}</ShortName>",
        f"<LongName>{escaped(shortened(site.name, LONG))}</LongName>",
        f"<Description>{escaped(context.words['cari_di'] % site.name)}</Description>",
        f"<Language>{site.language}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{address}"/>',
        "</OpenSearchDescription>",
        "",
    ]
    return "\n".join(lines).encode()


def shortened(name: str, most: int) -> str:
    """Return as many whole words of a name as fit into `most` characters; at least the beginning of the first."""
    if len(name) <= most:
        return name
    return name[: most + 1].rpartition(" ")[0].rstrip() or name[:most]


def manifest(context: Context) -> bytes:
    """Make the web manifest: name, colours and icons of a portal that a reader keeps on the home screen."""
    site, picture = context.site, context.page.detail_of(Manifest).picture
    base = site.base_path
    icons = [
        {"src": base + one.url, "sizes": f"{one.side}x{one.side}", "type": "image/png", "purpose": one.purpose}
        for one in ICONS
        if picture and one.purpose
    ]
    if picture.endswith(".svg"):
        icons.append({"src": base + picture, "sizes": "any", "type": "image/svg+xml", "purpose": "any"})
    data: dict[str, Any] = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description or site.tagline,
        "lang": context.words["bahasa"],
        "id": f"{base}/",
        "start_url": f"{base}/",
        "scope": f"{base}/",
        # A portal has many pages and no buttons of its own to go back: "standalone" would take the browser's away.
        "display": "minimal-ui",
        "theme_color": context.settings.get("bar"),
        "background_color": "#ffffff",
        "icons": icons,
    }
    return msgspec.json.format(msgspec.json.encode({key: value for key, value in data.items() if value})) + b"\n"
